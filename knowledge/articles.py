"""The article: what one topic says in one language, and where it has it from.

Files are read in knowledge.loading, faults are found in knowledge.checks, and figures,
phone numbers and Norwegian words are put in by knowledge.expanding: the text of a Section
still holds their keys, such as {figure:gp-fee-day}.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

TranslationState = Literal["source", "machine", "reviewed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, and the day somebody last read it there."""

    title: str
    url: str
    checked: date


@dataclass(frozen=True, slots=True)
class Translation:
    """How a text came to be in its language.

    `fingerprint` is that of the source article as it was when the translation was made: when
    the source moves on, the two differ and the page says so by itself. `reviewer` is the name
    of a role, never of a person.
    """

    state: TranslationState
    source_lang: str | None = None
    fingerprint: str | None = None
    reviewer: str | None = None
    reviewed: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown under it, up to the next heading.

    `anchor` is the same in every language, so that a quote can be shown beside its Norwegian
    original. `level` is 2 or 3.
    """

    heading: str
    anchor: str
    level: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Article:
    """One topic in one language.

    `checked` is the day the text was last read against its sources; a translation bears the day
    of the text that it follows. `questions` are what people really ask, in their own words: they
    are indexed, and not shown as headings. A translation without sections is an outline: title
    and summary, for topics whose text has not been translated.
    """

    collection: str
    slug: str
    lang: str
    title: str
    summary: str
    questions: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    checked: date
    responsible: str
    translation: Translation
    related: tuple[str, ...] = ()

    @property
    def is_outline(self) -> bool:
        """Are only title and summary there?"""
        return not self.sections

    @property
    def fingerprint(self) -> str:
        """Six hex digits for title and summary, and six for each section, in reading order.

        A translation bears that of its source, so it can be told which parts have changed since.
        """
        sections = (f"{s.level} {s.anchor} {s.heading}\n{s.markdown}" for s in self.sections)
        return " ".join(map(_digest, (f"{self.title}\n{self.summary}", *sections)))

    def fingerprint_for(self, translation: "Article") -> str:
        """What a translation of this text must bear: an outline follows title and summary only."""
        return self.fingerprint.partition(" ")[0] if translation.is_outline else self.fingerprint


def _digest(part: str) -> str:
    return hashlib.sha256(part.encode()).hexdigest()[:6]
