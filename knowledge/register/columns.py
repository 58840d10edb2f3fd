"""The columns of a register file, and what each cell may hold.

A cell is turned into a value or into a fault: place, what is wrong, remedy. What stood in a cell
is told back only where it is no personal matter (a language, a county), never a name, a number
or an address.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from knowledge.register.faults import (
    EMPTY,
    MISFIT,
    TYPE_ANEW,
    CellFault,
    Message,
    like,
    one_of_these,
    perhaps,
    twice,
    unknown,
)
from knowledge.register.folding import fold_key
from knowledge.register.interpreters import CATEGORIES, MODES, ROUTES, Qualification
from knowledge.register.places import counties, find_county, find_place, municipalities
from knowledge.register.spoken import find_spoken, spoken_code, spoken_languages

MAX_CELL_CHARS = 500
_MAX_TOLD, _MAX_DIGITS_TOLD = 40, 8  # a date has eight digits
_KEPT_CELLS = 20_000  # different cells of one kind that are worked out once; a few MB

# Column -> other headings that mean the same, folded by fold_key.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("tolkenummer", "tolkenr", "tolk id", "tolkid", "tolknummer", "kortnummer", "nummer"),
    "given_name": ("fornavn", "first name", "firstname", "given name"),
    "family_name": ("etternavn", "last name", "lastname", "family name"),
    "languages": ("spraak", "sprak", "language", "spraak og kategori"),
    "language": (),
    "category": ("kategori",),
    "obtained": ("oppnaadd", "oppnadd", "dato oppnaadd"),
    "qualifications": ("kvalifikasjoner", "kvalifikasjon", "qualification"),
    "gender": ("kjoenn", "kjonn", "sex"),
    "place": ("kommune", "municipality", "sted", "bosted"),
    "county": ("fylke",),
    "capacity": ("kapasitet",),
    "modes": ("tolkemetoder", "metoder", "oppmoeteform", "oppmoteform", "mode"),
    "phone": ("telefon", "telefonnummer", "tlf", "mobil", "mobiltelefon", "phone number"),
    "email": ("e post", "epost", "e postadresse", "e mail", "mail"),
    "address": ("adresse",),
    "address_consent": ("samtykke adresse", "adresse samtykke", "address consent"),
    "card_issued": ("kort utstedt", "bevis utstedt", "utstedt", "card issued"),
    "card_valid_to": (
        "kort gyldig til",
        "bevis gyldig til",
        "gyldig til",
        "card valid to",
        "valid to",
    ),
    "listed_since": ("oppfoert", "oppfort", "oppfoert siden", "listed since"),
}
REQUIRED = ("number", "given_name", "family_name")
# Headings that mean one language a row, where the category stands in a column of its own.
ONE_LANGUAGE = ("language", "spraak", "sprak")

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
# No sign that a mail program reads as more than an address (? & % :), nor a spreadsheet (=).
_EMAIL = re.compile(r"\w[\w.+~-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,24}")
_GRADE = re.compile(r"[A-Ea-e](-[Ii]{1,3})?")
_DATE_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DATE_DOTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LIKE_MODES = like(", ".join(MODES))  # as a cell, so that it is seen what parts several
_WORDS = {
    "f": ("f", "female", "woman", "kvinne", "k", "kvinnelig"),
    "m": ("m", "male", "man", "mann", "mannlig"),
    "full_time": ("full time", "heltid", "fulltid"),
    "part_time": ("part time", "deltid"),
    "occasional": ("occasional", "sporadisk", "sporadic", "av og til"),
    "in_person": ("in person", "oppmoete", "oppmote", "fremmoete", "on site"),
    "phone": ("phone", "telefon"),
    "video": ("video", "skjerm", "screen"),
    "yes": ("yes", "ja", "true", "1", "y", "j", "x"),
    "no": ("no", "nei", "false", "0", "n"),
}  # fmt: skip


def told(cell: str) -> str:
    """Return what stood in a cell, for a message; not if it could be a mistyped identity number."""
    digits = sum(c.isdigit() for c in cell)
    return repr(cell[:_MAX_TOLD]) if digits <= _MAX_DIGITS_TOLD else "'…'"


def parse_number(cell: str) -> str:
    """Return an interpreter's number, in upper case."""
    if not _NUMBER.fullmatch(cell):
        raise CellFault(
            Message("This is not an interpreter's number."),
            Message("Use up to 32 letters (A-Z), digits, hyphens, dots and underscores."),
        )
    return cell.upper()


