"""Find who bears a name, and what to look for where nobody bears all of it."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.register.blocks import Block
from knowledge.register.cells import Cube, Mask, count_cells, sum_cube
from knowledge.register.names import name_matches
from knowledge.register.queries import InterpreterQuery, Widening

_MOST_NAMES = 4


def find_bearers(
    db: sqlite3.Connection, name: str, whole: tuple[Block, Cube], masks: Sequence[Mask]
) -> tuple[Block, Cube]:
    """Return those of a block who bear a name, in the order of names, and what their cells count.

    The strictest way of finding a name counts that finds somebody who fits; where none does, the
    strictest that finds anybody: there a wider search may find them.
    """
    best: tuple[Block, Cube] | None = None
    for table, match in name_matches(name):
        rows = db.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (match,))
        bearing = whole[0].pick_people([row[0] for row in rows.fetchall()])
        counted = bearing, count_cells(bearing.cells)
        if sum_cube(counted[1], masks):
            return counted
        if best is None and len(bearing.people):
            best = counted
    nobody = whole[0].pick_people([])
    return best or (nobody, count_cells(nobody.cells))


def by_one_name(
    db: sqlite3.Connection,
    query: InterpreterQuery,
    whole: tuple[Block, Cube],
    masks: Sequence[Mask],
) -> Iterator[Widening]:
    """Yield what each of several names finds alone: one of them may be misspelt, or left out."""
    names = (query.name or "").split()
    for name in dict.fromkeys(names[:_MOST_NAMES]) if len(names) > 1 else ():
        if total := sum_cube(find_bearers(db, name, whole, masks)[1], masks):
            yield Widening("name", replace(query, name=name, page=1), total)
