"""Debian's Chromium, driven by Playwright: nothing is downloaded, nothing leaves the machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
HOW_TO_GET_IT = "apt install chromium fonts-noto-core"


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser without a window and without a way to any other machine.

    Chromium's own sandbox does not run as root, which is what containers run as.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            chromium_sandbox=os.geteuid() != 0,
            args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        try:
            yield browser
        finally:
            browser.close()
