"""Find texts by their words and letter groups: BM25 with every score worked out beforehand.

When the index is built, the weight of each term in each text is computed once and kept. To
search is then to add up a few short rows of numbers, which takes a tenth of the time that
SQLite's FTS5 needs for a whole question, and finds more: letter groups meet compounds,
inflections and slips of the pen.

How rare a term is, and how long a text is beside the others, is counted in its shard: the
texts of one kind (passages, or questions that people ask) in one language. "Man" is a common
word in Norwegian and a rare one in English. Whether scores of a language count at all for a
question is decided in indexing.fusion.

On disk there are flat arrays, memory-mapped and shared by the workers. A row is a pair of a term
and a shard, ordered by term; row i owns pairs[starts[i]:starts[i + 1]], each a text and the
term's weight in it, in one number. Weights are whole numbers, so that their sum does not depend
on the order and the same question gives the same answer on every machine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.errors import IndexingError
from indexing.normalising import fold, plain_nordic
from indexing.terms import TEXT_BITS, TEXTS_AT_A_TIME, Hashes, cut_terms, is_word

# Fitted on the training and development questions of OMoS-QA in five languages.
K1 = 1.6
B = 0.75
GROUP_WEIGHT = 0.7  # of a letter group beside a whole word
_MOST_REPEATS = 255
_FEWEST_BITS, _MOST_BITS = 10, 22  # of a weight: a thousand steps; what float32 has exactly
_FILES = ("terms", "shards", "starts", "pairs")

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as terms; each once."""

    terms: Hashes
    words: Hashes


def cut_query(question: str) -> Query:
    """Return the terms of a question."""
    terms = np.sort(cut_terms([fold(question)]).hashes)
    terms = terms[np.diff(terms, prepend=~terms[:1]) != 0]
    return Query(terms, terms[is_word(terms)])


