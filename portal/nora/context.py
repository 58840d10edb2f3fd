"""What the templates of Nora get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from knowledge.languages import Language
from portal.helplines import LineView
from portal.nora.lines import LineGroup
from portal.pages.context import TopicGroup, TopicLink


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where a reader of Nora begins; `rights_url` is where one's rights are explained."""

    template: ClassVar[str] = "nora/start.html"
    name: str
    about: str
    rights_url: str
    groups: tuple[TopicGroup, ...]


@dataclass(frozen=True, slots=True)
class WhoCanHelpPage:
    """Who can help, and who answers now. `day` and `time` are those of Norway."""

    template: ClassVar[str] = "nora/help.html"
    day: str
    time: str
    is_holiday: bool
    ages: tuple[tuple[str, str], ...]
    first_lines: tuple[LineView, ...]
    groups: tuple[LineGroup, ...]
    law: tuple[LineView, ...]
    abroad: tuple[LineView, ...]
    from_abroad: tuple[LineView, ...]
    deaf: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A section of an article under a heading of this page, a message id."""

    heading: str
    html: Markup
    language: Language


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """How to use these pages safely; `more` is the article that the excerpts come from."""

    template: ClassVar[str] = "nora/safety.html"
    excerpts: tuple[Excerpt, ...]
    more: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article to read, with its whole summary, which is in the language of the link."""

    link: TopicLink
    summary: str


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """What those read who want to help; `heading` and `first_words` are message ids."""

    template: ClassVar[str] = "nora/readers.html"
    heading: str
    first_words: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story, and the subjects that it touches."""

    reading: Reading
    subjects: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """The stories, each with what it is about, so that nobody is taken by surprise."""

    template: ClassVar[str] = "nora/stories.html"
    name: str
    stories: tuple[Story, ...]
