"""Put the evaluation questions to a road and note what became of each."""

from collections.abc import Iterable, Iterator, Mapping

from indexing.evaluation.metrics import Figures, Outcome, measure
from indexing.evaluation.questions import TestQuestion
from indexing.road import Road
from indexing.values import Question

ALL = "all"


def judge_answer(road: Road, asked: TestQuestion) -> Outcome:
    """Ask one question as a reader on a page of its language would, and say what became of it."""
    answer = road.answer(Question(asked.text, page_lang=asked.lang))
    slugs = list(dict.fromkeys(topic.slug for topic in answer.topics))
    ranks = [slugs.index(slug) + 1 for slug in asked.slugs if slug in slugs]
    return Outcome(
        answerable=bool(asked.slugs),
        rank=min(ranks, default=None),
        answered=answer.kind == "answer",
        lang_right=answer.identified.lang == asked.lang,
    )


def evaluate(road: Road, questions: Iterable[TestQuestion]) -> Mapping[str, Figures]:
    """Return the figures of each language, in the order of the questions, and of all together."""
    outcomes: dict[str, list[Outcome]] = {}
    for asked in questions:
        outcomes.setdefault(asked.lang, []).append(judge_answer(road, asked))
    figures = {lang: measure(own) for lang, own in outcomes.items()}
    return {**figures, ALL: measure([o for own in outcomes.values() for o in own])}


def list_outcomes(road: Road, questions: Iterable[TestQuestion]) -> Iterator[str]:
    """Say of each question, one a line and tab-separated, what became of it.

    The columns: language; `right`, `wrong` (another topic first), `refused`, or `answered` where
    the guidance has no answer; the question; the topic found first ("-" for none); the topics
    that were right. For reading, and for finding out why a figure fell.
    """
    for asked in questions:
        answer = road.answer(Question(asked.text, page_lang=asked.lang))
        first = answer.topics[0].slug if answer.topics else "-"
        if answer.kind != "answer":
            verdict = "refused" if asked.slugs else "right"
        elif not asked.slugs:
            verdict = "answered"
        else:
            verdict = "right" if first in asked.slugs else "wrong"
        expected = ",".join(asked.slugs) or "-"
        yield "\t".join((asked.lang, verdict, asked.text, first, expected))
