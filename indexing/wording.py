"""Compare the wording of a question with that of the questions people ask, word by word.

The vector of a question is the mean of its words, and a mean forgets which word was which. Here
every word of the one looks for its nearest word in the other, in meaning, and both ways: what the
reader said should be met, and what the listed question says should not be about something else.
A word counts by the length of its vector: "the" says little. It costs a thousand times as much as
comparing two means, so only the topics that stand first are read so closely.

The words are the tokens of the bundled model, whichever model the index was built with; which
tokens each listed question has is written when the index is built.

Source: Khattab and Zaharia, "ColBERT: Efficient and effective passage search via contextualized
late interaction over BERT", SIGIR 2020, there with the vectors of a transformer.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import bundled_model

_FILES = ("ids", "starts")
_MOST_TOKENS = 40  # of a text; longer ones are compared by their beginning
# What the listed question says beside, against what the reader said.
_BACKWARD = 0.5

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]


class Wordings:
    """The tokens of every listed question, memory-mapped: text i has ids[starts[i]:starts[i+1]]."""

    def __init__(self, folder: Path, first: int) -> None:
        """
        :param folder: where `write_wordings` wrote.
        :param first: the number of the first question among the entries of the index.
        """
        self._ids, self._starts = (
            np.asarray(np.load(_path(folder, name), mmap_mode="r")) for name in _FILES
        )
        self._first = first

    def compare(self, text: str, entries: Ids) -> Floats:
        """Return how alike the wording of a text and of some listed questions is.

        :param entries: their numbers in the index.
        :return: (len(entries),) from about 0 to 1.5; 0 where either has no known word.
        """
        told = np.zeros(len(entries))
        model = bundled_model()
        asked = model.token_ids([text])[0][:_MOST_TOKENS]
        starts = self._starts[entries - self._first].astype(np.int64)
        sizes = self._starts[entries - self._first + 1].astype(np.int64) - starts
        if not asked or not sizes.sum():
            return told
        places = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        tokens, of_unique = np.unique(self._ids[places], return_inverse=True)
        ours, our_weights = model.token_vectors(np.asarray(asked))
        theirs, their_weights = model.token_vectors(tokens.astype(np.int64))
        if not our_weights.sum():
            return told
        near = (ours @ theirs.T)[:, of_unique]  # (asked, all their tokens)
        there = sizes > 0
        firsts = (np.cumsum(sizes) - sizes)[there]
        forward = np.maximum.reduceat(near, firsts, axis=1)
        weights = their_weights[of_unique]
        backward = np.add.reduceat(near.max(axis=0) * weights, firsts)
        of_text = np.maximum(np.add.reduceat(weights, firsts), 1e-9)
        told[there] = our_weights @ forward / our_weights.sum() + _BACKWARD * backward / of_text
        return told


def write_wordings(folder: Path, questions: Sequence[str]) -> None:
    """Write the tokens of all listed questions, in the order in which the index numbers them."""
    found = [ids[:_MOST_TOKENS] for ids in bundled_model().token_ids(questions)]
    starts = np.cumsum([0, *map(len, found)]).astype(np.uint32)
    ids = np.fromiter((i for part in found for i in part), np.uint32, int(starts[-1]))
    for name, array in zip(_FILES, (ids, starts), strict=True):
        np.save(_path(folder, name), array)


def _path(folder: Path, name: str) -> Path:
    return folder / f"wordings-{name}.npy"
