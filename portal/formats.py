"""Dates, numbers and lists as the language being spoken writes them; template filters.

Babel is imported when first needed: a worker that only answers the API never loads it here.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from flask import Flask
from markupsafe import Markup

from portal.i18n import current_lang


def format_day(day: date) -> str:
    """Return a day as running text has it: 20. november 2026."""
    from babel.dates import format_date  # noqa: PLC0415

    from knowledge.wording import cldr_locale, date_pattern  # noqa: PLC0415

    lang = current_lang()
    return format_date(day, date_pattern(lang), locale=cldr_locale(lang))


def format_count(number: int) -> str:
    """Return a whole number with the digits grouped."""
    return _count_in(current_lang(), number)


@lru_cache(maxsize=4096)  # a page of counts asks for the same few dozen again and again
def _count_in(lang: str, number: int) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    return format_decimal(number, locale=cldr_locale(lang))


def format_and_list(items: Sequence[str]) -> str:
    """Return items as one enumeration: Bergen, Oslo and Bodø."""
    return _listed(items, "standard")


def format_or_list(items: Sequence[str]) -> str:
    """Return items as a choice: Bergen, Oslo or Bodø."""
    return _listed(items, "or")


def _listed(items: Sequence[str], style: Literal["standard", "or"]) -> str:
    from babel.lists import format_list  # noqa: PLC0415

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    return format_list(list(items), style, cldr_locale(current_lang()))


def isolate(text: str) -> Markup:
    """Keep the direction of a foreign text from turning what stands around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def register_formats(app: Flask) -> None:
    """Make the formats filters of every template."""
    app.jinja_env.filters |= {
        "day": format_day,
        "count_text": format_count,
        "and_list": format_and_list,
        "isolated": isolate,
    }
