"""The listings of a register by language: small arrays, read when a language is first asked for.

A block holds everybody who interprets one language: 8 bytes a listing. They are read from the
file as they were written by knowledge.register.filling, and shared by all threads of a process
until the next import. Reading two of them at once does no harm.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.register.cells import CATEGORY, CELLS, CUBE, Cube, count_cells
from knowledge.register.queries import RegisterOverview
from knowledge.register.spoken import spoken_members

EVERYONE = ""  # the block of all people, each once, with the best category of any language
_SPREAD = np.uint32(2_654_435_761)  # 2 ** 32 over the golden ratio (Knuth, TAOCP 6.4)


@dataclass(frozen=True, slots=True)
class Block:
    """Listings side by side, in an order that tells nothing: arrays of one length.

    `people` are rows of the table of people; `cells` as in knowledge.register.cells; `places`
    the number of the municipality, 0 where it is not known. EVERYONE is in the order of names.
    """

    people: NDArray[np.uint32]
    cells: NDArray[np.uint16]
    places: NDArray[np.uint16]

    def pick(self, rows: NDArray[np.intp]) -> "Block":
        """Return the block of these rows alone, in their order."""
        return Block(self.people[rows], self.cells[rows], self.places[rows])

    def pick_people(self, ids: Sequence[int]) -> "Block":
        """Return the block of those of these people who are in it."""
        last = max(int(self.people.max(initial=0)), max(ids, default=0))
        is_wanted = np.zeros(last + 1, np.bool_)
        is_wanted[ids] = True
        return self.pick(np.flatnonzero(is_wanted[self.people]))


class Blocks:
    """The blocks of one state of the register, each with how many listings lie in each cell."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Block, Cube]] = {}
        self.overview: RegisterOverview | None = None  # once somebody has asked for it

    def get(self, db: sqlite3.Connection, spoken: str) -> tuple[Block, Cube]:
        """Return everybody who interprets a language, or any of a group, each once."""
        if spoken not in self._kept:
            block = _join([_read(db, code) for code in spoken_members(spoken)])
            counted = block, count_cells(block.cells)
            if not len(block.people):
                return counted  # may be any text at all: keep none of them
            self._kept[spoken] = counted
        return self._kept[spoken]

    def get_one(self, db: sqlite3.Connection, spoken: str) -> Cube:
        """Return how many listings of one language, never of a group, lie in each cell."""
        return count_cells(_read(db, spoken).cells)

    def spoken(self, db: sqlite3.Connection) -> list[str]:
        """Return the codes of the languages that anybody interprets, in their order."""
        rows = db.execute("SELECT spoken FROM blocks WHERE spoken <> '' ORDER BY spoken")
        return [row[0] for row in rows]


def _read(db: sqlite3.Connection, spoken: str) -> Block:
    row = db.execute("SELECT people, cells, places FROM blocks WHERE spoken = ?", (spoken,))
    people, cells, places = row.fetchone() or (b"", b"", b"")
    torn = sqlite3.DatabaseError(f"the listings of {spoken!r} are torn")
    try:
        block = Block(
            np.frombuffer(people, "<u4"), np.frombuffer(cells, "<u2"), np.frombuffer(places, "<u2")
        )
    except (ValueError, TypeError):
        raise torn from None
    sizes = {len(block.people), len(block.cells), len(block.places)}
    if len(sizes) > 1 or block.cells.max(initial=0) >= CELLS:
        raise torn
    return block


def _join(blocks: Sequence[Block]) -> Block:
    """Return one block of several, each person once, with the best category."""
    blocks = [block for block in blocks if len(block.people)] or list(blocks[:1])
    if len(blocks) == 1:
        return blocks[0]
    people, cells, places = (
        np.concatenate([getattr(block, name) for block in blocks])
        for name in ("people", "cells", "places")
    )
    order = np.argsort(cells // (CELLS // CUBE[CATEGORY]), kind="stable")
    once = order[np.unique(people[order], return_index=True)[1]]
    return Block(people, cells, places).pick(once[np.argsort(people[once] * _SPREAD)])
