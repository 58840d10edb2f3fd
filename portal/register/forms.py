"""Read a search for interpreters, from the form or from the API: the same names, the same faults.

`spoken` may be a code or a name in any language, `place` a municipality or a county in any
spelling; knowledge.register finds out which is meant.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from knowledge.register.interpreters import CAPACITIES, CATEGORIES
from knowledge.register.national_ids import holds_national_id
from knowledge.register.places import find_county, find_place
from knowledge.register.queries import (
    MAX_PER_PAGE,
    MAX_REACHABLE,
    MODES_ASKED,
    REACHES,
    SORTS,
    InterpreterQuery,
)
from knowledge.register.spoken import find_spoken
from portal.errors import Detail
from portal.reading import detail, read_numbers, refuse

FIELDS = (
    "spoken",
    "place",
    "county",
    "reach",
    "gender",
    "mode",
    "min_category",
    "capacity",
    "name",
    "number",
    "sort",
    "page",
)
MAX_CHARS = 80
LAST_PAGE = MAX_REACHABLE // MAX_PER_PAGE
CHOICES: Mapping[str, Collection[str]] = {
    "reach": REACHES,
    "gender": ("f", "m"),
    "mode": MODES_ASKED,
    "min_category": CATEGORIES,
    "capacity": CAPACITIES,
    "sort": SORTS,
}
# Nobody's name: a number as the national register has them, or one of the made-up people.
_NUMBER = re.compile(r"\d[\w-]*|sample-\w+", re.IGNORECASE)
_DEFAULTS: Mapping[str, object] = {"reach": "county", "sort": "best", "page": 1}


def read_query(arguments: Mapping[str, str], lang: str, on: date) -> InterpreterQuery:
    """Return what is searched for.

    :param lang: the language that the names of languages are probably written in.
    :param on: today, for the order among equals.
    :raises RequestRefused: naming every field that is wrong, or `spoken` if nothing is asked.
    """
    given = {name: arguments.get(name, "").strip() for name in FIELDS}
    faults = [
        detail(name, "too_long", most=MAX_CHARS)
        for name, text in given.items()
        if len(text) > MAX_CHARS
    ]
    if faults:
        raise refuse(faults)
    values: dict[str, object] = {}
    for name, known in CHOICES.items():
        text = given[name].upper() if name == "min_category" else given[name].lower()
        if text and text not in known:
            faults.append(detail(name, "unknown_value", known=", ".join(known)))
        values[name] = text or _DEFAULTS.get(name)
    values["spoken"] = _read_spoken(given["spoken"], lang, faults)
    values |= _read_place(given["place"], given["county"], faults)
    values["page"] = _read_page(given["page"], faults)
    faults += [
        detail(name, "national_id") for name in ("name", "number") if holds_national_id(given[name])
    ]
    meant = next(filter(_NUMBER.fullmatch, read_numbers(given["name"])), "")
    if meant and not given["number"]:
        given["number"], given["name"] = meant, ""
    query = InterpreterQuery(
        **values,  # type: ignore[arg-type]  # each was compared with what its field may hold
        name=given["name"] or None,
        number=given["number"] or None,
        on=on,
    )
    if not faults and not query.is_searchable:
        faults.append(detail("spoken", "nothing_asked"))
    if faults:
        raise refuse(faults)
    return query


def query_arguments(query: InterpreterQuery) -> dict[str, str]:
    """Return the arguments of the address that searches for this again."""
    given = {name: getattr(query, name) for name in FIELDS}
    if query.place:
        given["county"] = None
    return said_arguments(given)


def said_arguments(given: Mapping[str, object]) -> dict[str, str]:
    """Return what an address has to say: nothing that is empty or goes without saying.

    >>> said_arguments({"spoken": "ti", "gender": None, "reach": "county", "page": 2})
    {'spoken': 'ti', 'page': '2'}
    """
    return {name: str(value) for name, value in given.items() if is_said(name, value)}


def is_said(name: str, value: object) -> bool:
    """Tell whether an address has to say a value: it is there and does not go without saying."""
    return bool(value) and value != _DEFAULTS.get(name)


def _read_spoken(text: str, lang: str, faults: list[Detail]) -> str | None:
    code = find_spoken(text, lang) if text else None
    if text and code is None:
        faults.append(detail("spoken", "unknown_spoken"))
    return code


def _read_place(text: str, county_text: str, faults: list[Detail]) -> dict[str, str | None]:
    county = find_county(county_text) if county_text else None
    if county_text and county is None:
        faults.append(detail("county", "unknown_place"))
    if not text:
        return {"place": None, "county": county.name if county else None}
    place, whole_county = find_place(text), find_county(text)
    # "Bergen, Vestland" is Bergen; "Vestland" is the county, though a village may sound like it.
    if place and (whole_county is None or whole_county.name == place.county):
        return {"place": place.label, "county": place.county}
    if whole_county:
        return {"place": None, "county": whole_county.name}
    faults.append(detail("place", "unknown_place"))
    return {}


def _read_page(text: str, faults: list[Detail]) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PAGE:
        return int(text)
    faults.append(detail("page", "not_number", least=1, most=LAST_PAGE))
    return 1
