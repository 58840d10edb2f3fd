"""The page of the conversation: what it says first, what it remembers, and what it offers next."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import portal.i18n
from indexing.values import Answer, Identified, InterpreterRequest, Quote
from knowledge.languages import languages
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, small_services
from tests.portal.conftest import GP_QUOTE, NORWEGIAN, Visit
from tests.portal.inspecting import Seen, inspect
from tests.portal.test_pseudo_language import Pseudo

GP_QUESTION = "Hvordan får jeg lege?"
NORA_QUOTE = replace(GP_QUOTE, collection="nora", slug="negative-social-control", anchor="what")


def carried(seen: Seen, form: str = "question") -> list[tuple[str, str]]:
    """Return what the page gives along with the next question."""
    fields = seen.all(f"//form[contains(@class, '{form}')]//input[@type='hidden']")
    return [(field.get("name", ""), field.get("value", "")) for field in fields]


def test_an_empty_conversation_says_what_it_is_before_the_first_input(page: Visit) -> None:
    seen = page("/nb/chat")
    order = [
        element.get("class") or element.get("id")
        for element in seen.root.xpath("//ul[@class='about-chat'] | //textarea")
    ]
    assert order == ["about-chat", "question"]
    lines = [line.text_content() for line in seen.all("//ul[@class='about-chat']/li")]
    assert len(lines) == 3
    assert "Et program svarer, ikke et menneske." in lines[0]
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.response.headers.get("X-Robots-Tag") != "noindex"
    assert not seen.all("//article")


def test_the_thread_so_far_is_told_and_travels_in_the_page_alone(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": GP_QUESTION, "history": ["Skatt?", "Barn?"]}
    seen = page("/nb/answer", post=post)
    assert [item.text for item in seen.all("//details[@data-earlier]//li")] == ["Skatt?", "Barn?"]
    assert carried(seen) == [("history", text) for text in ("Skatt?", "Barn?", GP_QUESTION)]
    assert "/nb/chat" in seen.links()


def test_a_conversation_of_more_than_ten_questions_forgets_the_first(page: Visit) -> None:
    history = [f"spørsmål {n}" for n in range(10)]
    seen = page("/nb/answer", post={"question": GP_QUESTION, "history": history})
    told = carried(seen)
    assert (len(told), told[0], told[-1]) == (
        10,
        ("history", "spørsmål 1"),
        ("history", GP_QUESTION),
    )


def test_the_answer_begins_short_and_large(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": GP_QUESTION})
    first = seen.one("//blockquote").getchildren()[0]
    assert (first.get("class"), first.text) == ("short", "Du velger en fastlege selv.")


def test_steps_are_shown_with_the_numbers_they_have_on_their_page(
    test_data: Path, tmp_path: Path
) -> None:
    known = test_data / "content" / "ny-i-norge" / "general-practitioner" / "nb.md"
    front, _, _ = known.read_text("utf-8").rpartition("+++\n")
    own = tmp_path / "ny-i-norge" / "steps"
    own.mkdir(parents=True)
    (own / "nb.md").write_text(f"{front}+++\n## Slik {{#how}}\n\n1. Vent.\n2. Velg.\n3. Bekreft.\n")
    quote = replace(GP_QUOTE, slug="steps", anchor="how", text="Velg.\nBekreft.")
    road = KnownAnswers({"steg": Answer("answer", NORWEGIAN, quotes=(quote,))})
    client = create_app(Settings(), small_services(Shelf((tmp_path,)), road=road)).test_client()
    seen = inspect(client.post("/nb/answer", data={"question": "steg"}), "/nb/answer")
    steps = seen.one("//blockquote/ol")
    assert (steps.get("class"), steps.get("start")) == ("steps", "2")
    assert [item.text for item in steps] == ["Velg.", "Bekreft."]


def test_the_source_opens_beside_the_conversation_at_the_quoted_words(page: Visit) -> None:
    link = page("/nb/answer", post={"question": GP_QUESTION}).one("//figcaption//a")
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    assert link.get("href", "").endswith(
        "#who:~:text=Du%20velger%20en%20fastlege%20selv.,Du%20kan%20bytte%20lege."
    )


def test_nothing_that_was_typed_stands_in_an_address(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": GP_QUESTION, "history": ["Zlatorog7731"]}
    seen = page("/nb/answer", post=post)
    addresses = seen.root.xpath("//@href | //@src | //@action | //@data-stream")
    assert len(addresses) > 20
    assert not [a for a in addresses if "Zlatorog" in str(a) or "Hvordan" in str(a)]


def test_the_norwegian_text_stands_beside_an_answer_in_another_language(page: Visit) -> None:
    seen = page("/ar/answer", post={"question": "كيف أحصل على طبيب؟"})
    ours, theirs = seen.one("//details[contains(@class, 'beside')]//div/div").getchildren()
    assert "يمكنك تغيير الطبيب." in ours.text_content()
    assert ours.get("lang") is None
    assert (theirs.get("lang"), theirs.get("dir")) == ("nb", "ltr")
    assert "Du kan bytte lege" in theirs.text_content()


def test_nothing_stands_beside_a_norwegian_answer(page: Visit) -> None:
    assert not page("/nb/answer", post={"question": GP_QUESTION}).all(
        "//details[contains(@class, 'beside')]"
    )


@pytest.mark.parametrize("lang", languages())
def test_the_language_is_told_and_another_is_one_tap_away(page: Visit, lang: str) -> None:
    seen = page(f"/{lang}/answer", post={"question": GP_QUESTION, "history": "Skatt?"})
    form = seen.one("//form[contains(@class, 'language')]")
    assert form.get("action") == f"/{lang}/answer"
    buttons = [b.get("value") for b in form.xpath("./div/button")]
    assert buttons[0] == ("en" if lang == "nb" else lang)
    listed = [b.get("value") for b in form.xpath(".//details//button")]
    assert sorted([*listed, "nb"]) == sorted(languages())
    # What was asked before travels along, this question among it only as the one to ask.
    assert carried(seen, "language") == [("question", GP_QUESTION), ("history", "Skatt?")]


def test_languages_that_it_may_be_as_well_are_offered_first(
    page: Visit, road: KnownAnswers
) -> None:
    identified = Identified("ru", 0.6, "ru", "Cyrl", ("uk", "lt"))
    road.answers = {"врач": Answer("no_answer", identified)}
    seen = page("/en/answer", post={"question": "врач"})
    offered = seen.all("//form[contains(@class, 'language')]/div/button")
    assert [button.get("value") for button in offered] == ["en", "uk", "lt"]
    assert [button.text for button in offered] == ["English", "Українська", "Lietuvių"]


def test_the_language_that_was_chosen_wins_and_stays(page: Visit, road: KnownAnswers) -> None:
    seen = page("/en/answer", post={"question": GP_QUESTION, "chosen": "ar"})
    assert road.asked[-1].chosen_lang == "ar"
    assert seen.one("//article").get("lang") == "ar"
    assert ("chosen", "ar") in carried(seen)
    again = seen.one("//form[contains(@class, 'language')]//button[@value='so']")
    assert again.get("name") == "chosen"


@pytest.mark.parametrize("chosen", ["xx", "", "nb; DROP", "../ar"])
def test_a_choice_that_is_no_language_of_ours_is_no_choice(
    page: Visit, road: KnownAnswers, chosen: str
) -> None:
    seen = page("/en/answer", post={"question": GP_QUESTION, "chosen": chosen})
    assert road.asked[-1].chosen_lang is None
    assert "chosen" not in dict(carried(seen))


def test_others_questions_are_offered_and_posted(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Hva koster det?"})
    form = seen.one("//form[contains(@class, 'follow-ups')]")
    assert (form.get("method"), form.get("action")) == ("post", "/nb/answer")
    buttons = form.findall("button")
    assert 1 <= len(buttons) <= 3
    assert all(b.get("name") == "question" and b.get("value") for b in buttons)
    assert ("history", "Hva koster det?") in carried(seen, "follow-ups")


def test_a_private_conversation_stays_private_until_it_is_begun_anew(
    page: Visit, road: KnownAnswers
) -> None:
    road.answers = dict(road.answers) | {"nora": Answer("answer", NORWEGIAN, quotes=(NORA_QUOTE,))}
    first = page("/nb/answer", post={"question": "nora"}, title_is_neutral=True)
    assert ("private", "1") in carried(first)
    post: dict[str, str | list[str]] = dict(carried(first)) | {"question": GP_QUESTION}
    second = page("/nb/answer", post=post, title_is_neutral=True)
    assert second.all("//a[@id='page_exit']")
    for seen in (first, second):
        # No stream, no copies, no second tab, nothing to keep.
        assert not seen.all("//*[@data-stream or @data-copy or @data-print or @target]")
        assert not seen.all("//input[@name='keep']")
        assert seen.all("//form[@data-feedback]")
    assert not page("/nb/chat").all("//input[@name='private']")


def test_a_question_that_cannot_be_taken_loses_nothing_of_the_conversation(page: Visit) -> None:
    post: dict[str, str | list[str]] = {
        "question": "Hvordan får jeg skattekort? " * 20,
        "history": ["Skatt?"],
        "chosen": "nb",
    }
    seen = page("/nb/answer", post=post, status=422)
    assert seen.one("//textarea").text == "Hvordan får jeg skattekort? " * 20
    assert carried(seen) == [("history", "Skatt?"), ("chosen", "nb")]
    assert "#question" in seen.links()


def test_a_private_conversation_stays_private_when_a_question_is_refused(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": " ", "private": "1"}
    seen = page("/nb/answer", post=post, status=422, title_is_neutral=True)
    assert ("private", "1") in carried(seen)


def test_what_was_understood_of_a_wish_for_an_interpreter_is_said_back(
    page: Visit, road: KnownAnswers
) -> None:
    wanted = InterpreterRequest("ti", None, "Vestland", "f", "remote", "C")
    road.answers = {"tolk": Answer("interpreters", NORWEGIAN, interpreter_search=wanted)}
    seen = page("/nb/answer", post={"question": "tolk"})
    told = {
        dt.text: dt.getnext().xpath("string(.//bdi)")
        for dt in seen.all("//dl[@class='wishes']//dt")
    }
    assert told == {
        "Tolkens språk": "tigrinja",
        "Kommune eller fylke": "Vestland",
        "Slik skal dere møtes": "På telefon eller skjerm",
        "Kjønn": "Kvinne",
        "Laveste kategori": "C",
    }


def test_each_wish_for_an_interpreter_can_be_taken_back_or_changed(
    page: Visit, road: KnownAnswers
) -> None:
    wanted = InterpreterRequest("ti", "Bergen", "Vestland", None, "phone", None)
    road.answers = {"tolk": Answer("interpreters", NORWEGIAN, interpreter_search=wanted)}
    seen = page("/nb/answer", post={"question": "tolk"})
    links = {a.xpath("string(bdi)"): a.get("href") for a in seen.all("//dl[@class='wishes']//a")}
    assert links == {
        "tigrinja": "/nb/interpreters?place=Bergen&mode=phone#found",
        "Bergen": "/nb/interpreters?spoken=ti&mode=phone#found",
        "På telefon": "/nb/interpreters?spoken=ti&place=Bergen#found",
    }
    form = seen.one("//details[@class='change-wishes']/form")
    assert (form.get("method"), form.get("action")) == ("get", "/nb/interpreters#found")
    fields = {f.get("name"): f.get("value") for f in form.iter("input", "select")}
    assert fields == {
        "spoken": "tigrinja",
        "place": "Bergen",
        "mode": None,
        "gender": None,
        "min_category": None,
    }
    chosen = [option.get("value") for option in form.iter("option") if "selected" in option.attrib]
    assert chosen == ["phone", "", ""]
    said = " ".join(seen.one("//main").text_content().split()).replace("\u2068", "")
    assert "tigrinja · Bergen · På telefon" in said.replace("\u2069", "")


def test_a_quote_whose_page_is_gone_is_still_shown(page: Visit, road: KnownAnswers) -> None:
    gone = Quote("Første.\n\nAndre.", "ny-i-norge", "gone", "Del", "x", "nb", None, "source")
    road.answers = {"x": Answer("answer", NORWEGIAN, quotes=(gone,))}
    seen = page("/nb/answer", post={"question": "x"})
    assert [p.text for p in seen.all("//blockquote/p")] == ["Første.", "Andre."]


@pytest.mark.parametrize("card", ["7", "1000", "-1", "x", "٧"])
def test_the_number_of_a_card_makes_its_names_its_own(page: Visit, card: str) -> None:
    seen = page("/nb/answer", post={"question": GP_QUESTION, "card": card})
    expected = "answer7" if card == "7" else "answer1"
    assert seen.one("//article").get("aria-labelledby") == expected


def test_the_address_of_an_answer_leads_to_the_conversation(client: FlaskClient) -> None:
    assert client.get("/ti/answer").location == "/ti/chat"


def test_all_that_the_conversation_says_itself_went_through_the_catalogue(
    page: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal.i18n, "catalogue", lambda _lang: Pseudo())
    post: dict[str, str | list[str]] = {"question": "Hva koster det?", "history": ["Lege?"]}
    buttons, hints = "button[not(@value) or @name='reason']", "p[@class='hint' and not(@id)]"
    own = f"{buttons}|{hints}|summary|label|h1|h3|li/span"
    for seen in (page("/en/answer", post=post), page("/en/chat")):
        found = seen.all("|".join(f"//main//{path}" for path in own.split("|")))
        texts = [" ".join(element.text_content().split()) for element in found]
        assert len(texts) > 5
        # The sizes of text are letters, not words.
        unsaid = [text for text in texts if not text.startswith("[") and text[:1] != "A"]
        assert unsaid == []
