"""Write the register: a whole import, the leaving of one person, a newer form of the tables.

Each writes a new file beside the one in use, checks it, and renames it into its place. Whatever
happens before the rename, the register in use is untouched; whoever reads has one or the other.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from knowledge.register.errors import RegisterBusy, RegisterDamaged, RegisterShrinks
from knowledge.register.filling import delete_person, describe, fill, index_names, version
from knowledge.register.interpreters import Interpreter
from knowledge.register.queries import RegisterInfo
from knowledge.register.store import RegisterStore

MAX_LOSS = 0.2  # share of the interpreters that an import may remove without being asked


def replace_register(
    path: Path,
    interpreters: Sequence[Interpreter],
    *,
    imported_at: datetime,
    is_sample: bool = False,
    confirm_loss: bool = False,
) -> RegisterInfo:
    """Put these interpreters in the place of all that the register holds.

    Those who were withdrawn stay out. The fictitious register may be replaced by any other.

    :param imported_at: when the data were taken, in UTC.
    :param confirm_loss: go ahead although more than a fifth would vanish.
    :raises RegisterShrinks: if more than a fifth would vanish; nothing is changed.
    :raises RegisterBusy: if another import is running; nothing is changed.
    """
    with _lock(path):
        gone = _withdrawn(path)
        kept = [replace(i, number=i.number.upper()) for i in interpreters]
        kept = [i for i in kept if i.number not in gone]
        if not confirm_loss and not is_sample:
            _check_loss(path, {i.number for i in kept}, set(gone))
        with _new_file(path) as db:
            fill(db, kept, imported_at, is_sample)
            db.executemany("INSERT INTO withdrawn VALUES (?, ?)", sorted(gone.items()))
    return RegisterStore.open(path).info()


def withdraw(path: Path, number: str, *, at: datetime) -> bool:
    """Take one person out, and keep the number out of every later import.

    :return: whether the person was in the register; the number is kept out either way.
    """
    number = number.strip().upper()
    with _lock(path), _new_file(path, copy=True) as db:
        row = db.execute("SELECT id FROM people WHERE number = ?", (number,)).fetchone()
        if row is not None:
            delete_person(db, row[0])
        stamp = at.isoformat()
        db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (number, stamp))
        describe(db, {"version": version(db, stamp)})
    return row is not None


def upgrade_register(path: Path) -> RegisterInfo:
    """Bring the tables to the form that this version of the program reads."""
    with _lock(path), _new_file(path, copy=True) as db:
        index_names(db)
    return RegisterStore.open(path).info()


def _check_loss(path: Path, coming: set[str], gone: set[str]) -> None:
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as db:
        about = dict(db.execute("SELECT key, value FROM about"))
        present = {row[0] for row in db.execute("SELECT number FROM people")} - gone
    lost = len(present - coming)
    if about.get("is_sample") != "yes" and lost > MAX_LOSS * len(present):
        raise RegisterShrinks(
            f"{path}: the import would remove {lost} of {len(present)} interpreters, more than "
            f"a fifth, so nothing was changed. If the file is complete, confirm the loss."
        )


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RegisterBusy(
                f"another import into {path} is running: wait until it has ended"
            ) from None
        yield


@contextmanager
def _new_file(path: Path, *, copy: bool = False) -> Iterator[sqlite3.Connection]:
    """Give a new database with all tables; move it into place if all went well."""
    # Loaded here, because it takes longer than all that a reader needs.
    from sqlite_utils import Database  # noqa: PLC0415

    from knowledge.register.migrations import migrations  # noqa: PLC0415

    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new)) as db:
            db.execute("PRAGMA journal_mode = MEMORY")
            if copy and path.exists():
                with closing(
                    sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
                ) as old:
                    old.backup(db)
            migrations.apply(Database(db))
            with db:
                yield db
            _verify(db, new)
        _sync(new)
        new.replace(path)
        _sync(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _verify(db: sqlite3.Connection, path: Path) -> None:
    checked = db.execute("PRAGMA integrity_check").fetchone()[0]
    if checked != "ok":
        raise RegisterDamaged(
            f"{path} was written wrongly ({checked}), so nothing was changed: check the disk"
        )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _withdrawn(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as db:
        try:
            return dict(db.execute("SELECT number, withdrawn_at FROM withdrawn"))
        except sqlite3.OperationalError:  # a register from before there was such a table
            return {}
        except sqlite3.DatabaseError as error:
            raise RegisterDamaged(
                f"{path} cannot be read as a register ({error}), so it is not known who has "
                f"withdrawn. Put back a copy, or move the file away, and import again."
            ) from error
