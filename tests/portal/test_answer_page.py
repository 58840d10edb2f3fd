"""The page that answers: what it shows first, where it has it from, and what it leaves behind."""

import pytest
from flask.testing import FlaskClient

from indexing.errors import IndexMissing
from indexing.safety import find_danger
from indexing.values import Danger
from knowledge.languages import languages
from portal import create_app
from portal.chat.danger import CAVEATS, FIRST_WORDS
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import inspect

GP_QUESTION = "Hvordan får jeg lege?"


def test_a_quote_links_to_the_section_it_stands_in_and_says_when_it_was_checked(
    page: Visit,
) -> None:
    seen = page("/nb/answer", post={"question": GP_QUESTION})
    quote = seen.one("//figure[@class='quote']")
    assert [p.text_content() for p in quote.iter("p")] == [
        "Du velger en fastlege selv.",
        "Du kan bytte lege.",
    ]
    caption = " ".join(quote.find("figcaption").text_content().split())
    assert "Kilde: Fastlege: Hvem har rett til fastlege?" in caption
    assert "Kontrollert 20. november 2026" in caption
    link = quote.find("figcaption//a")
    assert link.get("href") == (
        "/nb/ny-i-norge/general-practitioner"
        "#who:~:text=Du%20velger%20en%20fastlege%20selv.,Du%20kan%20bytte%20lege."
    )


def test_a_machine_translation_is_marked_as_one(page: Visit) -> None:
    seen = page("/ar/answer", post={"question": "كيف أحصل على طبيب؟"})
    hints = [hint.text_content() for hint in seen.all("//figcaption/span[@class='hint']")]
    assert len(hints) == 2


def test_the_question_is_shown_back_isolated_and_as_text(page: Visit) -> None:
    seen = page("/en/answer", post={"question": "<script>alert(1)</script> \u202e?"})
    assert seen.one("//h2[@class='asked']/bdi").text == "<script>alert(1)</script> ?"
    assert not seen.all("//main//script")


def test_an_answer_speaks_the_language_of_its_question_inside_a_page_in_another(
    page: Visit,
) -> None:
    seen = page("/nb/answer", post={"question": "كيف أحصل على طبيب؟"})
    assert seen.one("//h1").text_content() == "Svar"
    answer = seen.one("//article[@class='answer']")
    assert (answer.get("lang"), answer.get("dir")) == ("ar", "rtl")
    assert any(
        link.startswith("/ar/ny-i-norge/general-practitioner#who:~:text=") for link in seen.links()
    )
    assert "/ar/chat" in seen.links()
    assert "Bruk hele tjenesten på العربية" in seen.text


def test_a_quote_in_another_language_than_the_answer_says_so(
    page: Visit, road: KnownAnswers
) -> None:
    found = road.answers[GP_QUESTION]
    in_somali = type(found.identified)("so", 0.9, "so", "Latn")
    road.answers = {"su'aal": type(found)("answer", in_somali, quotes=found.quotes)}
    seen = page("/so/answer", post={"question": "su'aal"})
    assert seen.one("//figure//p[@class='notice']").text_content()
    assert seen.one("//blockquote").get("lang") == "nb"
    # English stands nearer to a reader of Somali than Norwegian, so the page of the source
    # itself is linked, not a page that would show the English text.
    assert any(
        link.startswith("/nb/ny-i-norge/general-practitioner#who:~:") for link in seen.links()
    )


