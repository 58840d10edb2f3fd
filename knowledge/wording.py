"""The words that this package itself puts into a text, read once from wording.toml.

They are the units beside a figure and the phrases of opening hours. The words of pages are the
portal's, in its catalogues.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from knowledge.languages import language
from knowledge.problems import read_toml

_FILE = Path(__file__).with_name("wording.toml")


def unit_forms(lang: str, unit: str) -> Mapping[str, str]:
    """Patterns of a unit by plural category, with {n} for the number; empty if none stand there."""
    forms: Mapping[str, str] = _wording()["units"].get(lang, {}).get(unit, {})
    return forms


def date_pattern(lang: str) -> str:
    """The CLDR pattern or style in which a date is written in running text."""
    return str(_wording()["units"].get(lang, {}).get("date", "long"))


def hours_words(lang: str) -> Mapping[str, str]:
    """The phrases of opening hours; English where a language has none."""
    words: Mapping[str, str] = _wording()["hours"].get(lang) or _wording()["hours"]["en"]
    return words


@cache
def cldr_locale(lang: str) -> Locale:
    """The CLDR locale of one of our languages.

    :raises UnknownLanguage: if the code is not one of ours.
    """
    return Locale.parse(language(lang).locale)


@cache
def _wording() -> dict[str, Any]:
    return read_toml(_FILE, [])
