"""Find texts by meaning: nearest vectors, by FAISS.

All vectors stand in one plain file, float32 rows of length 1 (or 0, where a model knew no word
of the text), memory-mapped and shared by the workers. Up to FLAT_LIMIT rows of one kind FAISS
compares the question with every row of that file as it lies there: exact, and no second copy.
Above, a graph (HNSW) is searched instead. Measured on one thread, 256 dimensions, best 100:

    rows      every row    graph    built at
    22,000    0.51 ms      0.37 ms  4,600 rows a second, finds 88 of the 100
    50,000    1.5 ms       0.45 ms  3,900 rows a second, finds 91 of the 100

so a graph begins to pay where it also begins to cost seconds a build. How far a cosine stands
out from what is usual for the question is asked so often that it is prepared here: from the
mean and the covariance of all vectors follow, exactly, the mean and the spread of the cosines
that a question has with all texts.
"""

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from indexing.ranking import order_best

FLAT_LIMIT = 50_000
_NEIGHBOURS = 32
_EFFORT_BUILDING = 80
_EFFORT_SEARCHING = 128
_LEAST_SPREAD = 0.03  # of cosines; keeps a handful of texts from looking like certainty

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
Span = tuple[int, int]


def use_one_thread() -> None:
    """Let FAISS work on one thread: workers share the cores, and waiting for one costs more."""
    faiss.omp_set_num_threads(1)


def write_vectors(folder: Path, vectors: Vectors, kinds: Sequence[Span]) -> None:
    """Write the vectors, and for each kind of text its graph (if large) and its statistics.

    :param vectors: (n, dim) rows of length 1 or 0.
    :param kinds: first and last + 1 row of each kind, in order, over all rows.
    """
    np.save(folder / "vectors.npy", vectors)
    dim = vectors.shape[1]
    means = np.zeros((len(kinds), dim), np.float32)
    spreads = np.zeros((len(kinds), dim, dim), np.float32)
    for kind, (first, end) in enumerate(kinds):
        rows = vectors[first:end]
        if len(rows):
            means[kind] = rows.mean(axis=0, dtype=np.float64)
            spreads[kind] = (rows.T @ rows) / len(rows) - np.outer(means[kind], means[kind])
        if len(rows) > FLAT_LIMIT:
            graph = faiss.IndexHNSWFlat(dim, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
            graph.hnsw.efConstruction = _EFFORT_BUILDING
            graph.add(np.ascontiguousarray(rows))
            faiss.write_index(graph, str(_graph_path(folder, kind)))
    np.save(folder / "vectors-means.npy", means)
    np.save(folder / "vectors-spreads.npy", spreads)


class VectorIndex:
    """The vectors as workers read them."""

    def __init__(self, folder: Path, kinds: Sequence[Span]) -> None:
        """
        :param folder: where `write_vectors` wrote.
        :param kinds: as they were given there.
        """
        self.rows: Vectors = np.asarray(np.load(folder / "vectors.npy", mmap_mode="r"))
        self._means: Vectors = np.load(folder / "vectors-means.npy")
        self._spreads: Vectors = np.load(folder / "vectors-spreads.npy")
        self._kinds = tuple(kinds)
        self._graphs = [
            _read_graph(_graph_path(folder, kind)) if end - first > FLAT_LIMIT else None
            for kind, (first, end) in enumerate(kinds)
        ]

    def search(self, query: Vectors, kind: int, k: int, within: Sequence[Span]) -> Ids:
        """Return the ids of the k nearest texts of a kind, best first, ties by smaller id.

        :param query: (dim,), length 1.
        :param within: where to look, rows of this kind only. If that is not the whole kind,
            every row of it is compared, whatever its size.
        """
        graph = self._graphs[kind]
        one = query.reshape(1, -1)
        if graph is not None and list(within) == [self._kinds[kind]]:
            scores, ids = graph.search(one, k)
            ids = ids + self._kinds[kind][0]
        else:
            found = [self._compare(one, k, span) for span in within if span[0] < span[1]]
            if not found:
                return np.empty(0, np.int64)
            scores = np.concatenate([s for s, _ in found], axis=1)
            ids = np.concatenate([i for _, i in found], axis=1)
        return order_best(ids[0], scores[0], k)

    def cosines(self, query: Vectors, ids: Ids) -> Vectors:
        """Return how near each of these texts is to the question, -1 to 1."""
        nearness: Vectors = self.rows[ids] @ query
        return nearness

    def usual(self, query: Vectors, kind: int) -> tuple[float, float]:
        """Return mean and standard deviation of the question's cosines over a whole kind."""
        mean = float(self._means[kind] @ query)
        variance = float(query @ self._spreads[kind] @ query)
        return mean, max(variance, 0.0) ** 0.5 + _LEAST_SPREAD

    def _compare(self, query: Vectors, k: int, span: Span) -> tuple[Vectors, Ids]:
        first, end = span
        scores, ids = faiss.knn(
            query, self.rows[first:end], min(k, end - first), metric=faiss.METRIC_INNER_PRODUCT
        )
        return scores, ids + first


def _graph_path(folder: Path, kind: int) -> Path:
    return folder / f"vectors-{kind}.faiss"


def _read_graph(path: Path) -> faiss.Index:
    graph: faiss.Index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    faiss.ParameterSpace().set_index_parameter(graph, "efSearch", _EFFORT_SEARCHING)
    return graph
