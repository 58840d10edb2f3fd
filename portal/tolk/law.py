"""The sections that the tools for public bodies rest on, and where each is explained.

What stands in law.toml is explained there. A citation is Norwegian in every language: it is what
the text at Lovdata is found by, and what a decision has to name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("law.toml")


@dataclass(frozen=True, slots=True)
class Law:
    """An Act or regulation, by its short name in both forms of Norwegian."""

    nb: str
    nn: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a law; `part` is the paragraph meant, "" for the whole."""

    law: Law
    number: str
    part: str = ""

    def cited(self, lang: str) -> str:
        """Return the citation, in Nynorsk where that is the language of the page.

        >>> rules()["must"].sections[0].cited("so")
        'tolkeloven § 6 første ledd'
        """
        name = self.law.nn if lang == "nn" else self.law.nb
        return f"{name} § {self.number} {self.part}".rstrip()

    @property
    def url(self) -> str:
        """The address of the section at Lovdata."""
        return f"{self.law.url}/§{self.number}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, or a piece of advice where it rests on no section.

    `slug` and `anchor` name the place in our guidance on interpreting that explains it.
    """

    id: str
    sections: tuple[Section, ...]
    slug: str
    anchor: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its name."""
    file = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: _rule(name, entry) for name, entry in file["rule"].items()}


@cache
def laws() -> Mapping[str, Law]:
    """Return every law by its short name."""
    file = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: Law(**entry) for name, entry in file["law"].items()}


def section(law: str, number: str, part: str = "") -> Section:
    """Return a section of a law that law.toml names."""
    return Section(laws()[law], number, part)


def _rule(name: str, entry: Mapping[str, list[list[str]] | str]) -> Rule:
    slug, _, anchor = str(entry["article"]).partition("#")
    return Rule(name, tuple(section(*named) for named in entry.get("sections", [])), slug, anchor)
