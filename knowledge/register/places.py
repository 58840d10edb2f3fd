"""Norway's counties and municipalities, with the borders of 1 January 2024, and finding one.

A place is typed in many ways: TROMSO, Tromsoe, "i Tromsø", Тромсё, a Sami name, or the name of
a town inside the municipality. Names that two municipalities share are told apart by county in
`Place.label`; a bare "Herøy" or "Våler" gives the one with more inhabitants.

Forms that stand in no table, in other cases, scripts and spellings, are left to
knowledge.register.place_likeness.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.register.folding import fold_key
from knowledge.register.spelling import Speller
from knowledge.register.wording import bare_words, name_keys, phrases, text_words

_DATA = Path(__file__).with_name("data")
_SHARED_NAMES = {"1515", "1818", "3114", "3419"}
_LESS_POPULOUS = {"1818", "3419"}
_MIN_SPELLED = 6
_COUNTY_DIGITS = 2


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


@cache
def county_neighbours() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the counties beside each county, by name: over land or by car ferry."""
    name_of = {county.number: county.name for county in counties().values()}
    beside: dict[str, list[str]] = {name: [] for name in counties()}
    for row in _read("county_borders.tsv"):
        one, other = name_of[row["one"]], name_of[row["other"]]
        beside[one].append(other)
        beside[other].append(one)
    return {name: tuple(others) for name, others in beside.items()}


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
def place_speller() -> Speller:
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
        label = next(
            (name for w in words if (name := place_speller().nearest(w)) is not None), None
        )
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


def look_up_place(key: str) -> Place | None:
    """Return the municipality, else the county, that a folded name stands for."""
    if (label := place_forms().get(key)) is not None:
        return municipalities()[label]
    name = county_forms().get(key)
    return None if name is None else counties()[name]


@cache
def big_towns() -> tuple[str, ...]:
    """Return the numbers of the biggest municipalities, the biggest first."""
    return tuple(row["number"] for row in _read("places_abroad.tsv"))


@cache
def places_by_number() -> Mapping[str, Place]:
    """Return every municipality and county by number."""
    return {place.number: place for place in (*municipalities().values(), *counties().values())}


def is_place_label(text: str) -> bool:
    """Say whether this is exactly the label of a municipality, as the register stores it."""
    return text in municipalities() and bool(fold_key(text))
