"""What can be asked of the register, and what comes back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from knowledge.register.interpreters import Capacity, Category, Gender, Interpreter, Mode

MAX_PER_PAGE = 20
MAX_REACHABLE = 100  # interpreters of one search that can be leafed through: a guard on copying


@dataclass(frozen=True, slots=True)
class InterpreterQuery:
    """What is looked for; None means that it does not matter.

    `place` (a municipality's label) keeps to its county, and puts those who live in the
    municipality first; with a mode other than in person, distance is no hindrance, and it only
    sets the order. `county` keeps to the county. `mode` "remote" is phone or video; someone who
    has not said how they work is kept. `on` is the day for which the order is made: among
    equals it changes from day to day, so that nobody is always called first.

    A search needs a language, a name or a number. A number stands alone: other fields are then
    not looked at.
    """

    spoken: str | None = None
    place: str | None = None
    county: str | None = None
    gender: Gender | None = None
    mode: Mode | Literal["remote"] | None = None
    min_category: Category | None = None
    capacity: Capacity | None = None
    name: str | None = None
    number: str | None = None
    page: int = 1
    per_page: int = MAX_PER_PAGE
    on: date = date.min

    @property
    def is_searchable(self) -> bool:
        return bool(self.spoken or (self.name and self.name.strip()) or self.number)


@dataclass(frozen=True, slots=True)
class Widening:
    """A wider search that finds somebody, where the one asked for finds nobody.

    `dropped` says what was given up, or for `spoken` that it is a language often confused.
    """

    dropped: Literal["min_category", "capacity", "mode", "gender", "place", "all", "spoken"]
    query: InterpreterQuery
    total: int


@dataclass(frozen=True, slots=True)
class InterpreterPage:
    """One page of what was found, best first.

    `total` counts all; `pages` is how many can be leafed through. `widened` is filled only
    where nothing was found. `members` names the languages of a group that was asked for as one
    ("Kurdish"): the visitor should choose.
    """

    results: tuple[Interpreter, ...]
    total: int
    page: int
    pages: int
    widened: tuple[Widening, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """What the register is. `version` changes with every import; `imported_at` is UTC."""

    count: int
    is_sample: bool
    imported_at: datetime | None
    version: str
    spoken_counts: tuple[tuple[str, int], ...] = ()


def widenings(query: InterpreterQuery) -> tuple[tuple[str, InterpreterQuery], ...]:
    """Return the wider searches worth trying, nearest to what was asked first."""
    first = replace(query, page=1)
    single: list[tuple[str, InterpreterQuery]] = [
        ("min_category", replace(first, min_category=None)),
        ("capacity", replace(first, capacity=None)),
        ("mode", replace(first, mode=None)),
        ("gender", replace(first, gender=None)),
        ("place", replace(first, place=None, county=None)),
    ]
    everything = InterpreterQuery(
        spoken=query.spoken, name=query.name, per_page=query.per_page, on=query.on
    )
    wider = [(dropped, q) for dropped, q in single if q != first]
    return (*wider, ("all", everything)) if len(wider) > 1 else tuple(wider)
