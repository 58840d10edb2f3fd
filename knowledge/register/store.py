"""Read the register: search it, look one person up, say what it is.

Plain sqlite3, read-only, one connection a thread. The file is never changed in place: an import
writes a new one beside it and renames it (knowledge.register.writing), so a reader sees one
import or the next, never half of one, and opens the new file at its next search.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import orjson

from knowledge.register.bearers import by_one_name, find_bearers
from knowledge.register.blocks import EVERYONE, Blocks
from knowledge.register.cells import sum_cube
from knowledge.register.comparing import Change
from knowledge.register.conditions import masks_of
from knowledge.register.counting import by_category, count_facets, widen
from knowledge.register.crossing import CrossCount, cross_counts
from knowledge.register.errors import RegisterDamaged, RegisterMissing, RegisterOutdated
from knowledge.register.interpreters import Interpreter
from knowledge.register.overview import overview_of
from knowledge.register.people import read_people, read_person
from knowledge.register.queries import (
    MAX_PER_PAGE,
    MAX_REACHABLE,
    InterpreterPage,
    InterpreterQuery,
    RegisterInfo,
    RegisterOverview,
    Tally,
)
from knowledge.register.ranking import order_people, standing
from knowledge.register.spoken import Spoken, spoken_languages

SCHEMA_VERSION = 4  # as many as there are steps in migrations.py
_MAX_PEOPLE_KEPT = 3_000  # more than the real register holds; about 1.5 kB each
_Result = TypeVar("_Result")


def missing(path: Path) -> RegisterMissing:
    """Return the error that says how to come by a register."""
    return RegisterMissing(
        f"there is no register at {path}. Import one with `veiviser register import FILE`, or "
        f"make a fictitious one with `veiviser register sample`."
    )


def outdated(path: Path, version: int) -> RegisterOutdated:
    """Return the error that says which of the two, register or program, must be brought on."""
    remedy = (
        "Run `veiviser register upgrade`."
        if version < SCHEMA_VERSION
        else "It was written by a later version of the program: install that one."
    )
    return RegisterOutdated(
        f"{path} has version {version} of the tables, this program needs {SCHEMA_VERSION}. {remedy}"
    )


class _Reader:
    """One thread's connection to one state of the file; its blocks are shared with the others."""

    def __init__(self, path: Path, stamp: tuple[int, int, int]) -> None:
        self.stamp = stamp
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self.db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self.blocks = Blocks()
        self.people: dict[int, Interpreter] = {}
        self.info: RegisterInfo | None = None  # once somebody has asked for it
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            self.db.close()
            if not version:
                raise sqlite3.DatabaseError("no register was ever written there")
            raise outdated(path, version)
        self.db.execute("PRAGMA mmap_size = 268435456")
        self.db.execute("PRAGMA query_only = 1")

    def __del__(self) -> None:
        if hasattr(self, "db"):
            self.db.close()


