"""What the templates of an answer get, and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from knowledge.languages import Language
from portal.chat.danger import DangerCard
from portal.pages.context import TopicLink
from portal.register.context import PersonCard


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Sentences of a page, and the link to where they stand."""

    text: str
    title: str
    section: str
    lang: str
    url: str
    checked: date | None
    translation: str


@dataclass(frozen=True, slots=True)
class Interpreters:
    """The first interpreters that were asked for, and where all of them stand."""

    people: tuple[PersonCard, ...]
    total: int
    url: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """The answer itself, said in the language of the question (`lang`).

    `kind` is that of the answer, or "unavailable" where there was nothing to search in.
    """

    template: ClassVar[str] = "chat/answer_body.html"
    kind: str
    lang: str
    question: str
    danger: DangerCard | None
    quotes: tuple[QuoteView, ...]
    topics: tuple[TopicLink, ...]
    offices: tuple[str, ...]
    interpreters: Interpreters | None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page around an answer; `history` travels on with the next question, and only there."""

    template: ClassVar[str] = "chat/answer.html"
    body: Markup
    reply_language: Language
    history: tuple[str, ...]
