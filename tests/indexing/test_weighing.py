"""An article is worth what its passages and its questions say for it together."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.build import build_index
from indexing.embedding import HashEmbedder
from indexing.opening import OpenIndex, open_index
from indexing.places import PASSAGES, QUESTIONS
from indexing.retrieval import retrieve
from indexing.values import Identified, Question
from indexing.weighing import sum_best
from knowledge.articles import Article

ENTRIES = st.lists(st.tuples(st.integers(0, 5), st.floats(-5, 5)), max_size=40)


def slow_sum(entries: list[tuple[int, float]], size: int) -> list[float]:
    """Sort the values of each group, and add up as the sentence says."""
    groups = defaultdict(list)
    for group, value in entries:
        groups[group].append(value)
    total = []
    for group in range(size):
        values = sorted(groups[group], reverse=True)
        best = values[0] * 2 / 3 if values else 0.0
        second = values[1] / 3 if len(values) > 1 and values[1] > 0 else 0.0
        total.append(best + second)
    return total


@given(ENTRIES)
def test_best_and_second_best_are_added_as_the_slow_twin_does(
    entries: list[tuple[int, float]],
) -> None:
    entries.sort(key=lambda entry: entry[0])
    groups = np.array([group for group, _ in entries], np.int64)
    values = np.array([value for _, value in entries], np.float64)
    assert sum_best(groups, values, 6).tolist() == pytest.approx(slow_sum(entries, 6))


def test_known_sums() -> None:
    groups, values = np.array([0, 0, 2, 2, 2]), np.array([1.5, -9.0, 3.0, 6.0, 1.0])
    assert sum_best(groups, values, 3).tolist() == pytest.approx([1.0, 0.0, 5.0])


def test_article_that_passage_and_question_speak_for_comes_before_one_with_a_chance_find(
    make_article: Callable[..., Article], make_knowledge: Callable[..., Any], tmp_path: Path
) -> None:
    knowledge = make_knowledge(
        make_article(
            "library",
            title="Bibliotek",
            sections=[("loans", "Du kan låne bøker gratis."), ("cards", "Du får lånekort.")],
            questions=["koster det noe å låne bøker", "hvor får jeg lånekort"],
        ),
        # One sentence that has the words, in an article on something else.
        make_article("loans", title="Lån", sections=[("x", "koster det noe å låne?")]),
        *(make_article(f"other-{i}", title=f"Sak {i}", sections=[("x", "Annet.")]) for i in "abcd"),
    )
    embedder = HashEmbedder()
    build_index(knowledge, embedder, tmp_path)
    with open_index(tmp_path, embedder) as index:
        found = retrieve(
            index, embedder, Question("koster det å låne"), Identified("nb", 1.0, "nb", "Latn")
        )
    assert found.topics[0].slug == "library"
    assert found.hits[0].passage.slug == "library"
    assert found.hits[0].score == found.topics[0].score


@pytest.mark.parametrize("kind", [PASSAGES, QUESTIONS])
def test_entries_of_articles_are_all_of_theirs_and_no_other(
    small_index: OpenIndex, kind: int
) -> None:
    places = small_index.places
    some = np.arange(0, len(places.articles), 2)
    first, end = places.kinds[kind]
    slow = [i for i in range(first, end) if places.entry_articles[i] in some]
    assert places.entries_of(kind, some).tolist() == slow
