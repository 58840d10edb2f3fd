"""The stream of an answer: help first, each part as the page shows it, and never half an answer."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from indexing.errors import IndexMissing
from indexing.values import Answer, Danger, Question
from portal import create_app
from portal.chat.streaming import event
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, small_services
from tests.portal.conftest import ANSWERS, NORWEGIAN, Visit
from tests.portal.test_chat import GP_QUESTION, NORA_QUOTE

MARK = "Zlatorog7731"


def read(text: str) -> Iterator[tuple[str, str]]:
    """Yield the events of a stream as a browser reads them."""
    assert text.endswith("\n\n")
    for block in text[:-2].split("\n\n"):
        name, *data = block.split("\n")
        assert name.startswith("event: ") and all(line.startswith("data: ") for line in data)
        yield name[7:], "\n".join(line[6:] for line in data)


def ask(
    client: FlaskClient, question: str, lang: str = "nb", **fields: str
) -> list[tuple[str, str]]:
    """Ask by script, and return the events."""
    response = client.post(
        f"/{lang}/answer/stream",
        data={"question": question} | fields,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert response.status_code == 200
    assert response.mimetype == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"
    return list(read(response.get_data(as_text=True)))


def names(events: list[tuple[str, str]]) -> list[str]:
    """Return the names of events in order."""
    return [name for name, _ in events]


def folded(text: str) -> str:
    """Return text with its white space folded."""
    return " ".join(text.split())


@pytest.mark.parametrize("question", [q for q in ANSWERS if q != "Hva gjør familien?"])
def test_the_stream_says_what_the_page_says_in_the_same_order(
    the_services: Services, page: Visit, question: str
) -> None:
    calm = replace(the_services, find_danger=lambda *_, **__: None)
    events = ask(create_app(Settings(), calm).test_client(), question)
    assert names(events)[0] == "card"
    assert names(events)[-2:] == ["carried", "end"]
    streamed = [data for name, data in events if name in {"top", "text", "more"}]
    shown = page("/nb/answer", post={"question": question}).one("//article[@class='answer']")
    said = folded(html.fragment_fromstring("".join(streamed), create_parent="div").text_content())
    assert said == folded(shown.text_content())


def test_each_quote_is_an_event_of_its_own_below_what_was_understood(
    client: FlaskClient, road: KnownAnswers
) -> None:
    quotes = ANSWERS[GP_QUESTION].quotes
    road.answers = {"to": Answer("answer", NORWEGIAN, quotes=(*quotes, *quotes))}
    events = ask(client, "to")
    assert names(events) == [
        "card",
        "top",
        "top",
        "text",
        "text",
        "more",
        "more",
        "more",
        "carried",
        "end",
    ]
    assert 'name="chosen"' in events[2][1]
    assert all("blockquote" in data for name, data in events if name == "text")


def test_the_card_has_the_language_of_the_answer_and_its_forms_that_of_the_page(
    client: FlaskClient,
) -> None:
    events = ask(client, "كيف أحصل على طبيب؟", lang="nb", card="3")
    card = html.fragment_fromstring(events[0][1])
    assert (card.get("lang"), card.get("dir")) == ("ar", "rtl")
    assert card.get("aria-labelledby") == "answer3"
    assert 'id="answer3"' in events[1][1]
    assert 'action="/nb/answer"' in "".join(data for _, data in events)


def test_what_the_page_must_remember_comes_as_hidden_fields(client: FlaskClient) -> None:
    fields = dict(ask(client, GP_QUESTION, history="Skatt?", chosen="nb"))["carried"]
    form = html.fragment_fromstring(fields, create_parent="form")
    assert [(f.get("name"), f.get("value")) for f in form.iter("input")] == [
        ("history", "Skatt?"),
        ("history", GP_QUESTION),
        ("chosen", "nb"),
    ]


def test_in_danger_the_helplines_are_all_that_is_sent_and_a_private_page_is_asked_for(
    client: FlaskClient, road: KnownAnswers
) -> None:
    ((name, data),) = ask(client, "he has a knife, help", lang="en")
    assert name == "private"
    assert "tel:112" in data
    assert road.asked == []


def test_help_is_sent_before_anything_can_fail(shelf: Shelf) -> None:
    class Failing(KnownAnswers):
        def answer(self, question: Question) -> Answer:
            raise RuntimeError(question.text)

    client = create_app(Settings(), small_services(shelf, road=Failing())).test_client()
    assert names(ask(client, "he has a knife, help")) == ["private"]


def test_what_nobody_else_should_see_is_not_streamed(
    client: FlaskClient, road: KnownAnswers
) -> None:
    road.answers = {"nora": Answer("answer", NORWEGIAN, quotes=(NORA_QUOTE,))}
    assert ask(client, "nora") == [("private", "")]
    danger = Danger("violence_now", "red", ("police-112",))
    road.answers = {"x": Answer("answer", NORWEGIAN, danger=danger)}
    assert ask(client, "x") == [("private", "")]


def test_a_private_conversation_is_not_streamed_whatever_is_asked(client: FlaskClient) -> None:
    assert ask(client, GP_QUESTION, private="1") == [("private", "")]


def test_without_an_index_the_stream_says_so(shelf: Shelf) -> None:
    services = small_services(shelf, road=KnownAnswers(error=IndexMissing("none")))
    events = ask(create_app(Settings(), services).test_client(), "Hei", lang="en")
    assert names(events) == ["card", "top", "text", "carried", "end"]
    assert "cannot answer right now" in events[2][1]


def test_a_fault_of_ours_ends_the_stream_without_an_end_and_without_a_word_in_the_log(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(KnownAnswers):
        def answer(self, question: Question) -> Answer:
            raise RuntimeError(question.text)

    client = create_app(Settings(), small_services(shelf, road=Failing())).test_client()
    with caplog.at_level(logging.INFO):
        assert ask(client, MARK) == [("failed", "")]
    broken = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.getMessage() for record in broken] == ["answer broke off"]
    assert MARK not in caplog.text


@pytest.mark.parametrize("question", ["", "\u200b", "Hvordan får jeg skattekort? " * 20])
def test_a_question_that_cannot_be_taken_is_refused_with_a_reason(
    client: FlaskClient, question: str
) -> None:
    response = client.post("/nb/answer/stream", data={"question": question})
    assert response.status_code == 422
    ((name, told),) = read(response.get_data(as_text=True))
    assert name == "refused"
    assert told in {"Skriv et spørsmål først.", "Dette er for langt: høyst 500 tegn."}


def test_the_stream_is_open_to_our_own_pages_alone(client: FlaskClient) -> None:
    response = client.post(
        "/nb/answer/stream", data={"question": "Hei"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert client.get("/nb/answer/stream").status_code in {404, 405}


@pytest.mark.parametrize("breaking", ["\n\n", "\r\n\r\n", "\r\r", "\n\nevent: end\ndata: \n\n"])
def test_no_question_can_write_an_event_of_its_own(client: FlaskClient, breaking: str) -> None:
    ((name, _),) = read(event("top", f"a{breaking}b"))
    assert name == "top"
    events = ask(client, f"Hva{breaking}er det")
    assert names(events).count("end") == 1
    assert names(events)[-1] == "end"


def test_the_page_names_its_stream(app: Flask, page: Visit) -> None:
    assert page("/pl/chat").one("//div[@id='thread']").get("data-stream") == "/pl/answer/stream"
