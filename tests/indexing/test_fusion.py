"""Scores of two searches are joined, and the best are taken exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.fusion import UNTRANSLATED, Weights, fuse, gate_languages, z_scores
from indexing.ranking import best_places, order_best
from indexing.searching import Finds

SPARSE = st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0, 2.0]) | st.floats(0, 9), max_size=900)


@given(SPARSE, st.integers(0, 70))
def test_the_best_are_those_that_sorting_everything_gives(numbers: list[float], k: int) -> None:
    slow = sorted((i for i, n in enumerate(numbers) if n > 0), key=lambda i: (-numbers[i], i))[:k]
    assert best_places(np.array(numbers), k).tolist() == slow


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(-3, 3)), unique_by=lambda p: p[0]))
def test_ties_go_to_the_smaller_id(pairs: list[tuple[int, int]]) -> None:
    ids = np.array([i for i, _ in pairs], np.int64)
    scores = np.array([s for _, s in pairs], np.float64)
    slow = [i for i, _ in sorted(pairs, key=lambda p: (-p[1], p[0]))]
    assert order_best(ids, scores, 100).tolist() == slow


def test_scores_are_told_from_what_is_usual() -> None:
    z = z_scores(np.array([1.0, 2.0, 3.0]), 2.0, 0.5)
    assert z.tolist() == [-2.0, 0.0, 2.0]
    assert z_scores(np.array([1.0, 2.0]), 0.0, 0.0).tolist() == [0.0, 0.0]


def test_fusion_adds_both_sides_as_they_are_weighted() -> None:
    dense, lexical = np.array([1.0, 0.0, 2.0]), np.array([3.0, 3.0, 3.0])
    gate = np.array([1.0, 0.5, 0.0])
    assert fuse(dense, lexical, gate).tolist() == [4.0, 1.5, 2.0]
    assert fuse(dense, lexical, gate, Weights(dense=2.0, lexical=0.0)).tolist() == [2.0, 0.0, 4.0]


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1))
def test_with_an_open_gate_it_does_not_matter_which_search_comes_first(
    pairs: list[tuple[float, float]],
) -> None:
    one, other = np.array(pairs).T
    gate = np.ones(len(one))
    assert fuse(one, other, gate).tolist() == fuse(other, one, gate).tolist()


@pytest.mark.parametrize(
    ("known_words", "weight"), [(0, 0.0), (5, 0.0), (7, 0.0), (8, 0.333), (9, 0.667), (10, 1.0)]
)
def test_words_count_by_how_many_of_them_a_language_knows(known_words: int, weight: float) -> None:
    known = np.array([[i < known_words for i in range(10)]])
    assert gate_languages(known, np.array([False]))[0] == pytest.approx(weight, abs=0.001)


def test_the_language_of_the_question_always_counts() -> None:
    known = np.zeros((2, 4), np.bool_)
    assert gate_languages(known, np.array([False, True])).tolist() == [0.0, 1.0]
    assert gate_languages(np.zeros((2, 0), np.bool_), np.array([True, False])).tolist() == [
        1.0,
        0.0,
    ]


def finds(*rows: tuple[int, float, float, float]) -> Finds:
    ids, scores, dense, lexical = zip(*rows, strict=True) if rows else ((), (), (), ())
    columns = (np.array(column, float) for column in (scores, dense, lexical, dense))
    return Finds(np.array(ids, np.int64), *columns)


def test_merging_keeps_the_highest_of_each_number() -> None:
    merged = Finds.merge(finds((5, 1.0, 0.9, 0.0), (2, 4.0, 0.1, 0.2)), finds((5, 3.0, 0.2, 0.5)))
    assert merged.ids.tolist() == [2, 5]
    assert merged.scores.tolist() == [4.0, 3.0]
    assert merged.dense.tolist() == [0.1, 0.9]
    assert merged.lexical.tolist() == [0.2, 0.5]
    assert Finds.merge(finds(), finds()).ids.tolist() == []


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 9), *[st.floats(-9, 9)] * 3), max_size=9),
        min_size=1,
        max_size=4,
    )
)
def test_it_does_not_matter_what_is_merged_first(
    parts: list[list[tuple[int, float, float, float]]],
) -> None:
    one = Finds.merge(*(finds(*part) for part in parts))
    other = Finds.merge(*(finds(*part[::-1]) for part in parts[::-1]))
    for name in ("ids", "scores", "dense", "lexical"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_the_best_finds_come_best_first() -> None:
    best = finds((9, 1.0, 0, 0), (4, 2.0, 0, 0), (3, 1.0, 0, 0), (7, 0.5, 0, 0)).best(3)
    assert best.ids.tolist() == [4, 3, 9]


def test_an_article_not_in_the_language_of_the_question_gets_the_usual_words() -> None:
    dense, lexical = np.array([2.0, 1.0, -1.0]), np.array([0.0, 3.0, 0.0])
    gate = np.array([0.0, 1.0, 0.0])
    missing = np.array([True, False, True])
    assert fuse(dense, lexical, gate, untranslated=missing).tolist() == [
        2.0 + 2.0 * UNTRANSLATED,
        4.0,
        -1.0,
    ]
