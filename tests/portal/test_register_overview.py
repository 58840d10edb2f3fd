"""The register in numbers: counts, charts with their tables, files, and official figures."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from knowledge.languages import languages
from knowledge.register.comparing import Change
from knowledge.register.crossing import CrossCount
from knowledge.register.errors import RegisterMissing
from knowledge.register.queries import RegisterInfo
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register
from portal import create_app
from portal.overview.bars import category_bar, patterns, plain_bar
from portal.overview.downloads import COLUMNS, safe_cell
from portal.overview.tables import by_county, by_spoken, sum_rows
from portal.services import Services
from portal.settings import Settings
from portal.twins import ListedInterpreters
from tests.portal.conftest import PEOPLE, Visit
from tests.portal.inspecting import Seen

OVERVIEW = "/en/interpreters/overview"
SAMPLE = "The register holds made-up sample data: no person in it exists."
COUNTS = (
    CrossCount("ar", "A", "Oslo", 2),
    CrossCount("ar", "C", "Vestland", 3),
    CrossCount("ti", "C", "Oslo", 1),
    CrossCount("ti", "E", "", 4),
)


def test_rows_are_summed_by_language_and_by_county() -> None:
    languages_ = [(row.key, row.counts, row.total) for row in by_spoken(COUNTS)]
    assert languages_ == [("ar", (2, 0, 3, 0, 0), 5), ("ti", (0, 0, 1, 0, 4), 5)]
    assert [(row.key, row.total) for row in by_spoken(COUNTS, "Oslo")] == [("ar", 2), ("ti", 1)]
    assert [(row.key, row.total) for row in by_county(COUNTS, ("ti",))] == [("", 4), ("Oslo", 1)]
    assert sum_rows(by_spoken(COUNTS)) == (2, 0, 4, 0, 4)


def test_a_bar_has_a_patterned_part_for_each_category_that_has_anybody() -> None:
    bar = category_bar((2, 0, 3, 0, 0), 10, is_rtl=False)
    assert _parts(bar) == [("0.00%", "20.00%", "A"), ("20.00%", "30.00%", "C")]
    assert 'role="img" aria-label="A 2, C 3"' in bar
    for letter in "ABCDE":
        assert f'<pattern id="category-{letter}"' in patterns()


def test_a_bar_begins_at_the_right_where_the_page_does() -> None:
    bar = category_bar((2, 0, 3, 0, 0), 10, is_rtl=True)
    assert _parts(bar) == [("80.00%", "20.00%", "A"), ("50.00%", "30.00%", "C")]
    assert _parts(plain_bar(5, 10, is_rtl=True)) == [("50.00%", "50.00%", "A")]


def test_a_bar_of_nobody_is_empty_and_divides_by_nothing() -> None:
    assert _parts(category_bar((0, 0, 0, 0, 0), 0, is_rtl=False)) == []


def test_the_page_counts_people_languages_and_who_is_missing(page: Visit) -> None:
    seen = page(OVERVIEW)
    head = " ".join(seen.one("//dl[@class='headline']").text_content().split())
    assert head.startswith("Interpreters 47 Languages 3 Languages with nobody ")
    rows = seen.all("//section[@aria-labelledby='by-language']//tbody/tr")
    cells = [[" ".join(c.text_content().split()) for c in row] for row in rows]
    assert cells == [
        ["Somali", "0", "0", "0", "0", "45", "45"],
        ["Tigrinya", "1", "0", "1", "0", "0", "2"],
        ["Amharic", "0", "0", "0", "0", "1", "1"],
    ]
    assert SAMPLE in seen.text


def test_every_chart_has_its_table(page: Visit) -> None:
    seen = page(OVERVIEW)
    for name in ("by-language", "by-county"):
        section = seen.one(f"//section[@aria-labelledby='{name}']")
        bars = section.xpath(".//ol[@class='bars']//*[local-name()='svg']")
        assert bars and all(bar.get("aria-label") for bar in bars)
        assert section.xpath(".//table//th")


def test_the_numbers_narrow_to_a_language_to_a_county_and_to_both(page: Visit) -> None:
    spoken = page(f"{OVERVIEW}?spoken=ti")
    assert spoken.one("//h1").text_content() == "The register in numbers: Tigrinya"
    assert _category_totals(spoken) == ["1", "0", "1", "0", "0"]
    assert not spoken.all("//section[@aria-labelledby='by-language']")
    county = page(f"{OVERVIEW}?county=Vestland")
    assert "Interpreters 1" in " ".join(
        county.one("//dl[@class='headline']").text_content().split()
    )
    assert not county.all("//section[@aria-labelledby='by-county']")
    both = page(f"{OVERVIEW}?spoken=Tigrinya&county=Oslo")
    assert _category_totals(both) == ["1", "0", "0", "0", "0"]
    assert "/en/interpreters?spoken=ti&county=Oslo" in both.links()


def test_another_language_shows_the_same_choice(page: Visit) -> None:
    links = page(f"{OVERVIEW}?spoken=Tigrinya&county=oslo").links()
    assert "/ar/interpreters/overview?spoken=ti&county=Oslo" in links


def test_the_page_is_made_once_for_each_state_of_the_register(the_services: Services) -> None:
    class Counting(ListedInterpreters):
        asked = 0

        def cross_counts(self) -> tuple[CrossCount, ...]:
            Counting.asked += 1
            return super().cross_counts()

    known = replace(the_services, register=Counting(PEOPLE))
    client = create_app(Settings(), known).test_client()
    assert client.get(OVERVIEW).data == client.get(OVERVIEW).data
    assert Counting.asked == 1


def test_what_the_register_does_not_know_is_said_beside_its_field(page: Visit) -> None:
    seen = page(f"{OVERVIEW}?spoken=volapyk&county=Atlantis", status=422)
    assert seen.one("//p[@id='spoken-fault']").text_content()
    assert seen.one("//p[@id='county-fault']").text_content()


def test_languages_with_nobody_lead_to_the_search(page: Visit) -> None:
    seen = page(OVERVIEW)
    section = seen.one("//section[@aria-labelledby='absent']")
    assert "/en/interpreters?spoken=rhg" in [a.get("href") for a in section.xpath(".//a")]
    assert "Somebody who is not listed may still be qualified." in seen.text


def test_official_figures_stand_with_period_source_and_the_day_they_were_read(
    page: Visit,
) -> None:
    text = page(OVERVIEW).text
    assert "18–19% (2024)" in text
    assert "First half of 2023" in text and "August 2023" in text
    assert "about 720,000" in text
    assert "IMDi, Tolkemonitor" in text and "read on 20 November 2026" in text
    assert "1,341,610" not in text and "guidelines" not in text


def test_a_language_has_its_own_need_and_one_without_figures_has_none(page: Visit) -> None:
    text = page(f"{OVERVIEW}?spoken=ti").text
    assert "4% (2024)" in text
    assert "2, which is 4% of the interpreters" in text  # 2 of 47 people
    assert "Need and supply" not in page(f"{OVERVIEW}?spoken=so").text


def test_the_spreadsheet_opens_in_excel_and_holds_every_count(client: FlaskClient) -> None:
    response = client.get(f"{OVERVIEW}.csv")
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert ["ti", "Tigrinya", "A", "Oslo", "1", "yes"] in rows
    assert ["so", "Somali", "E", "", "45", "yes"] in rows
    assert sum(int(row[4]) for row in rows[1:]) == 48


@pytest.mark.parametrize("url", [OVERVIEW, "/en/about"])
def test_the_document_of_the_api_is_linked(page: Visit, url: str) -> None:
    assert "/api/v1/openapi.json" in page(url).links()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


def test_programs_get_the_counts_and_whether_they_are_real(client: FlaskClient) -> None:
    response = client.get("/nb/interpreters/overview.json")
    assert "interpreters-in-numbers.json" in response.headers["Content-Disposition"]
    data = json.loads(response.data)
    assert (data["is_sample"], data["version"], data["interpreters"]) == (True, "1", 47)
    told = [one for one in data["counts"] if one["code"] == "ti" and one["county"] == "Oslo"]
    assert told == [
        {
            "code": "ti",
            "language": "tigrinja",
            "category": "A",
            "county": "Oslo",
            "interpreters": 1,
        }
    ]
    assert "Selam" not in json.dumps(data)


@pytest.mark.parametrize("ending", ["", ".csv", ".json"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, ending: str) -> None:
    first = client.get(OVERVIEW + ending)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(OVERVIEW + ending, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_another_register_has_another_etag(the_services: Services, client: FlaskClient) -> None:
    other = replace(the_services, register=ListedInterpreters(PEOPLE[:2], is_sample=False))
    changed = create_app(Settings(), other).test_client()
    for ending in ("", ".csv", ".json"):
        first, second = client.get(OVERVIEW + ending), changed.get(OVERVIEW + ending)
        assert first.headers["ETag"] != second.headers["ETag"]
        assert SAMPLE not in second.get_data(as_text=True)


def test_the_last_update_is_told_where_there_was_something_before(
    the_services: Services, client: FlaskClient
) -> None:
    change = Change(12, 3, 4, 40, (), ())
    known = replace(the_services, register=ListedInterpreters(PEOPLE, change=change))
    text = create_app(Settings(), known).test_client().get(OVERVIEW).get_data(as_text=True)
    told = "The last update: 12 added, 3 changed, 4 removed."
    assert told in text
    assert "The last update:" not in client.get(OVERVIEW).get_data(as_text=True)


def test_the_register_tells_its_last_change_and_none_of_its_first_import(tmp_path: Path) -> None:
    path, now = tmp_path / "register.sqlite", datetime(2026, 11, 20, tzinfo=UTC)
    replace_register(path, PEOPLE[2:], imported_at=now)
    store = RegisterStore(path)
    assert store.last_change() is None
    replace_register(path, PEOPLE[3:], imported_at=now)
    change = store.last_change()
    assert change is not None
    assert (change.added, change.removed, change.unchanged) == (0, 1, 44)


def test_without_a_register_the_page_says_so(the_services: Services) -> None:
    class NoRegister(ListedInterpreters):
        def info(self) -> RegisterInfo:
            raise RegisterMissing("none")

    client = create_app(Settings(), replace(the_services, register=NoRegister())).test_client()
    assert client.get(OVERVIEW).status_code == 503
    assert client.get(f"{OVERVIEW}.json").status_code == 503


@pytest.mark.parametrize("lang", languages())
def test_each_choice_holds_what_all_pages_must_hold(page: Visit, lang: str) -> None:
    for arguments in ("?spoken=ti", "?county=Oslo", "?spoken=ti&county=Oslo"):
        page(f"/{lang}/interpreters/overview{arguments}")


def _parts(bar: Markup) -> list[tuple[str, str, str]]:
    found = re.findall(r'x="([^"]+)" width="([^"]+)" [^/]*#category-([A-E])', str(bar))
    return [(x, width, letter) for x, width, letter in found]


def _category_totals(seen: Seen) -> list[str]:
    return [dd.text_content() for dd in seen.all("//dl[contains(@class, 'legend')]//dd[1]")]
