"""The road of a question, walked over a small index, with and without its real steps."""

from pathlib import Path

import pytest

from indexing.composing import is_verbatim
from indexing.confidence import Judgement
from indexing.embedding import HashEmbedder
from indexing.errors import IndexMissing
from indexing.explaining import explain
from indexing.opening import IndexHandle
from indexing.road import Road, Steps
from indexing.scope import Scope
from indexing.values import Identified, InterpreterRequest, Question
from knowledge.facts import Facts

EMBEDDER = HashEmbedder()
ANYTHING = Scope(1.0, 0.0, 0.0, 0.0)
NORWEGIAN = Identified("nb", 0.99, "nb", "Latn")


@pytest.fixture(scope="module")
def handle(small_index_dir: Path) -> IndexHandle:
    return IndexHandle(small_index_dir, EMBEDDER)


def sure(handle: IndexHandle, *, enough: bool = True) -> Road:
    """Give a road that is sure of its language, and always (or never) of its finds."""
    steps = Steps(
        identify=lambda _q: NORWEGIAN, decide=lambda _judged: "answer" if enough else "no_answer"
    )
    return Road(handle, EMBEDDER, steps=steps)


def test_a_question_is_answered_with_quotes_that_stand_in_the_index(handle: IndexHandle) -> None:
    journey = sure(handle).walk(Question("Hvordan bytter jeg fastlege?", page_lang="nb"))
    answer = journey.answer
    assert answer.kind == "answer"
    assert answer.topics[0].slug == "general-practitioner"
    assert "Du velger og bytter fastlege på Helsenorge." in answer.quotes[0].text
    assert journey.retrieved is not None
    passages = [hit.passage for hit in journey.retrieved.hits]
    for quote in answer.quotes:
        assert any(is_verbatim(quote, passage) for passage in passages)


def test_below_the_threshold_no_answer_is_given_but_the_nearest_topics_are(
    handle: IndexHandle,
) -> None:
    answer = sure(handle, enough=False).answer(Question("Hvordan bytter jeg fastlege?"))
    assert answer.kind == "no_answer"
    assert answer.quotes == ()
    assert answer.topics[0].slug == "general-practitioner"


def unsure(handle: IndexHandle, *, right: float, answerable: float) -> Road:
    """Give a road that is so sure of whatever it finds first, and surer of it when it is mended."""

    def judge(question: Question, _retrieved: object) -> Judgement:
        is_typed = "fasltege" in question.text
        return Judgement(0.1 if is_typed else answerable, right, ANYTHING)

    steps = Steps(
        identify=lambda _q: NORWEGIAN,
        judge=judge,
        decide=lambda judged: "answer" if judged.answerable > 0.1 else "no_answer",
    )
    return Road(handle, EMBEDDER, steps=steps)


def test_slips_are_put_right_where_more_is_found_then(handle: IndexHandle) -> None:
    answer = unsure(handle, right=0.2, answerable=0.9).answer(Question("fasltege"))
    assert (answer.kind, answer.searched) == ("answer", "Fastlege")
    assert answer.topics[0].slug == "general-practitioner"
    assert answer.quotes


def test_a_question_that_is_understood_is_taken_as_it_was_typed(handle: IndexHandle) -> None:
    answer = unsure(handle, right=0.9, answerable=0.9).answer(Question("fasltege"))
    assert (answer.kind, answer.searched) == ("no_answer", None)


def test_a_guess_that_is_hardly_better_answers_nothing(handle: IndexHandle) -> None:
    answer = unsure(handle, right=0.2, answerable=0.3).answer(Question("fasltege"))
    assert (answer.kind, answer.searched) == ("no_answer", None)
    answer = unsure(handle, right=0.2, answerable=0.9).answer(
        Question("fasltege xqzt", page_lang="nb")
    )
    assert answer.searched == "Fastlege xqzt"


