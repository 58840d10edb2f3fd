"""One vector for what a topic says, and one for what people ask of it, over all its languages.

The mean of what people ask about a topic, in twelve languages and many wordings, is nearer to the
next question about it than most single ones: chance wordings cancel out. It also speaks for
topics that have no text in the reader's language. Both are made from the vectors of the entries
when an index is built, so they cost a question two products with a small table.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.places import PASSAGES, QUESTIONS, Places

_FILE = "vectors-topics.npy"
_LEAST_SPREAD = 0.03  # of cosines; keeps a handful of topics from looking like certainty

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]


class TopicVectors:
    """The means of all topics, (2, n_topics, dim): of their passages, and of their questions."""

    def __init__(self, folder: Path) -> None:
        """
        :param folder: where `write_topic_vectors` wrote.
        """
        self._means: Vectors = np.asarray(np.load(folder / _FILE, mmap_mode="r"))

    def stand_out(self, vector: Vectors) -> Floats:
        """Return how far each topic's cosines with a question stand out among all topics.

        :param vector: (dim,) of the question, length 1 or 0.
        :return: (2, n_topics) z-scores, of passages and of questions; 0 for a question of length
            0.
        """
        cosines = self._means @ vector
        away = cosines - cosines.mean(axis=1, keepdims=True)
        z: Floats = (away / (cosines.std(axis=1, keepdims=True) + _LEAST_SPREAD)).astype(np.float64)
        return z


def write_topic_vectors(folder: Path, vectors: Vectors, places: Places) -> None:
    """Write the means of all topics.

    :param vectors: (n_entries, dim), rows of length 1 or 0, passages before questions.
    """
    topics = places.articles[places.entry_articles, 2]
    means = np.zeros((2, len(places.versions), vectors.shape[1]), np.float64)
    for kind in (PASSAGES, QUESTIONS):
        first, end = places.kinds[kind]
        np.add.at(means[kind], topics[first:end], vectors[first:end])
    lengths = np.linalg.norm(means, axis=2, keepdims=True)
    means = np.divide(means, lengths, out=np.zeros_like(means), where=lengths > 0)
    np.save(folder / _FILE, means.astype(np.float32))
