"""Read what is to be verified; a number may be typed in many ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from knowledge.register.columns import parse_date
from knowledge.register.faults import CellFault
from knowledge.register.interpreters import CATEGORIES, Category
from knowledge.register.national_ids import holds_national_id
from knowledge.register.spoken import find_spoken
from portal.i18n import N_, translate
from portal.reading import FAULTS, read_numbers

FIELDS = ("number", "spoken", "on", "category")
MAX_CHARS = 80
_NO_DATE = N_("Write the date as day.month.year.")
_NO_NUMBER = N_("Write the interpreter's number.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be verified; `numbers` are what the number may be meant as."""

    numbers: tuple[str, ...]
    spoken: str | None
    on: date
    category: Category | None


def read_asked(
    given: Mapping[str, str], lang: str, today: date
) -> tuple[Asked | None, dict[str, str]]:
    """Return what is to be verified, None with what is wrong by field.

    :param given: the fields as they were typed, "" where one is left out.
    :param lang: the language that names of languages are probably written in.
    """
    faults = {
        name: _say(lang, "too_long", most=MAX_CHARS)
        for name, text in given.items()
        if len(text) > MAX_CHARS
    }
    if faults:
        return None, faults
    numbers = read_numbers(given["number"])
    if not numbers:
        faults["number"] = translate(lang, _NO_NUMBER)
    elif holds_national_id(given["number"]):
        faults["number"] = _say(lang, "national_id")
    spoken = find_spoken(given["spoken"], lang) if given["spoken"] else None
    if given["spoken"] and spoken is None:
        faults["spoken"] = _say(lang, "unknown_spoken")
    try:
        on = parse_date(given["on"]) if given["on"] else today
    except CellFault:
        on = today
        faults["on"] = translate(lang, _NO_DATE)
    category = given["category"].upper()
    if category and category not in CATEGORIES:
        known = ", ".join(CATEGORIES)
        faults["category"] = _say(lang, "unknown_value", known=known)
    if faults:
        return None, faults
    return Asked(numbers, spoken, on, cast(Category, category) if category else None), {}


def _say(lang: str, fault: str, **values: object) -> str:
    return translate(lang, FAULTS[fault], **values)
