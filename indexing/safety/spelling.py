"""Forgive one slip of the finger: find the rule word that a misspelt word was meant to be.

A word is corrected only when it is not itself a word. `words.tsv` lists the real words of our
languages that stand one slip away from a word of the rules (`leave` beside `leve`); it is made
by indexing.safety.gathering from running text. A slip is one letter left out, put in, changed,
or two neighbours swapped: the Damerau-Levenshtein distance of one. Words of up to six letters
must keep their first letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

_MIN_LETTERS = 3
# Of a beginning of words: what follows it may be anything, so it must say more by itself.
_MIN_LETTERS_OF_START = 5
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


class Speller:
    """The words of the rules, found by their shortened forms (symmetric delete)."""

    def __init__(
        self, words: Iterable[str], starts: Iterable[str], *, real: frozenset[str] | None = None
    ) -> None:
        """
        :param real: words that are never corrected; those of words.tsv unless others are given.
        """
        self._real = real_words() if real is None else real
        self._words: dict[str, list[str]] = defaultdict(list)
        self._starts: dict[str, list[str]] = defaultdict(list)
        tables = ((self._words, words, _MIN_LETTERS), (self._starts, starts, _MIN_LETTERS_OF_START))
        for table, source, least in tables:
            for word in source:
                if len(word) >= least:
                    for form in _shortened(word):
                        table[form].append(word)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, word: str, *, boldly: bool = False) -> Sequence[tuple[str, str]]:
        """Return what `word` may have been meant to be: ("word" or "start", its text).

        :param boldly: whether even a real word may be a slip; without, it was meant as it stands.
        """
        if len(word) < _least_letters(word) or word.isdigit():
            return ()
        if word in self._real and not boldly:
            return ()
        found = {("word", meant) for meant in self._near(word, self._words)}
        for length in range(_MIN_LETTERS_OF_START - 1, len(word) + 1):
            found |= {("start", meant) for meant in self._near(word[:length], self._starts)}
        return tuple(sorted(found))

    @staticmethod
    def _near(word: str, table: dict[str, list[str]]) -> set[str]:
        near = {known for form in _shortened(word) for known in table.get(form, ())}
        return {
            known
            for known in near
            if is_one_slip(word, known) and (known[0] == word[0] or len(known) >= _MIN_FREE_LETTERS)
        }
