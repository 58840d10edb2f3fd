"""Say how likely it is that a question can be answered, and that the best topic is the right one.

Two logistic regressions over the same features: of what was found (Retrieved) and of what kind of
question it is (indexing.scope). They are calibrated, not guessed: coefficients, and the chances
from which the portal answers, are fitted by `indexing.evaluation.fitting` on the tuning half of
the evaluation questions and stand in confidence.json, with a description of the data.

Below the one chance the portal says that it does not know. Below the other, where several topics
are nearly as likely, it asks which was meant.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from indexing.errors import IndexDamaged
from indexing.scope import Scope, judge_scope
from indexing.values import AnswerKind, Question, Retrieved, TopicHit

FEATURES = (
    "top_score",
    "margin",
    "share",
    "coverage",
    "best_question",
    "dense",
    "lexical",
    "words",
    "elsewhere",
    "own_case",
    "off",
)
_FILE = "confidence.json"
# Past this many words a longer question says no more about its own difficulty.
_MAX_WORDS = 20
_LEAST_CHANCE = 1e-4
_CHOICES = 3
# Topics are offered until together they are as likely as this.
_ENOUGH_CHOICE = 0.85
# Of a document that an owner added: how near its best passage must lie at least, by cosine or
# by the share of the question's words, and from where on that is certain. Nothing is fitted on
# such documents, which may be about anything, so neither is the kind of question asked for.
_NEAR, _CERTAIN = 0.2, 0.6
_ANY_SUBJECT = Scope(inside=1.0, elsewhere=0.0, own_case=0.0, off=0.0)


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights of the standardised features; `threshold` is the least probability to go on."""

    weights: tuple[float, ...]
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both regressions, and the mean and spread of each feature that they share.

    `collections` are those whose subjects indexing.scope knows.
    """

    means: tuple[float, ...]
    scales: tuple[float, ...]
    answerable: Regression
    right: Regression
    collections: tuple[str, ...] = ()
    fitted_on: str = ""

    def probability(self, regression: Regression, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1, for features in the order of FEATURES."""
        total = regression.bias + sum(
            weight * (value - mean) / scale
            for value, mean, scale, weight in zip(
                features, self.means, self.scales, regression.weights, strict=True
            )
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely the question has an answer here, and the best topic is the right one."""

    answerable: float
    right: float
    scope: Scope


def measure_features(question: Question, retrieved: Retrieved, scope: Scope) -> tuple[float, ...]:
    """Return the features of one question, in the order of FEATURES.

    `top_score` is the worth of the best topic, `margin` how far it lies before the next, `share`
    the log-odds of it among all topics found, `dense` and `lexical` the best cosine and share of
    words of a passage, `words` the logarithm of the question's length; the last three are the
    log-odds of a kind of question against one about our subjects.
    """
    topics, hits = retrieved.topics, retrieved.hits
    scores = [topic.score for topic in topics] or [0.0]
    share = min(max(shares(topics)[0] if topics else 0.0, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return (
        scores[0],
        scores[0] - (scores[1] if len(scores) > 1 else 0.0),
        math.log(share / (1 - share)),
        retrieved.coverage,
        retrieved.best_question,
        max((hit.dense for hit in hits), default=0.0),
        max((hit.lexical for hit in hits), default=0.0),
        math.log1p(min(len(question.text.split()), _MAX_WORDS)),
        *(
            _log_odds(chance, scope.inside)
            for chance in (scope.elsewhere, scope.own_case, scope.off)
        ),
    )


def _log_odds(chance: float, against: float) -> float:
    return math.log(max(chance, _LEAST_CHANCE) / max(against, _LEAST_CHANCE))


def shares(topics: Sequence[TopicHit]) -> list[float]:
    """Return how likely each topic is, if one of them is right: what they are worth is learnt as
    the exponents of a softmax (indexing.weighing)."""
    odds = [math.exp(topic.score - topics[0].score) for topic in topics]
    return [each / sum(odds) for each in odds]


def choose_topics(retrieved: Retrieved) -> tuple[TopicHit, ...]:
    """Return the two or three topics to offer where it is not clear which was meant."""
    likely, total = [], 0.0
    for topic, chance in zip(retrieved.topics, shares(retrieved.topics), strict=True):
        likely.append(topic)
        total += chance
        if len(likely) >= 2 and (total >= _ENOUGH_CHOICE or len(likely) == _CHOICES):
            break
    return tuple(likely)


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
        answerable=_read_regression(data["answerable"]),
        right=_read_regression(data["right"]),
        collections=tuple(data["collections"]),
        fitted_on=data["fitted_on"],
    )


def _read_regression(data: dict[str, Any]) -> Regression:
    return Regression(tuple(data["weights"]), data["bias"], data["threshold"])


def judge(question: Question, retrieved: Retrieved) -> Judgement:
    """Return how likely an answer is, and a right one; nothing is where nothing was found."""
    scope = judge_scope(question.text)
    if not retrieved.hits:
        return Judgement(0.0, 0.0, scope)
    fitted = calibration()
    if retrieved.topics[0].collection not in fitted.collections:
        return _judge_document(retrieved)
    features = measure_features(question, retrieved, scope)
    answerable, right = (
        fitted.probability(regression, features) for regression in (fitted.answerable, fitted.right)
    )
    return Judgement(answerable, min(right, answerable), scope)


def _judge_document(retrieved: Retrieved) -> Judgement:
    best = retrieved.topics[0]
    own = (hit for hit in retrieved.hits if hit.passage.slug == best.slug)
    nearest = max((max(hit.dense, hit.lexical) for hit in own), default=0.0)
    chance = min(max((nearest - _NEAR) / (_CERTAIN - _NEAR), 0.0), 1.0)
    return Judgement(chance, chance, _ANY_SUBJECT)


def decide(judgement: Judgement) -> AnswerKind:
    """Return the kind of answer to give: an answer, a question back, or that we do not know."""
    fitted = calibration()
    scope = judgement.scope
    if judgement.answerable < fitted.answerable.threshold:
        is_own = scope.own_case >= max(scope.elsewhere, scope.off, scope.inside / 2)
        return "own_case" if is_own else "no_answer"
    return "answer" if judgement.right >= fitted.right.threshold else "choose"
