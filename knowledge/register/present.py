"""Look at the register that is there before another takes its place.

Who has withdrawn stands there and nowhere else, so a register that cannot be read is never
written over. Searching is knowledge.register.store.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.register.errors import RegisterDamaged
from knowledge.register.interpreters import Interpreter
from knowledge.register.people import PERSON_FIELDS, make_person


@contextmanager
def open_present(path: Path, *, check: bool = True) -> Iterator[sqlite3.Connection | None]:
    """Give the register that is there, to be read; None where there is none.

    :param check: look through the whole file first; False where that was just done.
    :raises RegisterDamaged: if it is torn or is no register. Who has withdrawn is then not
        known, so nothing may take its place by itself.
    """
    if not path.exists():
        yield None
        return
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            if not {"people", "about"} <= _tables(db):
                raise sqlite3.DatabaseError("it has no people")
            checked = db.execute("PRAGMA quick_check(1)").fetchone()[0] if check else "ok"
            if checked != "ok":
                raise sqlite3.DatabaseError(" ".join(str(checked).split()))
            yield db
    except sqlite3.DatabaseError as error:
        raise RegisterDamaged(
            f"{path} cannot be read as a register ({error}), so it is not known who has "
            f"withdrawn. Put back a copy, or move the file away, and import again."
        ) from error


@dataclass(frozen=True, slots=True)
class Present:
    """What the register holds before another takes its place; people of a sample are left out.

    `withdrawn` is who has left, by number, and when; `about` what the register is.
    """

    people: Mapping[str, Interpreter]
    withdrawn: Mapping[str, str]
    about: Mapping[str, str]

    @property
    def is_real(self) -> bool:
        return bool(self.about) and self.about.get("is_sample") != "yes"


def read_present(path: Path) -> Present:
    """Return who is in the register and who has withdrawn.

    :raises RegisterDamaged: if what is there is no register.
    """
    with open_present(path) as db:
        if db is None:
            return Present({}, {}, {})
        about = dict(db.execute("SELECT key, value FROM about"))
        rows = read_rows(db) if about.get("is_sample") != "yes" else ()
        return Present({row[0]: make_person(row) for row in rows}, read_withdrawn(db), about)


def read_everyone(path: Path) -> dict[str, Interpreter]:
    """Return everyone in the register by number, people of a sample too.

    :raises RegisterDamaged: if what is there is no register.
    """
    with open_present(path) as db:
        rows = read_rows(db) if db is not None else ()
        return {row[0]: make_person(row) for row in rows}


def read_withdrawn(db: sqlite3.Connection) -> dict[str, str]:
    """Return who has withdrawn, by number, and when; nobody where the form is too old for it."""
    return dict(db.execute("SELECT * FROM withdrawn")) if "withdrawn" in _tables(db) else {}


def read_rows(db: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the people as the table holds them, in the order of PERSON_FIELDS."""
    yield from db.execute(f"SELECT {', '.join(PERSON_FIELDS)} FROM people ORDER BY number")


def _tables(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
