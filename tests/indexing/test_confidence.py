"""Confidence is a probability fitted on data, and what it is fitted on can be read."""

import math
from pathlib import Path

import numpy as np
import pytest

from indexing.confidence import (
    FEATURES,
    Calibration,
    calibration,
    is_enough,
    judge,
    measure_features,
)
from indexing.evaluation.fitting import choose_threshold, fit, write_calibration
from indexing.values import Hit, Passage, Question, Retrieved, TopicHit


def found(slug: str, score: float, dense: float, lexical: float) -> Hit:
    text = Passage(0, "guide", slug, "en", "T", "H", "a", ("T",), "Text.", None, "source")
    return Hit(text, score, dense, lexical)


def topic(slug: str, score: float) -> TopicHit:
    return TopicHit("guide", slug, "en", "T", score)


RETRIEVED = Retrieved(
    hits=(found("a", 9.0, 0.7, 0.5), found("a", 6.0, 0.2, 0.9), found("b", 4.0, 0.1, 0.1)),
    topics=(topic("a", 9.0), topic("b", 4.0)),
    coverage=0.8,
    best_question=0.6,
)


def test_features_are_what_they_say() -> None:
    values = dict(
        zip(FEATURES, measure_features(Question("one two three"), RETRIEVED), strict=True)
    )
    assert values == {
        "top_score": 9.0,
        "margin": 5.0,
        "coverage": 0.8,
        "best_question": 0.6,
        "dense": 0.7,
        "dense_lead": pytest.approx(0.6),
        "words": math.log(4),
        "same_article": 2 / 3,
    }


def test_nothing_found_is_no_confidence_and_never_enough() -> None:
    assert judge(Question("anything"), Retrieved((), ())) == 0.0
    assert not is_enough(0.0)


def test_the_committed_coefficients_are_fitted_on_the_tuning_half_and_point_the_right_way() -> None:
    own = calibration()
    assert "questions of the half tune in 12 languages" in own.fitted_on
    assert 0.1 < own.threshold < 0.9
    assert own.weights[FEATURES.index("best_question")] > 0
    poor = Retrieved(RETRIEVED.hits[2:], (topic("b", 1.0),), 0.2, 0.1)
    assert judge(Question("one two three"), poor) < judge(Question("one two three"), RETRIEVED)


def test_fitting_finds_the_feature_that_matters_and_gives_calibrated_probabilities() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(4000, len(FEATURES)))
    chance = 1 / (1 + np.exp(-(2.0 * features[:, 0] - 0.5)))
    right = (rng.random(4000) < chance).astype(float)
    fitted = fit(features, right, right, fitted_on="made up")
    assert fitted.weights[0] == pytest.approx(2.0, abs=0.15)
    assert all(abs(weight) < 0.15 for weight in fitted.weights[1:])
    told = np.array([fitted.probability(row) for row in features])
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = (told >= low) & (told < low + 0.25)
        assert told[inside].mean() == pytest.approx(right[inside].mean(), abs=0.05)


def test_a_feature_that_never_changes_does_no_harm() -> None:
    features = np.zeros((50, len(FEATURES)))
    features[25:, 3] = 1.0
    right = (np.arange(50) >= 25).astype(float)
    fitted = fit(features, right, right, fitted_on="made up")
    assert fitted.probability(features[49]) > 0.5 > fitted.probability(features[0])


def test_the_threshold_parts_right_from_wrong_best() -> None:
    chance = np.array([0.9, 0.1, 0.7, 0.4, 0.6, 0.2])
    right = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    assert choose_threshold(chance, right) == 0.65


def test_coefficients_are_written_as_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros, ones = (0.0,) * len(FEATURES), (1.0,) * len(FEATURES)
    own = Calibration(zeros, ones, ones, -1.5, 0.42, "made up")
    write_calibration(own, tmp_path / "confidence.json")
    monkeypatch.setattr("indexing.confidence.resources.files", lambda _package: tmp_path)
    calibration.cache_clear()
    try:
        assert calibration() == own
    finally:
        calibration.cache_clear()
