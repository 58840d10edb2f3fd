"""The conditions of a search, as masks over the cells that listings lie in.

Here stands who fits; who of them comes first is knowledge.register.ranking.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from knowledge.register.cells import (
    ALL_MODES,
    CUBE,
    GENDERS,
    MODE,
    Mask,
    county_positions,
    mode_bits,
)
from knowledge.register.interpreters import CAPACITIES, CATEGORIES
from knowledge.register.places import county_neighbours, municipalities
from knowledge.register.queries import MODES_ASKED, InterpreterQuery, ModeAsked, Nearness

NEARNESSES: tuple[Nearness, ...] = ("same_place", "same_county", "neighbour", "elsewhere")


def home_county(query: InterpreterQuery) -> str | None:
    """Return the county around which is looked, None where none is asked for."""
    place = municipalities().get(query.place or "")
    return place.county if place else query.county


def masks_of(query: InterpreterQuery) -> list[Mask]:
    """Return the masks of a search, one for each axis of the cube."""
    category = CATEGORIES.index(query.min_category) + 1 if query.min_category else len(CATEGORIES)
    return [
        _ones(range(category), CUBE[0]),
        _chosen(GENDERS, query.gender),
        mode_mask(query.mode),
        _chosen(CAPACITIES, query.capacity),
        county_mask(query, query.mode),
    ]


def county_mask(query: InterpreterQuery, mode: ModeAsked | None) -> Mask:
    """Return the counties in reach, were this mode asked for."""
    home = home_county(query)
    distance_matters = not query.place or mode in {None, "in_person"}
    if home is None or query.reach == "country" or not distance_matters:
        return anywhere()
    beside = county_neighbours().get(home, ()) if query.reach == "neighbours" else ()
    positions = county_positions()
    return _ones([positions[name] for name in (home, *beside) if name in positions], CUBE[-1])


@cache
def mode_mask(mode: ModeAsked | None) -> Mask:
    """Return the modes that fit, and the one of those who have not said how they work."""
    if mode is None:
        return _ones(range(CUBE[MODE]), CUBE[MODE])
    return _ones([m for m in range(CUBE[MODE]) if not m or m & asked_bits(mode)], CUBE[MODE])


def asked_bits(mode: ModeAsked | None) -> int:
    """Return the modes that would do, as bits."""
    if mode is None:
        return ALL_MODES
    return mode_bits(("phone", "video") if mode == "remote" else (mode,))


@cache
def anywhere() -> Mask:
    """Return every county, and where it is not known."""
    return _ones(range(CUBE[-1]), CUBE[-1])


@cache
def mode_masks() -> Mapping[ModeAsked, Mask]:
    """Return the mask of each mode that can be asked for."""
    return {mode: mode_mask(mode) for mode in MODES_ASKED}


def _chosen(known: tuple[str, ...], value: str | None) -> Mask:
    """Return the mask of one value; the position after the known ones is "not known"."""
    size = len(known) + 1
    if value is None:
        return _ones(range(size), size)
    return _ones([known.index(value)] if value in known else [], size)


def _ones(positions: range | list[int], size: int) -> Mask:
    mask = np.zeros(size, np.float32)
    mask[list(positions)] = 1
    return mask
