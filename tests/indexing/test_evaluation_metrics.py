"""Metrics are checked against a second, slow and obvious implementation."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.evaluation.metrics import Figure, Outcome, fell, mean, measure, share

outcomes = st.lists(
    st.builds(
        Outcome,
        answerable=st.booleans(),
        rank=st.none() | st.integers(1, 20),
        answered=st.booleans(),
        lang_right=st.booleans(),
        quoted_right=st.none() | st.booleans(),
    ),
    max_size=30,
)


def slow_figures(given_outcomes: list[Outcome]) -> dict[str, float]:
    """Each figure by a loop over lists of relevance, as a textbook writes it."""
    sums: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for outcome in given_outcomes:
        of["language"] += 1
        of["right"] += 1
        sums["language"] += outcome.lang_right
        if outcome.quoted_right is not None:
            of["quoted"] += 1
            sums["quoted"] += outcome.quoted_right
        if not outcome.answerable:
            of["rightly_refused"] += 1
            sums["rightly_refused"] += not outcome.answered
            sums["right"] += not outcome.answered
            continue
        relevance = [1 if place == outcome.rank else 0 for place in range(1, 21)]
        for name in ("recall_1", "recall_3", "mrr_10", "ndcg_10", "wrongly_refused"):
            of[name] += 1
        sums["wrongly_refused"] += not outcome.answered
        sums["recall_1"] += sum(relevance[:1])
        sums["recall_3"] += sum(relevance[:3])
        for place in range(10):
            sums["ndcg_10"] += relevance[place] / math.log2(place + 2)
            sums["mrr_10"] += relevance[place] / (place + 1)
        sums["right"] += bool(outcome.answered and relevance[0])
    return {name: sums[name] / count for name, count in of.items()}


@given(outcomes)
def test_figures_equal_those_of_the_slow_twin(given_outcomes: list[Outcome]) -> None:
    figures = {name: figure.value for name, figure in measure(given_outcomes).items()}
    assert figures == pytest.approx(slow_figures(given_outcomes))


def test_figures_of_four_known_outcomes() -> None:
    figures = measure(
        [
            Outcome(True, 1, True, True, True),
            Outcome(True, 3, True, False, False),
            Outcome(True, None, False, True),
            Outcome(False, None, False, True),
        ]
    )
    assert {name: figure.value for name, figure in figures.items()} == pytest.approx(
        {
            "recall_1": 1 / 3,
            "recall_3": 2 / 3,
            "mrr_10": (1 + 1 / 3) / 3,
            "ndcg_10": 0.5,
            "wrongly_refused": 1 / 3,
            "rightly_refused": 1.0,
            "right": 0.5,
            "language": 0.75,
            "quoted": 0.5,
        }
    )


def test_intervals_of_shares_are_those_of_the_tables() -> None:
    """Wilson's intervals as in Brown, Cai and DasGupta, Statistical Science 2001, worked out."""
    assert (share(0, 10).low, share(10, 10).high) == pytest.approx((0.0, 1.0))
    half = share(50, 100)
    assert (half.low, half.high) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert share(0, 0) == Figure(0.0, 0.0, 1.0, 0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_a_mean_lies_within_its_interval_and_more_numbers_narrow_it(values: list[float]) -> None:
    few, many = mean(values), mean(values * 4)
    assert few.low <= few.value + 1e-12 and few.value <= few.high + 1e-12
    assert many.value == pytest.approx(few.value)
    if len(values) > 1:
        assert many.high - many.low <= few.high - few.low + 1e-12


def test_only_what_lies_beyond_the_interval_has_fallen() -> None:
    before = Figure(0.8, 0.75, 0.84, 300)
    assert not fell(Figure(0.76, 0.7, 0.8, 300), before, "recall_1")
    assert fell(Figure(0.74, 0.7, 0.8, 300), before, "recall_1")
    assert fell(Figure(0.85, 0.8, 0.9, 300), before, "alarms")  # of these, less is better
    assert not fell(Figure(0.7, 0.6, 0.8, 300), before, "wrongly_refused")