def test_danger_stands_beside_the_answer_and_never_in_its_place(handle: IndexHandle) -> None:
    question = Question("Pappa slår meg. Hvordan bytter jeg fastlege?")
    answer = sure(handle).answer(question)
    assert answer.danger is not None
    assert answer.danger.kind in ("violence_now", "child_abuse")
    assert answer.kind == "answer"
    assert answer.quotes


def test_a_helpline_that_the_facts_lack_is_not_named(handle: IndexHandle) -> None:
    road = Road(handle, EMBEDDER, Facts(), steps=Steps(identify=lambda _q: NORWEGIAN))
    danger = road.answer(Question("jeg vil dø")).danger
    assert danger is not None
    assert danger.helplines == ()


def test_whoever_wants_an_interpreter_is_sent_to_the_register_with_topics_beside(
    handle: IndexHandle,
) -> None:
    request = InterpreterRequest(spoken="ti", place="Bergen")
    steps = Steps(identify=lambda _q: NORWEGIAN, find_request=lambda _q, _lang: request)
    answer = Road(handle, EMBEDDER, steps=steps).answer(Question("tolk til fastlege"))
    assert answer.kind == "interpreters"
    assert answer.interpreter_search == request
    assert answer.topics
    assert answer.quotes == ()


def test_small_talk_searches_nothing() -> None:
    road = Road(
        IndexHandle(Path("/nowhere"), EMBEDDER),
        EMBEDDER,
        steps=Steps(identify=lambda _q: NORWEGIAN),
    )
    answer = road.answer(Question("Hei!"))
    assert (answer.kind, answer.confidence, answer.topics) == ("smalltalk", 1.0, ())


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "\x00\x07"])
def test_an_empty_question_has_no_answer_and_no_fault(handle: IndexHandle, text: str) -> None:
    answer = Road(handle, EMBEDDER).answer(Question(text))
    assert (answer.kind, answer.quotes, answer.topics) == ("no_answer", (), ())


def test_without_an_index_the_error_names_the_remedy() -> None:
    road = Road(
        IndexHandle(Path("/nowhere"), EMBEDDER),
        EMBEDDER,
        steps=Steps(identify=lambda _q: NORWEGIAN),
    )
    with pytest.raises(IndexMissing, match="veiviser index"):
        road.answer(Question("Hvordan bytter jeg fastlege?"))


def test_danger_is_sought_in_what_was_typed_and_what_was_said_before(handle: IndexHandle) -> None:
    road = sure(handle)
    hidden = road.answer(Question("jeg vil \u202edø"))
    assert hidden.danger is not None
    after = road.answer(
        Question("Hvordan bytter jeg fastlege?", history=("jeg tar livet mitt i natt",))
    )
    assert after.danger is not None
    assert after.danger.level == "amber"


def test_the_same_question_has_the_same_answer(handle: IndexHandle) -> None:
    road = Road(handle, EMBEDDER, steps=Steps(identify=lambda _q: NORWEGIAN))
    question = Question("Hva koster det hos legen?")
    assert road.answer(question) == road.answer(question)


def test_only_wanted_collections_are_searched(handle: IndexHandle) -> None:
    answer = sure(handle).answer(Question("Hvordan bytter jeg fastlege?", collections=("none",)))
    assert (answer.kind, answer.topics) == ("no_answer", ())


def test_an_explanation_names_every_step_and_what_it_gave(handle: IndexHandle) -> None:
    told = explain(sure(handle), "Pappa slår meg. Hvordan bytter jeg fastlege?")
    for part in (
        "question    'Pappa slår meg. Hvordan bytter jeg fastlege?'",
        "language    nb (0.99), script Latn; answered in nb",
        "danger      violence_now, amber: alarm-116111",
        "interpreter not wanted",
        "found       ",
        "general-practitioner/nb#how",
        "answerable  ",
        "answer      answer",
        "    | ",
    ):
        assert part in told, part


def test_an_explanation_of_small_talk_says_that_nothing_was_searched(handle: IndexHandle) -> None:
    told = explain(sure(handle), Question("tusen takk"))
    assert "small talk  thanks: nothing was searched" in told
    assert "danger      none" in told
    assert "found" not in told
