"""Type text of another script in Latin letters, as people do who have no keyboard for it.

Out of the tables of indexing.romanising, by chance: each text is typed by one person, who has
habits (this spelling of a letter, digits or none, few vowels or many) and does not always keep
to them. What comes out is what the language identifier learns from; the vowels that Arabic and
Persian do not write are only guessed, so it is not for showing.
"""

import re

import numpy as np

from indexing.romanising import Table, tables

_WORD = re.compile(r"[^\W\d_]+(?:[ʼ'’][^\W\d_]+)*")
_RANK_WEIGHTS = np.array([1.0, 0.4, 0.25, 0.12, 0.1, 0.05, 0.05, 0.05, 0.05])
_SLIPS = 0.05  # how often a person leaves the habit
_WITH_DIGITS = 0.6
_DOUBLES = 0.02
_VOWELS = {"ar": ("aeiou", (0.4, 0.25, 0.2, 0.08, 0.07)), "fa": ("aeo", (0.45, 0.35, 0.2))}


class Typist:
    """One person typing one language; make a new one for each text."""

    def __init__(self, lang: str, rng: np.random.Generator) -> None:
        """:raises KeyError: if the language has no table."""
        self._table: Table = tables()[lang]
        self._rng = rng
        self._digits = rng.random() < _WITH_DIGITS
        self._vowels = rng.uniform(0.35, 0.85)
        self._habits: dict[tuple[str, ...], str] = {}

    def type(self, text: str) -> str:
        """Return the text in small Latin letters; words of other scripts stay as they are."""
        text = text.replace("\u200c", "")
        return _WORD.sub(lambda found: self._word(found[0]), text).lower()

    def _word(self, word: str) -> str:
        units = self._table.units(word)
        if units is None:
            return word
        pieces = [self._choose(typings) for typings in units]
        if self._table.lang in _VOWELS:
            pieces = self._with_vowels(pieces)
        doubled = [
            piece * 2 if len(piece) == 1 and self._rng.random() < _DOUBLES else piece
            for piece in pieces
        ]
        return "".join(doubled)

    def _choose(self, typings: tuple[str, ...]) -> str:
        if typings not in self._habits or self._rng.random() < _SLIPS:
            possible = [
                typing for typing in typings if self._digits or not any(map(str.isdigit, typing))
            ]
            weights = _RANK_WEIGHTS[: len(possible)]
            chosen = self._rng.choice(len(possible), p=weights / weights.sum())
            self._habits[typings] = possible[int(chosen)]
        return self._habits[typings]

    def _with_vowels(self, pieces: list[str]) -> list[str]:
        """Put a vowel between some of the consonants that follow one another."""
        letters, weights = _VOWELS[self._table.lang]
        typed: list[str] = []
        for piece in pieces:
            two = typed and typed[-1] in self._table.classes and piece in self._table.classes
            if two and self._rng.random() < self._vowels:
                typed.append(str(self._rng.choice(list(letters), p=weights)))
            if piece:
                typed.append(piece)
        return typed