def write_lexical(
    folder: Path,
    texts: Sequence[str],
    shard_of: NDArray[np.uint8],
    *,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Build the index of some texts and write its files.

    :param texts: what is searched, in the order of their ids, not yet folded.
    :param shard_of: the shard of each text, (n_texts,), never falling.
    :param progress: called with the number of texts counted so far.
    """
    counted = list(_count_terms(texts, progress))
    vocabulary = np.unique(np.concatenate([np.empty(0, np.uint64), *(c.terms for c in counted)]))
    # Term, text and count share 64 bits: one plain sort, several times as fast as an indirect
    # one, brings the texts of each term together.
    packed = np.concatenate([np.empty(0, np.uint64), *(c.pack(vocabulary) for c in counted)])
    lengths = np.concatenate([np.empty(0, np.int64), *(c.lengths for c in counted)])
    del counted
    packed.sort()
    term_of = (packed >> np.uint64(36)).astype(np.int64)
    text_of = (packed >> np.uint64(8)).astype(np.int64) & 0xFFF_FFFF
    repeats = (packed & np.uint64(0xFF)).astype(np.float32)
    del packed

    shards = shard_of.astype(np.int64)
    row_key = (term_of << 8) | shards[text_of]
    starts = np.flatnonzero(np.diff(row_key, prepend=-1))
    bounds = np.append(starts, len(row_key))
    row_shard = (row_key[starts] & 0xFF).astype(np.uint8)

    shard_size = np.bincount(shards, minlength=256)
    shard_length = np.bincount(shards, weights=lengths, minlength=256)
    average = shard_length / np.maximum(shard_size, 1)
    beside_average = (lengths / np.maximum(average[shards], 1)).astype(np.float32)
    having = np.diff(bounds)
    size = shard_size[row_shard]
    rarity = np.log1p((size - having + 0.5) / (having + 0.5)).astype(np.float32)
    rarity[~is_word(vocabulary[term_of[starts]])] *= GROUP_WEIGHT
    damping = np.float32(K1) * (1 - B + B * beside_average[text_of])
    weights = np.repeat(rarity, having) * repeats * np.float32(K1 + 1) / (repeats + damping)
    bits = _weight_bits(len(texts))
    scale = ((1 << bits) - 1) / max(float(weights.max(initial=0.0)), 1e-9)
    whole = np.maximum(np.rint(weights * scale), 1).astype(np.uint32)

    arrays = {
        "terms": vocabulary[term_of[starts]],
        "shards": row_shard,
        "starts": bounds.astype(np.int64),
        "pairs": (text_of.astype(np.uint32) << np.uint32(bits)) | whole,
    }
    for name, array in arrays.items():
        np.save(_path(folder, name), array)


class LexicalIndex:
    """The index as workers read it."""

    def __init__(self, folder: Path, size: int) -> None:
        """
        :param folder: where `write_lexical` wrote.
        :param size: how many texts are in it.
        """
        terms, shards, starts, pairs = (
            np.asarray(np.load(_path(folder, name), mmap_mode="r")) for name in _FILES
        )
        self._terms: Hashes = terms
        self._shards: NDArray[np.uint8] = shards
        self._starts: NDArray[np.int64] = starts
        self._pairs: NDArray[np.uint32] = pairs
        self._bits = np.uint32(_weight_bits(size))
        self.size = size

    def known(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Return which shard knows which term: (256, len(hashes))."""
        found = np.zeros((256, len(hashes)), dtype=np.bool_)
        rows, place = self._rows(hashes)
        found[self._shards[rows], place] = True
        return found

    def counts(self, hashes: Hashes) -> NDArray[np.int64]:
        """Return in how many texts of each shard each term stands: (256, len(hashes))."""
        found = np.zeros((256, len(hashes)), np.int64)
        rows, place = self._rows(hashes)
        found[self._shards[rows], place] = self._starts[rows + 1] - self._starts[rows]
        return found

    def holding(self, hashes: Hashes, shards: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many of these terms, each given once, stand in each text: (size,).

        :param shards: (256,) which shards to look in.
        """
        rows, _ = self._rows(hashes)
        rows = rows[shards[self._shards[rows]]]
        spans = zip(self._starts[rows].tolist(), self._starts[rows + 1].tolist(), strict=True)
        pairs = np.concatenate([np.empty(0, np.uint32), *(self._pairs[a:b] for a, b in spans)])
        return np.bincount(pairs >> self._bits, minlength=self.size)

    def scores(self, hashes: Hashes, shards: NDArray[np.bool_]) -> tuple[Scores, Scores]:
        """Add up the weights of some terms over the texts of some shards.

        :param hashes: each term once.
        :param shards: (256,) which shards to search.
        :return: the score of every text, (size,), and the highest that a text of each shard
            could have, (256,), that is with each term the shard knows at its best.
        """
        rows, _ = self._rows(hashes)
        shard = self._shards[rows]
        wanted = shards[shard]
        rows, shard = rows[wanted], shard[wanted]
        if not len(rows):
            return np.zeros(self.size), np.zeros(256)
        starts, ends = self._starts[rows], self._starts[rows + 1]
        pairs = np.concatenate(
            [self._pairs[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        )
        texts, weights = pairs >> self._bits, pairs & ((np.uint32(1) << self._bits) - np.uint32(1))
        sizes = ends - starts
        best = np.maximum.reduceat(weights, np.cumsum(sizes) - sizes)
        return (
            np.bincount(texts, weights=weights, minlength=self.size).astype(np.float64, copy=False),
            np.bincount(shard, weights=best, minlength=256).astype(np.float64, copy=False),
        )

    def _rows(self, hashes: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of these terms, and for each the place of its term in `hashes`."""
        first = np.searchsorted(self._terms, hashes, side="left")
        counts = np.searchsorted(self._terms, hashes, side="right") - first
        place = np.repeat(np.arange(len(hashes)), counts)
        rows = np.arange(len(place)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        return rows, place


@dataclass(frozen=True, slots=True)
class _Counted:
    """Up to TEXTS_AT_A_TIME texts: pairs of a term and a text, and how often they meet."""

    terms: Hashes  # each once
    starts: NDArray[np.int64]  # where the pairs of each term begin
    texts: NDArray[np.uint64]
    repeats: NDArray[np.uint64]
    lengths: NDArray[np.int64]  # terms in each text

    def pack(self, vocabulary: Hashes) -> Hashes:
        ids = np.searchsorted(vocabulary, self.terms).astype(np.uint64)
        ids = np.repeat(ids, np.diff(self.starts, append=len(self.texts)))
        return (ids << np.uint64(36)) | (self.texts << np.uint64(8)) | self.repeats


def _count_terms(
    texts: Sequence[str], progress: Callable[[int], None] | None
) -> Iterator[_Counted]:
    for first in range(0, len(texts), TEXTS_AT_A_TIME):
        part = texts[first : first + TEXTS_AT_A_TIME]
        terms = cut_terms([fold(text) for text in part])
        # Written without its strokes a word is the same word: it adds no length.
        plain = cut_terms([plain_nordic(text) for text in part])
        pairs = np.concatenate(
            (
                terms.hashes | terms.texts.astype(np.uint64),
                plain.hashes | plain.texts.astype(np.uint64),
            )
        )
        pairs.sort()
        starts = np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))
        pairs, repeats = pairs[starts], np.diff(starts, append=len(pairs))
        hashes = (pairs >> np.uint64(TEXT_BITS)) << np.uint64(TEXT_BITS)
        term_starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
        yield _Counted(
            terms=hashes[term_starts],
            starts=term_starts,
            texts=(pairs & np.uint64(TEXTS_AT_A_TIME - 1)) + np.uint64(first),
            repeats=np.minimum(repeats, _MOST_REPEATS).astype(np.uint64),
            lengths=np.bincount(terms.texts, minlength=len(part)),
        )
        if progress is not None:
            progress(first + len(part))


def _weight_bits(size: int) -> int:
    """Return how many of 32 bits are for the weight, beside those for the number of a text."""
    bits = min(_MOST_BITS, 32 - max(size - 1, 1).bit_length())
    if bits < _FEWEST_BITS:
        raise IndexingError(
            f"{size} texts are more than one index on one machine can hold "
            f"({1 << (32 - _FEWEST_BITS)}). Leave out collections, or split them."
        )
    return bits


def _path(folder: Path, name: str) -> Path:
    return folder / f"lexical-{name}.npy"
