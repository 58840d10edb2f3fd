"""The languages of the portal, read once from `languages.toml`.

Here stands which languages there are and how each is written; which one a reader gets is
decided in portal.i18n, which one a question is written in by indexing.identifying.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.errors import UnknownLanguage

SOURCE_LANG = "nb"
_FILE = Path(__file__).with_name("languages.toml")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the portal; the fields are explained in `languages.toml`."""

    code: str
    tag: str
    locale: str
    endonym: str
    dir: Literal["ltr", "rtl"]
    script: str


@cache
def languages() -> dict[str, Language]:
    """Return every language by code, in menu order."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))["language"]
    return {entry["code"]: Language(**entry) for entry in entries}


def language(code: str) -> Language:
    """Return the language with this code.

    :raises UnknownLanguage: naming the codes that exist.
    """
    try:
        return languages()[code]
    except KeyError:
        raise UnknownLanguage(code, tuple(languages())) from None
