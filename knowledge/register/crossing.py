"""Language by category by county: what the overview, its files and its charts are made of."""

import sqlite3
from dataclasses import dataclass

import numpy as np

from knowledge.register.blocks import Blocks
from knowledge.register.cells import CAPACITY, GENDER, MODE, county_positions
from knowledge.register.interpreters import CATEGORIES, Category


@dataclass(frozen=True, slots=True)
class CrossCount:
    """How many of one county interpret one language in one category, the best of each person.

    `spoken` is the code of a language, never of a group; `county` is "" where it is not known.
    """

    spoken: str
    category: Category
    county: str
    total: int


def cross_counts(db: sqlite3.Connection, blocks: Blocks) -> tuple[CrossCount, ...]:
    """Return every count above zero, by code, then category, then county."""
    names = (*county_positions(), "")
    found: list[CrossCount] = []
    for spoken in blocks.spoken(db):
        table = blocks.get_one(db, spoken).sum(axis=(GENDER, MODE, CAPACITY))
        for category, county in np.argwhere(table):
            total = int(table[category, county])
            found.append(CrossCount(spoken, CATEGORIES[category], names[county], total))
    return tuple(found)