class RegisterStore:
    """The register in one file, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._blocks = "", Blocks()  # of the newest version; the threads share them

    @classmethod
    def open(cls, path: Path) -> "RegisterStore":
        """Open the register at `path`.

        :raises RegisterMissing: if there is no file.
        :raises RegisterOutdated: if it was written by another version of the program.
        :raises RegisterDamaged: if it is torn or is no register.
        """
        store = cls(path)
        store.info()
        return store

    def close(self) -> None:
        """Close this thread's connection; another search would open a new one."""
        self._local.__dict__.clear()

    def search(self, query: InterpreterQuery) -> InterpreterPage:
        """Return one page of the interpreters that fit, best first.

        The best category in the language that is asked for comes first, then who lives
        nearest, then whose own word it is that they work as asked, then who works most; equals
        change places from day to day. A search by name is in the order of names. Without a
        language, a name or a number nothing is found.
        """
        return self._guarded(partial(self._search, query=query))

    def get(self, number: str) -> Interpreter | None:
        """Return the interpreter with this number, in any case of letters, or None."""
        return self._guarded(partial(_get, number=number))

    def info(self) -> RegisterInfo:
        """Return what the register is, and how many speak each language."""
        return self._guarded(_info)

    def overview(self) -> RegisterOverview:
        """Return the register in numbers; worked out once for each state of the register."""
        return self._guarded(_overview)

    def cross_counts(self) -> tuple[CrossCount, ...]:
        """Return how many interpret each language in each category in each county."""
        return self._guarded(lambda reader: cross_counts(reader.db, reader.blocks))

    def last_change(self) -> Change | None:
        """Return what the last import changed; None where there was nothing to change before."""
        return self._guarded(_last_change)

    def _guarded(self, work: Callable[[_Reader], _Result]) -> _Result:
        try:
            return work(self._reader())
        except (sqlite3.DatabaseError, orjson.JSONDecodeError) as error:
            self.close()
            raise RegisterDamaged(
                f"{self._path} cannot be read as a register ({error}). Put back a copy, or "
                f"move the file away and import again."
            ) from error

    def _reader(self) -> _Reader:
        try:
            status = os.stat(self._path)  # noqa: PTH116 (half the time of Path.stat, each search)
        except OSError:
            self.close()
            raise missing(self._path) from None
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None or reader.stamp != stamp:
            reader = self._local.reader = _Reader(self._path, stamp)
            reader.blocks = self._blocks_of(_info(reader).version)
        return reader

    def _blocks_of(self, version: str) -> Blocks:
        kept, blocks = self._blocks
        if kept != version:
            blocks = Blocks()
            self._blocks = version, blocks
        return blocks

    def _search(self, reader: _Reader, query: InterpreterQuery) -> InterpreterPage:
        if query.number:
            found = _get(reader, query.number)
            results = () if found is None else (found,)
            return InterpreterPage(results, len(results), 1, len(results))
        if not query.is_searchable:
            return InterpreterPage((), 0, 1, 0)
        whole = reader.blocks.get(reader.db, query.spoken or EVERYONE)
        masks = masks_of(query)
        block, cube = find_bearers(reader.db, query.name, whole, masks) if query.name else whole
        total = sum_cube(cube, masks)
        widened = () if total else widen(query, cube)
        if query.name and not len(block.people):
            widened = tuple(by_one_name(reader.db, query, whole, masks))
        per_page = min(max(query.per_page, 1), MAX_PER_PAGE)
        pages = -(-min(total, MAX_REACHABLE) // per_page)
        page = min(max(query.page, 1), max(pages, 1))
        first = (page - 1) * per_page
        wanted = min(per_page, MAX_REACHABLE - first)
        order = order_people(query, block, masks, first, wanted) if total else []
        people = _people(reader, [row_id for row_id, _ in order])
        spoken = spoken_languages().get(query.spoken or "")
        return InterpreterPage(
            results=people,
            total=total,
            page=page,
            pages=pages,
            widened=widened,
            members=spoken.includes if spoken else (),
            standings=tuple(
                [
                    standing(query, person, is_drawn=is_drawn)
                    for person, (_, is_drawn) in zip(people, order, strict=True)
                ]
            ),
            facets=count_facets(query, cube, masks),
            in_country=by_category(whole[1]) if query.spoken else (),
            close=_close(reader, spoken) if spoken else (),
        )


def _overview(reader: _Reader) -> RegisterOverview:
    if reader.blocks.overview is None:
        reader.blocks.overview = overview_of(reader.db, reader.blocks)
    return reader.blocks.overview


def _close(reader: _Reader, spoken: Spoken) -> tuple[Tally, ...]:
    """Count those who interpret the languages that are often confused with this one."""
    return tuple(
        Tally(code, len(reader.blocks.get(reader.db, code)[0].people)) for code in spoken.close
    )


def _people(reader: _Reader, ids: list[int]) -> tuple[Interpreter, ...]:
    kept = reader.people
    missing = [row_id for row_id in ids if row_id not in kept]
    if missing:
        if len(kept) + len(missing) > _MAX_PEOPLE_KEPT:
            kept.clear()
            missing = ids
        kept.update(read_people(reader.db, missing))
    return tuple([kept[row_id] for row_id in ids])


def _get(reader: _Reader, number: str) -> Interpreter | None:
    return read_person(reader.db, number)


def _info(reader: _Reader) -> RegisterInfo:
    if reader.info is None:
        reader.info = _read_info(reader)
    return reader.info


def _last_change(reader: _Reader) -> Change | None:
    row = reader.db.execute("SELECT value FROM about WHERE key = 'change'").fetchone()
    try:
        change = Change.from_json(row[0]) if row else None
    except ValueError as error:
        raise sqlite3.DatabaseError("what it says of its last change is torn") from error
    had_anybody = change and change.removed + change.changed + change.unchanged
    return change if had_anybody else None


def _read_info(reader: _Reader) -> RegisterInfo:
    about: Mapping[str, str] = dict(reader.db.execute("SELECT key, value FROM about"))
    imported_at = about.get("imported_at")
    try:
        return RegisterInfo(
            count=int(about.get("count", "0")),
            is_sample=about.get("is_sample") == "yes",
            imported_at=datetime.fromisoformat(imported_at) if imported_at else None,
            version=about.get("version", ""),
            spoken_counts=tuple(orjson.loads(about.get("spoken_counts", "{}")).items()),
        )
    except (ValueError, AttributeError) as error:
        raise sqlite3.DatabaseError("what it says of itself is torn") from error
