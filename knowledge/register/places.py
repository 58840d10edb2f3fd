"""Norway's counties and municipalities, with the borders of 1 January 2024, and finding one.

A place is typed in many ways: TROMSO, Tromsoe, "i Tromsø", Тромсё, a Sami name, or the name of
a town inside the municipality. Names that two municipalities share are told apart by county in
`Place.label`; a bare "Herøy" or "Våler" gives the one with more inhabitants.

Three ways lead to a place, each less sure than the one before: a form that stands in the tables,
one with the ending of a case taken off (Bergenie, bergendeki), and one that only sounds like it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.register.folding import fold_key
from knowledge.register.sounds import Likeness, SoundIndex
from knowledge.register.spelling import Speller
from knowledge.register.wording import (
    bare_words,
    name_keys,
    phrases,
    text_words,
    without_endings,
)

_DATA = Path(__file__).with_name("data")
_SHARED_NAMES = {"1515", "1818", "3114", "3419"}
_LESS_POPULOUS = {"1818", "3419"}
_MIN_SPELLED = 6
_MIN_SOUNDED = 3  # letters
_MIN_TOLD, _MIN_UNTOLD = 4, 5
_LOCATIVE = frozenset(("lt", "tr"))  # a case tells the place where others need a preposition
_LONG = 7
_BIGGEST = 5  # towns, whose parts are among their names
_FEW, _SOME, _MUCH, _VERY_MUCH = 2, 3, 4, 6  # consonants that agree
_HARDLY = 0.1  # how much may be amiss where few of them do: the vowel of a case
_FIRST_BARE = "\u0600"  # from here on: Arabic script and Ge'ez
_BY_EAR = "so"  # written with the vowels that are heard
_LITTLE = 0.6  # how much may be amiss where nothing tells that a place is named
_COUNTY_DIGITS = 2
_INFLECTING = frozenset(("pl", "uk", "ru", "tr", "lt", "so", "ar", "fa", "ti"))


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality or a county.

    `number` has four digits for a municipality, two for a county. `county` is the name of the
    county it lies in, its own for a county. `label` is unique among municipalities, and is what
    the register stores and a search names.
    """

    number: str
    name: str
    county: str
    other_names: tuple[str, ...] = ()

    @property
    def is_county(self) -> bool:
        return len(self.number) == _COUNTY_DIGITS

    @property
    def label(self) -> str:
        return f"{self.name} ({self.county})" if self.number in _SHARED_NAMES else self.name


def _read(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t")


@cache
def counties() -> Mapping[str, Place]:
    """Return the fifteen counties by name."""
    return {
        row["name"]: Place(row["number"], row["name"], row["name"], _names(row["other_names"]))
        for row in _read("counties.tsv")
    }


@cache
def municipalities() -> Mapping[str, Place]:
    """Return the 357 municipalities by label."""
    county_of = {county.number: county.name for county in counties().values()}
    abroad: dict[str, tuple[str, ...]] = {}
    for row in _read("places_abroad.tsv"):
        abroad[row["number"]] = abroad.get(row["number"], ()) + _names(row["other_names"])
    places = (
        Place(
            row["number"],
            row["name"],
            county_of[row["number"][:2]],
            _names(row["other_names"]) + abroad.get(row["number"], ()),
        )
        for row in _read("municipalities.tsv")
    )
    return {place.label: place for place in places}


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split(";") if name)


@cache
def place_forms() -> Mapping[str, str]:
    """Return the label of a municipality for every form of its names, folded."""
    forms: dict[str, str] = {}
    ordered = sorted(municipalities().values(), key=lambda p: p.number in _LESS_POPULOUS)
    for names in (lambda p: (p.label, p.name), lambda p: p.other_names):
        for place in ordered:
            for name in names(place):
                for key in name_keys(name):
                    forms.setdefault(key, place.label)
    return forms


@cache
def county_forms() -> Mapping[str, str]:
    """Return the name of a county for every form of its names, folded."""
    forms: dict[str, str] = {}
    for county in counties().values():
        for name in (county.name, *county.other_names):
            for key in name_keys(name):
                forms.setdefault(key, county.name)
                forms.setdefault(f"{key} fylke", county.name)
    return forms


@cache
def _speller() -> Speller:
    names = {
        key: place.label
        for place in municipalities().values()
        for key in name_keys(place.name)
        if " " not in key and len(key) >= _MIN_SPELLED
    }
    return Speller(names)


def find_place(text: str) -> Place | None:
    """Return the municipality that `text` names, alone or inside a sentence.

    >>> found = find_place("i bergen")
    >>> found and (found.name, found.county)
    ('Bergen', 'Vestland')

    Oslo is both a municipality and a county: here it is the municipality.
    """
    words = text_words(text[:400])
    label = place_forms().get(" ".join(words)) or place_in_words(words, place_forms())
    if label is None and len(words) <= 3:
        label = next((name for w in words if (name := _speller().nearest(w)) is not None), None)
    return None if label is None else municipalities()[label]


