"""Put the evaluation questions to a road and note what became of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from indexing.evaluation.metrics import Figure, Figures, Outcome, measure, share
from indexing.evaluation.questions import (
    Half,
    TestMessage,
    TestQuestion,
    TestRequest,
    read_messages,
    read_questions,
    read_requests,
)
from indexing.opening import OpenIndex
from indexing.road import Road
from indexing.safety import find_danger
from indexing.slots import find_interpreter_request
from indexing.values import ANSWERED, Answer, InterpreterRequest, Question

ALL = "all"
_READ_AT_ONCE = 500
_SLOTS = ("spoken", "place", "county", "gender", "mode", "min_category")


@dataclass(frozen=True, slots=True)
class Exam:
    """What is asked: questions, messages of danger and of none, requests for interpreters."""

    questions: Sequence[TestQuestion]
    messages: Sequence[TestMessage] = ()
    requests: Sequence[TestRequest] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers that were given with a confidence from `low` to `high`: how many were right."""

    low: float
    high: float
    right: Figure


@dataclass(frozen=True, slots=True)
class Results:
    """Figures by language, of all together (under ALL), and by kind of question; and whether
    the confidence means what it says."""

    langs: Mapping[str, Figures]
    kinds: Mapping[str, Figures] = field(default_factory=dict)
    reliability: Sequence[Bin] = ()


def read_exam(half: Half, langs: Sequence[str] | None = None) -> Exam:
    """Return everything that one half asks, of some languages (all of ours if none is named)."""
    return Exam(
        [one for one in read_questions(langs) if one.half == half],
        [one for one in read_messages(langs) if one.half == half],
        [one for one in read_requests(langs) if one.half == half],
    )


# Collection, slug, anchor and language of every passage there is.
Spots = Set[tuple[str, str, str, str]]


def find_spots(index: OpenIndex) -> Spots:
    """Return where in the guidance, and in which languages, there is text to quote."""
    count = index.manifest.passages
    return {
        (passage.collection, passage.slug, passage.anchor, passage.lang)
        for first in range(0, count, _READ_AT_ONCE)
        for passage in index.texts.passages(range(first, min(first + _READ_AT_ONCE, count)))
    }


def judge_answer(road: Road, asked: TestQuestion, spots: Spots = frozenset()) -> Outcome:
    """Ask one question as a reader on a page of its language would, and say what became of it.

    :param spots: where a quote in the reader's language could have been taken from.
    """
    answer = road.answer(Question(asked.text, page_lang=asked.lang))
    slugs = list(dict.fromkeys(topic.slug for topic in answer.topics))
    ranks = [slugs.index(slug) + 1 for slug in asked.slugs if slug in slugs]
    return Outcome(
        answerable=bool(asked.slugs),
        rank=min(ranks, default=None),
        answered=answer.kind in ANSWERED,
        lang_right=answer.identified.lang == asked.lang,
        quoted_right=_is_quoted_right(answer, asked.lang, spots),
        confidence=answer.confidence,
    )


def _is_quoted_right(answer: Answer, lang: str, spots: Spots) -> bool | None:
    """Return whether the quotes are in the language of the question, where that exists."""
    if not answer.quotes:
        return None
    return all(
        quote.lang == lang or (quote.collection, quote.slug, quote.anchor, lang) not in spots
        for quote in answer.quotes
    )


def evaluate(
    road: Road,
    exam: Exam,
    *,
    spots: Spots = frozenset(),
    progress: Callable[[int], None] | None = None,
) -> Results:
    """Return the figures of each language, in the order of the questions, and of each kind.

    :param progress: called with the number of questions asked so far.
    """
    by_lang: dict[str, list[Outcome]] = {}
    by_kind: dict[str, list[Outcome]] = {}
    for number, asked in enumerate(exam.questions, 1):
        outcome = judge_answer(road, asked, spots)
        by_lang.setdefault(asked.lang, []).append(outcome)
        by_kind.setdefault(asked.kind, []).append(outcome)
        if progress is not None:
            progress(number)
    figures = {lang: dict(measure(own)) for lang, own in by_lang.items()}
    figures[ALL] = dict(measure([outcome for own in by_lang.values() for outcome in own]))
    for lang, of_lang in figures.items():
        of_lang.update(measure_danger([m for m in exam.messages if lang in (m.lang, ALL)]))
        of_lang.update(measure_requests([r for r in exam.requests if lang in (r.lang, ALL)]))
    kinds = {kind: measure(own) for kind, own in sorted(by_kind.items())}
    return Results(figures, kinds, _bin([o for own in by_lang.values() for o in own]))


def _bin(outcomes: Sequence[Outcome]) -> Sequence[Bin]:
    """Return the reliability curve: in each tenth of the confidence, how often it was right."""
    bins = []
    for tenth in range(10):
        own = [o for o in outcomes if min(int(10 * o.confidence), 9) == tenth]
        right = sum(outcome.answerable and outcome.rank == 1 for outcome in own)
        bins.append(Bin(tenth / 10, (tenth + 1) / 10, share(right, len(own))))
    return tuple(bins)


def measure_danger(messages: Sequence[TestMessage]) -> Figures:
    """Return how many messages of danger were found, and how many others were taken for one."""
    told = [find_danger(message.text) is not None for message in messages if message.level]
    false = [find_danger(message.text) is not None for message in messages if not message.level]
    figures = {"danger": share(sum(told), len(told)), "alarms": share(sum(false), len(false))}
    return {name: figure for name, figure in figures.items() if figure.count}


def measure_requests(requests: Sequence[TestRequest]) -> Figures:
    """Return how many requests were read with every slot right; a question about interpreters is
    read rightly if it is none."""
    right = [
        slots_of(find_interpreter_request(Question(asked.text), asked.lang), asked.slots)
        == asked.slots
        for asked in requests
    ]
    return {"slots": share(sum(right), len(right))} if right else {}


def slots_of(
    request: InterpreterRequest | None, wanted: Mapping[str, str] | None
) -> Mapping[str, str] | None:
    """Return the slots of a request; the county that follows from a place is not told."""
    if request is None:
        return None
    told = {slot: getattr(request, slot) for slot in _SLOTS}
    if wanted is not None and "place" in wanted:
        told.pop("county")
    return {slot: value for slot, value in told.items() if value is not None}


def list_outcomes(road: Road, questions: Iterable[TestQuestion]) -> Iterator[str]:
    """Say of each question, one a line and tab-separated, what became of it.

    The columns: language; `right`, `wrong` (another topic first), `refused`, or `answered` where
    the guidance has no answer; the question; the topic found first ("-" for none); the topics
    that were right; the confidence. For reading, and for finding out why a figure fell.
    """
    for asked in questions:
        answer = road.answer(Question(asked.text, page_lang=asked.lang))
        first = answer.topics[0].slug if answer.topics else "-"
        if answer.kind not in ANSWERED:
            verdict = "refused" if asked.slugs else "right"
        elif not asked.slugs:
            verdict = "answered"
        else:
            verdict = "right" if first in asked.slugs else "wrong"
        expected = ",".join(asked.slugs) or "-"
        confidence = f"{answer.confidence:.2f}"
        yield "\t".join((asked.lang, verdict, asked.text, first, expected, confidence))