def parse_name(cell: str) -> str:
    """Return a name: letters of any script, and what stands between them."""
    name = " ".join(unicodedata.normalize("NFC", cell).split())
    if name.replace(" ", "").isalpha():
        return name
    if not any(c.isalpha() for c in name) or not all(
        c.isalpha() or unicodedata.category(c) == "Mn" or c in " -'’.·" for c in name
    ):
        raise CellFault(MISFIT, Message("Use only letters, spaces, hyphens and apostrophes."))
    return name


def parse_languages(cell: str) -> tuple[Qualification, ...]:
    """Return the qualifications of a cell such as `ti C 2019-06-14 | am E-i`."""
    return tuple(parse_qualification(*parts) for parts in split_languages(cell))


def split_languages(cell: str) -> list[tuple[str, str, date | None]]:
    """Return language, category ("" where none stands there) and day of each entry of a cell."""
    entries = [split_entry(entry.strip()) for entry in cell.split("|") if entry.strip()]
    if not entries:
        raise CellFault(EMPTY[0], like("ti C 2019-06-14 | am E-i"))
    if len(entries) > 1:
        refuse_twice([parse_spoken(entry[0]) for entry in entries])
    return entries


def refuse_twice(spoken: list[str]) -> None:
    """Refuse a language that a person has twice."""
    if len(set(spoken)) < len(spoken):
        raise CellFault(*twice(sorted({code for code in spoken if spoken.count(code) > 1})))


@lru_cache(_KEPT_CELLS)
def split_entry(entry: str) -> tuple[str, str, date | None]:
    """Return language, category and day of `ti C 2019-06-14`; both of these may be left out."""
    parts = entry.split()
    obtained = parse_date(parts.pop()) if len(parts) > 1 and parts[-1][:1].isdigit() else None
    grade = parts.pop() if len(parts) > 1 else ""
    language = " ".join(parts)
    if grade and not _GRADE.fullmatch(grade) and _is_language(f"{language} {grade}"):
        return f"{language} {grade}", "", obtained
    return language, grade, obtained


def _is_language(text: str) -> bool:
    try:
        return bool(parse_spoken(text))
    except CellFault:
        return False


@lru_cache(_KEPT_CELLS)
def parse_spoken(language: str) -> str:
    """Return the code of a language from its code or any of its names, spelt right."""
    spoken = spoken_code(language)
    if spoken is None:
        guess = find_spoken(language)
        entry = spoken_languages().get(guess or "")
        names = (*entry.names.values(), *entry.aliases) if entry else ()
        if fold_key(language) not in map(fold_key, names):
            meant = Message("Did you mean %(spoken)s?", {"spoken": (guess or "",)})
            raise CellFault(unknown(told(language)), meant if guess else like("ti / tigrinja"))
        spoken = guess
    return str(spoken)


@lru_cache(_KEPT_CELLS)
def parse_qualification(language: str, grade: str, obtained: date | None) -> Qualification:
    """Return a qualification from a language (code or name) and a category or route."""
    spoken = parse_spoken(language)
    if not grade:
        raise CellFault(
            Message("The category of this language is missing: %(spoken)s.", {"spoken": (spoken,)}),
            like("ti C 2019-06-14"),
        )
    kind = spoken_languages()[spoken].kind
    route = grade[:1].upper() + grade[1:].lower()
    if route in ROUTES:
        known = route if route[1:] or route in ("A", "C", "D") else None
        return Qualification(spoken, ROUTES[route][0], known, obtained, kind)
    category = next((c for c in CATEGORIES if c == route), None)
    if category is None:
        raise CellFault(unknown(told(grade)), one_of_these(sorted({*CATEGORIES, *ROUTES})))
    return Qualification(spoken, category, None, obtained, kind)


