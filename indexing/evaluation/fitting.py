"""Fit the coefficients of indexing.confidence on the tuning half of the questions.

Logistic regression by Newton's method, with a ridge that keeps the weights of few hundred
questions small. What is predicted is that the best article is the right one. The threshold is
the one at which answering what was found rightly and refusing what nothing answers are together
most frequent. Where the right article was found but is not the best, either is a fault, so such
questions have no say in the threshold.
"""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.confidence import FEATURES, Calibration, measure_features
from indexing.evaluation.questions import TestQuestion
from indexing.road import Road
from indexing.values import Question

CONFIDENCE_FILE = Path(str(resources.files("indexing") / "confidence.json"))
_RIDGE = 2.0
_STEPS = 50
Floats = NDArray[np.float64]


def gather_features(road: Road, questions: Sequence[TestQuestion]) -> tuple[Floats, Floats, Floats]:
    """Return what the road found: features (n, 8), whether the best article is right (n,), and
    whether any article could be (n,)."""
    rows, right, answerable = [], [], []
    for asked in questions:
        question = Question(asked.text, page_lang=asked.lang)
        journey = road.walk(question)
        if journey.retrieved is None:
            continue
        best = journey.retrieved.topics[0].slug if journey.retrieved.topics else None
        rows.append(measure_features(journey.question, journey.retrieved))
        right.append(float(best in asked.slugs))
        answerable.append(float(bool(asked.slugs)))
    return np.array(rows), np.array(right), np.array(answerable)


def fit(
    features: Floats,
    right: Floats,
    answerable: Floats,
    *,
    fitted_on: str,
    ridge: float = _RIDGE,
) -> Calibration:
    """Return the calibration that fits best.

    :param features: (n, len(FEATURES)).
    :param right: (n,) 1.0 where the best article is the right one, else 0.0.
    :param answerable: (n,) 1.0 where any article is right, else 0.0.
    :param ridge: penalty on the squared weights of the standardised features.
    """
    means, scales = features.mean(axis=0), features.std(axis=0)
    scales[scales == 0] = 1.0
    x = np.column_stack([(features - means) / scales, np.ones(len(features))])
    penalty = np.diag([ridge] * features.shape[1] + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (chance - right) + penalty @ weights
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
    clear = (right == 1) | (answerable == 0)
    return Calibration(
        means=tuple(means.tolist()),
        scales=tuple(scales.tolist()),
        weights=tuple(weights[:-1].tolist()),
        bias=float(weights[-1]),
        threshold=choose_threshold(chance[clear], right[clear]),
        fitted_on=fitted_on,
    )


def choose_threshold(chance: Floats, right: Floats) -> float:
    """Return the probability from which to answer: where true minus false positives peak.

    The middle between two neighbouring probabilities is taken, the lowest of several equal.

    >>> choose_threshold(np.array([0.1, 0.4, 0.6, 0.9]), np.array([0.0, 0.0, 1.0, 1.0]))
    0.5
    """
    order = np.argsort(chance)
    chance, right = chance[order], right[order]
    cuts = np.concatenate([[0.0], (chance[1:] + chance[:-1]) / 2])
    positives, negatives = max(right.sum(), 1.0), max((1 - right).sum(), 1.0)
    # Everything from the cut on is answered.
    answered_right = np.cumsum(right[::-1])[::-1] / positives
    answered_wrong = np.cumsum((1 - right)[::-1])[::-1] / negatives
    return round(float(cuts[int(np.argmax(answered_right - answered_wrong))]), 4)


def write_calibration(calibration: Calibration, path: Path = CONFIDENCE_FILE) -> None:
    """Write the coefficients where indexing.confidence reads them."""
    data = {
        "features": list(FEATURES),
        "means": [round(value, 5) for value in calibration.means],
        "scales": [round(value, 5) for value in calibration.scales],
        "weights": [round(value, 5) for value in calibration.weights],
        "bias": round(calibration.bias, 5),
        "threshold": calibration.threshold,
        "fitted_on": calibration.fitted_on,
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
