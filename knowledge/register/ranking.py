"""Put those who fit in order, and say of each why they stand there.

Category, place, mode and capacity make a class of equals; a class is one small number, so the
order of any number of people is a look into one table. Within a class the day decides.
"""

from collections.abc import Sequence
from datetime import date
from math import gcd

import numpy as np
from numpy.typing import NDArray

from knowledge.register.blocks import Block
from knowledge.register.cells import (
    CAPACITY,
    CATEGORY,
    COUNTY,
    CUBE,
    GENDER,
    MODE,
    Mask,
    county_positions,
)
from knowledge.register.conditions import NEARNESSES, home_county
from knowledge.register.interpreters import Interpreter
from knowledge.register.places import county_neighbours, municipalities
from knowledge.register.queries import InterpreterQuery, Nearness, Standing
from knowledge.register.spoken import spoken_members

_SAME_COUNTY, _NEIGHBOUR, _ELSEWHERE = 1, 2, 3
_EACH_MODE = CUBE[CAPACITY]  # how far a mode that is not stated is behind one that is
_EACH_LESSER = 2 * _EACH_MODE  # the same of a category, or of nearness, whichever weighs less
_CLASSES = len(NEARNESSES) * CUBE[CATEGORY] * _EACH_LESSER
_LEFT_OUT = 255  # the class of whoever does not fit; above all classes
_GOLDEN = 0.6180339887  # the share of a circle that spreads days best (Knuth, TAOCP 6.4)


def order_people(
    query: InterpreterQuery, block: Block, masks: Sequence[Mask], first: int, wanted: int
) -> list[tuple[int, bool]]:
    """Return who stands at the places from `first` on, and whether the day drew for it.

    :param masks: who fits: one for each axis of the cube.
    :return: rows of the table of people, `wanted` of them or as many as there are.
    """
    classes = _classes(query, block, masks)
    if query.name or query.sort == "name":
        fitting = np.sort(block.people[classes != _LEFT_OUT])
        return [(int(row), False) for row in fitting[first : first + wanted]]
    sizes = np.bincount(classes, minlength=_LEFT_OUT)[:_CLASSES]
    found: list[tuple[int, bool]] = []
    for number in np.flatnonzero(sizes):
        size = int(sizes[number])
        if first < size:
            equals = block.people[classes == number]
            places = range(first, min(first + wanted - len(found), size))
            drawn = draw(size, query.on, places)
            found += [(int(equals[place]), size > 1) for place in drawn]
            if len(found) == wanted:
                break
        first = max(first - size, 0)
    return found


def draw(size: int, on: date, places: range) -> list[int]:
    """Return which of `size` equals stand at these places on this day.

    Every day has one order, the same for everyone. In `size` days each is first exactly once,
    those of following days far apart; who comes after whom changes daily too.

    >>> [draw(5, date(2026, 11, day), range(5)) for day in (21, 22)]
    [[3, 4, 0, 1, 2], [1, 4, 2, 0, 3]]
    """
    day = on.toordinal()
    begin = day * _coprime(round(size * _GOLDEN), size) % size
    step = _coprime(day * 40_503 % 65_521, size)
    return [(begin + place * step) % size for place in places]


def _coprime(number: int, size: int) -> int:
    """Return the first number from this one on that shares no factor with `size`."""
    number = max(number, 1)
    while gcd(number, size) > 1:
        number += 1
    return number


def _classes(query: InterpreterQuery, block: Block, masks: Sequence[Mask]) -> NDArray[np.uint8]:
    """Return the class of each listing of a block, the lowest first in order."""
    each_category, each_nearness = len(NEARNESSES) * _EACH_LESSER, _EACH_LESSER
    if query.sort == "nearest":
        each_category, each_nearness = _EACH_LESSER, CUBE[CATEGORY] * _EACH_LESSER
    unstated = np.zeros(CUBE[MODE], np.uint8)
    unstated[0] = query.mode is not None
    ranks = [np.zeros(size, np.uint8) for size in CUBE]
    ranks[CATEGORY] = np.arange(CUBE[CATEGORY], dtype=np.uint8) * np.uint8(each_category)
    ranks[MODE] = unstated * np.uint8(_EACH_MODE)
    ranks[CAPACITY] = np.arange(CUBE[CAPACITY], dtype=np.uint8)
    ranks[COUNTY] = _county_ranks(query) * np.uint8(each_nearness)
    table = np.zeros(CUBE, np.uint8)
    kept = np.ones(CUBE, np.bool_)
    for axis in (CATEGORY, GENDER, MODE, CAPACITY, COUNTY):
        shape = [-1 if axis == other else 1 for other in range(len(CUBE))]
        table += ranks[axis].reshape(shape)
        kept &= masks[axis].reshape(shape) > 0
    table[~kept] = _LEFT_OUT
    classes = table.reshape(-1)[block.cells]
    place = municipalities().get(query.place or "")
    if place:
        at_place = (block.places == int(place.number)) & (classes != _LEFT_OUT)
        classes[at_place] -= np.uint8(each_nearness * _SAME_COUNTY)
    return classes


def _county_ranks(query: InterpreterQuery) -> NDArray[np.uint8]:
    ranks = np.zeros(CUBE[COUNTY], np.uint8)
    home = home_county(query)
    if home is None:
        return ranks
    ranks[:] = _ELSEWHERE
    positions = county_positions()
    for name in county_neighbours().get(home, ()):
        ranks[positions[name]] = _NEIGHBOUR
    if home in positions:
        ranks[positions[home]] = _SAME_COUNTY
    return ranks


def standing(query: InterpreterQuery, person: Interpreter, *, is_drawn: bool) -> Standing:
    """Return why somebody who was found stands where they stand."""
    members = spoken_members(query.spoken) if query.spoken else None
    asked = [q for q in person.languages if members is None or q.spoken in members]
    best = min(asked, key=lambda q: q.category)
    return Standing(
        spoken=best.spoken if query.spoken else None,
        category=best.category,
        nearness=_nearness(query, person),
        mode=None if query.mode is None else "stated" if person.modes else "unknown",
        capacity=person.capacity,
        is_drawn=is_drawn,
    )


def _nearness(query: InterpreterQuery, person: Interpreter) -> Nearness | None:
    home = home_county(query)
    if home is None or person.county is None:
        return None
    if query.place and person.place == query.place:
        return "same_place"
    if person.county == home:
        return "same_county"
    return "neighbour" if person.county in county_neighbours().get(home, ()) else "elsewhere"
