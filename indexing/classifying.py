"""Sort short messages into a few classes: a small model over meaning, words and letter groups.

Two things are asked of a message before it is answered that no search can tell: does it tell of
danger (indexing.safety), and is it about something that the guidance knows at all
(indexing.scope)? Both are learnt from examples in all languages. The message is seen twice: as
its vector in the bundled embedding model, which knows what words of twelve languages have in
common, and as hashed words, pairs of words and letter groups, which know the exact wording and
survive misspelling. A layer of a few dozen units reads the vector, one row per bucket the rest,
and a softmax adds them up.

A model may read it a third time, by what stands side by side: each of its filters looks through
a window of three tokens, as vectors, and tells of the place that excites it most (Kim 2014,
https://aclanthology.org/D14-1181). So it knows "he" beside "hid my passport" in a language that
no example says it in, which the mean of all words does not.

The file has `labels`, `hidden` (dim, units) and `hidden_bias`, `out` (units, classes), `rows`
(BUCKETS, classes) in 8 bits with one of `scales` a class, and `bias`; with filters, `filters`
(WINDOW * dim, filters), `filters_bias` and `filters_out` (filters, classes), which have no column
without. How it is fitted is in indexing.training.classifying.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from indexing.errors import ModelMissing
from indexing.normalising import fold

BUCKETS = 1 << 15
WINDOW = 3  # tokens
MAX_TOKENS = 64
_GROUPS = (3, 4, 5)  # letters; a word's ends count as letters
_MOST_WORDS = 120
_LONGEST_WORD = 24
_FNV_START, _FNV_STEP = np.uint32(0x811C9DC5), np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(32 - 15)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifier:
    """A fitted model; see the top of this file for what its arrays are."""

    labels: tuple[str, ...]
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    rows: NDArray[np.int8]
    scales: Floats
    bias: Floats
    filters: Floats
    filters_bias: Floats
    filters_out: Floats

    def chances(
        self, vector: Floats, text: str, tokens: Floats | None = None
    ) -> Mapping[str, float]:
        """Return how likely each class is; together they make 1.

        :param vector: (dim,) of the message, length 1 or 0.
        :param text: the message, cleaned but not folded.
        :param tokens: (n, dim) of its tokens in their order, each of length 1 or 0; a model
            without filters needs none.
        """
        units = np.maximum(vector @ self.hidden + self.hidden_bias, 0.0)
        scores = units @ self.out + pool(hash_message(text), self.rows) * self.scales + self.bias
        if tokens is not None and self.filters.size:
            # A window onto nothing counts as well: it excites by 0.
            told = (windows(tokens) @ self.filters).max(axis=0, initial=0.0)
            scores += np.maximum(told + self.filters_bias, 0.0) @ self.filters_out
        odds = np.exp(scores - scores.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))


def hash_message(text: str) -> NDArray[np.int64]:
    """Return the bucket of every word, pair of neighbours and letter group of a message.

    >>> len(hash_message("ja"))   # the word, and "<ja", "ja>", "<ja>"
    4
    """
    words = _words(fold(text))
    if not words:
        return np.empty(0, np.int64)
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    found = [_hash_all([f"={word}" for word in words] + pairs)]
    line = np.frombuffer(f"<{'><'.join(words)}>".encode("utf-32-le"), np.uint32)
    ends = np.flatnonzero(line == ord(">"))
    word_of = np.searchsorted(ends, np.arange(len(line)))
    state = np.full(len(line), _FNV_START)
    for n in range(1, max(_GROUPS) + 1):
        if n > len(line):
            break
        state = (state[: len(line) - n + 1] ^ line[n - 1 :]) * _FNV_STEP
        if n in _GROUPS:
            inside = word_of[: len(state)] == word_of[n - 1 :]
            found.append(_bucket(state[inside]))
    return np.concatenate(found)


def pool(buckets: NDArray[np.int64], rows: NDArray[np.int8]) -> Floats:
    """Return the sum of the rows over the root of their number: a longer text is surer."""
    total = rows[buckets].sum(axis=0, dtype=np.float32)
    return np.asarray(total / np.sqrt(np.float32(max(len(buckets), 1))), dtype=np.float32)


def windows(tokens: Floats) -> Floats:
    """Return every window of neighbours, (n + WINDOW - 1, WINDOW * dim); what lies outside the
    message is 0. Tokens beyond MAX_TOKENS are not looked at."""
    around = np.pad(tokens[:MAX_TOKENS], ((WINDOW - 1, WINDOW - 1), (0, 0)))
    count = len(around) - WINDOW + 1
    return np.hstack([around[first : first + count] for first in range(WINDOW)])


def read_classifier(path: Path) -> Classifier:
    """Return the model in a file.

    :raises ModelMissing: if it cannot be read.
    """
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            labels = tuple(str(label) for label in file["labels"])
            arrays = [file[field.name] for field in fields(Classifier)[1:]]
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelMissing(f"{path}: the model cannot be read ({error}). Restore it.") from None
    as_floats = [a if a.dtype == np.int8 else a.astype(np.float32) for a in arrays]
    return Classifier(labels, *as_floats)


def _words(folded: str) -> list[str]:
    letters = "".join(c if c.isalnum() else " " for c in folded)
    return [word[:_LONGEST_WORD] for word in letters.split()[:_MOST_WORDS]]


def _hash_all(texts: list[str]) -> NDArray[np.int64]:
    """Return the bucket of each text, whatever its length."""
    lengths = np.array([len(text) for text in texts])
    codes = np.zeros((len(texts), int(lengths.max())), np.uint32)
    codes[np.arange(codes.shape[1]) < lengths[:, None]] = np.frombuffer(
        "".join(texts).encode("utf-32-le"), np.uint32
    )
    state = np.full(len(texts), _FNV_START)
    for column in range(codes.shape[1]):
        inside = column < lengths
        state[inside] = (state[inside] ^ codes[inside, column]) * _FNV_STEP
    return _bucket(state)


def _bucket(state: NDArray[np.uint32]) -> NDArray[np.int64]:
    mixed = (state ^ (state >> np.uint32(15))) * _SPREAD
    return (mixed >> _SHIFT).astype(np.int64)
