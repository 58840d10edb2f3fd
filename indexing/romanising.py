"""Bring a word of another script, and what people type for it in Latin letters, to one key.

"6abeeb", "tabib" and "طبيب" have nothing in common but their consonants. So a typed word is
cut into the pieces that stand for one sound, and its key is the row of their classes; a word
of the script gets the keys of the ways in which it may be typed. Vowels stay out of the key,
since people leave them out, add them and confuse them; indexing.likening weighs them
afterwards. The letters stand in romanised.toml; which word of a vocabulary is meant is told by
indexing.romanised.
"""

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexing.geez import take_apart

_TABLES_FILE = Path(__file__).with_name("romanised.toml")

# Five bits a consonant: twelve of them fit into a number, and what is longer differs before.
_CLASS_BITS = 5
_KEY_PARTS = 1 + 2 * 12
_MOST_KEYS = 12


@dataclass(frozen=True, slots=True)
class Sounds:
    """A word as it is typed: the vowels before the first consonant, that consonant, the vowels
    behind it and so on; the last are those at the end. Vowels may be "".

    `key` is a number for the classes of the consonants.
    """

    key: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """What differs between two typings of one word, and what a word may cost in all."""

    free: float
    vowel: float
    other_vowel: float
    other_spelling: float
    most: float
    most_a_consonant: float


@dataclass(frozen=True, slots=True)
class Table:
    """What romanised.toml says of one language.

    `classes` gives the number of each typed consonant, `letters` the typings of each letter;
    `free` the vowels that are typed and not written, inside a word and at its end.
    """

    lang: str
    script: str
    classes: Mapping[str, int]
    letters: Mapping[str, tuple[str, ...]]
    free: tuple[frozenset[str], frozenset[str]]
    costs: Costs
    words: Mapping[str, str]
    joined: Mapping[str, str]
    endings: Mapping[str, str]
    assimilating: frozenset[str]
    respelled: Mapping[str, str]
    _typed: re.Pattern[str]
    _respelled: re.Pattern[str]
    _native: re.Pattern[str]

    def cut_typed(self, word: str, *, apart: bool = False, doubled: bool = False) -> Sounds | None:
        """Return the sounds of a typed word; None if it is not made of pieces that we know.

        :param apart: read each letter by itself: "sh" as in "ashab", two consonants.
        :param doubled: let two consonants of one class that follow one another be two.
        """
        word = self._respelled.sub(lambda found: self.respelled[found[0]], word.lower())
        parts = [""]
        key, place = 0, 0
        last_class = 0
        while place < len(word):
            found = self._typed.match(word, place)
            if found is None:
                return None
            piece = word[place] if apart else found[0]
            place += len(piece)
            number = self.classes.get(piece, 0)
            if not number:
                if not parts[-1].endswith(piece):
                    parts[-1] += piece
            elif doubled or parts[-1] or number != last_class:
                parts += (piece, "")
                if len(parts) <= _KEY_PARTS:
                    key = key << _CLASS_BITS | number
                last_class = number
        return Sounds(key, tuple(parts))

    def cut_native(self, word: str) -> list[Sounds]:
        """Return the ways in which a word of the script may be typed that differ in their key,
        the most usual first; none if a letter is not known."""
        forms = [word]
        if self.assimilating and word[:2] == "ال" and word[2:3] in self.assimilating:
            forms.append(word[0] + word[2:])
        found: dict[int, Sounds] = {}
        for form in forms:
            for typing in self._typings(form):
                for doubled in (False, True):
                    sounds = self.cut_typed(typing, doubled=doubled)
                    if sounds is not None:
                        found.setdefault(sounds.key, sounds)
        return list(found.values())[:_MOST_KEYS]

    def units(self, word: str) -> list[tuple[str, ...]] | None:
        """Return the typings of each letter of a word of the script, the most usual first."""
        letters = f"^{take_apart(word) if self.script == 'Ethi' else word.lower()}$"
        units: list[tuple[str, ...]] = []
        place = 1
        while place < len(letters) - 1:
            start = place - 1 if place == 1 else place
            found = self._native.match(letters, start) or self._native.match(letters, place)
            if found is None:
                return None
            units.append(self.letters[found[0]])
            place = min(found.end(), len(letters) - 1)
        return units

    def _typings(self, word: str) -> Iterable[str]:
        """Yield typings of a word: the usual one, then those with another class of consonant."""
        units = self.units(word)
        if units is None:
            return
        groups = [self._by_classes(typings) for typings in units]
        usual = [group[0] for group in groups]
        yield "".join(usual)
        others = [(n, other) for n, group in enumerate(groups) for other in group[1:]]
        for count in (1, 2):
            for changed in itertools.combinations(others, count):
                typing = usual.copy()
                for n, other in changed:
                    typing[n] = other
                yield "".join(typing)

    def _by_classes(self, typings: tuple[str, ...]) -> list[str]:
        """Return the first typing of each row of classes."""
        found: dict[int, str] = {}
        for typing in typings:
            sounds = self.cut_typed(typing)
            if sounds is not None:
                found.setdefault(sounds.key, typing)
        return list(found.values())


@cache
def tables() -> dict[str, Table]:
    """Return the table of each language that people type in Latin letters, by code."""
    entries = tomllib.loads(_TABLES_FILE.read_text("utf-8"))
    return {lang: _read_table(lang, entry) for lang, entry in entries.items()}


def _read_table(lang: str, entry: dict[str, object]) -> Table:
    def words(name: str) -> dict[str, str]:
        value = entry.get(name, {})
        assert isinstance(value, dict)
        return {str(key): str(text) for key, text in value.items()}

    consonants = words("consonants")
    classes = {
        piece: number
        for number, pieces in enumerate(consonants.values(), start=1)
        for piece in pieces.split()
    }
    letters = {
        letter: tuple("" if typing == "." else typing for typing in typings.split())
        for letter, typings in words("letters").items()
    }
    between = str(entry["between"]).split()
    respelled = words("respelled")
    free, cost, most = entry["free"], entry["cost"], entry["most"]
    assert isinstance(free, list) and isinstance(cost, list) and isinstance(most, list)
    inside, last = (frozenset(str(vowels).split()) for vowels in free)
    return Table(
        lang=lang,
        script=str(entry["script"]),
        classes=classes,
        letters=letters,
        free=(inside, last),
        costs=Costs(*map(float, (*cost, *most))),
        words=words("words"),
        joined=words("joined"),
        endings=words("endings"),
        assimilating=frozenset(str(entry.get("assimilating", ""))),
        respelled=respelled,
        _typed=_any_of([*classes, *between]),
        _respelled=_any_of(respelled),
        _native=_any_of(letters),
    )


def _any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of one of the pieces, the longest that fits."""
    longest = sorted(pieces, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))
