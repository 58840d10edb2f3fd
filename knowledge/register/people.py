"""Read people out of the register: some by the rows they stand in, or one by number."""

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from knowledge.register.interpreters import Interpreter, Qualification

PERSON_FIELDS = tuple(field.name for field in fields(Interpreter))  # columns of `people`, too
_COLUMNS = ", ".join(PERSON_FIELDS)


def read_people(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Interpreter]:
    """Return people by their rows in the table of people."""
    marks = ",".join("?" * len(ids))
    rows = db.execute(f"SELECT {_COLUMNS}, id FROM people WHERE id IN ({marks})", ids)
    return {row[-1]: make_person(row) for row in rows}


def read_person(db: sqlite3.Connection, number: str) -> Interpreter | None:
    """Return who has a number, in any case of letters, or None."""
    statement = f"SELECT {_COLUMNS} FROM people WHERE number = ?"
    row = db.execute(statement, (number.strip().upper(),)).fetchone()
    return None if row is None else make_person(row)


def make_person(row: Sequence[Any]) -> Interpreter:
    """Return the person of a row that begins with PERSON_FIELDS, in their order."""
    languages = tuple(
        [
            Qualification(spoken, category, route, _day(obtained), kind)
            for spoken, category, route, obtained, kind in orjson.loads(row[3])
        ]
    )
    return Interpreter(
        row[0],
        row[1],
        row[2],
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
        _day(row[13]),
        _day(row[14]),
        _day(row[15]),
    )


@lru_cache(5_000)  # of a hundred thousand people many have a day in common
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
