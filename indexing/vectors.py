"""Find texts by meaning: nearest vectors, by FAISS.

Each kind of text has one file, memory-mapped and so shared by the workers: rows of length 1 (or
0, where the model knew no word of the text) in half precision, which finds 999.7 of the 1,000
that full precision finds, in half the time and space. From SKETCH_FROM rows on there is a second,
small file with a sketch of each row, half a byte for every four numbers (product quantisation,
compared 32 at a time in the registers of the processor). FAISS looks through all sketches and
then compares the question with the rows behind the best of them. Measured on one thread with
256 dimensions, best 50, with the bundled model:

    rows       every row    sketches first               graph (HNSW)
    20,000     0.29 ms      0.11 ms, finds 999 of 1,000  0.37 ms, finds 880 of 1,000
    200,000    4.3 ms       0.42 ms, finds 985 of 1,000  0.25 ms

A graph takes ten seconds and more to build for every 50,000 rows, sketches less than one second
for 200,000; and reading few bytes leaves the caches to the rest of the answer.

How far a cosine stands out from what is usual for the question is wanted every time, and is
prepared here: from the mean and the covariance of all vectors follow, exactly, the mean and the
spread of the cosines that a question has with all texts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np
from numpy.typing import NDArray

from indexing.ranking import order_best

faiss: Any = typed_faiss  # its stubs describe the C++ classes, not what Python adds to them

SKETCH_FROM = 5_000
_SKETCH_OF = 4  # numbers; a model whose dimensions it does not divide goes without sketches
_LEARN_FROM = 1_000  # rows, spread over all; ten times as many find no more
_AGAIN = 10  # rows are compared for every one that is wanted
_LEAST_SPREAD = 0.03  # of cosines; keeps a handful of texts from looking like certainty

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
Span = tuple[int, int]


def use_one_thread() -> None:
    """Let FAISS work on one thread: workers share the cores, and waiting for one costs more."""
    faiss.omp_set_num_threads(1)


def write_vectors(folder: Path, vectors: Vectors, kinds: Sequence[Span]) -> None:
    """Write the vectors of each kind of text, their sketches and statistics.

    :param vectors: (n, dim) rows of length 1 or 0.
    :param kinds: first and end of each kind, in order, over all rows.
    """
    dim = vectors.shape[1]
    means = np.zeros((len(kinds), dim), np.float32)
    spreads = np.zeros((len(kinds), dim, dim), np.float32)
    half = faiss.ScalarQuantizer.QT_fp16
    for kind, (first, end) in enumerate(kinds):
        # Rounded first, so that vectors taken from an older build give the same statistics.
        rows = vectors[first:end].astype(np.float16).astype(np.float32)
        store = faiss.IndexScalarQuantizer(dim, half, faiss.METRIC_INNER_PRODUCT)
        if len(rows):
            means[kind] = rows.mean(axis=0, dtype=np.float64)
            spreads[kind] = (rows.T @ rows) / len(rows) - np.outer(means[kind], means[kind])
            store.train(rows[:1])  # half precision has nothing to learn, but must be asked
            store.add(rows)
        faiss.write_index(store, str(_path(folder, kind)))
        if _is_sketched(len(rows), dim):
            sketch = faiss.IndexPQFastScan(dim, dim // _SKETCH_OF, 4, faiss.METRIC_INNER_PRODUCT)
            sketch.train(rows[:: len(rows) // _LEARN_FROM])
            sketch.add(rows)
            faiss.write_index(sketch, str(_path(folder, kind, "-sketch")))
    np.save(folder / "vectors-means.npy", means)
    np.save(folder / "vectors-spreads.npy", spreads)


class VectorIndex:
    """The vectors as workers read them."""

    _stores: list[Any]
    _quick: list[Any]

    def __init__(self, folder: Path, kinds: Sequence[Span]) -> None:
        """
        :param folder: where `write_vectors` wrote.
        :param kinds: as they were given there.
        """
        self._kinds = tuple(kinds)
        self._means: Vectors = np.load(folder / "vectors-means.npy")
        self._spreads: Vectors = np.load(folder / "vectors-spreads.npy")
        self._stores = [_read(_path(folder, i)) for i in range(len(kinds))]
        self._rows = [_view_rows(store) for store in self._stores]
        self._quick = [_read_quick(folder, i, store) for i, store in enumerate(self._stores)]

    def search(self, query: Vectors, kind: int, k: int, within: Sequence[Span]) -> Ids:
        """Return the ids of the k nearest texts of a kind, best first, ties by smaller id.

        :param query: (dim,), length 1.
        :param within: where to look, rows of this kind only. If that is not the whole kind,
            every row of it is compared.
        """
        first, end = self._kinds[kind]
        wanted = sum(b - a for a, b in within)
        k = min(k, wanted)
        if k == 0:
            return np.empty(0, np.int64)
        one = query.reshape(1, -1)
        if wanted == end - first:
            scores, found = self._quick[kind].search(one, k)
        else:
            inside = np.zeros(end - first, np.bool_)
            for a, b in within:
                inside[a - first : b - first] = True
            selector = faiss.IDSelectorBitmap(np.packbits(inside, bitorder="little"))
            chosen = faiss.SearchParameters(sel=selector)
            scores, found = self._stores[kind].search(one, k, params=chosen)
        there = found[0] >= 0
        return order_best(found[0][there] + first, scores[0][there], k)

    def cosines(self, query: Vectors, kind: int, ids: Ids) -> Vectors:
        """Return how near each of these texts of a kind is to the question, -1 to 1."""
        return self.vectors(kind, ids) @ query

    def vectors(self, kind: int, ids: Ids) -> Vectors:
        """Return the vectors of these texts of a kind."""
        return _to_single(self._rows[kind][ids - self._kinds[kind][0]])

    def usual(self, query: Vectors) -> tuple[Vectors, Vectors]:
        """Return mean and standard deviation of the question's cosines over each kind."""
        variances = np.maximum((self._spreads @ query) @ query, 0.0)
        spreads: Vectors = np.sqrt(variances, dtype=np.float32) + np.float32(_LEAST_SPREAD)
        return self._means @ query, spreads


