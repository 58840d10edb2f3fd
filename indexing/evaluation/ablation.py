"""What each part of the retrieval is worth: leave it out, learn the weights anew, and compare.

Weights are learnt on the tuning half and the shares told from the other, as for the whole. Two
rows show what went before: the best single entry alone, and the four ways in which an article
speaks for itself added up without weights.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder
from indexing.evaluation.metrics import Figure, share
from indexing.evaluation.questions import TestQuestion
from indexing.evaluation.ranking import Ranked, find_ranked, fit_weights
from indexing.lexical import Query
from indexing.opening import OpenIndex
from indexing.searching import Asked
from indexing.weighing import FEATURES, PARTS, WORDING_FEATURES

_LEFT_OUT = {
    "without words": ("passage_words", "question_words"),
    "without meaning": (
        "passage_meaning",
        "question_meaning",
        "topic_passages",
        "topic_questions",
        "votes",
        "nearest_question",
    ),
    "without what people ask": (
        "question_meaning",
        "question_words",
        "topic_questions",
        "votes",
        "nearest_question",
    ),
    "without passages": ("passage_meaning", "passage_words", "topic_passages"),
    "without topics as a whole": ("topic_passages", "topic_questions"),
    "without the nearest questions": ("votes", "nearest_question"),
    "without the version that is shown": tuple(f"shown_{part}" for part in PARTS),
    "without comparing the wording": WORDING_FEATURES,
}
_ALL = (*FEATURES, *WORDING_FEATURES)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was left out, and how often a right topic came first, and among
    three."""

    name: str
    first: Figure
    three: Figure


def ablate(
    index: OpenIndex,
    embedder: Embedder,
    questions: Sequence[TestQuestion],
    *,
    tell: Callable[[str], None] = lambda _name: None,
) -> Iterator[Row]:
    """Yield the rows: everything, without each part, and what went before.

    :param questions: of both halves.
    :param tell: called with the name of each row before it is worked out.
    """

    def gather(change: Callable[[Asked], Asked] | None = None) -> tuple[list[Ranked], list[Ranked]]:
        ranked = list(find_ranked(index, embedder, questions, change=change))
        halves = ([one for one in ranked if one.asked.half == h] for h in ("tune", "report"))
        tune, report = halves
        return tune, report

    tell("everything")
    tune, report = gather()
    yield _row("everything", report, fit_weights(tune))
    for name, features in _LEFT_OUT.items():
        tell(name)
        kept = _columns_without(features)
        weights = fit_weights([_keep(one, kept) for one in tune])
        yield _row(name, [_keep(one, kept) for one in report], weights)
    for name, change in (("without letter groups", _words_alone),):
        tell(name)
        tune_without, report_without = gather(change)
        yield _row(name, report_without, fit_weights(tune_without))
    alone = np.array([float(feature in PARTS) for feature in _ALL])
    yield _row("the four ways added up, not learnt", report, alone)


def _columns_without(features: Sequence[str]) -> NDArray[np.bool_]:
    gone = {*features, *(f"shown_{feature}" for feature in features)}
    return np.array([feature not in gone for feature in _ALL])


def _keep(ranked: Ranked, kept: NDArray[np.bool_]) -> Ranked:
    return replace(ranked, features=np.where(kept, ranked.features, 0.0))


def _words_alone(asked: Asked) -> Asked:
    return replace(asked, query=Query(asked.query.words, asked.query.words))


def _row(name: str, ranked: Sequence[Ranked], weights: NDArray[np.float64]) -> Row:
    ranks = []
    for one in ranked:
        order = np.argsort(-(one.features @ weights), kind="stable")
        right = np.flatnonzero(one.right[order])
        ranks.append(int(right[0]) + 1 if len(right) else len(order) + 10)
    first, three = (share(sum(rank <= k for rank in ranks), len(ranks)) for k in (1, 3))
    return Row(name, first, three)
