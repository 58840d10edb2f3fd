"""Figures that say how good answers are: one right topic a question is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `rank` is the place of the first right topic among those found, from 1; None if it was not found
    or no topic is right. `answerable` says whether a topic is right, `answered` whether the
    portal answered, `lang_right` whether the language was identified.
    """

    answerable: bool
    rank: int | None
    answered: bool
    lang_right: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares, 0 to 1, over the answerable questions; `rightly_refused` over the others.

    A share of nothing is 0. `right` is the share of all questions that were answered with the
    right topic first, or rightly refused.
    """

    questions: int
    recall_1: float
    recall_3: float
    mrr_10: float
    ndcg_10: float
    wrongly_refused: float
    rightly_refused: float
    right: float
    language: float


def measure(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures over some outcomes.

    With the first right topic at rank r, reciprocal rank is 1/r and nDCG is 1/log2(1 + r), each
    counted up to rank 10. Source of nDCG: Järvelin and Kekäläinen, "Cumulated gain-based
    evaluation of IR techniques", TOIS 2002.
    """
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    others = [outcome for outcome in outcomes if not outcome.answerable]
    ranks = [outcome.rank or math.inf for outcome in answerable]
    near = [rank for rank in ranks if rank <= 10]
    refused = sum(not outcome.answered for outcome in others)
    right = sum(outcome.answered and outcome.rank == 1 for outcome in answerable)
    return Figures(
        questions=len(outcomes),
        recall_1=_share(sum(rank <= 1 for rank in ranks), len(ranks)),
        recall_3=_share(sum(rank <= 3 for rank in ranks), len(ranks)),
        mrr_10=_share(sum(1 / rank for rank in near), len(ranks)),
        ndcg_10=_share(sum(1 / math.log2(1 + rank) for rank in near), len(ranks)),
        wrongly_refused=_share(sum(not o.answered for o in answerable), len(answerable)),
        rightly_refused=_share(refused, len(others)),
        right=_share(right + refused, len(outcomes)),
        language=_share(sum(outcome.lang_right for outcome in outcomes), len(outcomes)),
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
