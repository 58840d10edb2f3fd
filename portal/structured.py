"""What programs are told of a page beside its words: structured data in the terms of schema.org.

Each is a small value that says only what the page itself shows; `as_script` writes them as one
block of JSON-LD. A browser runs no such block, so the strict policy for scripts lets it stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson
from markupsafe import Markup

# How a question ends: Latin, Cyrillic and mostly Tigrinya; Arabic and Persian; Ethiopic.
_QUESTION_MARKS = ("?", "؟", "፧")
# Inside <script> only these could end it or begin a comment; in JSON they stand in strings alone.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Node = dict[str, object]


class Structured(Protocol):
    """Something that can be told in the terms of schema.org."""

    def as_node(self) -> Node:
        """Return it as one node of JSON-LD."""


class HasText(Protocol):
    """A section of a page: what it is called and what stands in it."""

    @property
    def heading(self) -> str:
        """What stands above it."""

    @property
    def html(self) -> Markup:
        """What it says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer, both plain text."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class QuestionsAnswered:
    """The questions that a page answers, in its language."""

    lang: str
    asked: tuple[Asked, ...]

    def as_node(self) -> Node:
        """Return a FAQPage."""
        questions = [
            {
                "@type": "Question",
                "name": one.question,
                "acceptedAnswer": {"@type": "Answer", "text": one.answer},
            }
            for one in self.asked
        ]
        return {"@type": "FAQPage", "inLanguage": self.lang, "mainEntity": questions}


@dataclass(frozen=True, slots=True)
class PublicService:
    """What a public body does for people; `kind` is the category that the page stands in."""

    name: str
    about: str
    kind: str
    body: str

    def as_node(self) -> Node:
        """Return a GovernmentService."""
        node: Node = {
            "@type": "GovernmentService",
            "name": self.name,
            "description": self.about,
            "provider": {"@type": "Organization", "name": self.body},
        }
        return node | ({"serviceType": self.kind} if self.kind else {})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from the first page to the one that is shown."""

    steps: tuple[Step, ...]

    def as_node(self) -> Node:
        """Return a BreadcrumbList."""
        items = [
            {"@type": "ListItem", "position": at, "name": step.name, "item": step.url}
            for at, step in enumerate(self.steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


@dataclass(frozen=True, slots=True)
class Site:
    """The portal as a whole, in one language."""

    url: str
    lang: str
    about: str

    def as_node(self) -> Node:
        """Return a WebSite; it has no search that takes a question in an address."""
        return {
            "@type": "WebSite",
            "name": "Veiviser",
            "url": self.url,
            "inLanguage": self.lang,
            "description": self.about,
        }


def questions_in(sections: Iterable[HasText], lang: str) -> tuple[QuestionsAnswered, ...]:
    """Return the questions that headings ask and their sections answer; nothing if none does."""
    asked = tuple(
        Asked(section.heading, answer)
        for section in sections
        if section.heading.rstrip().endswith(_QUESTION_MARKS) and (answer := _plain(section.html))
    )
    return (QuestionsAnswered(lang, asked),) if asked else ()


def _plain(html: Markup) -> str:
    """Return the text of HTML; each paragraph and each item of a list on a line of its own."""
    lines = (Markup(line).striptags() for line in html.splitlines())
    return "\n".join(line for line in lines if line)


def as_script(told: Sequence[Structured]) -> Markup:
    """Return the JSON of a block of structured data, safe inside <script>; "" for nothing."""
    if not told:
        return Markup("")
    graph = {"@context": "https://schema.org", "@graph": [one.as_node() for one in told]}
    return Markup(orjson.dumps(graph).decode().translate(_ESCAPED))