def find_county(text: str) -> Place | None:
    """Return the county that `text` names; a former county gives the one that it became."""
    words = text_words(text[:400])
    name = county_forms().get(" ".join(words)) or place_in_words(words, county_forms())
    return None if name is None else counties()[name]


def place_in_words(words: tuple[str, ...], forms: Mapping[str, str]) -> str | None:
    """Return what the longest of `forms` in these words stands for, the first of several."""
    for _start, length, key in phrases(words):
        if key in forms:
            return forms[key]
        if length == 1:
            for bare in bare_words(key):
                if bare in forms:
                    return forms[bare]
    return None


def inflected_place(words: Sequence[str], lang: str, *, told: bool = False) -> Place | None:
    """Return the place that some words of `lang` name, the last with the ending of a case.

    >>> found = inflected_place(("stavangerze",), "pl")
    >>> found and found.name
    'Stavanger'

    :param words: folded.
    :param lang: one of our languages; one without such endings gives None.
    :param told: whether the text tells that a place is named here, by a preposition or a
        capital; if not, short names are passed over: they look like other words too much.
    """
    *first, last = words
    for bare in without_endings(last, lang):
        key = " ".join((*first, bare))
        place = look_up_place(key)
        if place is None:
            continue
        likely = told or (lang in _LOCATIVE and (last.startswith(bare) or place.number in _big()))
        if len(key) >= (_MIN_TOLD if likely else _MIN_UNTOLD):
            return place
    return None


def look_up_place(key: str) -> Place | None:
    """Return the municipality, else the county, that a folded name stands for."""
    if (label := place_forms().get(key)) is not None:
        return municipalities()[label]
    name = county_forms().get(key)
    return None if name is None else counties()[name]


def sounding_place(
    word: str, lang: str, *, told: bool = False, capital: bool = False
) -> Place | None:
    """Return the place that a folded word sounds like, if it does so enough.

    Two words of one name are given as one.

    >>> found = sounding_place("ليلستروم", "ar")
    >>> found and found.name
    'Lillestrøm'

    :param lang: the language of the text: it says which endings may stand there.
    :param told: as for `inflected_place`.
    :param capital: whether it is written as a name.
    """
    if len(word) < _MIN_SOUNDED:
        return None
    for form in (word, *without_endings(word, lang, whole=False)):
        like = _sounding().nearest(form, inflected=lang in _INFLECTING)
        if like is not None and _is_alike(like, form, lang, told=told, capital=capital):
            return _by_number()[like.code]
    return None


def _is_alike(like: Likeness, word: str, lang: str, *, told: bool, capital: bool) -> bool:
    """Say whether a likeness is enough: it must be greater for a small place than for a big
    town, which is meant more often, and in scripts that leave vowels out."""
    big = like.code in _big() or len(like.code) == _COUNTY_DIGITS
    amiss, count = like.amiss, like.consonants
    if not told:
        little = 1.0 if lang == _BY_EAR else _LITTLE
        long = big and count == _SOME and len(word) >= _LONG and word[0] < _FIRST_BARE
        return (amiss <= little and count >= (_MUCH if big else _VERY_MUCH)) or (
            long and amiss <= _HARDLY
        )
    if count == _FEW:
        sure = capital or (big and not word.isascii())
        return sure and amiss <= _HARDLY and not like.bare
    if count == _SOME and not big:
        return amiss <= _HARDLY and like.bare <= 1
    return amiss <= count / 4


@cache
def _big() -> frozenset[str]:
    return frozenset(row["number"] for row in _read("places_abroad.tsv"))


@cache
def _sounding() -> SoundIndex:
    big = [row["number"] for row in _read("places_abroad.tsv")]
    numbered = {place.number: place for place in municipalities().values()}
    rest = sorted(numbered.keys() - set(big), key=lambda n: (n in _LESS_POPULOUS, n))
    ordered = [numbered[number] for number in (*dict.fromkeys(big), *rest)]
    names = [(place.name, place.number) for place in ordered]
    names += [(county.name, county.number) for county in counties().values()]
    # Parts of the biggest towns are left out: too many, and written as in Norwegian.
    for place in ordered[_BIGGEST:]:
        names += [(name, place.number) for name in place.other_names]
    return SoundIndex((name, number) for name, number in names if _is_norwegian(name))


def _is_norwegian(name: str) -> bool:
    """Say whether a name is written in the letters of Norwegian, as the rules of sound expect."""
    return fold_key(name).isascii() and len(fold_key(name)) >= _MIN_SOUNDED


@cache
def _by_number() -> Mapping[str, Place]:
    return {place.number: place for place in (*municipalities().values(), *counties().values())}


def is_place_label(text: str) -> bool:
    """Say whether this is exactly the label of a municipality, as the register stores it."""
    return text in municipalities() and bool(fold_key(text))
