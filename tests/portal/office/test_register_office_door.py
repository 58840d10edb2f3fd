"""Who is let into the office, and from where."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.languages import languages
from portal import create_app
from portal.limits import Refused
from portal.services import Services
from portal.settings import Settings
from portal.twins import CountedUses
from tests.portal.inspecting import inspect
from tests.portal.office.desk import KEYS, OFFICE, OURS, Desk, basic

FORMS = ["look", "headings", "faults", "import", "restore", "leaving", "leave"]


@pytest.mark.parametrize("headers", [{}, basic("wrong"), basic("api-key"), basic("")])
def test_without_an_office_key_nobody_comes_in(desk: Desk, headers: dict[str, str]) -> None:
    response = desk.client.get(OFFICE, headers=headers)
    assert response.headers["WWW-Authenticate"].startswith('Basic realm="Veiviser"')
    seen = inspect(response, OFFICE, status=401)
    assert "veiviser keys make NAME --for office" in seen.text
    assert "47 interpreters" not in seen.text


def test_with_the_key_as_the_password_any_user_comes_in(desk: Desk) -> None:
    assert "The register holds 47 interpreters." in desk.opens().text
    response = desk.client.get(OFFICE, headers=basic("right", user="anybody"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", FORMS)
def test_the_language_menu_leads_from_every_form_to_the_office(desk: Desk, path: str) -> None:
    url = f"{OFFICE}/{path}"
    response = desk.client.post(url, headers=OURS | basic("right"))
    seen = inspect(response, url, status=response.status_code)
    menu = seen.all("//details[contains(@class,'menu-languages')]//li/a")
    assert {a.get("href") for a in menu} == {f"/{lang}/register-office" for lang in languages()}


@pytest.mark.parametrize("path", FORMS)
def test_every_form_needs_the_key(desk: Desk, path: str) -> None:
    assert desk.client.post(f"{OFFICE}/{path}", headers=OURS).status_code == 401


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://["},
    ],
)
def test_a_form_that_does_not_come_from_our_page_is_refused(
    desk: Desk, path: str, headers: dict[str, str]
) -> None:
    url = f"{OFFICE}/{path}"
    assert desk.client.post(url, headers=headers | basic("right")).status_code == 403


def test_an_older_browser_may_say_it_by_the_origin(desk: Desk) -> None:
    headers = {"Origin": "http://localhost"} | basic("right")
    assert desk.client.post(f"{OFFICE}/look", headers=headers).status_code == 422


def test_too_many_wrong_keys_are_refused(the_services: Services, tmp_path: Path) -> None:
    limits = CountedUses(refusal=Refused(60))
    services = replace(the_services, keys=KEYS, limits=limits)
    client = create_app(Settings(data_dir=tmp_path), services).test_client()
    assert client.get(OFFICE, headers=basic("wrong")).status_code == 429
    assert client.get(OFFICE).status_code == 401
    assert client.get(OFFICE, headers=basic("right")).status_code == 200