def test_no_answer_names_the_nearest_pages_and_who_is_responsible(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Hvor mange?"})
    assert "Vi har ikke noe svar som vi kan stå inne for." in seen.text
    assert "Du kan spørre den som har ansvaret: Helsedirektoratet." in seen.text
    assert "/nb/ny-i-norge/general-practitioner" in seen.links()


def test_a_wish_for_an_interpreter_shows_the_best_qualified_as_sample_data(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Tolk på tigrinja i Bergen"})
    assert "/nb/interpreters/SAMPLE-AB" in seen.links()
    assert "tigrinja: kategori c" in seen.text.lower()
    assert "Oppdiktet vei" not in seen.text
    assert "+47 000 12345" not in seen.text
    assert "eksempeldata" in seen.text


def test_whoever_is_in_danger_is_not_told_that_there_is_no_answer(page: Visit) -> None:
    seen = page(
        "/nb/answer", post={"question": "pappa har truet med å drepe meg"}, title_is_neutral=True
    )
    assert "Hjelp nå" in seen.text
    assert "Vi har ikke noe svar" not in seen.text
    assert not seen.all("//ul[@class='topics']")


def test_a_wish_for_an_interpreter_leads_to_the_search_with_what_was_said(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Tolk på tigrinja i Bergen"})
    assert "/nb/interpreters?spoken=ti&place=Bergen&mode=phone#found" in seen.links()


def test_danger_stands_above_the_answer_with_numbers_to_call(page: Visit) -> None:
    seen = page("/en/answer", post={"question": "he has a knife, help"}, title_is_neutral=True)
    card = seen.one("//section[contains(@class, 'danger')]")
    first = seen.one("//div[@class='answer-top']").getchildren()[0]
    assert first is card
    numbers = [a.get("href") for a in card.iter("a")]
    assert numbers[0] == "tel:112"
    assert "Open now." in card.text_content()
    assert seen.all("//a[@id='page_exit']")


def test_danger_stays_in_sight_in_the_next_answer(page: Visit) -> None:
    first = page("/en/answer", post={"question": "he has a knife, help"}, title_is_neutral=True)
    box = first.one("//form[@class='question']")
    history = [field.get("value", "") for field in box.xpath(".//input[@name='history']")]
    assert history == ["he has a knife, help"]
    after = page("/en/answer", post={"question": "ok", "history": history}, title_is_neutral=True)
    assert after.all("//section[contains(@class, 'danger')]")


@pytest.mark.parametrize("lang", languages())
def test_the_help_card_is_whole_in_every_language(page: Visit, lang: str) -> None:
    question = "he has a knife, help"
    seen = page(f"/{lang}/answer", post={"question": question}, title_is_neutral=True)
    card = seen.one("//section[contains(@class, 'danger')]")
    assert len(card.findall(".//li")) >= 3
    assert "tel:112" in [a.get("href") for a in card.iter("a")]


def test_every_kind_of_danger_has_its_first_words() -> None:
    kinds = Danger.__dataclass_fields__["kind"].type
    assert set(FIRST_WORDS) == set(kinds.__args__)


def test_every_caveat_of_a_line_on_a_card_has_its_words(shelf: Shelf) -> None:
    danger = find_danger("he has a knife, help")
    assert danger is not None
    lines = [shelf.facts.helplines[name] for name in danger.helplines]
    assert {caveat for line in lines for caveat in line.caveats} <= set(CAVEATS)


def test_help_comes_even_when_nothing_can_be_searched(shelf: Shelf) -> None:
    services = small_services(shelf, road=KnownAnswers(error=IndexMissing("none")))
    client = create_app(Settings(), services).test_client()
    response = client.post("/en/answer", data={"question": "he has a knife, help"})
    seen = inspect(response, "/en/answer", status=503, title_is_neutral=True)
    assert "tel:112" in seen.links()
    assert "cannot answer right now" in seen.text


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "Hvordan får jeg skattekort? " * 20])
def test_a_question_that_cannot_be_taken_is_given_back_with_a_reason(
    page: Visit, question: str
) -> None:
    seen = page("/nb/answer", post={"question": question}, status=422)
    field = seen.one("//textarea")
    assert field.get("aria-invalid") == "true"
    assert "question-fault" in (field.get("aria-describedby") or "")
    assert seen.one("//p[@id='question-fault']").text_content()


def test_an_answer_is_kept_nowhere_and_its_address_tells_nothing(client: FlaskClient) -> None:
    response = client.post("/nb/answer", data={"question": GP_QUESTION})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.request.query_string == b""
    opened = client.get("/nb/answer")
    assert (opened.status_code, opened.location) == (302, "/nb/chat")


def test_the_form_keeps_the_browser_from_remembering(page: Visit) -> None:
    form = page("/nb/").one("//form[@class='question']")
    assert (form.get("method"), form.get("action")) == ("post", "/nb/answer")
    assert form.get("autocomplete") == "off"
    assert form.find(".//textarea").get("autocomplete") == "off"
