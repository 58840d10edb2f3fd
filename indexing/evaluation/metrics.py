"""Figures that say how good answers are, each with its 95 % interval.

One right topic a question is enough. A share has Wilson's interval, which keeps within 0 and 1
and is right for few questions too; a mean has that of the normal distribution.
Source: Wilson, "Probable inference, the law of succession, and statistical inference",
JASA 1927.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_Z = 1.959964  # of the normal distribution, for 95 %
DEEPEST = 10  # ranks beyond count for nothing

# What is told, in this order. Of those in FALLING_IS_GOOD less is better.
NAMES = (
    "recall_1",
    "recall_3",
    "mrr_10",
    "ndcg_10",
    "wrongly_refused",
    "rightly_refused",
    "right",
    "language",
    "quoted",
    "danger",
    "alarms",
    "slots",
)
FALLING_IS_GOOD = frozenset({"wrongly_refused", "alarms"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or mean over `count` things, 0 to 1, and its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


Figures = Mapping[str, Figure]  # by a name of NAMES; what nothing was measured on is left out


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `rank` is the place of the first right topic among those found, from 1; None if it was not
    found or no topic is right. `answerable` says whether a topic is right, `answered` whether
    the portal answered or asked back, `lang_right` whether the language was identified.
    `quoted_right` says whether every quote was in the reader's language where there is such a
    text; None where nothing was quoted. `confidence` is how sure the portal was that the best
    topic is right.
    """

    answerable: bool
    rank: int | None
    answered: bool
    lang_right: bool
    quoted_right: bool | None = None
    confidence: float = 0.0


def share(hits: int, count: int) -> Figure:
    """Return a share with Wilson's interval; of nothing it is 0, and could be anything.

    >>> share(9, 10).value, round(share(9, 10).low, 2), round(share(9, 10).high, 2)
    (0.9, 0.6, 0.98)
    """
    if not count:
        return Figure(0.0, 0.0, 1.0, 0)
    p, z = hits / count, _Z
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return Figure(p, max(0.0, middle - half), min(1.0, middle + half), count)


def mean(values: Sequence[float]) -> Figure:
    """Return a mean of numbers from 0 to 1 with its interval."""
    count = len(values)
    if not count:
        return Figure(0.0, 0.0, 1.0, 0)
    middle = math.fsum(values) / count
    spread = math.sqrt(math.fsum((v - middle) ** 2 for v in values) / max(count - 1, 1))
    half = _Z * spread / math.sqrt(count)
    return Figure(middle, max(0.0, middle - half), min(1.0, middle + half), count)


def measure(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures over some outcomes.

    `rightly_refused` is a share of the questions that nothing answers, `right` of all: answered
    with the right topic first, or rightly refused. `recall_1` to `wrongly_refused` are over the
    questions that have an answer. With the first right topic at rank r, reciprocal rank is 1/r
    and nDCG is 1/log2(1 + r), each up to rank 10. Source of nDCG: Järvelin and Kekäläinen,
    "Cumulated gain-based evaluation of IR techniques", TOIS 2002.
    """
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    others = [outcome for outcome in outcomes if not outcome.answerable]
    ranks = [outcome.rank or math.inf for outcome in answerable]
    near = [rank if rank <= DEEPEST else math.inf for rank in ranks]
    refused = sum(not outcome.answered for outcome in others)
    right = sum(outcome.answered and outcome.rank == 1 for outcome in answerable)
    quoted = [o.quoted_right for o in outcomes if o.quoted_right is not None]
    figures = {
        "recall_1": share(sum(rank <= 1 for rank in ranks), len(ranks)),
        "recall_3": share(sum(rank <= 3 for rank in ranks), len(ranks)),
        "mrr_10": mean([1 / rank for rank in near]),
        "ndcg_10": mean([1 / math.log2(1 + rank) for rank in near]),
        "wrongly_refused": share(sum(not o.answered for o in answerable), len(answerable)),
        "rightly_refused": share(refused, len(others)),
        "right": share(right + refused, len(outcomes)),
        "language": share(sum(outcome.lang_right for outcome in outcomes), len(outcomes)),
        "quoted": share(sum(quoted), len(quoted)),
    }
    return {name: figure for name, figure in figures.items() if figure.count}


def fell(now: Figure, before: Figure, name: str) -> bool:
    """Return whether a figure is worse than before by more than chance explains.

    That is: it lies beyond the interval that it had then.
    """
    return now.value > before.high if name in FALLING_IS_GOOD else now.value < before.low
