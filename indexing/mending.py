"""Put misspelt words right: a question, or a search, with the words that may have been meant.

A word that no published text has, in any language that the reader may be writing in, may be a
slip: then the nearest word is tried in its place (indexing.spelling). Whether the try was worth
it shows when both have been searched for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import bundled_model
from indexing.lexical import LexicalIndex
from indexing.marking import Word, cut_words
from indexing.page_values import Correction
from indexing.places import Places
from indexing.spelling import Spelling
from indexing.store import TextStore
from indexing.terms import cut_terms, is_word
from indexing.values import Identified, Question
from knowledge.languages import SOURCE_LANG

if TYPE_CHECKING:
    from indexing.opening import OpenIndex

_MOST_TRIES = 4  # of a question with slips
_MOST_WORDS = 12  # of a question; what is longer is a situation, and meaning carries it
_WIDELY_WRITTEN = ("nb", "nn", "en")
_NO_SLIP = 3  # listed questions that have a word


@dataclass(frozen=True, slots=True)
class Mended:
    """A question with words replaced, and which: what was typed, and what it is taken for."""

    question: Question
    corrected: tuple[Correction, ...]


class Mender:
    """Finds what misspelt words were meant to be; keeps nothing of what was asked."""

    def __init__(self, places: Places, lexical: LexicalIndex, texts: TextStore) -> None:
        """The parts of one index, whose words are the ones that may be meant."""
        self._places, self._lexical, self._texts = places, lexical, texts
        self._spellings: dict[str, Spelling] = {}

    def mend(self, question: Question, identified: Identified) -> Sequence[Mended]:
        """Return the question with the words in it that may have been meant; none if nothing looks
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
        ours = self._places.langs
        langs = dict.fromkeys((identified.lang, identified.reply_lang, *_WIDELY_WRITTEN))
        there = [ours.index(lang) for lang in langs if lang in ours]
        counts = self._lexical.counts(terms.hashes[heads])
        listed = counts[[len(ours) + lang for lang in there]]
        known = counts[there].any(axis=0) | (listed >= _NO_SLIP).any(axis=0)
        whole = np.ones(len(words), np.bool_)
        np.logical_and.at(whole, terms.texts[heads], known)
        return whole

    def _spelling(self, lang: str) -> Spelling:
        if lang not in self._spellings:
            self._spellings[lang] = Spelling(self._texts.texts(lang))
        return self._spellings[lang]


def mend_slips(index: "OpenIndex", question: Question, identified: Identified) -> Sequence[Mended]:
    """Return the question with its slips put right, in the words of an index."""
    return index.mender.mend(question, identified)


def _replace_words(question: Question, slips: Sequence[Word], chosen: Sequence[str]) -> Mended:
    text = question.text
    pairs = list(zip(slips, chosen, strict=True))
    told = tuple((text[word.start : word.end], right) for word, right in pairs)
    for word, right in reversed(pairs):
        text = text[: word.start] + right + text[word.end :]
    return Mended(replace(question, text=text), told)
