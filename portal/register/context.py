"""What the templates of the register get, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SkillView:
    """One language of an interpreter, by its name in the language of the page."""

    spoken: str
    category: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What a list shows of a person: enough to choose, no way to get in touch.

    `capacity` is a message id, "" if unknown.
    """

    number: str
    name: str
    skills: tuple[SkillView, ...]
    place: str
    capacity: str


@dataclass(frozen=True, slots=True)
class WiderSearch:
    """A search that finds somebody where the one asked for finds nobody.

    `condition` is the message id of what is given up, or `spoken` the name of a language that is
    often confused with the one asked for; both empty: everything but the language is given up.
    """

    condition: str
    spoken: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `members` are links to the languages of a group."""

    people: tuple[PersonCard, ...]
    total: int
    page: int
    last_page: int
    previous_url: str
    next_url: str
    wider: tuple[WiderSearch, ...]
    members: tuple[tuple[str, str], ...]
    is_cut: bool


Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search form, and what was found. `form` and `faults` go by the name of the field."""

    template: ClassVar[str] = "register/search.html"
    form: Mapping[str, str]
    faults: Mapping[str, str]
    spoken_options: Options
    mode_options: Options
    gender_options: Options
    category_options: Options
    places: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    found: Found | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """What the page of one person shows; gender, capacity and modes are message ids."""

    number: str
    name: str
    skills: tuple[SkillView, ...]
    place: str
    gender: str
    capacity: str
    modes: tuple[str, ...]
    address: str
    phone: str
    tel: str
    email: str
    card_valid_to: date | None
    has_valid_card: bool | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One interpreter; `imported` is when the register was last updated."""

    template: ClassVar[str] = "register/interpreter.html"
    person: PersonView
    imported: datetime | None
    is_sample: bool
