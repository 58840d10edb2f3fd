"""Verifying an interpreter: what is said of each number, language and day, and to whom."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from knowledge.languages import languages
from knowledge.register.errors import RegisterMissing
from knowledge.register.interpreters import Interpreter
from knowledge.register.queries import RegisterInfo
from portal import create_app
from portal.limits import Refused
from portal.reading import read_numbers
from portal.services import Services
from portal.settings import Settings
from portal.twins import CountedUses, ListedInterpreters
from tests.portal.conftest import PEOPLE, Visit

VERIFY = "/en/interpreters/verify"
SELAM = f"{VERIFY}?number=SAMPLE-AB"


def test_the_form_alone_asks_for_number_language_day_and_category(page: Visit) -> None:
    seen = page(VERIFY)
    names = [field.get("name") for field in seen.all("//form//input|//form//select")]
    assert names == ["number", "spoken", "on", "category"]
    assert seen.one("//input[@name='on']").get("value") == "2026-11-20"
    assert not seen.all("//section[contains(@class, 'receipt')]")


def test_a_listed_interpreter_is_confirmed_and_the_case_worker_told_what_to_do(
    page: Visit,
) -> None:
    seen = page(f"{SELAM}&spoken=Tigrinya&on=2026-11-30&category=C")
    assert "Confirmed in the register" in seen.text
    assert "Write in the case file that you have checked." in seen.text
    assert seen.one("//li[@class='asked-for']").text_content() == "Tigrinya: category C"
    assert "Valid until 31 January 2027" in seen.text
    assert "Find another interpreter" not in seen.text


def test_the_code_on_a_card_leads_to_all_languages_at_once(page: Visit) -> None:
    seen = page(SELAM)
    assert "Confirmed in the register" in seen.text
    assert "Tigrinya: category C" in seen.text and "Amharic: category E" in seen.text
    assert "Selam Prøvesen" in seen.text


def test_no_way_to_get_in_touch_is_shown(page: Visit) -> None:
    seen = page(SELAM)
    for private in ("+47 000 12345", "selam@example.org", "Oppdiktet vei"):
        assert private not in seen.whole_text
    assert not [link for link in seen.links() if "4700012345" in link]


@pytest.mark.parametrize(
    ("arguments", "title", "advice"),
    [
        ("&on=2027-02-01", "The card has run out before this day", "Ask the interpreter for a new"),
        ("&spoken=so", "Not listed for this language", "whether one of these languages is good"),
        ("&spoken=am&category=C", "A lower category than the one you named", "can go on"),
    ],
)
def test_what_does_not_fit_is_named_with_what_to_do(
    page: Visit, arguments: str, title: str, advice: str
) -> None:
    seen = page(SELAM + arguments)
    assert title in seen.text
    assert advice in seen.text
    assert "Confirmed in the register" not in seen.text


def test_a_card_that_begins_later_is_not_valid_yet(the_services: Services) -> None:
    later = replace(PEOPLE[0], card_issued=date(2026, 12, 1))
    text = _open(the_services, later, "?number=SAMPLE-AB").get_data(as_text=True)
    assert "The card is not valid yet on this day" in text
    assert "Issued on 1 December 2026" in text


def test_a_card_without_a_date_is_said_to_have_none(the_services: Services) -> None:
    unknown = replace(PEOPLE[0], card_valid_to=None)
    text = _open(the_services, unknown, "?number=SAMPLE-AB").get_data(as_text=True)
    assert "The register does not say how long the card is valid" in text
    assert "Ask to see the card, and look for the date on it." in text


def test_who_is_not_found_could_not_be_verified_and_is_never_called_unqualified(
    page: Visit,
) -> None:
    seen = page(f"{VERIFY}?number=SAMPLE-ZZ&spoken=ti")
    assert "Could not be verified in the register" in seen.text
    assert "This does not mean that the person is not qualified." in seen.text
    assert "unqualified" not in seen.text
    assert "/en/interpreters?spoken=ti" in seen.links()


def test_several_faults_are_all_told_with_the_gravest_first(page: Visit) -> None:
    seen = page(f"{SELAM}&spoken=so&on=2027-02-01")
    titles = [h.text_content() for h in seen.all("//div[contains(@class, 'outcome')]//h2")]
    assert titles == ["Not listed for this language", "The card has run out before this day"]


@pytest.mark.parametrize(
    "typed", ["sample-ab", " SAMPLE - AB ", "sample–ab", "ＳＡＭＰＬＥ-ＡＢ", "sample ab"]
)
def test_a_number_may_be_typed_in_many_ways(page: Visit, typed: str) -> None:
    assert "Selam Prøvesen" in page(f"{VERIFY}?number={quote(typed)}").text


def test_digits_of_any_script_are_digits() -> None:
    assert read_numbers("١٢ ٣٤") == ("1234", "12-34")
    assert read_numbers("   ") == ()


@pytest.mark.parametrize("typed", ["tigrinja", "ትግርኛ", "TIR", "Tigrinya"])
def test_a_language_is_understood_by_any_name(page: Visit, typed: str) -> None:
    assert "Confirmed in the register" in page(f"{SELAM}&spoken={quote(typed)}").text


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ("?number=&spoken=ti", "number"),
        ("?number=SAMPLE-AB&spoken=volapyk", "spoken"),
        ("?number=SAMPLE-AB&on=tomorrow", "on"),
        ("?number=SAMPLE-AB&on=2026-02-30", "on"),
        ("?number=SAMPLE-AB&category=F", "category"),
        ("?number=" + "A" * 81, "number"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    page: Visit, arguments: str, field: str
) -> None:
    seen = page(VERIFY + arguments, status=422)
    assert seen.one(f"//*[@id='{field}']").get("aria-invalid") == "true"
    assert f"#{field}" in seen.links()
    assert not seen.all("//section[contains(@class, 'receipt')]")


def test_a_national_identity_number_is_refused_and_not_repeated(page: Visit) -> None:
    seen = page(f"{VERIFY}?number=010150+10033", status=422)
    assert "This is a national identity number" in seen.text
    assert "10033" not in seen.response.get_data(as_text=True)


def test_an_answer_is_kept_and_listed_nowhere_while_the_form_may_be_found(
    client: FlaskClient,
) -> None:
    answer = client.get(SELAM)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "noindex" in answer.get_data(as_text=True)
    assert client.get(VERIFY).headers["X-Robots-Tag"] == "all"


def test_the_number_stands_in_no_link_and_no_log_line(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        html = client.get(f"{VERIFY}?number=MARKED-77").get_data(as_text=True)
    assert 'href="' in html
    assert not [part for part in html.split('"') if part.startswith("/") and "MARKED" in part]
    told = [str(record.__dict__) for record in caplog.records if record.name != "werkzeug"]
    assert told and not [line for line in told if "MARKED" in line]


def test_the_receipt_tells_what_was_checked_when_and_against_what(page: Visit) -> None:
    seen = page(f"{SELAM}&spoken=ti&on=2026-11-30&category=C")
    told = " ".join(seen.one("//section[contains(@class, 'receipt')]").text_content().split())
    for part in (
        "Result Confirmed in the register",
        "SAMPLE-AB",
        "Selam Prøvesen",
        "Day of the conversation 30 November 2026",
        "Lowest category that was agreed C",
        "20 November 2026 at 13:00, Norwegian time",
        "Updated on 20 November 2026",
        "Version 1",
        "Case number",
    ):
        assert part in told


def test_today_is_that_of_norway(the_services: Services) -> None:
    late = replace(the_services, now=lambda: datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    client = create_app(Settings(), late).test_client()
    text = client.get(SELAM).get_data(as_text=True)
    assert 'value="2026-11-21"' in text
    assert "21 November 2026 at <bdi>00:30</bdi>" in text


def test_another_language_shows_the_same_answer(page: Visit) -> None:
    links = page(f"{SELAM}&spoken=Tigrinya&on=2026-11-30").links()
    assert "/ar/interpreters/verify?number=SAMPLE-AB&spoken=ti&on=2026-11-30" in links
    assert "/ar/interpreters/verify" in page(f"{VERIFY}?number=SAMPLE-ZZ").links()


def test_every_look_up_is_counted_and_too_many_are_refused(the_services: Services) -> None:
    limits = CountedUses(refusal=Refused(60))
    client = create_app(Settings(), replace(the_services, limits=limits)).test_client()
    refused = client.get(SELAM)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Selam" not in refused.get_data(as_text=True)
    assert client.get(VERIFY).status_code == 200


def test_who_is_absent_looks_the_same_whatever_the_number(client: FlaskClient) -> None:
    first = client.get(f"{VERIFY}?number=SAMPLE-Y1").get_data(as_text=True)
    second = client.get(f"{VERIFY}?number=SAMPLE-Y2").get_data(as_text=True)
    assert first.replace("SAMPLE-Y1", "") == second.replace("SAMPLE-Y2", "")


def test_without_a_register_the_page_says_so(the_services: Services) -> None:
    class NoRegister(ListedInterpreters):
        def info(self) -> RegisterInfo:
            raise RegisterMissing("none")

    client = create_app(Settings(), replace(the_services, register=NoRegister())).test_client()
    assert client.get(VERIFY).status_code == 503


@pytest.mark.parametrize("lang", languages())
def test_every_outcome_holds_what_all_pages_must_hold(page: Visit, lang: str) -> None:
    for arguments in ("SAMPLE-AB", "SAMPLE-CD&spoken=so&category=A", "SAMPLE-ZZ", "SAMPLE-N1"):
        page(f"/{lang}/interpreters/verify?number={arguments}")


def _open(the_services: Services, person: Interpreter, arguments: str) -> TestResponse:
    register = ListedInterpreters((person,))
    client = create_app(Settings(), replace(the_services, register=register)).test_client()
    return client.get(VERIFY + arguments)
