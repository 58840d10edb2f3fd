"""Count what a search would find: by facet, where it is widened, and in the whole country.

Everything is summed from the cube of a language (knowledge.register.cells), so none of it costs
more in a bigger register.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from knowledge.register.cells import (
    CAPACITY,
    CATEGORY,
    COUNTY,
    GENDER,
    GENDERS,
    MODE,
    Cube,
    Mask,
    county_positions,
    sum_axis,
    sum_cube,
)
from knowledge.register.conditions import (
    anywhere,
    county_mask,
    masks_of,
    mode_masks,
)
from knowledge.register.interpreters import CAPACITIES, CATEGORIES
from knowledge.register.queries import (
    Dropped,
    Facets,
    InterpreterQuery,
    Tally,
    Widening,
)


def count_facets(query: InterpreterQuery, cube: Cube, masks: list[Mask]) -> Facets:
    """Return how many would be found with each value chosen."""
    gender, capacity = (sum_axis(cube, masks, axis) for axis in (GENDER, CAPACITY))
    by_mode = [
        float(sum_axis(cube, [*masks[:COUNTY], county_mask(query, mode)], MODE) @ mask)
        for mode, mask in mode_masks().items()
    ]
    return Facets(
        category=tallies(CATEGORIES, np.cumsum(sum_axis(cube, masks, CATEGORY))),
        gender=tallies(GENDERS, gender),
        mode=tallies(mode_masks(), by_mode),
        capacity=tallies(CAPACITIES, capacity),
        county=tallies(county_positions(), sum_axis(cube, masks, COUNTY)),
    )


def tallies(values: Iterable[str], totals: Iterable[float]) -> tuple[Tally, ...]:
    """Return the totals with what they count; totals that have no value are left out."""
    return tuple([Tally(value, int(total)) for value, total in zip(values, totals, strict=False)])


def by_category(cube: Cube) -> tuple[Tally, ...]:
    """Return how many there are in each category."""
    return tallies(CATEGORIES, cube.reshape(len(CATEGORIES), -1).sum(axis=1))


def widen(query: InterpreterQuery, cube: Cube) -> tuple[Widening, ...]:
    """Return the wider searches that find somebody, nearest to what was asked first."""
    counted = (
        Widening(dropped, wider, sum_cube(cube, masks_of(wider)))
        for dropped, wider in _wider(replace(query, page=1))
    )
    found = [widening for widening in counted if widening.total]
    # Of the lower categories the first that finds somebody; the rest would find them again.
    lower = [widening for widening in found if widening.dropped == "min_category"]
    return tuple(w for w in found if w not in lower[1:])


def _wider(query: InterpreterQuery) -> Iterator[tuple[Dropped, InterpreterQuery]]:
    given: list[Dropped] = []
    if query.min_category:
        given.append("min_category")
        for category in CATEGORIES[CATEGORIES.index(query.min_category) + 1 :]:
            yield "min_category", replace(query, min_category=category)
    keeps_near = county_mask(query, query.mode) is not anywhere()
    if query.mode == "in_person" or (query.mode is None and keeps_near):
        # By phone it does not matter where somebody lives, whether a town was named or a county.
        yield "remote", replace(query, mode="remote", reach="country")
    if keeps_near:
        given.append("country")
        if query.reach == "county":
            yield "neighbours", replace(query, reach="neighbours")
        yield "country", replace(query, reach="country")
    for dropped in ("mode", "gender", "capacity"):
        if getattr(query, dropped) is not None:
            given.append(dropped)
            yield dropped, replace(query, **{dropped: None})  # type: ignore[arg-type]
    if len(given) > 1:
        bare = InterpreterQuery(
            spoken=query.spoken,
            name=query.name,
            place=query.place,
            county=query.county,
            reach="country",
            per_page=query.per_page,
            on=query.on,
        )
        yield "all", bare
