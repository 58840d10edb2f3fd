"""Figures that change: each stands once in figures.toml, and is written for every language here.

Articles name a figure by its key, {figure:gp-fee-day}; knowledge.expanding puts it in. The
words beside a number (days, kroner) stand in wording.toml, its digits come from CLDR by Babel.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from knowledge.entries import Entry
from knowledge.problems import Problem, key_line, read_toml
from knowledge.wording import cldr_locale, date_pattern, unit_forms

Unit = Literal[
    "NOK",
    "percent",
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "minutes",
    "count",
    "age",
    "year",
    "date",
]
UNITS: tuple[str, ...] = get_args(Unit)
_MAX_DIGITS = 15  # no fact of ours is longer, and CLDR cannot write a number without end


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, rate, deadline, age or date, and where it comes from.

    `valid_from` is the day from which it holds, `next_change` the next day on which it may
    change; both are None where nobody has said. `note` is for editors.
    """

    key: str
    value: int | Decimal | date
    unit: Unit
    source: str
    checked: date
    valid_from: date | None = None
    next_change: date | None = None
    note: str = ""


def load_figures(path: Path, problems: list[Problem]) -> dict[str, Figure]:
    """Read figures.toml; a faulty entry is left out and added to `problems`."""
    figures = {}
    for key, fields in read_toml(path, problems).items():
        entry = Entry(
            fields if isinstance(fields, dict) else {},
            path,
            problems,
            name=f"figure {key!r}",
            find_line=partial(_find_line, path, key),
        )
        unit = entry.choice("unit", UNITS)
        value = entry.raw("value")
        if not _fits(value, unit):
            wanted = "a date, unquoted" if unit == "date" else "a number, unquoted"
            entry.fault("value", f"value {value!r} does not fit the unit {unit}", f"Give {wanted}.")
        valid_from = entry.day("valid_from", required=entry.raw("unit") == "NOK")
        next_change = entry.day("next_change", required=False)
        source = entry.web_address("source")
        checked = entry.day("checked")
        note = entry.text("note", empty=True)
        entry.refuse_others()
        if not entry.faults and checked is not None:
            figures[key] = Figure(
                key=key,
                value=value,
                unit=unit,  # type: ignore[arg-type]  # choice() has compared it with UNITS
                source=source,
                checked=checked,
                valid_from=valid_from,
                next_change=next_change,
                note=note,
            )
    return figures


def _find_line(path: Path, key: str, _field: str | None) -> int | None:
    return key_line(path, key)


def _fits(value: object, unit: str) -> bool:
    if unit == "date":
        return isinstance(value, date)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite() and abs(Decimal(value).adjusted()) < _MAX_DIGITS


def format_figure(figure: Figure, lang: str, *, number_only: bool = False) -> str:
    """Write a figure as its reader would.

    The space between number and unit does not break. No direction marks are needed: in Arabic
    and Persian the unit is a word of that script, so nothing Latin stands beside the number.

    :param lang: one of our codes.
    :param number_only: leave the unit out, for a sentence that inflects it itself. A date has
        no unit, and is written in full; nor has a year.
    :raises UnknownLanguage: if the code is not one of ours.
    """
    locale = cldr_locale(lang)
    if isinstance(figure.value, date):
        return format_date(figure.value, date_pattern(lang), locale=locale)
    if figure.unit == "year":  # a name rather than an amount: 2026, never 2,026
        return format_decimal(figure.value, "0", locale=locale)
    in_oere = figure.unit == "NOK" and figure.value != int(figure.value)  # 182,80 and never 182,8
    number = format_decimal(figure.value, "#,##0.00" if in_oere else None, locale=locale)
    if number_only or figure.unit == "count":
        return number
    unit = "years" if figure.unit == "age" else figure.unit
    forms = unit_forms(lang, unit)
    if not forms:
        return _format_by_cldr(figure.value, unit, locale)
    category = locale.plural_form(figure.value)
    return forms.get(category, forms["other"]).replace("{n}", number)


def _format_by_cldr(value: int | Decimal, unit: str, locale: Locale) -> str:
    """The best that CLDR has, for a language nobody has written units for."""
    if unit == "percent":
        return format_percent(Decimal(value) / 100, locale=locale, decimal_quantization=False)
    if unit == "NOK":
        digits = "#,##0.##"
        return format_currency(
            value, "NOK", f"¤\u00a0{digits}", locale=locale, currency_digits=False
        )
    return format_unit(value, f"duration-{unit.removesuffix('s')}", locale=locale)
