"""Say how likely it is that what was found answers the question: calibrated, not guessed.

A logistic regression over a handful of features of Retrieved gives the probability that the
best article is the right one. Its coefficients, and the probability below which the portal says
that it does not know, are fitted by `indexing.evaluation.fitting` on the tuning half of the
evaluation questions and stand in confidence.json, with a description of the data.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from indexing.errors import IndexDamaged
from indexing.values import Question, Retrieved

FEATURES = (
    "top_score",
    "margin",
    "coverage",
    "best_question",
    "dense",
    "dense_lead",
    "words",
    "same_article",
)
_FILE = "confidence.json"
# Past this many words a longer question says no more about its own difficulty.
_MAX_WORDS = 20
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the standardised features; `threshold` is the least probability to answer."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float
    fitted_on: str = ""

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1, for features in the order of FEATURES."""
        total = self.bias + sum(
            weight * (value - mean) / scale
            for value, mean, scale, weight in zip(
                features, self.means, self.scales, self.weights, strict=True
            )
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def measure_features(question: Question, retrieved: Retrieved) -> tuple[float, ...]:
    """Return the features of one question, in the order of FEATURES.

    `top_score` is the best fused score, `margin` how far the best article lies before the next,
    `dense` the best cosine of its passages, `dense_lead` how far that lies before all others,
    `words` the logarithm of the question's length, `same_article` the share of the first five
    passages that the best article has.
    """
    hits, topics = retrieved.hits, retrieved.topics
    best = topics[0] if topics else None
    top = best.score if best else 0.0
    second = topics[1].score if len(topics) > 1 else 0.0
    own = [hit for hit in hits if best and hit.passage.slug == best.slug]
    dense = max((hit.dense for hit in own), default=0.0)
    others = (hit.dense for hit in hits if best and hit.passage.slug != best.slug)
    first = hits[:_LOOKED_AT]
    return (
        top,
        top - second,
        retrieved.coverage,
        retrieved.best_question,
        dense,
        dense - max(others, default=0.0),
        math.log1p(min(len(question.text.split()), _MAX_WORDS)),
        sum(hit in own for hit in first) / len(first) if first else 0.0,
    )


@cache
def calibration() -> Calibration:
    """Return the fitted coefficients.

    :raises IndexDamaged: if the file does not fit this version of the features.
    """
    data = json.loads((resources.files(__package__) / _FILE).read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise IndexDamaged(
            f"indexing/{_FILE} was fitted for other features. "
            "Run `python -m indexing.evaluation fit`."
        )
    return Calibration(
        means=tuple(data["means"]),
        scales=tuple(data["scales"]),
        weights=tuple(data["weights"]),
        bias=data["bias"],
        threshold=data["threshold"],
        fitted_on=data["fitted_on"],
    )


def judge(question: Question, retrieved: Retrieved) -> float:
    """Return the probability that the best article answers the question; 0 if none was found."""
    if not retrieved.hits:
        return 0.0
    return calibration().probability(measure_features(question, retrieved))


def is_enough(confidence: float) -> bool:
    """Return whether to answer, rather than to say that we do not know."""
    return confidence >= calibration().threshold
