"""Searches as people type them, in twelve languages, against the guidance that ships.

tests/data/searches.tsv has words of titles, slips, Norwegian words in other languages, letters
without their accents and signs, and situations; none is a question that an article lists.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from indexing.embedding import load_embedder
from indexing.opening import IndexHandle
from indexing.page_search import PageSearch
from indexing.page_values import PageQuery
from knowledge.languages import languages

_LEAST_IN_THREE = 0.95  # 60 of 60 when it was written
_LEAST_FIRST = 0.90  # 58 of 60
_LEAST_OF_A_LANGUAGE = 0.8


@pytest.fixture(scope="module")
def pages(whole_index: Path) -> PageSearch:
    embedder = load_embedder()
    return PageSearch(IndexHandle(whole_index, embedder), embedder)


def test_searches_find_their_pages_in_every_language(pages: PageSearch, test_data: Path) -> None:
    ranks = defaultdict(list)
    missed = []
    with (test_data / "searches.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            slugs = [hit.slug for hit in pages.search(PageQuery(row["text"], row["lang"])).hits]
            right = [slugs.index(slug) for slug in row["slugs"].split(",") if slug in slugs]
            ranks[row["lang"]].append(min(right, default=99))
            if ranks[row["lang"]][-1] >= 3:
                missed.append((row["lang"], row["text"], slugs[:3]))
    every = [rank for own in ranks.values() for rank in own]
    assert set(ranks) == set(languages())
    assert len(every) >= 60
    assert sum(rank < 3 for rank in every) >= _LEAST_IN_THREE * len(every), missed
    assert sum(rank < 1 for rank in every) >= _LEAST_FIRST * len(every)
    for lang, own in ranks.items():
        assert sum(rank < 3 for rank in own) >= _LEAST_OF_A_LANGUAGE * len(own), (lang, missed)