@lru_cache(_KEPT_CELLS)
def parse_place(cell: str) -> str:
    """Return the label of a municipality."""
    place = municipalities().get(cell) or find_place(cell)
    if place is None or not _is_named(cell, (place.label, place.name, *place.other_names)):
        raise CellFault(unknown(told(cell)), _suggest(cell, list(municipalities())))
    return place.label


@lru_cache(_KEPT_CELLS)
def parse_county(cell: str) -> str:
    """Return the name of a county, with the borders of 2024."""
    county = counties().get(cell) or find_county(cell)
    if county is None or not _is_named(cell, (county.name, *county.other_names)):
        raise CellFault(unknown(told(cell)), _suggest(cell, list(counties())))
    return county.name


def _is_named(cell: str, names: tuple[str, ...]) -> bool:
    return fold_key(cell) in {fold_key(name) for name in names}


def _suggest(cell: str, names: list[str]) -> Message:
    near = get_close_matches(cell, names, n=3, cutoff=0.6)
    return perhaps(near) if near else Message("Use a name with the borders of 2024.")


@lru_cache(_KEPT_CELLS)
def parse_date(cell: str) -> date:
    """Return a date written 2024-06-14 or 14.06.2024."""
    dots = _DATE_DOTS.fullmatch(cell)
    iso = _DATE_ISO.fullmatch(cell)
    parts = iso.groups() if iso else dots.groups()[::-1] if dots else ()
    try:
        return date(*map(int, parts))
    except (TypeError, ValueError):
        fault = Message("This day does not exist.") if parts else MISFIT
        raise CellFault(fault, like("2024-06-14 / 14.06.2024")) from None


def parse_email(cell: str) -> str:
    if not _EMAIL.fullmatch(cell):
        raise CellFault(MISFIT, like("name@example.org"))
    return cell


def parse_phone(cell: str) -> str:
    if not _PHONE.fullmatch(cell):
        raise CellFault(MISFIT, like("+47 000 00 000"))
    return cell


def parse_address(cell: str) -> str:
    if cell.startswith(("=", "+", "-", "@")):
        raise CellFault(MISFIT, TYPE_ANEW)
    return " ".join(cell.split())


@lru_cache(_KEPT_CELLS)
def parse_modes(cell: str) -> tuple[str, ...]:
    chosen = [_word(part, MODES, _LIKE_MODES) for part in re.split(r"[|,/;]", cell)]
    return tuple(mode for mode in MODES if mode in chosen)


@lru_cache(_KEPT_CELLS)
def _word(cell: str, allowed: tuple[str, ...], remedy: Message | None = None) -> str:
    key = fold_key(cell.replace("_", " "))
    for value in allowed:
        if key in _WORDS[value]:
            return value
    raise CellFault(unknown(told(cell.strip())), remedy or one_of_these(allowed))


def one_of(*allowed: str) -> Callable[[str], str]:
    """Return a parser for a cell that holds one of these, in English or Norwegian."""
    return lambda cell: _word(cell, allowed)


def parse_consent(cell: str) -> bool:
    return _word(cell, ("yes", "no")) == "yes"


PARSERS: dict[str, Callable[[str], object]] = {
    "number": parse_number,
    "given_name": parse_name,
    "family_name": parse_name,
    "obtained": parse_date,
    "gender": one_of("f", "m"),
    "place": parse_place,
    "county": parse_county,
    "capacity": one_of("full_time", "part_time", "occasional"),
    "modes": parse_modes,
    "phone": parse_phone,
    "email": parse_email,
    "address": parse_address,
    "address_consent": parse_consent,
    "card_issued": parse_date,
    "card_valid_to": parse_date,
    "listed_since": parse_date,
}


def is_sound_text(cell: str) -> bool:
    """Say whether a cell is free of control, invisible and direction-changing characters."""
    return cell.isprintable() or all(
        unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") for c in cell
    )
