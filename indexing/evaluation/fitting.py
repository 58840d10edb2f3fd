"""Fit the coefficients of indexing.confidence on the tuning half of the questions.

Logistic regression by Newton's method, with a ridge that keeps the weights of few hundred
questions small: once for whether the guidance has an answer, once for whether the best topic is
the right one. The portal refuses below the chance that keeps wrong refusals of tuning questions at
_WRONGLY_REFUSED; it asks back below the chance at which only every third best topic is right.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.confidence import FEATURES, Calibration, Regression, measure_features
from indexing.evaluation.questions import TestQuestion
from indexing.road import Road
from indexing.scope import judge_scope
from indexing.values import Question

CONFIDENCE_FILE = Path(str(resources.files("indexing") / "confidence.json"))
_RIDGE = 2.0
_STEPS = 50
_WRONGLY_REFUSED = 0.05
_ASK_BELOW = 0.3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the road found for each of n questions: features (n, len(FEATURES)), whether the best
    topic is right, and whether any could be, (n,) each 1.0 or 0.0."""

    features: Floats
    right: Floats
    answerable: Floats


def gather_features(road: Road, questions: Sequence[TestQuestion]) -> Gathered:
    """Put the questions to the road; one that nothing is searched for is left out."""
    rows, right, answerable = [], [], []
    for asked in questions:
        journey = road.walk(Question(asked.text, page_lang=asked.lang))
        if journey.retrieved is None:
            continue
        best = journey.retrieved.topics[0].slug if journey.retrieved.topics else None
        scope = judge_scope(journey.question.text)
        rows.append(measure_features(journey.question, journey.retrieved, scope))
        right.append(float(best in asked.slugs))
        answerable.append(float(bool(asked.slugs)))
    return Gathered(np.array(rows), np.array(right), np.array(answerable))


def fit(
    gathered: Gathered,
    *,
    fitted_on: str,
    collections: Sequence[str] = (),
    ridge: float = _RIDGE,
) -> Calibration:
    """Return the calibration that fits best.

    :param collections: those that the questions are about.
    :param ridge: penalty on the squared weights of the standardised features.
    """
    means, scales = gathered.features.mean(axis=0), gathered.features.std(axis=0)
    scales[scales == 0] = 1.0
    standard = (gathered.features - means) / scales
    # As many lie outside as inside: otherwise the few would hardly be heard.
    outside = gathered.answerable == 0
    balance = np.where(outside, max((~outside).sum() / max(outside.sum(), 1), 1.0), 1.0)
    weights, bias, chance = fit_regression(standard, gathered.answerable, balance, ridge)
    answered = np.sort(chance[~outside])
    cut = float(answered[int(_WRONGLY_REFUSED * len(answered))]) if len(answered) else 0.5
    answerable = Regression(weights, bias, round(cut, 4))
    weights, bias, _ = fit_regression(standard, gathered.right, np.ones(len(standard)), ridge)
    return Calibration(
        means=tuple(means.tolist()),
        scales=tuple(scales.tolist()),
        answerable=answerable,
        right=Regression(weights, bias, _ASK_BELOW),
        collections=tuple(collections),
        fitted_on=fitted_on,
    )


def fit_regression(
    standard: Floats, target: Floats, counts: Floats, ridge: float
) -> tuple[tuple[float, ...], float, Floats]:
    """Return weights, bias, and the probability of each row, (n,).

    :param standard: (n, features), each of mean 0 and spread 1.
    :param counts: (n,) how much each row counts.
    """
    x = np.column_stack([standard, np.ones(len(standard))])
    penalty = np.diag([ridge] * standard.shape[1] + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (counts * (chance - target)) + penalty @ weights
        hessian = (x * (counts * chance * (1 - chance))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
    return tuple(weights[:-1].tolist()), float(weights[-1]), chance


def write_calibration(calibration: Calibration, path: Path = CONFIDENCE_FILE) -> None:
    """Write the coefficients where indexing.confidence reads them."""
    data = {
        "features": list(FEATURES),
        "means": _rounded(calibration.means),
        "scales": _rounded(calibration.scales),
        "answerable": _as_json(calibration.answerable),
        "right": _as_json(calibration.right),
        "collections": list(calibration.collections),
        "fitted_on": calibration.fitted_on,
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _as_json(regression: Regression) -> dict[str, object]:
    return asdict(regression) | {
        "weights": _rounded(regression.weights),
        "bias": round(regression.bias, 5),
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 5) for value in values]
