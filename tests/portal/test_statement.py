"""The accessibility statement says what the last test found, and no more."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal import create_app
from portal.about import routes
from portal.services import Services
from portal.settings import Settings
from portal.statement import Engine, Judged, Results, load_results
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

WRITTEN = {
    "date": "2026-11-21",
    "engines": [{"name": "axe-core", "version": "4.14.1"}],
    "pages": 30,
    "languages": 12,
    "combinations": 1440,
    "violations": 0,
    "incomplete": 0,
    "manual": [{"rule": "color-contrast", "reason": "Measured by hand."}],
}
READ = Results(
    day=date(2026, 11, 21),
    engines=(Engine("axe-core", "4.14.1"),),
    pages=30,
    languages=12,
    combinations=1440,
    violations=0,
    incomplete=0,
    manual=(Judged("color-contrast", "Measured by hand."),),
)


def test_results_are_read_as_the_browser_run_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "accessibility.json"
    path.write_text(json.dumps(WRITTEN), "utf-8")
    assert load_results(path) == READ


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", json.dumps(WRITTEN | {"date": "yesterday"}), '{"date": 1']
)
def test_results_that_cannot_be_read_count_as_no_test(tmp_path: Path, content: str) -> None:
    path = tmp_path / "accessibility.json"
    assert load_results(path) is None
    path.write_text(content, "utf-8")
    assert load_results(path) is None


def statement(
    monkeypatch: pytest.MonkeyPatch,
    services: Services,
    tested: Results | None,
    settings: Settings | None = None,
) -> Seen:
    monkeypatch.setattr(routes, "load_results", lambda: tested)
    client = create_app(settings or Settings(), services).test_client()
    return inspect(client.get("/en/accessibility"), "/en/accessibility")


def test_statement_tells_what_was_tested_and_found(
    monkeypatch: pytest.MonkeyPatch, the_services: Services
) -> None:
    seen = statement(monkeypatch, the_services, READ)
    for part in ("axe-core 4.14.1", "30 kinds of pages", "12 languages", "1,440 looks in all"):
        assert part in seen.text
    assert "21 November 2026" in seen.text
    assert "They found no fault." in seen.text
    assert "could not judge" in seen.text
    assert seen.one("//details//ul[@lang='en']").text_content().strip().startswith("color-contrast")


def test_statement_does_not_hide_a_fault(
    monkeypatch: pytest.MonkeyPatch, the_services: Services
) -> None:
    seen = statement(
        monkeypatch, the_services, replace(READ, violations=3, incomplete=1, manual=())
    )
    assert "They found 3 faults" in seen.text
    assert "They found no fault." not in seen.text
    assert "There is 1 place that they could not judge." in seen.text


def test_statement_without_results_says_that_nothing_was_tested(
    monkeypatch: pytest.MonkeyPatch, the_services: Services
) -> None:
    seen = statement(monkeypatch, the_services, None)
    assert "has not been tested yet" in seen.text
    assert "They found no fault." not in seen.text


def test_statement_says_that_no_reader_with_a_screen_reader_has_tried_it(page: Visit) -> None:
    assert (
        "No person who uses a screen reader has tried the portal yet."
        in page("/en/accessibility").text
    )


@pytest.mark.parametrize(
    ("contact", "link", "shown"),
    [
        ("mailto:post@example.org", "mailto:post@example.org", "post@example.org"),
        ("https://example.org/tell-us", "https://example.org/tell-us", "https://example.org/tell"),
    ],
)
def test_statement_names_the_contact_of_the_owner(
    monkeypatch: pytest.MonkeyPatch, the_services: Services, contact: str, link: str, shown: str
) -> None:
    seen = statement(monkeypatch, the_services, READ, Settings(contact=contact))
    assert link in seen.links()
    assert shown in seen.text
    assert "has not named a contact" not in seen.text


def test_page_about_the_service_names_it_too(the_services: Services) -> None:
    settings = Settings(contact="mailto:post@example.org")
    client = create_app(settings, the_services).test_client()
    seen = inspect(client.get("/en/about"), "/en/about")
    assert "mailto:post@example.org" in seen.links()


def test_statement_says_so_where_the_owner_has_named_no_contact(page: Visit) -> None:
    seen = page("/en/accessibility")
    assert "has not named a contact" in seen.text
    assert not [link for link in seen.links() if link.startswith("mailto:")]


def test_statement_leads_on_to_those_who_take_complaints(page: Visit) -> None:
    links = page("/ar/accessibility").links()
    assert "https://www.uutilsynet.no/" in links
    assert "https://www.diskrimineringsnemnda.no/" in links


def test_every_page_leads_to_the_statement_and_to_reading_without_a_net(page: Visit) -> None:
    links = page("/so/").links()
    assert "/so/accessibility" in links
    assert "/so/offline" in links
