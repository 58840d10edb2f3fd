"""Write the register: a whole import, the leaving of one person, a newer form of the tables.

Each writes a new file beside the one in use, checks it, and renames it into its place. Whatever
happens before the rename, the register in use is untouched; whoever reads has one or the other.
What an import or a step back brought is then kept as a version (knowledge.register.versions).
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from knowledge.register.collecting import paused_collection
from knowledge.register.columns import parse_number
from knowledge.register.comparing import compare
from knowledge.register.errors import (
    RegisterBusy,
    RegisterDamaged,
    RegisterShrinks,
    RegisterUnwritten,
    UnusableNumber,
)
from knowledge.register.faults import CellFault
from knowledge.register.filling import delete_person, describe, fill, index_names, version
from knowledge.register.interpreters import Interpreter
from knowledge.register.national_ids import holds_national_id
from knowledge.register.present import open_present, read_present
from knowledge.register.progress import Tell, tell_nobody
from knowledge.register.queries import RegisterInfo
from knowledge.register.store import SCHEMA_VERSION, RegisterStore, missing, outdated
from knowledge.register.versions import keep_version, next_number, purge_versions, read_version


def replace_register(  # noqa: PLR0913 - all but two are options
    path: Path,
    interpreters: Sequence[Interpreter],
    *,
    imported_at: datetime,
    is_sample: bool = False,
    confirm_loss: bool = False,
    tell: Tell = tell_nobody,
) -> RegisterInfo:
    """Put these interpreters in the place of all that the register holds.

    Those who were withdrawn stay out. The fictitious register may be replaced by any other, and
    is not kept as a version.

    :param imported_at: when the data were taken, in UTC.
    :param confirm_loss: go ahead although more than a fifth would vanish.
    :param tell: told "comparing", "writing" and "checking".
    :raises RegisterShrinks: if more than a fifth would vanish; nothing is changed.
    :raises RegisterBusy: if another import is running; nothing is changed.
    :raises RegisterDamaged: if what is there is no register; nothing is changed.
    :raises RegisterUnwritten: if the disk is full, or refuses; nothing is changed.
    """
    with _lock(path), paused_collection():
        facts = {"made_at": imported_at.isoformat(), "imported_at": imported_at.isoformat()}
        if is_sample:
            facts["is_sample"] = "yes"
        _replace(path, interpreters, facts, confirm_loss or is_sample, tell)
    return RegisterStore.open(path).info()


def roll_back(
    path: Path,
    number: int,
    *,
    at: datetime,
    confirm_loss: bool = False,
    tell: Tell = tell_nobody,
) -> RegisterInfo:
    """Put a version that was kept back in its place, without those who have withdrawn since.

    That is a change like any other: it is kept as a version itself.

    :param tell: told all four stages.
    :raises VersionMissing: if there is none of that number; nothing is changed.
    :raises RegisterShrinks: if more than a fifth would vanish; nothing is changed.
    """
    with _lock(path), paused_collection():
        people, imported_at = read_version(path, number, tell=tell)
        facts = {
            "made_at": at.isoformat(),
            "imported_at": imported_at.isoformat(),
            "gone_back_to": str(number),
        }
        _replace(path, people, facts, confirm_loss, tell)
    return RegisterStore.open(path).info()


def _replace(
    path: Path,
    interpreters: Sequence[Interpreter],
    facts: Mapping[str, str],
    confirm_loss: bool,
    tell: Tell,
) -> None:
    """Write a new register of these people, and keep it as a version; the lock is held."""
    tell("comparing", 0, 1)
    present = read_present(path)
    keep_version(path)
    gone = present.withdrawn
    kept = [i if i.number.isupper() else replace(i, number=i.number.upper()) for i in interpreters]
    kept = [i for i in kept if i.number not in gone]
    before = {number: i for number, i in present.people.items() if number not in gone}
    change = compare(before, {i.number: i for i in kept})
    if change.is_great_loss and not confirm_loss:
        raise RegisterShrinks(
            f"{path}: {change.removed} of {len(before)} interpreters would be removed, more than "
            f"a fifth, so nothing was changed. If that is meant, confirm the loss "
            f"(--confirm-loss)."
        )
    is_sample = facts.get("is_sample") == "yes"
    facts = {**facts, "change": change.as_json()}
    if not is_sample:
        facts["import"] = str(next_number(path))
    tell("comparing", 1, 1)
    with _new_file(path) as db:
        fill(db, kept, datetime.fromisoformat(facts["imported_at"]), is_sample, tell)
        describe(db, facts)
        db.executemany("INSERT INTO withdrawn VALUES (?, ?)", sorted(gone.items()))
        tell("checking", 0, 1)
    keep_version(path)
    purge_versions(path)
    tell("checking", 1, 1)


def withdraw(path: Path, number: str, *, at: datetime) -> bool:
    """Take one person out, and keep the number out of every later import and every version.

    :return: whether the person was in the register; the number is kept out either way.
    :raises UnusableNumber: if it is not the number of an interpreter.
    :raises RegisterMissing: if there is no register yet.
    """
    number = checked_number(number)
    with _lock(path):
        with _new_file(path, copy=True) as db:
            row = db.execute("SELECT id FROM people WHERE number = ?", (number,)).fetchone()
            if row is not None:
                delete_person(db, row[0])
            stamp = at.isoformat()
            db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (number, stamp))
            describe(db, {"version": version(db, stamp)})
        purge_versions(path)
    return row is not None


def upgrade_register(path: Path) -> RegisterInfo:
    """Bring the tables to the form that this version of the program reads.

    :raises RegisterMissing: if there is no register yet.
    """
    with _lock(path), _new_file(path, copy=True):
        pass  # a copy is brought up to date as it is made
    return RegisterStore.open(path).info()


def checked_number(number: str) -> str:
    """Return a number as it is stored: what is no number must not be kept for ever.

    :raises UnusableNumber: if it is not the number of an interpreter.
    """
    if holds_national_id(number):
        raise UnusableNumber(
            "this is a national identity number, which the register never keeps, so nothing was "
            "changed. Give the interpreter's own number."
        )
    try:
        return parse_number(number.strip())
    except CellFault as wrong:
        raise UnusableNumber(f"{wrong} So nothing was changed.") from None


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
    """Give a new database with all tables; move it into place if all went well.

    :param copy: begin with what the register holds, in the form of today.
    """
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new)) as db:
            db.execute("PRAGMA journal_mode = MEMORY")
            db.execute("PRAGMA synchronous = OFF")  # nobody reads it before it is synced as a whole
            before = _copy(path, db) if copy else SCHEMA_VERSION
            _make_tables(db)
            with db:
                if before < SCHEMA_VERSION:
                    index_names(db)
                yield db
            _verify(db, new)
        _sync(new)
        new.replace(path)
        _sync(path.parent)
    except sqlite3.OperationalError as error:
        raise _unwritten(path, error) from error
    finally:
        new.unlink(missing_ok=True)


def _make_tables(db: sqlite3.Connection) -> None:
    # Loaded here, because it takes longer than all that a reader needs.
    from sqlite_utils import Database  # noqa: PLC0415

    from knowledge.register.migrations import migrations  # noqa: PLC0415

    migrations.apply(Database(db))


def _copy(path: Path, db: sqlite3.Connection) -> int:
    """Copy the register into a new database; return the version of its tables."""
    with open_present(path) as old:
        if old is None:
            raise missing(path)
        found: int = old.execute("PRAGMA user_version").fetchone()[0]
        if found > SCHEMA_VERSION:
            raise outdated(path, found)
        try:
            old.backup(db)
        except sqlite3.OperationalError as error:
            raise _unwritten(path, error) from error
    return found


def _unwritten(path: Path, error: sqlite3.Error) -> RegisterUnwritten:
    return RegisterUnwritten(
        f"{path} could not be written ({error}), so nothing was changed. Look at the space and "
        f"the rights of {path.parent}."
    )


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
