"""What views may use: a few protocols, gathered in one frozen value that is passed in.

The real set, opened from the data directory, is made in portal.opening; tests pass the small
ones of portal.twins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from flask import Flask, current_app

from indexing.values import Answer, Danger, Question
from knowledge.articles import Article

if TYPE_CHECKING:
    from datetime import date

    from indexing.page_values import PageQuery, SearchResults, Suggestion
    from knowledge.facts import Facts
    from knowledge.feedback import Feedback
    from knowledge.register.comparing import Change
    from knowledge.register.crossing import CrossCount
    from knowledge.register.interpreters import Interpreter
    from knowledge.register.queries import (
        InterpreterPage,
        InterpreterQuery,
        RegisterInfo,
        RegisterOverview,
    )
    from knowledge.topics import Collection, Topic
    from portal.keys import Key
    from portal.limits import Allowed, Client, Kind, Refused

EXTENSION = "veiviser"


class Library(Protocol):
    """The guidance, one article at a time: portal.shelf.Shelf is one."""

    @property
    def collections(self) -> "tuple[Collection, ...]":
        """Our collections, in the order in which pages list them."""

    @property
    def topics(self) -> "tuple[Topic, ...]":
        """What the collections are meant to cover, in order."""

    @property
    def facts(self) -> "Facts":
        """Figures, helplines and Norwegian words."""

    def collection_ids(self) -> tuple[str, ...]:
        """Return every collection, those that were added too."""

    def slugs(self, collection: str) -> tuple[str, ...]:
        """Return the articles of a collection, in order."""

    def langs(self, collection: str, slug: str) -> tuple[str, ...]:
        """Return the languages that an article exists in."""

    def article(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return one article, None where there is no text in this language."""

    def nearest(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return an article in `lang`, if only its outline, else in the language nearest to it."""

    def text(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return a whole article in `lang`, else in the language nearest to it, else None."""

    def is_outdated(self, article: Article) -> bool:
        """Tell whether the source has changed since the translation was made."""


class Answerer(Protocol):
    """What answers questions: indexing.road.Road is one."""

    def answer(self, question: Question) -> Answer:
        """Return the answer; raises IndexingError where there is no usable index."""


class PageFinder(Protocol):
    """What finds pages: indexing.page_search.PageSearch is one."""

    def search(self, query: "PageQuery") -> "SearchResults":
        """Return the pages that match; raises IndexingError where there is no usable index."""

    def suggest(self, text: str, lang: str) -> "tuple[Suggestion, ...]":
        """Return what a text may be the beginning of; raises IndexingError likewise."""


class Register(Protocol):
    """The register of interpreters: knowledge.register.store.RegisterStore is one."""

    def search(self, query: "InterpreterQuery") -> "InterpreterPage":
        """Return one page of the interpreters that fit, the best qualified first."""

    def get(self, number: str) -> "Interpreter | None":
        """Return the interpreter with this number."""

    def info(self) -> "RegisterInfo":
        """Return how many there are, since when, and whether they are real."""

    def overview(self) -> "RegisterOverview":
        """Return the register in numbers."""

    def cross_counts(self) -> "tuple[CrossCount, ...]":
        """Return how many interpret each language in each category in each county."""

    def last_change(self) -> "Change | None":
        """Return what the last import changed, None where there was nothing before."""


class FeedbackBox(Protocol):
    """What readers say of answers: knowledge.feedback.FeedbackStore is one."""

    def add(self, feedback: "Feedback", on: "date", *, question: str = "") -> bool:
        """Count it, and return whether the question was kept; raises FeedbackUnavailable."""


class Limits(Protocol):
    """How much a client may ask for: portal.limits.Limiter is one."""

    def allow(self, client: "Client", kind: "Kind", what: str = "") -> "Allowed | Refused":
        """Count one use, and tell whether it is within what the client may ask for."""


class Keys(Protocol):
    """The keys of other systems: portal.keys.KeyRing is one."""

    def find(self, secret: str) -> "Key | None":
        """Return the key that this is the secret of; raises KeysUnavailable."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a view may use.

    `find_danger` needs no index and no model, so that help is shown when nothing else works.
    `check_parts` names each part and what is wrong with it, "" if nothing.
    """

    library: Library
    road: Answerer
    finder: PageFinder
    register: Register
    feedback: FeedbackBox
    limits: Limits
    keys: Keys
    find_danger: Callable[..., Danger | None]
    now: Callable[[], datetime]
    check_parts: Callable[[], Mapping[str, str]]


def services(app: Flask | None = None) -> Services:
    """Return the services of the application, the current one if none is named."""
    found: Services = (app or current_app).extensions[EXTENSION]
    return found
