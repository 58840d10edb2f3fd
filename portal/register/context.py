"""What the templates of the register get, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from markupsafe import Markup

from portal.contact import Contact

if TYPE_CHECKING:
    from knowledge.register.queries import Tally
    from portal.limits import Kind
    from portal.tolk.context import Reading, RuleView

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SkillView:
    """One language of an interpreter, by its name in the language of the page.

    `means` is the message id of what the person is qualified by, `obtained` since when.
    """

    spoken: str
    category: str
    means: str = ""
    obtained: date | None = None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What a list shows of a person: enough to choose, no way to get in touch.

    `url` is the page of the person. `capacity` is a message id, "" if unknown. In the list of a
    search `category` is the one that counted there and `means` the message id of what it takes,
    `others` the languages beside the one asked for, `modes` says in words how one can meet,
    `reasons` why the person stands where they stand, each a short remark, and `home` is the
    place if no reason names it: it tells people of the same name apart.
    """

    url: str
    name: str
    skills: tuple[SkillView, ...]
    place: str
    capacity: str
    category: str = ""
    means: str = ""
    others: tuple[SkillView, ...] = ()
    modes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A word or two, and where it leads; `is_current` is what one sees already."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen: the label of its field, the value, and the search without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Count:
    """A link to a search with how many it finds; nowhere to go where `url` is ""."""

    label: str
    total: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One condition and what it could be, each with how many would then be found."""

    name: str
    label: str
    counts: tuple[Count, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether one of the choices is in force."""
        return any(count.is_chosen for count in self.counts)


@dataclass(frozen=True, slots=True)
class Nobody:
    """The answer where nobody was found.

    `in_country` counts who interprets `spoken` by category, whatever else was asked, and
    `country_url` shows them; `close` are languages to ask the person about. `law` says what one
    must do then. `is_number` says that a number was looked for, which may be mistyped.
    """

    is_number: bool
    wider: tuple[Count, ...]
    spoken: str
    total: int
    in_country: "tuple[Tally, ...]"
    country_url: str
    close: tuple[Count, ...]
    law: "tuple[RuleView, ...]"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results.

    `members` are links to the languages of a group, `others` to those that are often taken for
    the language `spoken`. `is_anywhere` says that the place asked for keeps nobody out, since it
    does not matter by phone or on screen. `pages` are the pages that can be leafed through.
    `facets`, `sorts` and `views` are empty where there is nothing to choose between; `sort` is
    the order chosen.
    """

    people: tuple[PersonCard, ...]
    total: int
    spoken: str
    is_anywhere: bool
    chips: tuple[Chip, ...]
    facets: tuple[Facet, ...]
    sort: str
    sorts: tuple[Link, ...]
    views: tuple[Link, ...]
    is_table: bool
    pages: tuple[Link, ...]
    members: tuple[Link, ...]
    others: tuple[Link, ...]
    is_cut: bool
    nobody: Nobody | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search form, and what was found.

    `form` and `faults` go by the name of the field, `fault_list` has the id of the field with the
    sentence; `datalist` are the languages as options; `nearest` are searches for what may have
    been meant. `spoken_list` are the languages of the register with how many interpret each, where
    no search was made; `needs_language` where all but the language was chosen.
    """

    template: ClassVar[str] = "register/search.html"
    form: Mapping[str, str]
    faults: Mapping[str, str]
    fault_list: tuple[tuple[str, str], ...]
    nearest: tuple[Link, ...]
    datalist: Markup
    options: Mapping[str, Options]
    has_more: bool
    categories: tuple[tuple[str, str], ...]
    found: Found | None
    spoken_list: tuple[Count, ...]
    needs_language: bool
    reading: "tuple[Reading, ...]"
    tools: tuple[Link, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ContactView:
    """How to get in touch with a person; `tel` is the number as a machine dials it."""

    phone: str
    tel: str
    email: str
    address: str


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
    has_contact: bool
    card_valid_to: date | None
    has_valid_card: bool | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One interpreter; `contact` is there once it was asked for, `imported` is when the register
    was last updated."""

    template: ClassVar[str] = "register/interpreter.html"
    person: PersonView
    contact: ContactView | None
    reading: "tuple[Reading, ...]"
    tools: tuple[Link, ...]
    imported: datetime | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class LimitPage:
    """Said to whoever has asked for too much; `minutes` is 0 where it is for the rest of the day.

    `counted` is what was asked for, `a_minute` and `a_day` how often that may be. `is_broken`
    says that it is our fault. `back_url` is "" where there is no page to go back to.
    """

    template: ClassVar[str] = "register/limit.html"
    is_broken: bool
    minutes: int
    counted: "Kind"
    a_minute: int
    a_day: int
    back_url: str
    contact: Contact | None
