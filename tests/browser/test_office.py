"""The office that keeps the register, at the browser with its key: look, mend, import, go back.

At each page both engines look for barriers; the walk of all pages has no key.
"""

from collections.abc import Iterator
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portal import create_app
from portal.office.staging import Staging, Work
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.serving import fixed_portal
from tests.browser.visitor import Screen, Visitor
from tests.portal.office.desk import HEADING, KEYS, basic, table

pytestmark = pytest.mark.browser

SCREENS = (Screen(320), Screen(1280, 900, is_dark=True))


@pytest.fixture
def url(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """Serve a portal whose register is written by the test."""

    def app(port: int) -> Flask:
        return create_app(Settings(data_dir=tmp_path), small_services(Shelf(), keys=KEYS))

    with fixed_portal(app) as address:
        yield address


def sends(office: Visitor, content: bytes) -> None:
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": content}
    office.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    office.follows("form[enctype] button")


def meets_no_barrier(office: Visitor, name: str) -> None:
    for screen in SCREENS:
        office.turns_to(screen)
        assert office.scrolls_sideways_px() == 0, (name, screen)
        found = engines.unexplained(engines.look(office.page)) if engines.are_there() else []
        assert not found, (name, str(screen), [str(finding) for finding in found])
        office.takes_a_picture(f"office-{name}-{screen}")


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_an_office_looks_at_a_file_imports_it_and_goes_back(
    visits: Visits, url: str, lang: str
) -> None:
    office = visits(SCREENS[0], at=url)
    office.page.set_extra_http_headers(basic("right"))
    start = f"/{lang}/register-office"
    office.forgives("the server responded with a status of 4")
    office.opens(start)
    meets_no_barrier(office, f"empty-{lang}")

    sends(office, HEADING.encode() + b"N-1,Given,,ti Q\nN-2,Given,Family,ti C\n")
    assert len(office.sees("#faults ~ * tbody tr, section[aria-labelledby=faults] tbody tr")) == 2
    meets_no_barrier(office, f"faults-{lang}")

    for count in (10, 4):
        office.opens(start)
        sends(office, table(count))
        if office.sees("input[type=checkbox]"):
            meets_no_barrier(office, f"loss-{lang}")
            office.page.locator("input[type=checkbox]").check()
        office.follows("form[action$=import] button")
        assert office.reads("main .tag.good")
    meets_no_barrier(office, f"versions-{lang}")

    office.follows("form[action$=restore] button")
    assert office.page.locator("form[action$=restore] input[name=token]").count() == 1
    meets_no_barrier(office, f"back-{lang}")
    office.follows("form[action$=restore] button")
    assert len(office.sees("section[aria-labelledby=versions] article")) == 3
    assert "10" in office.reads("main .lead")


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_the_page_of_the_work_is_kept_current_and_gives_way_to_its_end(
    visits: Visits, url: str, tmp_path: Path, lang: str
) -> None:
    staging, token = Staging(tmp_path), "a" * 32
    work = Work("go back", "2026-11-22T00:00:00+00:00", 3, stage="writing", done=1_000, total=9_000)
    office = visits(SCREENS[0], at=url)
    office.page.set_extra_http_headers(basic("right"))
    with (tmp_path / "register-work.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        lock.write(token)
        lock.flush()
        staging.tell(token, work)
        office.opens(f"/{lang}/register-office/work/{token}")
        meets_no_barrier(office, f"work-{lang}")
        stage, how_far = office.reads("#stage"), office.reads("#how-far")
        office.page.evaluate("document.querySelector('#stage').firstChild.isTheFirst = true")
        staging.tell(token, replace(work, done=2_000))
        office.page.wait_for_function(
            "before => document.querySelector('#how-far').textContent !== before", arg=how_far
        )
        # What is said aloud is not touched before there is something else to say.
        assert office.page.evaluate("document.querySelector('#stage').firstChild.isTheFirst")
        staging.tell(token, replace(work, stage="checking", done=0, total=1))
        office.page.wait_for_function(
            "before => document.querySelector('#stage').textContent !== before", arg=stage
        )
        assert not office.reads("#how-far")
    staging.tell(token, replace(work, end="broken"))
    office.page.locator("#versions").wait_for()
    assert office.sees("main [role=alert]")
