"""What a script carries away in a day, and that a caseworker's day goes undisturbed.

The limits are the real ones, counted in a file; the register is a small one in memory, since what
is measured is how much is given and not how fast.
"""

from datetime import timedelta
from itertools import count

import pytest
from flask.testing import FlaskClient

from portal import create_app
from portal.limits import RULES
from portal.services import Services
from portal.settings import Settings
from tests.portal.harvesting import PEOPLE, Clock

API = "/api/v1/interpreters"
REQUESTS = 10_000


@pytest.fixture
def script(limited: Services) -> FlaskClient:
    return create_app(Settings(), limited).test_client()


def test_a_script_gets_no_more_than_the_limits_whatever_it_asks(
    script: FlaskClient, clock: Clock
) -> None:
    """It spreads its requests over a whole day, so that only the limits of the day hold it up,
    forges the address that it comes from, and asks for contacts, people, numbers and lists."""
    phones: set[str] = set()
    given = {"contact": 0, "lookup": 0, "search": 0}
    turn = count()
    for n in range(REQUESTS):
        clock.now += timedelta(seconds=86_000 / REQUESTS)
        forged = {"X-Forwarded-For": f"10.0.{n % 250}.{n % 199}", "Forwarded": f"for=10.1.1.{n}"}
        person = PEOPLE[next(turn) % len(PEOPLE)].number
        kind, url = (
            ("contact", f"{API}/{person}/contact"),
            ("lookup", f"{API}/{person}"),
            ("lookup", f"{API}/verify?number={person}"),
            ("lookup", f"{API}?number={person}"),
            ("lookup", f"{API}?name=Oppdiktet{n:04}"),
            ("search", f"{API}?spoken=so&page={n % 5 + 1}"),
        )[n % 6 if n < 4_000 else (0, 5)[n % 2]]
        response = script.get(url, headers=forged)
        assert response.status_code in {200, 429}, url
        if response.status_code == 429:
            assert 1 <= int(response.headers["Retry-After"]) <= 86_400
            continue
        given[kind] += 1
        if kind == "contact":
            phones.add(response.get_json()["phone"])
    assert len(phones) <= RULES["contact"].a_day
    # A look-up for each contact as well: numbers are not walked by way of contacts either.
    assert given["contact"] + given["lookup"] <= RULES["lookup"].a_day
    assert 3_000 < given["search"] <= RULES["search"].a_day


def test_a_script_in_a_hurry_gets_no_more_than_a_minute_holds(script: FlaskClient) -> None:
    searches = [script.get(f"{API}?spoken=so").status_code for _ in range(400)]
    assert searches.count(200) == RULES["search"].a_minute
    contacts = [script.get(f"{API}/{p.number}/contact").status_code for p in PEOPLE[:100]]
    assert contacts.count(200) == RULES["contact"].a_minute


def test_contacts_alone_end_at_two_hundred_people_a_day(script: FlaskClient, clock: Clock) -> None:
    given = 0
    for person in PEOPLE:
        clock.now += timedelta(seconds=100)
        given += script.get(f"{API}/{person.number}/contact").status_code == 200
    assert given == RULES["contact"].a_day == 200


def test_a_caseworker_who_looks_up_sixty_an_hour_is_never_held_up(
    script: FlaskClient, clock: Clock
) -> None:
    for n in range(60):
        clock.now += timedelta(minutes=1)
        person = PEOPLE[n % 45].number  # some of them are called twice
        for url in (
            f"{API}?spoken=so&place=Oslo",
            f"{API}?spoken=so&place=Oslo&page=2",
            f"{API}/{person}",
            f"{API}/{person}/contact",
            f"{API}/verify?number={person}&spoken=so",
        ):
            assert script.get(url).status_code == 200


def test_the_next_day_is_a_new_one(script: FlaskClient, clock: Clock) -> None:
    for person in PEOPLE[:300]:
        clock.now += timedelta(seconds=100)
        script.get(f"{API}/{person.number}/contact")
    assert script.get(f"{API}/{PEOPLE[400].number}/contact").status_code == 429
    clock.now += timedelta(days=1)
    assert script.get(f"{API}/{PEOPLE[400].number}/contact").status_code == 200
