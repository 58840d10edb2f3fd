"""The nearest vectors are found, by comparing all and by the graph, and within bounds."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexing import vectors
from indexing.vectors import SKETCH_FROM, VectorIndex, write_vectors

Vectors = NDArray[np.float32]


def unit_rows(n: int, dim: int = 16, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def half(rows: Vectors) -> Vectors:
    return rows.astype(np.float16).astype(np.float32)


def slow_nearest(rows: Vectors, query: Vectors, allowed: list[int], k: int) -> list[int]:
    cosines = half(rows) @ query
    return sorted(allowed, key=lambda i: (-cosines[i], i))[:k]


@pytest.fixture
def rows() -> Vectors:
    return unit_rows(300)


@pytest.fixture
def index(rows: Vectors, tmp_path: Path) -> VectorIndex:
    write_vectors(tmp_path, rows, [(0, 200), (200, 300)])
    return VectorIndex(tmp_path, [(0, 200), (200, 300)])


def test_the_nearest_of_a_kind_are_those_that_comparing_all_gives(
    index: VectorIndex, rows: Vectors
) -> None:
    for query in unit_rows(10, seed=2):
        found = index.search(query, 0, 7, [(0, 200)])
        assert found.tolist() == slow_nearest(rows, query, list(range(200)), 7)
        found = index.search(query, 1, 7, [(200, 300)])
        assert found.tolist() == slow_nearest(rows, query, list(range(200, 300)), 7)


def test_only_what_is_within_the_bounds_is_found(index: VectorIndex, rows: Vectors) -> None:
    (query,) = unit_rows(1, seed=3)
    allowed = [*range(10, 20), *range(150, 155)]
    found = index.search(query, 0, 50, [(10, 20), (150, 155)])
    assert found.tolist() == slow_nearest(rows, query, allowed, 50)
    assert index.search(query, 0, 5, []).tolist() == []


def test_with_sketches_nearly_all_is_found_that_comparing_all_finds(tmp_path: Path) -> None:
    # Like the vectors of texts, these lie near a few directions of their space.
    directions = unit_rows(12, dim=64, seed=7)
    rows = (unit_rows(SKETCH_FROM + 1_000, dim=12) @ directions).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kinds = [(0, 1_000), (1_000, len(rows))]
    write_vectors(tmp_path, rows, kinds)
    assert [path.name for path in tmp_path.glob("*-sketch.faiss")] == ["vectors-1-sketch.faiss"]
    index = VectorIndex(tmp_path, kinds)
    hits = 0
    for query in unit_rows(20, dim=12, seed=4) @ directions:
        slow = slow_nearest(rows, query, list(range(1_000, len(rows))), 10)
        quick = index.search(query, 1, 10, kinds[1:]).tolist()
        cosines = half(rows) @ query
        assert quick == sorted(quick, key=lambda i: (-cosines[i], i))
        hits += len({*slow} & {*quick})
        allowed = [*range(1_060, 1_090), *range(2_500, 2_600)]
        within = index.search(query, 1, 10, [(1_060, 1_090), (2_500, 2_600)])
        assert within.tolist() == slow_nearest(rows, query, allowed, 10)
    assert hits >= 190  # of 200
    ids = np.array([1_000, len(rows) - 1])
    np.testing.assert_array_equal(index.vectors(1, ids), half(rows[ids]))


def test_a_model_of_odd_dimensions_goes_without_sketches(tmp_path: Path) -> None:
    rows = unit_rows(SKETCH_FROM, dim=6)
    write_vectors(tmp_path, rows, [(0, len(rows))])
    index = VectorIndex(tmp_path, [(0, len(rows))])
    (query,) = unit_rows(1, dim=6, seed=2)
    found = index.search(query, 0, 5, [(0, len(rows))])
    assert found.tolist() == slow_nearest(rows, query, list(range(len(rows))), 5)


def test_vectors_are_read_back_in_half_precision(index: VectorIndex, rows: Vectors) -> None:
    for kind, ids in ((0, np.array([0, 17, 199])), (1, np.array([200, 299]))):
        np.testing.assert_array_equal(index.vectors(kind, ids), half(rows[ids]))


def test_every_number_of_half_precision_is_brought_to_single() -> None:
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)]
    np.testing.assert_array_equal(vectors._to_single(finite), finite.astype(np.float32))


def test_what_is_usual_is_the_mean_and_spread_of_all_cosines(
    index: VectorIndex, rows: Vectors
) -> None:
    (query,) = unit_rows(1, seed=5)
    means, spreads = index.usual(query)
    for kind, part in enumerate((rows[:200] @ query, rows[200:] @ query)):
        assert means[kind] == pytest.approx(part.mean(), abs=1e-5)
        assert spreads[kind] == pytest.approx(part.std() + 0.03, abs=1e-5)


def test_a_kind_without_texts_can_be_searched(tmp_path: Path) -> None:
    write_vectors(tmp_path, unit_rows(3), [(0, 3), (3, 3)])
    index = VectorIndex(tmp_path, [(0, 3), (3, 3)])
    (query,) = unit_rows(1)
    assert index.search(query, 1, 5, [(3, 3)]).tolist() == []
    assert index.vectors(1, np.empty(0, np.int64)).shape == (0, 16)
