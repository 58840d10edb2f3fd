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
    """The first interpreters that were asked for, and where all of them stand.

    `when` is what was said of the time, in the asker's words: the register does not know it.
    """

    people: tuple[PersonCard, ...]
    total: int
    url: str
    is_sample: bool
    when: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier question that an answer leans on; `again_url` takes the same words without it.

    There is no such address while the helplines are shown: what was said before calls for them.
    """

    text: str
    again_url: str | None


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """The answer itself, said in the language of the question (`lang`).

    `kind` is that of the answer, or "unavailable" where there was nothing to search in.
    `replies` are message ids, said to small talk; `choices` are the pages to ask back with.
    """

    template: ClassVar[str] = "chat/answer_body.html"
    kind: str
    lang: str
    question: str
    earlier: Earlier | None
    danger: DangerCard | None
    replies: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    choices: tuple[TopicLink, ...]
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
