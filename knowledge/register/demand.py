"""The official figures of need and supply that stand beside our own counts.

They are read from data/demand.toml, where it is said which were left out and why. Our own
counts are RegisterStore.overview.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

DemandWhat = Literal[
    "assignments",  # of a public body, in spoken languages
    "sign_assignments",
    "cost_nok_millions",
    "qualified_percent",  # of the assignments
    "share_percent",  # of the assignments, in one language
    "phone_percent",
    "in_person_percent",
    "video_percent",
    "interpreters",  # in the national register
    "languages",  # with an interpreter in the national register
    "languages_needed",
    "languages_with_qualified",  # of those with assignments
    "languages_without_qualified",
    "guidelines_full_percent",  # of the public bodies, by how far they follow tolkeloven § 9
    "guidelines_partly_percent",
    "guidelines_none_percent",
]
WHATS: tuple[DemandWhat, ...] = get_args(DemandWhat)

_FILE = Path(__file__).with_name("data") / "demand.toml"


@dataclass(frozen=True, slots=True)
class DemandFigure:
    """One official figure.

    `period` is a year, half a year ("2023-H1") or a month ("2023-08"). `upto` is the upper end
    where the source gives a range. `is_about`: the source itself rounds. `spoken` is the code of
    the language that the figure is of, None for all. `checked` is the day it was read.
    """

    period: str
    what: DemandWhat
    value: int
    source: str
    checked: date
    upto: int | None = None
    is_about: bool = False
    spoken: str | None = None


@cache
def demand_figures() -> tuple[DemandFigure, ...]:
    """Return every figure, in the order of the file."""
    return tuple(
        DemandFigure(
            period=entry["period"],
            what=entry["what"],
            value=entry["value"],
            source=entry["source"],
            checked=entry["checked"],
            upto=entry.get("upto"),
            is_about=entry.get("about", False),
            spoken=entry.get("spoken"),
        )
        for entry in tomllib.loads(_FILE.read_text("utf-8"))["figures"]
    )
