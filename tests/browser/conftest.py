"""A real Chromium and real servers on free ports, and visitors who walk through the pages.

`base_url` is the portal as an owner starts it, with the real index; `fixed_url` the real guidance
with answers, interpreters and an hour that are known (tests/browser/answers.py). `visitor` and
`guest` stand at their doors with a small phone; `visits` lets in others: another screen, without
script, several at once. Where there is no browser the tests are skipped, and the last lines of
the run say so.

BROWSER_DATA names a data folder with a built index and register, which spares building them;
BROWSER_SHOTS a folder in which `takes_a_picture` saves images.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser import engines
from tests.browser.chromium import CHROMIUM, HOW_TO_GET_IT, open_browser
from tests.browser.darkroom import Darkroom
from tests.browser.serving import fixed_app, fixed_portal, real_portal
from tests.browser.visitor import SMALL_PHONE, Screen, Visitor
from tests.browser.walking import Stop, every_stop

HERE = Path(__file__).parent


class Visits(Protocol):
    """Let somebody in: `visits(Screen(1280), at=fixed_url)`."""

    def __call__(self, screen: Screen = SMALL_PHONE, *, at: str | None = None) -> Visitor: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: while Playwright runs, no other test could use asyncio."""
    items.sort(key=lambda item: HERE in item.path.parents)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines what was not looked at, and how to get what it needs."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if report.nodeid.startswith("tests/browser/")
    ]
    if not skipped:
        return
    terminalreporter.section(f"left out: {len(skipped)} browser tests")
    if CHROMIUM is None:
        terminalreporter.line(
            "No Chromium was found, so nobody looked at the pages: journeys, keyboard, reflow, "
            f"contrast, quick exit, accessibility.\nGet it: {HOW_TO_GET_IT}"
        )
    elif not engines.are_there():
        terminalreporter.line(
            "axe-core and HTML_CodeSniffer are not installed, so no engine looked for barriers."
            f"\nGet them: {engines.HOW_TO_GET_THEM}"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests; each visitor has a window and a memory of their own."""
    if CHROMIUM is None:
        pytest.skip(f"no Chromium on this machine: {HOW_TO_GET_IT}")
    with open_browser() as started:
        yield started


@pytest.fixture
def darkroom(browser: Browser) -> Iterator[Darkroom]:
    """Where pictures of pages are read."""
    room = Darkroom(browser)
    yield room
    room.closes()


@pytest.fixture(scope="session")
def base_url(
    browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start the portal as an owner would: index, sample register, serve."""
    built = os.environ.get("BROWSER_DATA")
    data_dir = Path(built) if built else tmp_path_factory.mktemp("portal")
    if not built:
        whole_index = request.getfixturevalue("whole_index")
        shutil.copytree(whole_index, data_dir / "index", symlinks=True)
    with real_portal(data_dir, is_built=bool(built)) as url:
        yield url


@pytest.fixture(scope="session")
def fixed_url(browser: Browser) -> Iterator[str]:
    """Serve the real guidance with answers that are known beforehand."""
    with fixed_portal() as url:
        yield url


@pytest.fixture(scope="session")
def stops() -> tuple[Stop, ...]:
    """Every kind of page, at the portal whose answers are known."""
    return every_stop(fixed_app())


@pytest.fixture
def visits(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Let visitors in, one or several; whatever must not happen on a visit fails the test.

    Without `at` they come to the real portal.
    """
    inside: list[Visitor] = []

    def come(screen: Screen = SMALL_PHONE, *, at: str | None = None) -> Visitor:
        url = at or request.getfixturevalue("base_url")
        inside.append(Visitor(browser, url, screen, os.environ.get("BROWSER_SHOTS")))
        return inside[-1]

    yield come
    try:
        assert [visitor.complaints() for visitor in inside] == [[]] * len(inside)
    finally:
        for visitor in inside:
            visitor.leaves()


@pytest.fixture
def visitor(visits: Visits) -> Visitor:
    """A visitor with a small phone at the real portal."""
    return visits()


@pytest.fixture
def guest(visits: Visits, fixed_url: str) -> Visitor:
    """A visitor with a small phone at a portal whose answers are known."""
    return visits(at=fixed_url)
