"""Read people out of the register: some by the rows they stand in, or one by number."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from knowledge.register.interpreters import Interpreter, Qualification

_FIELDS = (
    "id, number, given_name, family_name, gender, place, county, capacity, modes, phone, email, "
    "address, address_consent, card_issued, card_valid_to, listed_since, languages"
)


def read_people(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Interpreter]:
    """Return people by their rows in the table of people."""
    marks = ",".join("?" * len(ids))
    rows = db.execute(f"SELECT {_FIELDS} FROM people WHERE id IN ({marks})", ids)
    return {row[0]: _interpreter(row) for row in rows}


def read_person(db: sqlite3.Connection, number: str) -> Interpreter | None:
    """Return who has a number, in any case of letters, or None."""
    statement = f"SELECT {_FIELDS} FROM people WHERE number = ?"
    row = db.execute(statement, (number.strip().upper(),)).fetchone()
    return None if row is None else _interpreter(row)


def _interpreter(row: tuple[Any, ...]) -> Interpreter:
    languages = tuple(
        [
            Qualification(spoken, category, route, _date(obtained), kind)
            for spoken, category, route, obtained, kind in orjson.loads(row[16])
        ]
    )
    return Interpreter(
        row[1],
        row[2],
        row[3],
        languages,
        row[4],
        row[5],
        row[6],
        row[7],
        tuple(row[8].split()),
        row[9],
        row[10],
        row[11],
        bool(row[12]),
        _date(row[13]),
        _date(row[14]),
        _date(row[15]),
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
