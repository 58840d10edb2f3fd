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
    is_sound_text,
    parse_address,
    parse_county,
    parse_name,
    parse_number,
    parse_qualification,
    told,
)
from knowledge.register.faults import (
    EMPTY,
    INVISIBLE,
    MISFIT,
    TAKE_OUT,
    TYPE_ANEW,
    CellFault,
    Message,
    ReadRow,
    RowFault,
    ShapeFault,
    like,
    national_id_fault,
    too_long,
    unknown,
    unreadable,
)
from knowledge.register.interpreters import CATEGORIES, Qualification
from knowledge.register.national_ids import holds_national_id
from knowledge.register.places import find_place

_FETCH = Message("Fetch the file again from the register's own search.")
_ANSWER = "JSON (personResults)"
_ENTRY = '{"code": "TIR", "qualificationRank": "3 C"}'  # 1 is category A, 5 is E
_MAX_DEPTH = 6  # names in the path of a field that is told
_MAX_FIELD_CHARS = 10_000


def read_people(text: str, max_rows: int) -> Iterator[ReadRow]:
    """Yield one person after the other, rows counted from 1, with all that is wrong with each.

    :raises ShapeFault: if the text is not of the known shape.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ShapeFault(0, unreadable("JSON"), _FETCH) from None
    people = data.get("personResults") if isinstance(data, dict) else data
    if not isinstance(people, list):
        raise ShapeFault(0, unreadable(_ANSWER), _FETCH)
    if len(people) > max_rows:
        fault = Message("There are more than %(most)s people.", {"most": max_rows})
        raise ShapeFault(max_rows + 1, fault, TAKE_OUT)
    for row, person in enumerate(people, 1):
        if not isinstance(person, dict):
            raise ShapeFault(row, unreadable(_ANSWER), _FETCH)
        yield _person(row, person)


def _person(row: int, person: dict[str, Any]) -> ReadRow:
    values: dict[str, object] = {}
    wrong = list(dict.fromkeys(_look_through(row, person)))
    parsed = (
        ("tolkId", "number", lambda: parse_number(_text(person, "tolkId"))),
        ("firstname", "given_name", lambda: parse_name(_given_name(person))),
        ("lastname", "family_name", lambda: parse_name(_text(person, "lastname"))),
        ("domiciliated", "county", lambda: parse_county(_text(person, "domiciliated"))),
        ("languages", "languages", lambda: _languages(person.get("languages"))),
        ("adress", "address", lambda: parse_address(_text(person, "adress"))),
    )
    for column, field, parse in parsed:
        if any(one.column.split(".")[0] == column for one in wrong):
            continue
        if field in ("county", "address") and not person.get(column):
            continue
        try:
            values[field] = parse()
        except CellFault as error:
            wrong.append(RowFault(row, column, error.fault, error.remedy))
    if person.get("showAdressInSearch") is True and "address" in values:
        values["address_consent"] = True
        town = str(values["address"]).rsplit(",", 1)[-1].lstrip(" 0123456789")
        place = find_place(town) if town else None
        if place is not None and values.get("county") in (None, place.county):
            values["place"] = place.label
    else:
        values.pop("address", None)
    return ReadRow(row, values, wrong)


def _text(person: dict[str, Any], column: str) -> str:
    value = person.get(column)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        raise CellFault(*EMPTY)
    if not isinstance(value, str):
        raise CellFault(MISFIT, TYPE_ANEW)
    value = " ".join(value.split())
    if len(value) > MAX_CELL_CHARS:
        raise CellFault(*too_long(MAX_CELL_CHARS))
    if not is_sound_text(value):
        raise CellFault(*INVISIBLE)
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
        raise CellFault(EMPTY[0], like(f"[{_ENTRY}]"))
    best: dict[str, Qualification] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise CellFault(MISFIT, like(_ENTRY))
        rank = str(entry.get("qualificationRank", ""))
        if rank[:1] not in ("1", "2", "3", "4", "5"):
            raise CellFault(unknown(told(rank)), like(_ENTRY))
        code = _text(entry, "code")
        kind = str(entry.get("tolktype", "")).casefold()
        if kind.startswith("skrivetolk"):
            code = "no"
        one = parse_qualification(code, CATEGORIES[int(rank[:1]) - 1], None)
        if one.spoken not in best or one.category < best[one.spoken].category:
            best[one.spoken] = one
    return tuple(best.values())


def _look_through(row: int, person: dict[str, Any]) -> Iterator[RowFault]:
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
                    name = "…"  # noqa: PLW2901 - it must not be told
                    yield national_id_fault(row, f"{path}.{name}".lstrip("."))
                deeper = path.count(".") < _MAX_DEPTH
                waiting.append((f"{path}.{name[:40]}".lstrip(".") if deeper else path, inner))
        elif isinstance(value, str) and len(value) > _MAX_FIELD_CHARS:
            yield RowFault(row, path, *too_long(_MAX_FIELD_CHARS))
        elif holds_national_id(_scalar(value)):
            yield national_id_fault(row, path)


def _scalar(value: object) -> str:
    """Return a value as text; 1819000049.0 is a number of ten digits too."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)  # type: ignore[call-overload]
