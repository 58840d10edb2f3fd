"""Fill the tables of the register from interpreters, in the database that a writer gives."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import orjson

from knowledge.register.folding import fold_key
from knowledge.register.interpreters import Interpreter
from knowledge.register.sql import SHUFFLE_PRIME, capacity_rank, indexed_name, mode_bits


def fill(
    db: sqlite3.Connection, interpreters: Sequence[Interpreter], at: datetime, is_sample: bool
) -> None:
    """Write the people, all that is searched by, and what the register is, into empty tables.

    People get their ids in the order of their names, so that a search by name needs no sorting.
    """
    ordered = sorted(interpreters, key=lambda i: (fold_key(i.name), i.number))
    marks = ",".join("?" * 17)
    people = (_person_row(row_id, i) for row_id, i in enumerate(ordered, 1))
    db.executemany(f"INSERT INTO people VALUES ({marks})", people)
    listings = (row for row_id, i in enumerate(ordered, 1) for row in _listing_rows(row_id, i))
    db.executemany("INSERT INTO listings VALUES (?,?,?,?,?,?,?,?,?)", listings)
    index_names(db)
    counts = Counter(q.spoken for i in ordered for q in {q.spoken: q for q in i.languages}.values())
    stamp = at.isoformat()
    describe(
        db,
        {
            "count": str(len(ordered)),
            "is_sample": "yes" if is_sample else "no",
            "imported_at": stamp,
            "spoken_counts": orjson.dumps(dict(sorted(counts.items()))).decode(),
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


def _listing_rows(row_id: int, i: Interpreter) -> Iterator[tuple[object, ...]]:
    digest = hashlib.sha256(i.number.encode()).digest()
    shuffle = int.from_bytes(digest[:4], "big") % (SHUFFLE_PRIME - 1) + 1
    for spoken in {q.spoken for q in i.languages}:
        best = i.qualification(spoken)
        if best is not None:
            yield (
                spoken,
                best.category,
                i.county or "",
                capacity_rank(i.capacity),
                i.place or "",
                i.gender or "",
                mode_bits(i.modes),
                shuffle,
                row_id,
            )


def _iso(day: date | None) -> str | None:
    return None if day is None else str(day)


def index_names(db: sqlite3.Connection) -> None:
    """Fill the tables of names afresh from `people`."""
    db.execute("INSERT INTO names (names) VALUES ('delete-all')")
    db.execute("INSERT INTO name_parts (name_parts) VALUES ('delete-all')")
    for row_id, given, family in db.execute("SELECT id, given_name, family_name FROM people"):
        words, sounds = indexed_name(f"{given} {family}")
        db.execute(
            "INSERT INTO names (rowid, name, sound) VALUES (?, ?, ?)", (row_id, words, sounds)
        )
        db.execute("INSERT INTO name_parts (rowid, name) VALUES (?, ?)", (row_id, words))


def delete_person(db: sqlite3.Connection, row_id: int) -> None:
    """Take one person out of every table, and out of the counts."""
    db.execute("DELETE FROM listings WHERE person = ?", (row_id,))
    db.execute("DELETE FROM people WHERE id = ?", (row_id,))
    index_names(db)
    count = db.execute("SELECT count(*) FROM people").fetchone()[0]
    spoken = db.execute("SELECT spoken, count(*) FROM listings GROUP BY spoken ORDER BY spoken")
    counts = orjson.dumps(dict(spoken.fetchall())).decode()
    describe(db, {"count": str(count), "spoken_counts": counts})


def describe(db: sqlite3.Connection, facts: Mapping[str, str]) -> None:
    """Say what the register is; RegisterInfo is read from this."""
    db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())


def version(db: sqlite3.Connection, stamp: str) -> str:
    """Return sixteen hex digits that change with the content and with each import."""
    digest = hashlib.sha256(stamp.encode())
    for row in db.execute("SELECT * FROM people ORDER BY id"):
        digest.update(orjson.dumps(row))
    return digest.hexdigest()[:16]
