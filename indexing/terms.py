"""Turn folded text into terms: whole words and the letter groups inside them, as numbers.

A term is a 64-bit number, so that a vocabulary is one sorted array that workers share, and not a
dictionary in each of them. Its first bit tells words from letter groups, and the last 11 are
zero: while an index is built they hold the place of the text, and one sort orders terms and
texts together. The 52 bits between are a hash: among a million terms two are alike with a
chance of one in ten thousand, and then one text too many is found.

Letter groups (4 letters; 3 in Ge'ez, where one sign is a whole syllable) let "boligsøknad" be
found by "søknad", and an inflected or misspelt word by its stem. They stay inside words. A word
as short as its group is not counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

TEXT_BITS = 11
TEXTS_AT_A_TIME = 1 << TEXT_BITS
WORD_BIT = np.uint64(1 << 63)
_HASH_MASK = np.uint64(0xFFFF_FFFF_FFFF_F800)
_GROUP = 4
_GROUP_GEEZ = 3
_LONGEST_WORD = 64  # letters beyond it meet the same powers again: still one word, one hash
_SEED = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of some texts: all words in reading order, then all letter groups.

    `texts` is as long as `hashes` and says which text each term stands in.
    """

    hashes: Hashes
    texts: NDArray[np.int64]


@cache
def _word_letters() -> NDArray[np.bool_]:
    """For every code point: is it part of a word (letter, mark or digit)?"""
    kinds = np.zeros(0x110000, dtype=np.bool_)
    for code in (*range(0x3400), *range(0xA000, 0xD800), *range(0xF900, 0x20000)):
        kinds[code] = category(chr(code))[0] in "LMN"
    kinds[0x3400:0xA000] = kinds[0x20000:0x32000] = True  # Chinese signs
    return kinds


@cache
def _powers() -> Hashes:
    return np.array([pow(0x100000001B3, i + 1, 1 << 64) for i in range(_LONGEST_WORD)], np.uint64)


def cut_terms(folded: Sequence[str]) -> Terms:
    """Return the terms of texts that have been folded."""
    codes = np.frombuffer("\0".join([*folded, ""]).encode("utf-32-le", "replace"), np.uint32)
    inside = _word_letters()[codes]
    # A separator ends the last text, so every word has an end.
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:  # there may be no text at all
        edges = np.concatenate(([0], edges))
    starts, ends = edges[::2], edges[1::2]
    texts = np.searchsorted(np.flatnonzero(codes == 0), starts)
    if not len(starts):
        return Terms(np.empty(0, np.uint64), texts)
    letters = _mix(codes * _SEED)

    word_start = np.zeros(len(codes), np.int64)
    word_start[starts] = starts
    places = np.arange(len(codes)) - np.maximum.accumulate(word_start)
    weighed = np.where(inside, letters * _powers()[places % _LONGEST_WORD], np.uint64(0))
    words = _mix(np.add.reduceat(weighed, starts)) | WORD_BIT

    # `of_word` and `firsts` have one entry per group: its word, and its first letter.
    sizes = np.where((codes[starts] >= 0x1200) & (codes[starts] <= 0x139F), _GROUP_GEEZ, _GROUP)
    counts = np.where(ends - starts > sizes, ends - starts - sizes + 1, 0)
    of_word = np.repeat(np.arange(len(starts)), counts)
    firsts = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(len(of_word))
    groups = letters[firsts] * _powers()[0]
    for step in range(1, _GROUP):
        more = letters[np.minimum(firsts + step, len(codes) - 1)] * _powers()[step]
        groups += np.where(step < sizes[of_word], more, np.uint64(0))
    return Terms(
        hashes=np.concatenate((words, _mix(groups) & ~WORD_BIT)) & _HASH_MASK,
        texts=np.concatenate((texts, texts[of_word])),
    )


def is_word(hashes: Hashes) -> NDArray[np.bool_]:
    """Return which of these terms are whole words."""
    return hashes >= WORD_BIT


def _mix(values: Hashes) -> Hashes:
    """Spread the bits of each value over all 64: fold, multiply, fold."""
    values = (values ^ (values >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(29))
