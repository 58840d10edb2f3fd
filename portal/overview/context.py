"""What the template of the overview gets, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from portal.register.context import Options


@dataclass(frozen=True, slots=True)
class CountRow:
    """One language or county; `counts` are by category A to E, empty where people are counted.

    `url` narrows the page to it. `is_norwegian` says in which language the name is.
    """

    name: str
    url: str
    counts: tuple[int, ...]
    total: int
    bar: Markup
    is_norwegian: bool = False


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How many have one category; `meaning` is a message id."""

    letter: str
    meaning: str
    total: int
    swatch: Markup


@dataclass(frozen=True, slots=True)
class FigureView:
    """One official figure: all but the day are finished texts."""

    label: str
    period: str
    figure: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One language: its share of the assignments, and who interprets it here."""

    name: str
    url: str
    need: FigureView
    total: int
    share: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What the last import changed."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The register in numbers, or one language or county of it.

    `total` counts each person once. `spoken` and `county` are what is chosen, "" if nothing;
    `about` names it. `first_rows` are the languages that are drawn, `spoken_rows` all of them.
    `languages_total` counts those with anybody. `need_rows` and `figures` are official figures.
    """

    template: ClassVar[str] = "overview/overview.html"
    spoken: str
    county: str
    about: str
    fault: Mapping[str, str]
    spoken_options: Options
    county_options: Options
    total: int
    languages_total: int
    absent: tuple[tuple[str, str], ...]
    categories: tuple[CategoryCount, ...]
    first_rows: tuple[CountRow, ...]
    spoken_rows: tuple[CountRow, ...]
    county_rows: tuple[CountRow, ...]
    need_rows: tuple[NeedRow, ...]
    figures: tuple[FigureView, ...]
    change: ChangeView | None
    search_url: str
    imported: datetime | None
    is_sample: bool
    patterns: Markup
