"""Forgive one slip of the finger: find the rule word that a misspelt word was meant to be.

A word is corrected only when it is not itself a word. `words.tsv` lists the real words of our
languages that stand one slip away from a word of the rules (`leave` beside `leve`); it is made
by indexing.safety.gathering from running text. A slip is one letter left out, put in, changed,
or two neighbours swapped: the Damerau-Levenshtein distance of one. Words of up to five letters
must keep their first letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

_MIN_LETTERS = 4
_MIN_FREE_LETTERS = 6
# Without its vowels a word of the Semitic scripts says as much in four letters as others in seven.
_MIN_LETTERS_OF_CONSONANTS = 6
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
    consonants = any(first <= word[0] <= last for first, last in _CONSONANT_SCRIPTS)
    return _MIN_LETTERS_OF_CONSONANTS if consonants else _MIN_LETTERS


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


class Speller:
    """The words of the rules, found by their shortened forms (symmetric delete)."""

    def __init__(self, words: Iterable[str], starts: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        self._starts: dict[str, list[str]] = defaultdict(list)
        for table, source in ((self._words, words), (self._starts, starts)):
            for word in source:
                if len(word) >= _MIN_LETTERS:
                    for form in _shortened(word):
                        table[form].append(word)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, word: str) -> Sequence[tuple[str, str]]:
        """Return what `word` may have been meant to be: ("word" or "start", its text).

        A real word has been meant as it stands, so there is nothing for it.
        """
        if len(word) < _least_letters(word) or word in real_words() or word.isdigit():
            return ()
        found = {("word", meant) for meant in self._near(word, self._words)}
        # The beginnings of rules are longer than their words are short: five letters at least.
        for length in range(5, len(word) + 1):
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
