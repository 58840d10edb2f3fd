"""Look at the register that is there before another takes its place.

Who has withdrawn stands there and nowhere else, so a register that cannot be read is never
written over. Searching is knowledge.register.store.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from knowledge.register.errors import RegisterDamaged


@contextmanager
def open_present(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Give the register that is there, to be read; None where there is none.

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
            checked = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if checked != "ok":
                raise sqlite3.DatabaseError(" ".join(str(checked).split()))
            yield db
    except sqlite3.DatabaseError as error:
        raise RegisterDamaged(
            f"{path} cannot be read as a register ({error}), so it is not known who has "
            f"withdrawn. Put back a copy, or move the file away, and import again."
        ) from error


def read_present(path: Path) -> tuple[set[str], dict[str, str]]:
    """Return the numbers of real people who are in the register, and who has withdrawn when."""
    with open_present(path) as db:
        if db is None:
            return set(), {}
        about = dict(db.execute("SELECT key, value FROM about"))
        people = db.execute("SELECT number FROM people") if about.get("is_sample") != "yes" else ()
        gone = db.execute("SELECT * FROM withdrawn") if "withdrawn" in _tables(db) else ()
        return {row[0] for row in people}, dict(gone)


def _tables(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
