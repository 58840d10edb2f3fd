"""An interpreter, as the register holds one.

The fields are those that tolkeforskriften § 13 lists, less the national identity number, which
is never kept. `modes` is a field of our own: the law's list has none for how somebody works, so
an interpreter without it may work in any way. A category belongs to one language of a person,
not to the person (§ 11).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.register.spoken import SpokenKind

Category = Literal["A", "B", "C", "D", "E"]
Gender = Literal["f", "m"]
Capacity = Literal["full_time", "part_time", "occasional"]
Mode = Literal["in_person", "phone", "video"]

CATEGORIES: tuple[Category, ...] = ("A", "B", "C", "D", "E")
CAPACITIES: tuple[Capacity, ...] = ("full_time", "part_time", "occasional")
MODES: tuple[Mode, ...] = ("in_person", "phone", "video")

# What earns a category, by the numbering of tolkeforskriften § 11 (read 2026-11-20).
ROUTES: dict[str, tuple[Category, str]] = {
    "A": ("A", "state authorisation and a bachelor's degree in interpreting"),
    "B-i": ("B", "bachelor's degree in interpreting"),
    "B-ii": ("B", "state authorisation and the basic course in public-sector interpreting"),
    "C": ("C", "state authorisation in interpreting"),
    "D": ("D", "basic course in public-sector interpreting"),
    "E-i": ("E", "bilingual test and the course on the interpreter's responsibilities"),
    "E-ii": ("E", "state-authorised translator and the course on responsibilities"),
    "E-iii": ("E", "professional translator and the course on responsibilities"),
}


@dataclass(frozen=True, slots=True)
class Qualification:
    """One language of an interpreter, and what it was qualified by.

    `spoken` is a code of knowledge.register.spoken; `route` a key of ROUTES, or None where the
    source tells the category alone; `obtained` the day of the qualification.
    """

    spoken: str
    category: Category
    route: str | None = None
    obtained: date | None = None
    kind: SpokenKind = "spoken"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One person of the register.

    `number` is the interpreter's number, as on the card; `place` the label of a municipality;
    `county` the name of its county; `capacity` how much the person works, by own account.
    `address` is kept only where the person has agreed to its being shown.
    """

    number: str
    given_name: str
    family_name: str
    languages: tuple[Qualification, ...]
    gender: Gender | None = None
    place: str | None = None
    county: str | None = None
    capacity: Capacity | None = None
    modes: tuple[Mode, ...] = ()
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    address_consent: bool = False
    card_issued: date | None = None
    card_valid_to: date | None = None
    listed_since: date | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def has_valid_card(self, on: date) -> bool | None:
        """Say whether the card is valid on that day; None if the register does not tell."""
        return None if self.card_valid_to is None else on <= self.card_valid_to

    def qualification(self, spoken: str) -> Qualification | None:
        """Return the best qualification in that language, or None."""
        own = (q for q in self.languages if q.spoken == spoken)
        return min(own, key=lambda q: q.category, default=None)


def public_view(interpreter: Interpreter, *, contact: bool = True) -> Interpreter:
    """Return the person without what may not be shown (tolkeforskriften § 13, second paragraph).

    :param contact: False leaves out phone, e-mail and address too: for a list, or for a
        register too old to be trusted.
    """
    address = interpreter.address if interpreter.address_consent and contact else None
    return replace(
        interpreter,
        phone=interpreter.phone if contact else None,
        email=interpreter.email if contact else None,
        address=address,
    )
