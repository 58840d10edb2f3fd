"""Forgive one slip of the finger: find the rule word that a misspelt word was meant to be.

A word is corrected only when it is not itself a word. `words.tsv` lists the real words of our
languages that stand one slip away from a word of the rules (`leave` beside `leve`); it is made
by indexing.safety.gathering from running text. A slip is one letter left out, put in, changed,
or two neighbours swapped: the Damerau-Levenshtein distance of one. Words of up to six letters
must keep their first letter.
"""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

_MIN_LETTERS = 3
# Of a beginning of words: what follows it may be anything, so it must say more by itself.
_MIN_LETTERS_OF_START = 5
# A beginning in which there is a slip may go on for so many letters.
_MAX_ENDING = 4
# From this length on even the first letter may be the slip.
_MIN_FREE_LETTERS = 7
# Without its vowels a word of the Semitic scripts says as much in four letters as others in seven.
_MIN_LETTERS_OF_CONSONANTS = 4
_CONSONANT_SCRIPTS = ("\u0600", "\u077f"), ("\u1200", "\u137f")


def is_one_slip(a: str, b: str) -> bool:
    """Return whether one slip turns a into b.

    >>> is_one_slip("drepe", "derpe"), is_one_slip("drepe", "drep"), is_one_slip("leve", "lese")
    (True, True, True)
    >>> is_one_slip("leve", "leve"), is_one_slip("leve", "elve "), is_one_slip("dra", "slo")
    (False, False, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if len(a) == len(b):
        swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return swapped or a[at + 1 :] == b[at + 1 :]
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[at + 1 :] == shorter[at:]


@cache
def real_words() -> frozenset[str]:
    """Return the folded real words that must never be corrected."""
    file = resources.files(__package__) / "words.tsv"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _least_letters(word: str) -> int:
    consonants = any(first <= word[:1] <= last for first, last in _CONSONANT_SCRIPTS)
    return _MIN_LETTERS_OF_CONSONANTS if consonants else _MIN_LETTERS


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


class _Shortened:
    """Words found by their shortened forms (symmetric delete).

    Each form is kept as 32 bits of its checksum beside the number of its word, sorted: a
    twentieth of the memory of a dict, in every worker. A clash costs one comparison more, for
    what is found is compared letter by letter.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._forms = array(
            "Q",
            sorted(
                zlib.crc32(form.encode()) << 32 | number
                for number, word in enumerate(self._words)
                for form in _shortened(word)
            ),
        )

    def near(self, word: str) -> set[str]:
        """Return the words that one slip turns into this one, or it into them."""
        found: set[str] = set()
        for form in _shortened(word):
            code = zlib.crc32(form.encode("utf-8", "surrogatepass"))
            at = bisect_left(self._forms, code << 32)
            while at < len(self._forms) and self._forms[at] >> 32 == code:
                found.add(self._words[self._forms[at] & 0xFFFF_FFFF])
                at += 1
        return {
            known
            for known in found
            if is_one_slip(word, known)
            and (known[0] == word[0] or len(known) >= _MIN_FREE_LETTERS)
            # A word of three letters is near too many others: only a letter too much is forgiven.
            and (len(known) > 3 or len(word) > 3)
        }


class Speller:
    """The words of the rules, and which of them a misspelt word was meant to be."""

    def __init__(
        self, words: Iterable[str], starts: Iterable[str], *, real: frozenset[str] | None = None
    ) -> None:
        """
        :param real: words that are never corrected; those of words.tsv unless others are given.
        """
        self._real = real_words() if real is None else real
        self._words = _Shortened(word for word in words if len(word) >= _MIN_LETTERS)
        self._starts = _Shortened(word for word in starts if len(word) >= _MIN_LETTERS_OF_START)

    def correct(self, word: str, *, boldly: bool = False) -> Sequence[tuple[str, str]]:
        """Return what `word` may have been meant to be: ("word" or "start", its text).

        :param boldly: whether even a real word may be a slip; without, it was meant as it stands.
        """
        if len(word) < _least_letters(word) or word.isdigit():
            return ()
        if word in self._real and not boldly:
            return ()
        found = {("word", meant) for meant in self._words.near(word)}
        shortest = max(_MIN_LETTERS_OF_START - 1, len(word) - _MAX_ENDING)
        for length in range(shortest, len(word) + 1):
            found |= {("start", meant) for meant in self._starts.near(word[:length])}
        return tuple(sorted(found))
