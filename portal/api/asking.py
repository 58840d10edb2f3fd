"""Read the arguments of an address of the API; what is wrong is added to `faults`."""

from collections.abc import Collection
from datetime import date

from flask import request

from knowledge.register.interpreters import CATEGORIES, Category
from portal.errors import Detail
from portal.reading import detail, refuse
from portal.register.forms import MAX_CHARS

_DAY_CHARS = 10


def find_unknown(known: Collection[str]) -> list[Detail]:
    """Return a fault for each argument that is not among these; `lang` may always be given."""
    unknown = [name for name in request.args if name not in known and name != "lang"]
    return [detail(name[:MAX_CHARS], "unknown_field") for name in unknown]


def refuse_any() -> None:
    """Refuse every argument but `lang`.

    :raises RequestRefused: naming those that are not known.
    """
    if faults := find_unknown(()):
        raise refuse(faults)


def read_text(name: str, faults: list[Detail]) -> str:
    """Return an argument, "" if it is missing or too long."""
    text = request.args.get(name, "").strip()
    if len(text) <= MAX_CHARS:
        return text
    faults.append(detail(name, "too_long", most=MAX_CHARS))
    return ""


def read_day(name: str, today: date, faults: list[Detail]) -> date:
    """Return the day that an argument names, `today` if it is missing or names none."""
    text = request.args.get(name, "").strip()
    if not text:
        return today
    try:
        if len(text) == _DAY_CHARS and text[4] == text[7] == "-":
            return date.fromisoformat(text)
    except ValueError:
        pass
    faults.append(detail(name, "not_day"))
    return today


def read_category(faults: list[Detail]) -> Category | None:
    """Return the category that is asked for, None if none is."""
    text = request.args.get("category", "").strip().upper()
    found = next((category for category in CATEGORIES if category == text), None)
    if text and found is None:
        faults.append(detail("category", "unknown_value", known=", ".join(CATEGORIES)))
    return found
