"""What can be asked of the register, and what comes back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from knowledge.register.interpreters import Capacity, Category, Gender, Interpreter, Mode

MAX_PER_PAGE = 20
MAX_REACHABLE = 100  # interpreters of one search that can be leafed through: a guard on copying

ModeAsked = Mode | Literal["remote"]
Reach = Literal["county", "neighbours", "country"]
Sort = Literal["best", "name", "nearest"]
Nearness = Literal["same_place", "same_county", "neighbour", "elsewhere"]
Dropped = Literal[
    "min_category", "remote", "neighbours", "country", "mode", "gender", "capacity", "all", "name"
]

MODES_ASKED: tuple[ModeAsked, ...] = ("in_person", "phone", "video", "remote")
REACHES: tuple[Reach, ...] = ("county", "neighbours", "country")
SORTS: tuple[Sort, ...] = ("best", "name", "nearest")


@dataclass(frozen=True, slots=True)
class InterpreterQuery:
    """What is looked for; None means that it does not matter.

    `place` (a municipality's label) or, where there is none, `county` says where. `reach` says
    how far around that is looked: that county, it and its neighbours, or the whole country. By
    phone, video or "remote" (either of the two) distance is no hindrance: a `place` then only
    sets the order, but a `county` still keeps to the county. Someone who has not said how they
    work is kept. `min_category` keeps that category and those above it.

    `sort` "best" is the best category first, "nearest" the shortest way first, "name" the order
    of the alphabet; a search by name is always in that order. `on` is the day for which the
    order is made: among equals it changes from day to day, so that nobody is always called first.

    A search needs a language, a name or a number. A number stands alone: other fields are then
    not looked at.
    """

    spoken: str | None = None
    place: str | None = None
    county: str | None = None
    gender: Gender | None = None
    mode: ModeAsked | None = None
    min_category: Category | None = None
    capacity: Capacity | None = None
    name: str | None = None
    number: str | None = None
    page: int = 1
    per_page: int = MAX_PER_PAGE
    on: date = date.min
    reach: Reach = "county"
    sort: Sort = "best"

    @property
    def is_searchable(self) -> bool:
        return bool(self.spoken or (self.name and self.name.strip()) or self.number)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many interpreters there are of something: of a category, a county, a language."""

    value: str
    total: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many would be found with each value chosen, the other conditions as they are.

    A condition is not counted against its own values, so that each can be exchanged for another.
    `category` goes by `min_category`: "C" counts A, B and C. `county` counts with that county
    alone asked for, in place of `place`, `county` and `reach`. Every value stands there, those
    with nobody too: A to E; f, m; in_person, phone, video, remote; full_time, part_time,
    occasional; the fifteen counties by name.
    """

    category: tuple[Tally, ...] = ()
    gender: tuple[Tally, ...] = ()
    mode: tuple[Tally, ...] = ()
    capacity: tuple[Tally, ...] = ()
    county: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Why somebody stands where they stand; the fields are in the order in which they decide.

    `spoken` is the language that was asked for, for a group the member that this person speaks
    best; `category` the one in that language, in a search by name alone the person's best.
    `nearness` is None where no place was asked for, or the person's is not known. `mode` tells
    whether the mode asked for is the person's own word, or merely not ruled out because nothing
    was said; None where none was asked for. `is_drawn`: somebody else is equal in all of these,
    so that the day's rotation decided between them.
    """

    spoken: str | None
    category: Category
    nearness: Nearness | None
    mode: Literal["stated", "unknown"] | None
    capacity: Capacity | None
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Widening:
    """A wider search that finds somebody, where the one asked for finds nobody.

    `dropped` says what is given up: "min_category" looks down to the next category that finds
    somebody, "remote" takes phone or video for in person, "neighbours" and "country" look
    further away, "mode", "gender" and "capacity" let these go, "all" everything but language and
    name (a place then sets the order alone); "name" keeps one of several names.
    """

    dropped: Dropped
    query: InterpreterQuery
    total: int


@dataclass(frozen=True, slots=True)
class InterpreterPage:
    """One page of what was found, best first.

    `standings` says of each of `results` why it stands there; it is as long as `results`, empty
    after a search for a number. `total` counts all; `pages` is how many can be leafed through.
    `widened` is filled only where nothing was found. `members` names the languages of a group
    that was asked for as one ("Kurdish"): the visitor should choose. Where a language is asked
    for, `in_country` counts all who interpret it by category, A to E, whatever else is asked;
    `close` counts those of each language that is often confused with it: something to ask the
    person about, never a replacement.
    """

    results: tuple[Interpreter, ...]
    total: int
    page: int
    pages: int
    widened: tuple[Widening, ...] = ()
    members: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()
    facets: Facets = field(default_factory=Facets)
    in_country: tuple[Tally, ...] = ()
    close: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """What the register is. `version` changes with every import; `imported_at` is UTC."""

    count: int
    is_sample: bool
    imported_at: datetime | None
    version: str
    spoken_counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenOverview:
    """How many interpret one language, by their best category in it, and by county.

    Categories A to E and the fifteen counties by name all stand there; the county "" counts
    those whose county is not known, and comes last.
    """

    code: str
    total: int
    by_category: tuple[Tally, ...]
    by_county: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class RegisterOverview:
    """The register in numbers, as it was imported.

    People are counted once in `total`, `by_category` (the best in any language) and `by_county`
    ("" last, for a county that is not known), and once in each of their languages in `spoken`,
    which has the most interpreted first. `absent` names the languages that one may ask for and
    nobody of the register interprets, by code.
    """

    total: int
    by_category: tuple[Tally, ...]
    by_county: tuple[Tally, ...]
    spoken: tuple[SpokenOverview, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpokenSuggestion:
    """A language that a text may be the beginning of.

    `label` is its name in the language of the page; `matched` the name that was typed, where
    that is another one, else "". `close` names the languages often confused with it, by code, so
    that a list can tell them apart.
    """

    code: str
    label: str
    matched: str
    close: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """A municipality or county that a text may be the beginning of.

    `label` is what a search takes: as `place` for a municipality, as `county` for a county.
    `matched` is the name that was typed, where that is another one, else "".
    """

    label: str
    county: str
    is_county: bool
    matched: str
