"""The words of a search: which of them say something, and which pages have them all.

What a word says depends on how many topics have it: "how" stands on every page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexing.marking import cut_words
from indexing.opening import OpenIndex
from indexing.searching import Search
from indexing.terms import cut_terms, is_word

_MOST_WORDS = 12  # of a search; what is longer is a situation, and meaning carries it
_GROUPS_SHARED = 0.75  # of a word's letter groups, where a text has it in another form
_COMMON = 0.6  # of all topics have a word that says nothing


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """The words that say something, folded, and how much; which topics have all of these,
    (n_topics,); and whether any topic has any of them."""

    weights: Mapping[str, float]
    topics: NDArray[np.bool_]
    is_known: bool


def read_words(index: OpenIndex, search: Search, text: str) -> SearchedWords:
    """Find out what the words of a search say, and which topics have them.

    A topic has a word in whatever form: where most letter groups of the word stand in one text.
    """
    places = index.places
    words = list(dict.fromkeys(word.folded for word in cut_words(text)))[:_MOST_WORDS]
    n_topics = len(places.versions)
    if not words:
        return SearchedWords({}, np.zeros(n_topics, np.bool_), is_known=False)
    terms = cut_terms(words)
    heads = is_word(terms.hashes)
    shards = search.active_shards()
    topic_of = places.articles[places.entry_articles, 2]
    having = np.zeros((len(words), n_topics), np.bool_)
    for number in range(len(words)):
        own = terms.texts == number
        groups = np.unique(terms.hashes[own & ~heads])
        there = index.lexical.holding(np.unique(terms.hashes[own & heads]), shards) > 0
        if len(groups) > 1:
            there |= index.lexical.holding(groups, shards) >= _GROUPS_SHARED * len(groups)
        having[number, topic_of[there]] = True
    counts = having.sum(axis=1)
    telling = counts <= _COMMON * n_topics
    if not telling.any():
        telling[:] = True
    weights = np.log((n_topics + 1) / (counts + 0.5))
    return SearchedWords(
        {words[n]: float(weights[n]) for n in np.flatnonzero(telling)},
        topics=having[telling].all(axis=0),
        is_known=bool(counts[telling].any()),
    )
