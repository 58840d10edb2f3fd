"""Fill the tables of the register from interpreters, in the database that a writer gives."""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

import numpy as np
import orjson

from knowledge.register.blocks import EVERYONE
from knowledge.register.cells import listing_cell, person_cell
from knowledge.register.folding import fold_key
from knowledge.register.interpreters import Interpreter
from knowledge.register.names import indexed_name, sound_key
from knowledge.register.places import municipalities
from knowledge.register.progress import Stage, Tell, counted, tell_nobody


def fill(
    db: sqlite3.Connection,
    interpreters: Sequence[Interpreter],
    at: datetime,
    is_sample: bool,
    tell: Tell,
) -> None:
    """Write the people, all that is searched by, and what the register is, into empty tables.

    People get their ids in the order of their names, so that a search by name needs no sorting.

    :param tell: told "writing" by people; one whose name cannot be found yet is half done.
    """
    ordered = sorted(interpreters, key=lambda i: (fold_key(i.name), i.number))
    total = len(ordered)

    def first_half(stage: Stage, done: int, _total: int) -> None:
        tell(stage, done // 2, total)

    def second_half(stage: Stage, done: int, _total: int) -> None:
        tell(stage, (total + done) // 2, total)

    marks = ",".join("?" * 17)
    written = counted(ordered, first_half, "writing", total)
    people = (_person_row(row_id, i) for row_id, i in enumerate(written, 1))
    db.executemany(f"INSERT INTO people VALUES ({marks})", people)
    write_blocks(db)
    index_names(db, tell=second_half)
    tell("writing", total, total)
    stamp = at.isoformat()
    describe(
        db,
        {
            "count": str(len(ordered)),
            "is_sample": "yes" if is_sample else "no",
            "imported_at": stamp,
            "spoken_counts": _spoken_counts(db),
            "version": version(db, stamp),
        },
    )


def _person_row(row_id: int, i: Interpreter) -> tuple[object, ...]:
    languages = [[q.spoken, q.category, q.route, q.obtained, q.kind] for q in i.languages]
    return (
        row_id,
        i.number,
        i.given_name,
        i.family_name,
        i.gender,
        i.place,
        i.county,
        i.capacity,
        " ".join(i.modes),
        i.phone,
        i.email,
        i.address if i.address_consent else None,
        int(i.address_consent),
        _iso(i.card_issued),
        _iso(i.card_valid_to),
        _iso(i.listed_since),
        orjson.dumps(languages).decode(),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else str(day)


def write_blocks(db: sqlite3.Connection) -> None:
    """Write afresh, from `people`, what a search filters and sorts by.

    Within a language people stand in the order of a digest of their numbers, which tells nothing
    and stays the same from import to import.
    """
    blocks: dict[str, list[tuple[int, int, int, int]]] = {EVERYONE: []}
    statement = "SELECT id, number, gender, place, county, capacity, modes, languages FROM people"
    for row_id, number, gender, place, county, capacity, modes, text in db.execute(statement):
        cell = person_cell(gender, modes.split(), capacity, county)
        known = municipalities().get(place)
        home = int(known.number) if known else 0
        digest = int.from_bytes(hashlib.sha256(number.encode()).digest()[:8], "big")
        best: dict[str, str] = {}
        for spoken, category, *_rest in orjson.loads(text):
            best[spoken] = min(category, best.get(spoken, category))
        for spoken, category in best.items():
            listing = (digest, row_id, listing_cell(category, cell), home)
            blocks.setdefault(spoken, []).append(listing)
        if best:
            lowest = listing_cell(min(best.values()), cell)
            blocks[EVERYONE].append((row_id, row_id, lowest, home))
    db.execute("DELETE FROM blocks")
    rows = (_block_row(spoken, listings) for spoken, listings in blocks.items())
    db.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?)", rows)


def _block_row(
    spoken: str, listings: Sequence[tuple[int, int, int, int]]
) -> tuple[str, bytes, bytes, bytes]:
    """Return the arrays of one language as they are stored, lowest byte first."""
    _order, people, cells, places = zip(*sorted(listings), strict=True) if listings else ((),) * 4
    return (
        spoken,
        np.array(people, "<u4").tobytes(),
        np.array(cells, "<u2").tobytes(),
        np.array(places, "<u2").tobytes(),
    )


def _spoken_counts(db: sqlite3.Connection) -> str:
    """Return how many interpret each language, as RegisterInfo is read from it."""
    sizes = db.execute(
        "SELECT spoken, length(cells) / 2 FROM blocks WHERE spoken <> ? ORDER BY spoken",
        (EVERYONE,),
    )
    return orjson.dumps(dict(sizes.fetchall())).decode()


def index_names(db: sqlite3.Connection, *, tell: Tell = tell_nobody) -> None:
    """Fill the tables of names afresh from `people`."""
    db.execute("INSERT INTO names (names) VALUES ('delete-all')")
    db.execute("INSERT INTO name_parts (name_parts) VALUES ('delete-all')")
    rows = db.execute("SELECT id, given_name, family_name FROM people")
    sound_of = cache(sound_key)  # forgotten when all are written
    for row_id, given, family in counted(rows, tell, "writing", 0):
        words, sounds = indexed_name(f"{given} {family}", sound_of)
        db.execute(
            "INSERT INTO names (rowid, name, sound) VALUES (?, ?, ?)", (row_id, words, sounds)
        )
        db.execute("INSERT INTO name_parts (rowid, name) VALUES (?, ?)", (row_id, words))


def delete_person(db: sqlite3.Connection, row_id: int) -> None:
    """Take one person out of every table, and out of the counts."""
    db.execute("DELETE FROM people WHERE id = ?", (row_id,))
    write_blocks(db)
    index_names(db)
    count = db.execute("SELECT count(*) FROM people").fetchone()[0]
    describe(db, {"count": str(count), "spoken_counts": _spoken_counts(db)})


def describe(db: sqlite3.Connection, facts: Mapping[str, str]) -> None:
    """Say what the register is; RegisterInfo is read from this."""
    db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())


def version(db: sqlite3.Connection, stamp: str) -> str:
    """Return sixteen hex digits that change with the content and with each import."""
    digest = hashlib.sha256(stamp.encode())
    for row in db.execute("SELECT * FROM people ORDER BY id"):
        digest.update(orjson.dumps(row))
    return digest.hexdigest()[:16]
