"""Everything that a search filters by, as one small number: the cell that a listing lies in.

A listing is one person in one language. Its cell tells category, gender, modes, capacity and
county at once; there are 7,680 of them. How many listings lie in each is a table (`CUBE`) from
which every count of a search is summed, however many people there are.

A register keeps these numbers: to change what they mean is a step of migrations.py that writes
the blocks afresh.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge.register.interpreters import CAPACITIES, CATEGORIES, MODES
from knowledge.register.places import counties

GENDERS = ("f", "m")
CUBE = (len(CATEGORIES), len(GENDERS) + 1, 1 << len(MODES), len(CAPACITIES) + 1, 16)
CATEGORY, GENDER, MODE, CAPACITY, COUNTY = range(len(CUBE))
CELLS = int(np.prod(CUBE))
UNKNOWN_COUNTY = CUBE[COUNTY] - 1
ALL_MODES = (1 << len(MODES)) - 1

Mask = NDArray[np.float32]  # one value for each position of an axis: 1 kept, 0 not
Cube = NDArray[np.float32]  # shape CUBE; whole numbers below 2 ** 24, so that sums are exact


@cache
def county_positions() -> dict[str, int]:
    """Return the position on its axis of each county by name, in the order of the names."""
    return {name: position for position, name in enumerate(sorted(counties()))}


def mode_bits(modes: Iterable[str]) -> int:
    """Return the modes as bits; 0 is someone who has named none."""
    return sum(1 << MODES.index(mode) for mode in modes if mode in MODES)


def person_cell(
    gender: str | None, modes: Iterable[str], capacity: str | None, county: str | None
) -> int:
    """Return the part of a cell that is the same in all languages of a person.

    What is not known has the last position of its axis; of the modes, the first.
    """
    cell = _position(GENDERS, gender)
    cell = cell * CUBE[MODE] + mode_bits(modes)
    cell = cell * CUBE[CAPACITY] + _position(CAPACITIES, capacity)
    return cell * CUBE[COUNTY] + county_positions().get(county or "", UNKNOWN_COUNTY)


def listing_cell(category: str, person: int) -> int:
    """Return the cell of a category and the `person_cell` of who has it."""
    return CATEGORIES.index(category) * (CELLS // CUBE[CATEGORY]) + person


def count_cells(cells: NDArray[np.uint16]) -> Cube:
    """Return how many of these listings lie in each cell."""
    return np.bincount(cells, minlength=CELLS).astype(np.float32).reshape(CUBE)


def sum_cube(cube: Cube, masks: Sequence[Mask]) -> int:
    """Return how many listings all masks keep.

    :param masks: one for each axis of the cube.
    """
    return int(sum_axis(cube, masks, CATEGORY) @ masks[CATEGORY])


def sum_axis(cube: Cube, masks: Sequence[Mask], axis: int) -> NDArray[np.float32]:
    """Return how many listings the masks of the other axes keep, for each position of `axis`."""
    summed = cube
    for before in range(axis):
        summed = masks[before] @ summed.reshape(CUBE[before], -1)
    for after in range(len(CUBE) - 1, axis, -1):
        summed = summed.reshape(-1, CUBE[after]) @ masks[after]
    return summed.reshape(-1)


def _position(known: Sequence[str], value: str | None) -> int:
    return known.index(value) if value in known else len(known)
