"""A topic as a whole is the mean of all that it says, and of all that is asked of it."""

import numpy as np
import pytest

from indexing.embedding import HashEmbedder
from indexing.opening import OpenIndex
from indexing.places import PASSAGES, QUESTIONS


def test_means_stand_out_as_the_slow_twin_says(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    vector = embedder.embed_queries(["hvordan bytter jeg fastlege"])[0]
    places = small_index.places
    told = small_index.topics.stand_out(vector)
    for kind in (PASSAGES, QUESTIONS):
        cosines = []
        for topic in range(len(places.versions)):
            first, end = places.kinds[kind]
            own = [
                entry
                for entry in range(first, end)
                if places.articles[places.entry_articles[entry], 2] == topic
            ]
            total = small_index.vectors.vectors(kind, np.array(own, np.int64)).sum(axis=0)
            length = float(np.linalg.norm(total))
            cosines.append(float(total @ vector) / length if length else 0.0)
        away = (np.array(cosines) - np.mean(cosines)) / (np.std(cosines) + 0.03)
        assert told[kind] == pytest.approx(away, abs=2e-3)  # entries are kept in half precision


def test_a_question_without_a_known_word_stands_out_nowhere(small_index: OpenIndex) -> None:
    told = small_index.topics.stand_out(np.zeros(256, np.float32))
    assert not told.any()
