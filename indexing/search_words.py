"""The words of a search: which of them say something, which pages have them all, and which of
them are slips.

What a word says depends on how many topics have it: "how" stands on every page. A word that no
published text has, in any language that the reader may be writing in, may be a slip: then the
nearest word is tried in its place (indexing.spelling). Whether the try was worth it shows when
both have been searched for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import bundled_model
from indexing.marking import Word, cut_words
from indexing.opening import OpenIndex
from indexing.page_values import Correction
from indexing.searching import Search
from indexing.spelling import Spelling
from indexing.terms import cut_terms, is_word
from indexing.values import Identified, Question
from knowledge.languages import SOURCE_LANG

_MOST_TRIES = 4  # of a search with slips
_MOST_WORDS = 12  # of a search; what is longer is a situation, and meaning carries it
_GROUPS_SHARED = 0.75  # of a word's letter groups, where a text has it in another form
_COMMON = 0.6  # of all topics have a word that says nothing
_WIDELY_WRITTEN = ("nb", "nn", "en")
_NO_SLIP = 3  # listed questions that have a word


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


@dataclass(frozen=True, slots=True)
class Mended:
    """A search with words replaced, and which: what was typed, and what it is taken for."""

    question: Question
    corrected: tuple[Correction, ...]


class Mender:
    """Finds what misspelt words of a search were meant to be; keeps nothing of the search."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._spellings: dict[str, Spelling] = {}

    def mend(self, question: Question, identified: Identified) -> Sequence[Mended]:
        """Return the search with the words in it that may have been meant; none if nothing looks
        like a slip. Words that are as near as each other are tried in turn, the likeliest first."""
        text = question.text
        words = cut_words(text)[:_MOST_WORDS]
        known = self._known([word.folded for word in words], identified)
        # A word that the model has a token of its own for is a word, if none that we publish.
        pieces = bundled_model().token_ids([text[word.start : word.end] for word in words])
        langs = dict.fromkeys((identified.lang, identified.reply_lang, SOURCE_LANG))
        slips, meant = [], []
        for word, is_known, tokens in zip(words, known.tolist(), pieces, strict=True):
            if is_known or len(tokens) == 1 or any(map(str.isdigit, word.folded)):
                continue
            tries = (self._spelling(lang).nearest(word.folded) for lang in langs)
            if near := next(filter(None, tries), ()):
                slips.append(word)
                meant.append(near)
        if not slips:
            return ()
        return [
            _replace_words(question, slips, chosen)
            for chosen in islice(product(*meant), _MOST_TRIES)
        ]

    def _known(self, words: Sequence[str], identified: Identified) -> NDArray[np.bool_]:
        """Return which words are written so, in the languages that a reader may be writing in.

        The questions that people ask hold slips too, so a word must stand in several of these.
        """
        terms = cut_terms(words)
        heads = is_word(terms.hashes)
        ours = self._index.places.langs
        langs = dict.fromkeys((identified.lang, identified.reply_lang, *_WIDELY_WRITTEN))
        there = [ours.index(lang) for lang in langs if lang in ours]
        counts = self._index.lexical.counts(terms.hashes[heads])
        listed = counts[[len(ours) + lang for lang in there]]
        known = counts[there].any(axis=0) | (listed >= _NO_SLIP).any(axis=0)
        whole = np.ones(len(words), np.bool_)
        np.logical_and.at(whole, terms.texts[heads], known)
        return whole

    def _spelling(self, lang: str) -> Spelling:
        if lang not in self._spellings:
            self._spellings[lang] = Spelling(self._index.texts.texts(lang))
        return self._spellings[lang]


def _replace_words(question: Question, slips: Sequence[Word], chosen: Sequence[str]) -> Mended:
    text = question.text
    pairs = list(zip(slips, chosen, strict=True))
    told = tuple((text[word.start : word.end], right) for word, right in pairs)
    for word, right in reversed(pairs):
        text = text[: word.start] + right + text[word.end :]
    return Mended(replace(question, text=text), told)
