"""What the page says where it asks back, cannot see a case, hears thanks, or leans on what was
asked before."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexing.values import Answer, AnswerKind, Danger, Identified, Smalltalk
from knowledge.languages import languages
from portal.chat.replies import REPLIES
from portal.i18n import catalogue
from portal.twins import KnownAnswers
from tests.portal.conftest import GP, GP_QUOTE, NORWEGIAN, OWN_LIFE, TAX, Visit
from tests.portal.inspecting import Seen

ASKED_BACK = "Hva må jeg ordne?"
OWN_CASE = "Får jeg ja på søknaden min?"
DANGER = Danger("violence_now", "red", ("police-112",))
LEANING = "Hva koster det?"


def headings(seen: Seen) -> list[str]:
    """Return the headings that stand in the answer, beside the question itself."""
    found = seen.all("//article[@class='answer']//*[self::h2 or self::h3]")
    return [h.text_content() for h in found if h.get("class") != "asked"]


def answer_text(seen: Seen) -> str:
    """Return what the answer itself says, spaces folded."""
    return " ".join(seen.one("//div[@class='answer-text']").text_content().split())


def test_a_question_back_lists_the_choices_in_order_under_a_heading(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": ASKED_BACK})
    assert headings(seen) == ["Hvilken av disse mener du?"]
    links = [(a.text_content(), a.get("href")) for a in seen.all("//ul[@class='choices']/li/a")]
    assert links == [
        ("Skattekort", "/nb/ny-i-norge/tax-deduction-card"),
        ("Fastlege", "/nb/ny-i-norge/general-practitioner"),
        ("Plikten til å bruke tolk", "/nb/tolk/interpreting-act"),
    ]


def test_whoever_means_none_of_the_choices_is_led_to_the_question_box(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": ASKED_BACK})
    link = seen.one("//div[@class='answer-text']/p/a")
    assert link.text_content() == "Noe annet? Spør igjen med andre ord."
    assert link.get("href") == "#question"
    assert seen.one("//textarea").get("id") == "question"


def test_a_choice_in_another_language_says_so_inside_the_link(
    page: Visit, road: KnownAnswers
) -> None:
    in_arabic = Identified("ar", 0.9, "ar", "Arab")
    road.answers = {"ماذا": Answer("choose", in_arabic, choices=(GP, TAX))}
    seen = page("/ar/answer", post={"question": "ماذا"})
    for link in seen.all("//ul[@class='choices']/li/a"):
        assert link.find("span").get("lang") == "nb"
    second = seen.all("//ul[@class='choices']/li/a")[1]
    assert second.text_content().strip() == "Skattekort (Bokmål)"


def test_one_page_is_no_choice_but_the_nearest_page(page: Visit, client: FlaskClient) -> None:
    seen = page("/nb/answer", post={"question": "Noe om lege"})
    assert headings(seen) == ["De nærmeste sidene"]
    body = client.post("/api/v1/answers", json={"question": "Noe om lege"}).get_json()
    assert (body["kind"], body["choices"], body["offices"]) == (
        "no_answer",
        [],
        ["Helsedirektoratet"],
    )


def test_choices_that_nobody_else_should_see_make_the_page_private(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Hva gjør familien?"}, title_is_neutral=True)
    assert seen.all("//a[@id='page_exit']")
    assert seen.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", ["no_answer", "own_case"])
def test_what_lies_nearest_to_a_page_for_young_people_is_private_and_names_it(
    page: Visit, road: KnownAnswers, kind: AnswerKind
) -> None:
    road.answers = {"sak": Answer(kind, NORWEGIAN, topics=(OWN_LIFE, GP))}
    seen = page("/nb/answer", post={"question": "sak"}, title_is_neutral=True)
    assert seen.all("//a[@id='page_exit']")
    assert "/nb/nora/negative-social-control" in seen.links()


@pytest.mark.parametrize("kind", ["answer", "no_answer", "own_case"])
def test_no_answer_without_a_quick_exit_names_a_page_for_young_people(
    page: Visit, road: KnownAnswers, kind: AnswerKind
) -> None:
    quotes = (GP_QUOTE,) if kind == "answer" else ()
    road.answers = {"x": Answer(kind, NORWEGIAN, quotes=quotes, topics=(GP, OWN_LIFE, TAX))}
    seen = page("/nb/answer", post={"question": "x"})
    links = [link.get("href") for link in seen.all("//ul[contains(@class, 'topics')]//a")]
    assert links == ["/nb/ny-i-norge/general-practitioner", "/nb/ny-i-norge/tax-deduction-card"]


def test_a_conversation_that_has_turned_private_names_them_all(
    page: Visit, road: KnownAnswers
) -> None:
    road.answers = {"x": Answer("answer", NORWEGIAN, quotes=(GP_QUOTE,), topics=(GP, OWN_LIFE))}
    post: dict[str, str | list[str]] = {"question": "x", "private": "1"}
    seen = page("/nb/answer", post=post, title_is_neutral=True)
    assert "/nb/nora/negative-social-control" in [
        link.get("href") for link in seen.all("//ul[contains(@class, 'topics')]//a")
    ]


def test_nobody_is_asked_back_in_danger_but_the_pages_are_there(
    page: Visit, road: KnownAnswers
) -> None:
    road.answers = {"x": Answer("choose", NORWEGIAN, danger=DANGER, choices=(GP, TAX))}
    seen = page("/nb/answer", post={"question": "x"}, title_is_neutral=True)
    assert headings(seen) == ["Hjelp nå", "Sider om dette"]
    assert "Noe annet?" not in seen.text


def test_an_own_case_is_sent_to_the_one_office_of_the_nearest_page(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": OWN_CASE})
    told = answer_text(seen)
    assert "Ingen her kan se saken din, og ingen her avgjør den." in told
    assert "Du kan spørre den som har ansvaret: Skatteetaten." in told
    assert "Helsedirektoratet" not in told
    assert "Ha saksnummeret ditt klart, men ikke skriv det her." in told
    assert headings(seen) == ["De nærmeste sidene"]
    assert "/nb/ny-i-norge/tax-deduction-card" in seen.links()


def test_an_own_case_without_any_page_is_sent_to_the_municipality(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Når kommer svaret mitt?"})
    assert "Du kan spørre kommunen din" in answer_text(seen)
    assert headings(seen) == []


def test_whoever_is_in_danger_is_not_sent_to_an_office_about_their_case(
    page: Visit, road: KnownAnswers
) -> None:
    road.answers = {OWN_CASE: Answer("own_case", NORWEGIAN, danger=DANGER, topics=(TAX,))}
    seen = page("/nb/answer", post={"question": OWN_CASE}, title_is_neutral=True)
    assert headings(seen) == ["Hjelp nå"]
    assert "Skatteetaten" not in seen.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hei", "Hei! Spør meg om livet i Norge:"),
        ("Tusen takk", "Bare hyggelig! Spør igjen når du vil vite mer."),
        ("Ha det", "Ha det bra, og ta vare på deg selv!"),
        ("Hvem er du?", "Dette er en automatisk tjeneste: Et program svarer, ikke et menneske."),
    ],
)
def test_small_talk_is_answered_as_what_it_is(page: Visit, question: str, said: str) -> None:
    told = answer_text(page("/nb/answer", post={"question": question}))
    assert told.startswith(said)


@pytest.mark.parametrize("lang", languages())
def test_each_kind_of_small_talk_has_words_of_its_own(lang: str) -> None:
    said = [" ".join(map(catalogue(lang).gettext, words)) for words in REPLIES.values()]
    assert len(set(said)) == len(REPLIES) == 4
    assert set(REPLIES) == set(Smalltalk.__args__)  # type: ignore[attr-defined]


def test_small_talk_is_nothing_that_the_next_question_leans_on(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": "Tusen takk", "history": ["Lege?"]}
    kept = page("/nb/answer", post=post).all("//form[@class='question']//input[@name='history']")
    assert [field.get("value") for field in kept] == ["Lege?"]


def leaning(page: Visit, earlier: str, *, lang: str = "nb") -> Seen:
    """Ask a question that leans on an earlier one."""
    return page(f"/{lang}/answer", post={"question": LEANING, "history": ["Skatt?", earlier]})


def test_an_answer_names_the_earlier_question_isolated_and_as_text(page: Visit) -> None:
    seen = leaning(page, "<b>كيف أحصل على طبيب؟")
    line = seen.one("//p[@class='asked-before']")
    assert line.text == "Om det du spurte om før: "
    assert line.find("bdi").text == "<b>كيف أحصل على طبيب؟"


def test_a_question_that_stands_alone_names_no_earlier_one(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": "Hvor mange?", "history": ["Lege?"]}
    assert not page("/nb/answer", post=post).all("//p[@class='asked-before']")


def test_an_answer_says_what_was_searched_for_where_slips_were_put_right(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Hvordan fo jeg <lege>?"})
    line = seen.one("//p[@class='asked-before']")
    assert line.text_content() == "Søkte etter: Hvordan får jeg <lege>?"
    assert line.find("bdi") is not None


def test_the_same_words_are_asked_anew_without_the_earlier_ones(
    page: Visit, road: KnownAnswers
) -> None:
    form = leaning(page, "Hvordan får jeg lege?").one("//form[@class='again']")
    assert (form.get("method"), form.get("action")) == ("post", "/nb/answer")
    assert form.get("autocomplete") == "off"
    sent = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    assert sent == {"question": LEANING}
    assert form.find("button").text_content() == "Spør uten det tidligere spørsmålet"
    anew = page(form.get("action") or "", post=dict(sent))
    assert road.asked[-1].history == ()
    assert not anew.all("//form[@class='again']")
    kept = [
        field.get("value")
        for field in anew.all("//form[@class='question']//input[@name='history']")
    ]
    assert kept == [LEANING]


def test_asking_anew_stays_in_the_language_of_the_page(page: Visit) -> None:
    seen = leaning(page, "Lege?", lang="ar")
    assert seen.one("//article[@class='answer']").get("lang") == "nb"
    assert seen.one("//form[@class='again']").get("action") == "/ar/answer"


def test_a_long_earlier_question_is_cut_at_a_word(page: Visit) -> None:
    line = leaning(page, "lege " * 90).one("//p[@class='asked-before']/bdi").text or ""
    assert line.endswith("lege …")
    assert len(line) <= 122


def test_helplines_cannot_be_asked_away(page: Visit, road: KnownAnswers) -> None:
    found = road.answers[LEANING]
    road.answers = {LEANING: replace(found, danger=DANGER)}
    post: dict[str, str | list[str]] = {"question": LEANING, "history": ["han har kniv"]}
    seen = page("/nb/answer", post=post, title_is_neutral=True)
    assert seen.all("//p[@class='asked-before']")
    assert not seen.all("//form[@class='again']")


def test_the_time_of_an_assignment_is_shown_and_not_searched_for(page: Visit) -> None:
    seen = page("/nb/answer", post={"question": "Tolk på tigrinja torsdag kl 10"})
    told = answer_text(seen)
    assert "Når: torsdag kl 10 Registeret viser ikke hvem som er ledig da: Spør tolken." in told
    assert "/nb/interpreters?spoken=ti#found" in seen.links()


def test_a_request_that_says_no_time_shows_none(page: Visit) -> None:
    assert "Når:" not in answer_text(
        page("/nb/answer", post={"question": "Tolk på tigrinja i Bergen"})
    )
