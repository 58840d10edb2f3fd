"""What an answer says of the conversation it stands in: small talk, and what it leans on.

Steps that search are replaced: what is leant on does not depend on what is found.
"""

from pathlib import Path

import pytest

from indexing.confidence import Judgement
from indexing.embedding import HashEmbedder
from indexing.opening import IndexHandle
from indexing.road import Road, Steps
from indexing.scope import Scope
from indexing.slots import find_interpreter_request
from indexing.values import Answer, Identified, Question, Retrieved

FIRST = "Hvordan får jeg fastlege?"
BOOKING = "Jeg trenger tolk på somali i Bergen"


class NoIndex(IndexHandle):
    """An index that nobody looks into."""

    def current(self) -> None:  # type: ignore[override]
        return None


def ask(text: str, *history: str, lang: str = "nb") -> Answer:
    """Ask a question after others, on a road that finds nothing."""
    steps = Steps(
        identify=lambda _q: Identified(lang, 0.99, lang, "Latn"),
        find_request=find_interpreter_request,
        restore=lambda _index, question, _identified: question,
        retrieve=lambda _index, _embedder, _q, _identified: Retrieved((), ()),
        judge=lambda _q, _retrieved: Judgement(0.0, 0.0, Scope(1.0, 0.0, 0.0, 0.0)),
        decide=lambda _judgement: "no_answer",
        mend=lambda _index, _question, _identified: (),
    )
    embedder = HashEmbedder()
    road = Road(NoIndex(Path("/nowhere"), embedder), embedder, steps=steps)
    return road.answer(Question(text, history=history))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Hei!", "greeting"), ("tusen takk", "thanks"), ("ha det", "goodbye"), ("hvem er du", "who")],
)
def test_small_talk_says_what_it_is_and_leans_on_nothing(text: str, kind: str) -> None:
    answer = ask(text, FIRST)
    assert (answer.kind, answer.smalltalk, answer.leans_on) == ("smalltalk", kind, None)


def test_a_question_is_no_small_talk() -> None:
    assert ask(FIRST).smalltalk is None


def test_a_follow_up_names_the_last_of_the_earlier_questions() -> None:
    assert ask("Hva koster det for barn?", "Hva er skattekort?", FIRST).leans_on == FIRST


def test_a_question_that_stands_alone_or_first_leans_on_nothing() -> None:
    assert ask("Hvor kan jeg gå på norskkurs i Oslo?", FIRST).leans_on is None
    assert ask("Hva koster det?").leans_on is None


def test_a_request_that_an_earlier_one_completes_leans_on_it() -> None:
    answer = ask("og i Oslo?", BOOKING)
    assert answer.kind == "interpreters"
    assert answer.interpreter_search is not None
    assert answer.interpreter_search.spoken == "so"
    assert answer.leans_on == BOOKING


def test_a_short_request_that_is_whole_leans_on_nothing() -> None:
    answer = ask("tolk på tigrinja", BOOKING)
    assert answer.kind == "interpreters"
    assert answer.leans_on is None