def _is_sketched(rows: int, dim: int) -> bool:
    return rows >= SKETCH_FROM and dim % _SKETCH_OF == 0


def _path(folder: Path, kind: int, part: str = "") -> Path:
    return folder / f"vectors-{kind}{part}.faiss"


def _read(path: Path) -> typed_faiss.Index:
    store: typed_faiss.Index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    return store


def _read_quick(folder: Path, kind: int, store: typed_faiss.Index) -> typed_faiss.Index:
    """Return what finds the nearest of all rows of a kind the quickest."""
    if not _is_sketched(store.ntotal, store.d):
        return store
    quick = faiss.IndexRefine(_read(_path(folder, kind, "-sketch")), store)
    quick.k_factor = _AGAIN
    found: typed_faiss.Index = quick
    return found


def _view_rows(store: typed_faiss.Index) -> NDArray[np.float16]:
    """Return the rows of a store as they lie in its file; nothing is copied."""
    if not store.ntotal:
        return np.empty((0, store.d), np.float16)
    codes: Any = store
    raw = faiss.rev_swig_ptr(codes.codes.data(), store.ntotal * codes.code_size)
    rows: NDArray[np.float16] = raw.view(np.float16).reshape(store.ntotal, store.d)
    return rows


def _to_single(half: NDArray[np.float16]) -> Vectors:
    """Return half precision numbers in single precision, in a quarter of NumPy's own time.

    The sign, exponent and fraction are moved to their places in 32 bits; that the exponents of
    the two formats count from different zeros is put right by a power of two. Exact for every
    number; infinities, which no vector holds, would come out as large numbers.
    """
    bits = half.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= np.int32(-0x70002000)  # the sign and the 15 bits moved; not the copies of the sign
    return bits.view(np.float32) * np.float32(2.0**112)
