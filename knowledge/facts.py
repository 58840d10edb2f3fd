"""The facts that articles name by key: figures, helplines and Norwegian words, each kept once.

Reading one file each is knowledge.figures, knowledge.helplines and knowledge.glossary; putting
them into a text is knowledge.expanding.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from knowledge.errors import UnknownKey
from knowledge.figures import Figure, load_figures
from knowledge.glossary import Term, load_glossary
from knowledge.helplines import Helpline, load_helplines
from knowledge.problems import Problem

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that {figure:…}, {helpline:…} and {term:…} can name."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    helplines: Mapping[str, Helpline] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)

    def figure(self, key: str) -> Figure:
        """:raises UnknownKey: if no figure has this key."""
        return _find(self.figures, "figure", key)

    def helpline(self, id_: str) -> Helpline:
        """:raises UnknownKey: if no helpline has this id."""
        return _find(self.helplines, "helpline", id_)

    def term(self, word: str) -> Term:
        """The word as it stands in the glossary, or written with a capital letter in a text.

        :raises UnknownKey: if the glossary has no such word.
        """
        if word not in self.glossary:
            word = word[:1].lower() + word[1:]
        return _find(self.glossary, "term", word)

    def has(self, kind: str, key: str) -> bool:
        """Does any file hold this key?"""
        try:
            {"figure": self.figure, "helpline": self.helpline, "term": self.term}[kind](key)
        except UnknownKey:
            return False
        return True


def _find(entries: Mapping[str, _T], kind: str, key: str) -> _T:
    try:
        return entries[key]
    except KeyError:
        raise UnknownKey(kind, key) from None


def load_facts(data_dir: Path, problems: list[Problem]) -> Facts:
    """Read figures.toml, helplines.toml and glossary.toml from a folder."""
    return Facts(
        load_figures(data_dir / "figures.toml", problems),
        load_helplines(data_dir / "helplines.toml", problems),
        load_glossary(data_dir / "glossary.toml", problems),
    )
