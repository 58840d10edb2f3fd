"""Read people from the JSON that the national register's own search answers with.

`{"personResults": [{"tolkId", "firstname", "middlename", "lastname", "chosenname",
"domiciliated", "showAdressInSearch", "adress", "languages": [{"code", "tolktype",
"qualificationRank"}]}]}`; the misspelt names are theirs. The shape is nowhere documented, so
fields that are not known here are let pass, but no identity number in any of them. The product
never calls that search itself.
"""

import json
from collections.abc import Iterator
from typing import Any

from knowledge.register.columns import (
    MAX_CELL_CHARS,
    CellFault,
    is_sound_text,
    parse_address,
    parse_county,
    parse_name,
    parse_number,
    parse_qualification,
)
from knowledge.register.faults import ShapeFault
from knowledge.register.interpreters import CATEGORIES, Qualification
from knowledge.register.national_ids import holds_national_id
from knowledge.register.places import find_place

# A column and what is wrong there (fault, remedy); None stands for an identity number.
Wrong = tuple[str, tuple[str, str] | None]
_MAX_DEPTH = 6  # names in the path of a field that is told
_MAX_FIELD_CHARS = 10_000


def read_people(text: str, max_rows: int) -> Iterator[tuple[int, dict[str, object], list[Wrong]]]:
    """Yield row (from 1), values by column, and what is wrong with the row.

    :raises ShapeFault: if the text is not of the known shape.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ShapeFault(0, "not to be read as JSON", "fetch or save the file again") from None
    people = data.get("personResults") if isinstance(data, dict) else data
    if not isinstance(people, list):
        raise ShapeFault(0, "no list personResults", "give the answer of the register's search")
    if len(people) > max_rows:
        raise ShapeFault(max_rows + 1, f"more than {max_rows} people", "split the file")
    for row, person in enumerate(people, 1):
        if not isinstance(person, dict):
            raise ShapeFault(row, "no person", "give the answer of the register's search")
        yield (row, *_person(person))


def _person(person: dict[str, Any]) -> tuple[dict[str, object], list[Wrong]]:
    values: dict[str, object] = {}
    wrong: list[Wrong] = list(dict.fromkeys(_look_through(person)))
    parsed = (
        ("tolkId", "number", lambda: parse_number(_text(person, "tolkId"))),
        ("firstname", "given_name", lambda: parse_name(_given_name(person))),
        ("lastname", "family_name", lambda: parse_name(_text(person, "lastname"))),
        ("domiciliated", "county", lambda: parse_county(_text(person, "domiciliated"))),
        ("languages", "languages", lambda: _languages(person.get("languages"))),
        ("adress", "address", lambda: parse_address(_text(person, "adress"))),
    )
    for column, field, parse in parsed:
        if any(name.split(".")[0] == column for name, _fault in wrong):
            continue
        if field in ("county", "address") and not person.get(column):
            continue
        try:
            values[field] = parse()
        except CellFault as fault:
            wrong.append((column, (fault.fault, fault.remedy)))
    if person.get("showAdressInSearch") is True and "address" in values:
        values["address_consent"] = True
        town = str(values["address"]).rsplit(",", 1)[-1].lstrip(" 0123456789")
        place = find_place(town) if town else None
        if place is not None and values.get("county") in (None, place.county):
            values["place"] = place.label
    else:
        values.pop("address", None)
    return values, wrong


def _text(person: dict[str, Any], column: str) -> str:
    value = person.get(column)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        raise CellFault("empty", "fill it in")
    if not isinstance(value, str):
        raise CellFault("no text", "give text in quotes")
    value = " ".join(value.split())
    if len(value) > MAX_CELL_CHARS:
        raise CellFault("too long", f"keep it under {MAX_CELL_CHARS} characters")
    if not is_sound_text(value):
        raise CellFault("invisible or control characters", "type it anew")
    return value


def _given_name(person: dict[str, Any]) -> str:
    """Return the given names; a chosen name, where there is one, stands for all of them."""
    if person.get("chosenname"):
        chosen = _text(person, "chosenname")
        return chosen.removesuffix(" " + str(person.get("lastname") or "")).strip() or chosen
    names = [_text(person, "firstname")]
    if person.get("middlename"):
        names.append(_text(person, "middlename"))
    return " ".join(names)


def _languages(entries: object) -> tuple[Qualification, ...]:
    if not isinstance(entries, list) or not entries:
        raise CellFault("no language", "list one at least")
    best: dict[str, Qualification] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise CellFault("no language", "give code and qualificationRank of each")
        rank = str(entry.get("qualificationRank", ""))[:1]
        if rank not in ("1", "2", "3", "4", "5"):
            raise CellFault("qualificationRank does not begin with 1 to 5", "1 is A, 5 is E")
        code = _text(entry, "code")
        kind = str(entry.get("tolktype", "")).casefold()
        if kind.startswith("skrivetolk"):
            code = "no"
        one = parse_qualification(code, CATEGORIES[int(rank) - 1], None)
        if one.spoken not in best or one.category < best[one.spoken].category:
            best[one.spoken] = one
    return tuple(best.values())


def _look_through(person: dict[str, Any]) -> Iterator[Wrong]:
    """Yield every field that holds an identity number or is endless, the unknown ones too.

    A list of what is still to be looked at, rather than a call for each level: a file may be
    nested as deeply as its reader can bear.
    """
    waiting: list[tuple[str, object]] = [("", person)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting += [(path, inner) for inner in reversed(value)]
        elif isinstance(value, dict):
            for name, inner in reversed(value.items()):
                if holds_national_id(name[:_MAX_FIELD_CHARS]):
                    name = "(the name of a field)"  # noqa: PLW2901 - it must not be told
                    yield f"{path}.{name}".lstrip("."), None
                deeper = path.count(".") < _MAX_DEPTH
                waiting.append((f"{path}.{name[:40]}".lstrip(".") if deeper else path, inner))
        elif isinstance(value, str) and len(value) > _MAX_FIELD_CHARS:
            yield path, ("too long", f"keep it under {_MAX_FIELD_CHARS} characters")
        elif holds_national_id(_scalar(value)):
            yield path, None


def _scalar(value: object) -> str:
    """Return a value as text; 1819000049.0 is a number of ten digits too."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)  # type: ignore[call-overload]
