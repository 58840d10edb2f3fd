"""Portals to look at: the real one as an owner starts it, and one whose answers are known.

Both are context managers that yield an address, so that tests, the accessibility matrix and the
measurements of speed look at the same portals.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from flask import Flask
from werkzeug.serving import make_server

from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.browser.answers import PEOPLE, road_of_known_answers
from tests.browser.searches import known_pages

VEIVISER = Path(sys.executable).with_name("veiviser")
# Where the quick exit leads: leaving must not need a network, so it is a page of the same server.
NEUTRAL = "/lt/about"
_READY_WITHIN_S = 60.0


@contextmanager
def real_portal(data_dir: Path, *, is_built: bool = False) -> Iterator[str]:
    """Start the portal as an owner would, and yield its address.

    :param data_dir: where the index and the sample register are built, and the log is written.
    :param is_built: both are there; the folder is only read.
    """
    port = _free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("VEIVISER_")}
    env |= {
        "VEIVISER_DATA_DIR": str(data_dir),
        "VEIVISER_PORT": str(port),
        "VEIVISER_WORKERS": "1",
        "VEIVISER_EXIT_URL": f"http://127.0.0.1:{port}{NEUTRAL}",
    }
    if not is_built:
        for command in (["index"], ["register", "sample"]):
            subprocess.run([VEIVISER, *command], env=env, check=True, capture_output=True)
    server = subprocess.Popen(
        [VEIVISER, "serve"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, server)
        _make_ready(url)
        yield url
    finally:
        server.terminate()
        server.wait(20)


def fixed_app(port: int = 8000) -> Flask:
    """Return a portal over the real guidance, with known answers, finds, interpreters and hour."""
    shelf = Shelf()
    services = small_services(
        shelf,
        road=road_of_known_answers(shelf),
        register=RegisterStore(Path(_register_folder().name) / "register.sqlite"),
        finder=known_pages(shelf),
    )
    return create_app(Settings(exit_url=f"http://127.0.0.1:{port}{NEUTRAL}"), services)


@cache
def _register_folder() -> TemporaryDirectory[str]:
    """Write the register of known interpreters once; it goes when this process ends."""
    folder = TemporaryDirectory()
    path = Path(folder.name) / "register.sqlite"
    replace_register(path, PEOPLE, imported_at=datetime(2026, 11, 1, tzinfo=UTC), is_sample=True)
    return folder


@contextmanager
def fixed_portal(app: Callable[[int], Flask] = fixed_app) -> Iterator[str]:
    """Serve the portal that `app` makes for a port, and yield its address."""
    port = _free_port()
    server = make_server("127.0.0.1", port, app(port), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


def _make_ready(url: str) -> None:
    """Ask and search once: the first who does waits for all that is put together at first use."""
    for path, field in (("answer", "question"), ("search", "text")):
        asked = urlencode({field: "tolk på somali i Oslo"}).encode()
        request = Request(f"{url}/nb/{path}", asked, {"Sec-Fetch-Site": "same-origin"})
        with urlopen(request, timeout=_READY_WITHIN_S) as response:
            response.read()
