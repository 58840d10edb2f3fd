"""Who sees how to get in touch, how often, and what is kept of a search."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge.register.store import RegisterStore
from knowledge.register.writing import withdraw
from portal import create_app
from portal.limits import Refused
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import CountedUses, small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import inspect
from tests.portal.register.conftest import PEOPLE


@pytest.mark.parametrize(
    "url",
    [
        "/en/interpreters?spoken=prs",
        "/en/interpreters?spoken=prs&view=table",
        "/en/interpreters?name=Pr%C3%B8ve",
        "/en/interpreters?number=S-1A",
        *(f"/en/interpreters/{person.number}" for person in PEOPLE[:8]),
    ],
)
def test_no_way_to_get_in_touch_is_on_a_page_before_it_is_asked_for(
    client: FlaskClient, url: str
) -> None:
    html = client.get(url).get_data(as_text=True)
    assert "PersonA" in html or "Person" in html
    assert "example.org" not in html
    assert "+47" not in html and "tel:+" not in html and "mailto:" not in html
    assert not any((person.phone or "") in html for person in PEOPLE[:8])


def test_contacts_come_with_a_click_and_are_kept_nowhere(page: Visit, uses: CountedUses) -> None:
    before = page("/en/interpreters/S-1A")
    form = before.one("//section[@class='contact']//form[@method='post']")
    seen = page(form.get("action", "").partition("#")[0], post={})
    assert "tel:+4700065499" in seen.links()
    assert "mailto:s-1a@example.org" in seen.links()
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.response.headers["X-Robots-Tag"] == "noindex"
    assert [sorted(people) for people in uses.contacts.values()] == [["S-1A"]]


def test_contacts_are_not_given_to_a_form_of_another_site(client: FlaskClient) -> None:
    response = client.post(
        "/en/interpreters/S-1A/contact", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert "example.org" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("wait", "told"),
    [(59, "Try again in 1 minute."), (600, "Try again in 10 minutes."), (80_000, "tomorrow")],
)
def test_whoever_asks_too_much_is_told_when_to_try_again(
    client: FlaskClient, uses: CountedUses, wait: int, told: str
) -> None:
    uses.refusal = Refused(wait)
    for post in (True, False):
        url = "/en/interpreters/S-1A/contact" if post else "/en/interpreters/S-1A"
        response = client.post(url) if post else client.get(url)
        seen = inspect(response, url, status=429)
        assert response.headers["Retry-After"] == str(wait)
        assert told in seen.text
        assert "Ask for a key to the programming interface (API)." in seen.text
        assert "example.org" not in response.get_data(as_text=True)


def test_whoever_asks_too_much_is_told_what_was_counted(
    client: FlaskClient, uses: CountedUses
) -> None:
    uses.contacts["127.0.0.1"] = {str(n) for n in range(200)}
    told = client.post("/en/interpreters/S-1A/contact").text
    assert "how to reach at most 20 interpreters a minute and 200 a day." in told
    assert '<a href="/api/v1/openapi.json"' in told
    uses.refusal = Refused(59)
    told = client.get("/en/interpreters/S-1A").text
    assert "looks up single interpreters at most 60 times a minute and 600 a day." in told
    told = client.get("/en/interpreters?spoken=prs").text
    assert "searches at most 300 times a minute and 5,000 a day." in told


def test_a_limit_that_cannot_be_counted_gives_no_contacts(
    client: FlaskClient, uses: CountedUses
) -> None:
    uses.refusal = Refused(60, is_broken=True)
    response = client.post("/en/interpreters/S-1A/contact")
    inspect(response, "/en/interpreters/S-1A/contact", status=503)
    assert "example.org" not in response.get_data(as_text=True)


def test_names_and_numbers_are_looked_up_no_faster_than_persons_pages(
    client: FlaskClient, uses: CountedUses
) -> None:
    uses.refusal = Refused(60)
    for url in ("?name=Zahra", "?number=S-1A", "?spoken=prs"):
        assert client.get(f"/en/interpreters{url}").status_code == 429


def test_whoever_is_withdrawn_is_gone_from_a_search_that_was_kept(page: Visit, path: Path) -> None:
    url = "/en/interpreters?spoken=prs"
    assert "Zahra PersonE" in page(url).text
    withdraw(path, "S-1E", at=datetime(2026, 11, 21, tzinfo=UTC))
    assert "Zahra PersonE" not in page(url).text


def test_a_search_by_name_is_kept_nowhere(app: Flask, client: FlaskClient) -> None:
    kept = app.extensions["veiviser-kept-by-name"]
    client.get("/en/interpreters?spoken=prs&name=Zahra")
    client.get("/en/interpreters?number=S-1A")
    assert len(kept) == 0
    client.get("/en/interpreters?spoken=prs")
    assert len(kept) == 1


def test_a_kept_search_is_made_anew_on_another_day(shelf: Shelf, path: Path) -> None:
    now = [datetime(2026, 11, 21, 12, tzinfo=UTC)]
    the_services = replace(
        small_services(shelf), register=RegisterStore.open(path), now=lambda: now[0]
    )
    client = create_app(Settings(), the_services).test_client()
    url = "/en/interpreters?spoken=so"
    first = client.get(url).get_data(as_text=True)
    now[0] = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert client.get(url).get_data(as_text=True) != first
