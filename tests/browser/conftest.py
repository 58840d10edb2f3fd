"""A real Chromium and a real server on a free port, and a visitor who walks through the pages."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from tests.browser.visitor import NEUTRAL, Visitor

VEIVISER = Path(sys.executable).with_name("veiviser")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
_READY_WITHIN_S = 60.0


@pytest.fixture(scope="session")
def _browser() -> None:
    """Skip where there is no browser to look with."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("no Chromium and chromedriver on this machine")


@pytest.fixture(scope="session")
def base_url(_browser: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the portal as an owner would: index, sample register, serve."""
    data_dir = tmp_path_factory.mktemp("portal")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.startswith("VEIVISER_")}
    env |= {
        "VEIVISER_DATA_DIR": str(data_dir),
        "VEIVISER_PORT": str(port),
        "VEIVISER_WORKERS": "1",
        # Leaving must not need a network: the neutral page is a page of this very server.
        "VEIVISER_EXIT_URL": f"http://127.0.0.1:{port}{NEUTRAL}",
    }
    for command in (["index"], ["register", "sample"]):
        subprocess.run([VEIVISER, *command], env=env, check=True, capture_output=True)
    with (data_dir / "log").open("wb") as log:
        server = subprocess.Popen([VEIVISER, "serve"], env=env, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_ready(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(20)


def _wait_until_ready(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the portal did not become ready")


@pytest.fixture(scope="session")
def chromium(
    _browser: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[webdriver.Chrome]:
    """Start one browser, with a profile of its own, for all journeys."""
    options = Options()
    options.binary_location = str(CHROMIUM)
    options.add_argument("--headless=new")
    options.add_argument("--disable-dev-shm-usage")
    options.add_argument("--hide-scrollbars")  # a phone's lie over the page
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if os.geteuid() == 0:  # Chromium's sandbox does not run as root, which containers are
        options.add_argument("--no-sandbox")
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def visitor(chromium: webdriver.Chrome, base_url: str) -> Iterator[Visitor]:
    """A visitor with a small phone who has just opened the browser.

    With a folder in BROWSER_SHOTS, each page looked at is saved there as an image.
    """
    someone = Visitor(chromium, base_url, os.environ.get("BROWSER_SHOTS"))
    someone.starts_afresh()
    yield someone
    assert someone.complaints() == [], "the browser complained"
