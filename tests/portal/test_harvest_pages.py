"""What a script carries away from the pages in a day, and that a caseworker's day goes undisturbed.

As tests/portal/test_harvest.py does with the API: the limits are the real ones, counted in a file.
"""

import re
from datetime import timedelta
from itertools import product

import pytest
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader
from werkzeug.test import TestResponse

from portal import create_app
from portal.limits import RULES
from portal.services import Services
from portal.settings import Settings
from tests.portal.harvesting import PEOPLE, Clock

PAGES = "/nb/interpreters"
REQUESTS = 1_250
COUNTIES = (
    *("Agder", "Akershus", "Buskerud", "Finnmark", "Innlandet", "Nordland", "Oslo", "Rogaland"),
    *("Telemark", "Troms", "Vestfold", "Vestland", "Østfold"),
)
_PHONE = re.compile(r"000[ \d]*?(\d{5})\b")
_EMAIL = re.compile(r"ola(\d{5})@")
_NAME = re.compile(r"Oppdiktet(\d{4})")


@pytest.fixture
def script(limited: Services) -> FlaskClient:
    """A client of the real pages, drawn without the frame around them, which holds nobody."""
    app = create_app(Settings(), limited)
    assert app.jinja_loader is not None
    frame = DictLoader({"base.html": "{% block main %}{% endblock %}"})
    app.jinja_env.loader = ChoiceLoader([frame, app.jinja_loader])
    return app.test_client()


class Carried:
    """What a script has taken from the pages that it was given."""

    def __init__(self) -> None:
        self.reachable: set[str] = set()
        self.given = {"contact": 0, "lookup": 0, "search": 0}

    def takes(self, kind: str, response: TestResponse) -> None:
        assert response.status_code in {200, 429}
        text = response.get_data(as_text=True)
        found = {*_PHONE.findall(text), *_EMAIL.findall(text)}
        if response.status_code == 429:
            assert 1 <= int(response.headers["Retry-After"]) <= 86_400
            assert not found and not _NAME.search(text)
            return
        assert kind == "contact" or not found
        self.given[kind] += 1
        self.reachable |= found


def test_a_script_that_walks_the_pages_gets_no_more_than_the_limits(
    script: FlaskClient, clock: Clock
) -> None:
    """It spreads its requests over a whole day, so that only the limits of the day hold it up,
    forges the address that it comes from, and looks at people and numbers and presses for
    contacts in turn."""
    carried = Carried()
    for n in range(REQUESTS):
        clock.now += timedelta(seconds=86_000 / REQUESTS)
        forged = {"X-Forwarded-For": f"10.0.{n % 250}.{n % 199}", "Forwarded": f"for=10.1.1.{n}"}
        number = PEOPLE[n * 7 % len(PEOPLE)].number
        if n % 2:
            url = f"{PAGES}/{number}/contact"
            carried.takes("contact", script.post(url, headers=forged))
            continue
        url = (
            f"{PAGES}/{number}",
            f"{PAGES}?name=Oppdiktet{n:04}",
            f"{PAGES}?number={number}",
            f"{PAGES}/verify?number={number}",
        )[n // 2 % 4]
        carried.takes("lookup", script.get(url, headers=forged))
    assert len(carried.reachable) == RULES["contact"].a_day == 200
    # To press for contacts is to look somebody up as well.
    looked_up = carried.given["lookup"] + carried.given["contact"]
    assert 500 < looked_up <= RULES["lookup"].a_day == 600


def test_a_number_that_nobody_has_is_counted_too(script: FlaskClient) -> None:
    given = [script.post(f"{PAGES}/SAMPLE-X{n}/contact").status_code for n in range(80)]
    most = RULES["lookup"].a_minute
    assert given == [404] * most + [429] * (80 - most)


def test_a_script_that_walks_the_lists_sees_no_more_than_a_hundred_of_each_search(
    script: FlaskClient, clock: Clock
) -> None:
    seen: set[str] = set()
    for page in range(1, 40):
        clock.now += timedelta(seconds=1)
        response = script.get(f"{PAGES}?spoken=so&page={page}")
        seen |= set(_NAME.findall(response.get_data(as_text=True)))
    assert 20 <= len(seen) <= 100


def test_a_script_in_a_hurry_gets_no_more_than_a_minute_holds(script: FlaskClient) -> None:
    carried = Carried()
    for spoken, place, page in product(("so", "ti", "ar", "uk", "pl"), COUNTIES, range(1, 6)):
        url = f"{PAGES}?spoken={spoken}&place={place}&page={page}"
        carried.takes("search", script.get(url))
    assert carried.given["search"] == RULES["search"].a_minute
    for person in PEOPLE[:40]:
        carried.takes("contact", script.post(f"{PAGES}/{person.number}/contact"))
    assert len(carried.reachable) == RULES["contact"].a_minute


def test_a_caseworker_who_looks_up_sixty_an_hour_is_never_held_up(
    script: FlaskClient, clock: Clock
) -> None:
    for n in range(60):
        clock.now += timedelta(minutes=1)
        number = PEOPLE[n % 45].number  # some of them are called twice
        for url in (
            f"{PAGES}?spoken=so&place=Oslo",
            f"{PAGES}?spoken=so&place=Oslo&page=2",
            f"{PAGES}/{number}",
            f"{PAGES}/verify?number={number}&spoken=so",
        ):
            assert script.get(url).status_code == 200
        told = script.post(f"{PAGES}/{number}/contact")
        assert set(_PHONE.findall(told.get_data(as_text=True))) == {f"{n % 45:05}"}
