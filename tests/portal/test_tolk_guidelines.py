"""The guideline checker: what is missing, what is in place, and the draft."""

import pytest
from flask.testing import FlaskClient

from portal.shelf import Shelf
from portal.tolk.guidelines import points, read_marks, write_marks
from portal.tolk.law import rules
from portal.tolk.words import BLANKS, DRAFTS, MARKS, POINTS, RULES
from tests.portal.conftest import Visit

FORM = "/en/tolk/tools/guidelines"
ALL_READY = "y" * 16


def test_the_points_are_what_the_regulation_demands_and_then_what_we_advise() -> None:
    kinds = {point.id: point.kind for point in points()}
    assert [name for name, kind in kinds.items() if kind == "must"] == [
        "booking",
        "must",
        "using",
        "remote",
        "fitted",
    ]
    assert [name for name, kind in kinds.items() if kind == "should"] == ["should"]
    assert len(kinds) == 16


def test_what_the_law_demands_names_its_section() -> None:
    for point in points():
        cited = [section.cited("nb") for section in point.sections]
        if point.kind != "advice":
            assert {"tolkeforskriften § 2", "tolkeloven § 9"} & set(cited), point.id


def test_every_point_leads_to_a_place_that_our_guidance_has(whole_shelf: Shelf) -> None:
    for point in points():
        for lang in ("nb", "en"):
            article = whole_shelf.article("tolk", point.slug, lang)
            assert article is not None, point
            assert point.anchor in {section.anchor for section in article.sections} | {""}, point


def test_words_and_points_name_the_same_things() -> None:
    assert set(POINTS) == {point.id for point in points()}
    drafted = {name for point in points() for name in point.draft}
    assert set(DRAFTS) <= drafted
    assert drafted <= set(DRAFTS) | set(RULES)
    assert not set(DRAFTS) & set(rules())
    assert set(BLANKS) == {name for point in points() for name in point.blanks}
    assert all(point.draft or point.blanks for point in points())
    assert list(MARKS) == ["y", "p", "n"]


def test_marks_are_read_as_they_were_written() -> None:
    written = write_marks({"booking": "y", "owner": "p", "must": "no mark", "stranger": "y"})
    assert written == "ynnnnnnnnnnnnnnp"
    read = read_marks(written)
    assert read is not None
    assert (read["booking"], read["must"], read["owner"]) == ("y", "n", "p")
    assert "stranger" not in read


@pytest.mark.parametrize("marks", ["y" * 15, "y" * 17, "x" * 16, "Y" * 16, ""])
def test_what_is_no_row_of_marks_is_refused(page: Visit, marks: str) -> None:
    assert read_marks(marks) is None
    if marks:
        page(f"{FORM}/{marks}", status=404)
        page(f"{FORM}/{marks}/change", status=404)


def test_the_form_leads_to_an_address_that_holds_the_marks(client: FlaskClient) -> None:
    sent = {"booking": "y", "must": "p", "remote": "y"}
    response = client.post(FORM, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303
    assert response.headers["Location"] == f"{FORM}/ypnynnnnnnnnnnnn"
    assert "Set-Cookie" not in response.headers


def test_nothing_that_is_typed_into_the_form_comes_back(client: FlaskClient) -> None:
    sent = {"booking": "Kari Nordmann", "name": "Kari Nordmann"}
    response = client.post(FORM, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.headers["Location"] == f"{FORM}/{'n' * 16}"


def test_the_form_takes_no_text(page: Visit) -> None:
    fields = page(FORM).all("//main//input|//main//textarea|//main//select")
    assert len(fields) == 16 * 3
    assert {field.get("type") for field in fields} == {"radio"}
    assert [field for field in fields if field.get("checked") is not None] == []


def test_the_result_counts_what_the_law_demands(page: Visit) -> None:
    assert "2 of 5 points that the law requires are in place" in page(f"{FORM}/yypn{'n' * 12}").text
    assert "5 of 5 points" in page(f"{FORM}/{ALL_READY}").text


def test_the_result_lists_what_is_missing_before_what_is_in_place(page: Visit) -> None:
    seen = page(f"{FORM}/ypn{'y' * 13}")
    headings = [heading.text_content() for heading in seen.all("//h2")]
    assert headings[1:3] == ["What is missing", "What is in place"]
    missing = seen.all("//section[@aria-labelledby='open']//li")
    assert [" ".join(item.text_content().split())[:50] for item in missing] == [
        "Partly Situations where an interpreter must be use",
        "Missing Guidance on using an interpreter The law r",
    ]
    assert len(seen.all("//section[@aria-labelledby='ready']//li")) == 14
    assert not page(f"{FORM}/{ALL_READY}").all("//section[@aria-labelledby='open']")


def test_the_draft_has_every_point_with_sentences_or_lines(page: Visit) -> None:
    seen = page(f"{FORM}/{ALL_READY}")
    draft = seen.one("//div[@id='draft-text']")
    assert len(draft.findall("h3")) == 16
    text = draft.text_content()
    assert "Children under 18 must not be used to interpret" in text
    assert "We book through: ____" in text
    assert "We pay for the interpreter. The user pays nothing." in text


def test_the_marks_can_be_changed_and_are_still_there(page: Visit) -> None:
    marks = f"ypn{'y' * 13}"
    again = f"{FORM}/{marks}/change"
    assert again in page(f"{FORM}/{marks}").links()
    chosen = page(again).all("//input[@checked]")
    assert "".join(field.get("value", "") for field in chosen) == marks


def test_marks_are_kept_when_the_language_is_changed(page: Visit) -> None:
    assert f"/nn/tolk/tools/guidelines/{ALL_READY}" in page(f"{FORM}/{ALL_READY}").links()
