"""Find the word that a misspelt word was meant to be, among the words of the guidance itself.

A word of four letters and more that no text has is taken for a slip: of the words of a language
that share most pairs of letters with it the nearest are given, if no more than one letter (two in
long words) is wrong, missing, too many, or in its neighbour's place: the distance of Damerau and
Levenshtein in its restricted form. Several may be as near: "renwal" is one letter away from
"rental" and from "renewal", and only what stands beside it tells which was meant. A word that
only ends differently is left alone: letter groups find the other forms of a word by themselves.

Words lie in one string and pairs of letters as bits of two numbers a word, so a language costs
a worker a megabyte, and a look-up less than a millisecond. indexing.safety.spelling does the
same for the few words of danger, more boldly.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from indexing.marking import BETWEEN, WORD, is_dense
from indexing.normalising import fold

_SHORTEST, _SHORTEST_DENSE = 4, 3
_LONG = 7  # letters from which on two of them may be wrong
_CANDIDATES = 60
_MOST_MEANT = 3
_ENDING = 1  # letter at the end may differ without being a slip
_FREQUENT = 0.05  # of a letter is what a word used e times as often is nearer by
_BITS = 128
_MULTIPLIER = 0x9E3779B1

Masks = NDArray[np.uint64]


class Spelling:
    """The words of one language, as they are written, and as they are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        """
        :param texts: whatever is published in the language.
        """
        written: Counter[str] = Counter()
        for text in texts:
            written.update(WORD.findall(text))
        counts: Counter[str] = Counter()
        usual: dict[str, tuple[int, str]] = {}
        forms = fold(BETWEEN.join(written)).split(BETWEEN)
        for form, (word, count) in zip(forms, written.items(), strict=bool(written)):
            if len(form) >= _SHORTEST_DENSE and not any(map(str.isdigit, form)):
                counts[form] += count
                usual[form] = max(usual.get(form, (0, "")), (count, word))
        ordered = sorted(counts)
        self._folded = "\n".join(ordered)
        self._written = "\n".join(usual[form][1] for form in ordered)
        self._counts = np.array([counts[form] for form in ordered], np.int64)
        self._sizes = np.array([len(form) for form in ordered], np.int64)
        self._masks = np.array([_mask(form) for form in ordered], np.uint64).reshape(-1, 2)

    def nearest(self, word: str) -> tuple[str, ...]:
        """Return the words that may have been meant, as they are written, the likeliest first.

        They have the same number of letters wrong, and there are at most three of them.

        :param word: folded, and no word of the language itself.
        :return: nothing if no word is near enough, or if the likeliest only ends differently.
        """
        shortest = _SHORTEST_DENSE if is_dense(word) else _SHORTEST
        if len(word) < shortest or not len(self._sizes):
            return ()
        most = 2 if len(word) >= _LONG else 1
        near = np.flatnonzero(np.abs(self._sizes - len(word)) <= most)
        apart = _count_bits(self._masks[near] ^ np.array(_mask(word), np.uint64))
        near = near[np.argsort(apart, kind="stable")[:_CANDIDATES]]
        forms = self._folded.split("\n")
        found = []
        for place in near.tolist():
            # The first letter is the one that people are surest of.
            slips = distance(word, forms[place], most) + (forms[place][0] != word[0])
            if slips <= most:
                cost = slips - _FREQUENT * float(np.log(self._counts[place]))
                found.append((cost, place, slips))
        found.sort()
        if not found or _differs_at_the_end(word, forms[found[0][1]]):
            return ()
        written = self._written.split("\n")
        meant = (written[place] for _, place, slips in found if slips == found[0][2])
        return tuple(islice(meant, _MOST_MEANT))


def distance(a: str, b: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with their neighbour.

    :param most: beyond this the exact number does not matter.

    >>> distance("skatekort", "skattekort", 2), distance("fasltege", "fastlege", 2)
    (1, 1)
    """
    return _slips(a, b, most)[-1]


def distance_to_start(typed: str, word: str, most: int) -> int:
    """Return how many slips lie between what was typed and the nearest beginning of a word.

    >>> distance_to_start("skatek", "skattekort", 2)
    1
    """
    return min(_slips(typed, word[: len(typed) + most], most))


def _slips(a: str, b: str, most: int) -> list[int]:
    """Return the slips between a and each beginning of b, the empty one first."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row, older = row, [i], before
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(last) > most:
            return [most + 1]
        before = last
    return row


def _differs_at_the_end(word: str, form: str) -> bool:
    """Is the one the other with another ending?"""
    stem = max(len(word), len(form)) - _ENDING
    return stem >= _SHORTEST and word[:stem] == form[:stem]


def _mask(word: str) -> tuple[int, int]:
    """Return a bit for each pair of neighbouring letters, the ends of the word included."""
    bits = 0
    padded = f"^{word}$"
    for first, second in pairwise(padded):
        bits |= 1 << ((ord(first) * 31 + ord(second)) * _MULTIPLIER % 0x1_0000_0000 % _BITS)
    return bits & 0xFFFF_FFFF_FFFF_FFFF, bits >> 64


def _count_bits(masks: Masks) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = np.bitwise_count(masks).sum(axis=1, dtype=np.int64)
    return counts
