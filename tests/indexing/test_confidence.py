"""Confidence is a probability fitted on data, and what it is fitted on can be read."""

import math
from pathlib import Path

import numpy as np
import pytest

from indexing.confidence import (
    FEATURES,
    Calibration,
    Judgement,
    Regression,
    calibration,
    choose_topics,
    decide,
    judge,
    measure_features,
    shares,
)
from indexing.evaluation.fitting import Gathered, fit, write_calibration
from indexing.scope import Scope
from indexing.values import Hit, Passage, Question, Retrieved, TopicHit

INSIDE = Scope(inside=0.97, elsewhere=0.01, own_case=0.01, off=0.01)


def found(slug: str, score: float, dense: float, lexical: float) -> Hit:
    text = Passage(0, "tolk", slug, "en", "T", "H", "a", ("T",), "Text.", None, "source")
    return Hit(text, score, dense, lexical)


def topic(slug: str, score: float) -> TopicHit:
    return TopicHit("tolk", slug, "en", "T", score)


RETRIEVED = Retrieved(
    hits=(found("a", 9.0, 0.7, 0.5), found("a", 6.0, 0.2, 0.9), found("b", 4.0, 0.1, 0.1)),
    topics=(topic("a", 9.0), topic("b", 7.0)),
    coverage=0.8,
    best_question=0.6,
)


def test_features_are_what_they_say() -> None:
    measured = measure_features(Question("one two three"), RETRIEVED, INSIDE)
    assert dict(zip(FEATURES, measured, strict=True)) == {
        "top_score": 9.0,
        "margin": 2.0,
        "share": pytest.approx(2.0),  # of two topics, the log-odds of one are the margin
        "coverage": 0.8,
        "best_question": 0.6,
        "dense": 0.7,
        "lexical": 0.9,
        "words": math.log(4),
        "elsewhere": pytest.approx(math.log(0.01 / 0.97)),
        "own_case": pytest.approx(math.log(0.01 / 0.97)),
        "off": pytest.approx(math.log(0.01 / 0.97)),
    }


def test_nothing_found_is_no_confidence_and_never_enough() -> None:
    judged = judge(Question("how do I find a doctor"), Retrieved((), ()))
    assert (judged.answerable, judged.right) == (0.0, 0.0)
    assert decide(judged) == "no_answer"


def test_the_committed_coefficients_are_fitted_on_the_tuning_half_and_point_the_right_way() -> None:
    own = calibration()
    assert "questions of the half tune in 12 languages" in own.fitted_on
    for regression in (own.answerable, own.right):
        assert 0.05 < regression.threshold < 0.95
        assert regression.weights[FEATURES.index("best_question")] > 0
        assert len(regression.weights) == len(FEATURES)
    assert own.answerable.weights[FEATURES.index("off")] < 0
    poor = Retrieved(RETRIEVED.hits[2:], (topic("b", 1.0), topic("a", 0.9)), 0.2, 0.1)
    question = Question("how do I find a doctor")
    assert judge(question, poor).answerable < judge(question, RETRIEVED).answerable


def test_a_document_of_the_owner_is_judged_by_its_best_passage_alone() -> None:
    own = TopicHit("reports", "a", "en", "T", -3.0)
    near = Retrieved((found("a", 1.0, 0.2, 0.7),), (own,))
    far = Retrieved((found("a", 1.0, 0.2, 0.1),), (own,))
    question = Question("who won the match")  # about anything
    assert decide(judge(question, near)) == "answer"
    assert decide(judge(question, far)) == "no_answer"


@pytest.mark.parametrize(
    ("answerable", "right", "scope", "kind"),
    [
        (0.99, 0.99, INSIDE, "answer"),
        (0.99, 0.01, INSIDE, "choose"),
        (0.01, 0.01, INSIDE, "no_answer"),
        (0.01, 0.01, Scope(0.1, 0.1, 0.1, 0.7), "no_answer"),
        (0.01, 0.01, Scope(0.3, 0.1, 0.6, 0.0), "own_case"),
    ],
)
def test_what_is_likely_decides_what_is_said(
    answerable: float, right: float, scope: Scope, kind: str
) -> None:
    assert decide(Judgement(answerable, right, scope)) == kind


def test_topics_to_choose_from_are_two_or_three_and_likely() -> None:
    clear = Retrieved((), (topic("a", 3.0), topic("b", 2.9), topic("c", -9.0)))
    assert [choice.slug for choice in choose_topics(clear)] == ["a", "b"]
    unclear = Retrieved((), tuple(topic(slug, 1.0) for slug in "abcde"))
    assert [choice.slug for choice in choose_topics(unclear)] == ["a", "b", "c"]
    assert sum(shares(unclear.topics)) == pytest.approx(1.0)
    alone = Retrieved((), (topic("a", 1.0),))
    assert [choice.slug for choice in choose_topics(alone)] == ["a"]


def test_fitting_finds_the_feature_that_matters_and_gives_calibrated_probabilities() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(4000, len(FEATURES)))
    chance = 1 / (1 + np.exp(-(2.0 * features[:, 0] - 0.5)))
    right = (rng.random(4000) < chance).astype(float)
    fitted = fit(Gathered(features, right, np.ones(4000)), fitted_on="made up")
    assert fitted.right.weights[0] == pytest.approx(2.0, abs=0.15)
    assert all(abs(weight) < 0.15 for weight in fitted.right.weights[1:])
    told = np.array([fitted.probability(fitted.right, row) for row in features])
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = (told >= low) & (told < low + 0.25)
        assert told[inside].mean() == pytest.approx(right[inside].mean(), abs=0.05)


def test_one_in_twenty_answerable_questions_lies_below_the_threshold() -> None:
    rng = np.random.default_rng(5)
    features = rng.normal(size=(1000, len(FEATURES)))
    answerable = (features[:, 2] + rng.normal(size=1000) > -1).astype(float)
    fitted = fit(Gathered(features, answerable, answerable), fitted_on="made up")
    own = fitted.answerable
    told = np.array([fitted.probability(own, row) for row in features])
    assert (told[answerable == 1] < own.threshold).mean() == pytest.approx(0.05, abs=0.015)
    assert (told[answerable == 0] < own.threshold).mean() > 0.2


def test_a_feature_that_never_changes_does_no_harm() -> None:
    features = np.zeros((50, len(FEATURES)))
    features[25:, 3] = 1.0
    right = (np.arange(50) >= 25).astype(float)
    fitted = fit(Gathered(features, right, right), fitted_on="made up")
    low, high = (fitted.probability(fitted.right, features[at]) for at in (0, 49))
    assert low < 0.5 < high


def test_coefficients_are_written_as_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros, ones = (0.0,) * len(FEATURES), (1.0,) * len(FEATURES)
    own = Calibration(
        zeros, ones, Regression(ones, -1.5, 0.42), Regression(zeros, 0.5, 0.3), ("nora",), "made up"
    )
    write_calibration(own, tmp_path / "confidence.json")
    monkeypatch.setattr("indexing.confidence.resources.files", lambda _package: tmp_path)
    calibration.cache_clear()
    try:
        assert calibration() == own
    finally:
        calibration.cache_clear()
