"""Dates, numbers and lists as the language being spoken writes them; template filters.

Babel is imported when first needed: a worker that only answers the API never loads it here.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from flask import Flask

from portal.i18n import current_language

if TYPE_CHECKING:
    from babel import Locale


@cache
def _locale(identifier: str) -> "Locale":
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(identifier)


def format_day(day: date) -> str:
    """Return a day as running text has it: 20. november 2026."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(day, "long", locale=_locale(current_language().locale))


def format_count(number: int) -> str:
    """Return a whole number with the digits grouped."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(number, locale=_locale(current_language().locale))


def format_and_list(items: Sequence[str]) -> str:
    """Return items as one enumeration: Bergen, Oslo and Bodø."""
    from babel.lists import format_list  # noqa: PLC0415

    return format_list(list(items), locale=_locale(current_language().locale))


def register_formats(app: Flask) -> None:
    """Make the formats filters of every template."""
    app.jinja_env.filters |= {
        "day": format_day,
        "count_text": format_count,
        "and_list": format_and_list,
    }
