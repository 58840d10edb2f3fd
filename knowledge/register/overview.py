"""The register in numbers: who interprets what, how well, and where they live."""

import sqlite3

from knowledge.register.blocks import EVERYONE, Blocks
from knowledge.register.cells import COUNTY, CUBE, Cube, county_positions
from knowledge.register.counting import by_category, tallies
from knowledge.register.queries import RegisterOverview, SpokenOverview, Tally
from knowledge.register.spoken import spoken_languages


def overview_of(db: sqlite3.Connection, blocks: Blocks) -> RegisterOverview:
    """Return the counts of one state of the register; a few milliseconds of work."""
    everyone, cube = blocks.get(db, EVERYONE)
    found = [_spoken_overview(code, blocks.get_one(db, code)) for code in blocks.spoken(db)]
    interpreted = {one.code for one in found}
    return RegisterOverview(
        total=len(everyone.people),
        by_category=by_category(cube),
        by_county=_by_county(cube),
        spoken=tuple(sorted(found, key=lambda one: (-one.total, one.code))),
        absent=tuple(
            code
            for code, spoken in spoken_languages().items()
            if spoken.listed and not interpreted & {code, *spoken.includes}
        ),
    )


def _spoken_overview(code: str, cube: Cube) -> SpokenOverview:
    return SpokenOverview(code, int(cube.sum()), by_category(cube), _by_county(cube))


def _by_county(cube: Cube) -> tuple[Tally, ...]:
    """Return how many live in each county, and last where it is not known."""
    return tallies((*county_positions(), ""), cube.reshape(-1, CUBE[COUNTY]).sum(axis=0))
