"""What the templates of the conversation get, and nothing else.

An answer is made of parts. Each has its own template, so that a page can show all of them and a
stream can send one after the other; `slot` says where on the card of the answer it stands: above
its text, in the text (what is read aloud, copied and printed), or below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, Protocol

from markupsafe import Markup

from knowledge.languages import Language
from knowledge.pairing import Pair
from knowledge.quoted import QuotedBlock
from portal.chat.danger import DangerCard
from portal.chat.forms import Carried
from portal.pages.context import TopicLink
from portal.register.context import Chip, Options, PersonCard

Slot = Literal["top", "text", "more"]
NOTHING = Markup()
NEW = Carried()


class Part(Protocol):
    """One part of an answer."""

    template: ClassVar[str]
    slot: ClassVar[Slot]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Sentences of a page, and the link to where they stand.

    `short` is how the answer begins, "" where that alone says little; `blocks` are the rest.
    `address` is the whole address of the page, for paper; `beside` the same in Norwegian.
    """

    short: str
    blocks: tuple[QuotedBlock, ...]
    title: str
    section: str
    lang: str
    url: str
    address: str
    checked: date | None
    translation: str
    beside: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier question that an answer leans on; `again_url` takes the same words without it.

    There is no such address while the helplines are shown: what was said before calls for them.
    """

    text: str
    again_url: str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a form on the card posts a question to, and what the page remembers with it."""

    url: str
    carried: Carried


@dataclass(frozen=True, slots=True)
class HelpPart:
    """Whom to call, first and above all else."""

    template: ClassVar[str] = "chat/help.html"
    slot: ClassVar[Slot] = "top"
    card: DangerCard


@dataclass(frozen=True, slots=True)
class AskedPart:
    """The question, as the heading of the card; `searched` is how it was read where it has slips,
    `anew` is for asking without the earlier one."""

    template: ClassVar[str] = "chat/asked.html"
    slot: ClassVar[Slot] = "top"
    number: int
    question: str
    searched: str | None
    earlier: Earlier | None
    anew: Carried


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """The language that was understood or chosen, and others to be answered in instead."""

    template: ClassVar[str] = "chat/language.html"
    slot: ClassVar[Slot] = "top"
    lang: str
    is_understood: bool
    nearest: tuple[str, ...]
    others: tuple[str, ...]
    question: str
    asking: Asking


@dataclass(frozen=True, slots=True)
class SaidPart:
    """What is said in words of our own: `kind` is that of the answer, or "unavailable".

    `replies` are message ids, said to small talk; `offices` are asked where we cannot answer.
    """

    template: ClassVar[str] = "chat/said.html"
    slot: ClassVar[Slot] = "text"
    kind: str
    replies: tuple[str, ...]
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterpretersPart:
    """The first interpreters that were asked for, and where all of them stand.

    `wishes` are what was understood, each with the search that does without it, and `said` the
    same in one line. `form` has the values to change them with, by the name of the field, and
    `options` what its lists offer. `when` is what was said of the time, in the asker's words: the
    register does not know it.
    """

    template: ClassVar[str] = "chat/interpreters.html"
    slot: ClassVar[Slot] = "text"
    wishes: tuple[Chip, ...]
    said: str
    form: Mapping[str, str]
    options: Mapping[str, Options]
    when: str
    people: tuple[PersonCard, ...]
    total: int
    url: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One quote; its source opens beside the conversation (`opens_aside`) unless it is private."""

    template: ClassVar[str] = "chat/quote.html"
    slot: ClassVar[Slot] = "text"
    quote: QuoteView
    lang: str
    opens_aside: bool


@dataclass(frozen=True, slots=True)
class ChoicesPart:
    """The pages to ask back with."""

    template: ClassVar[str] = "chat/choices.html"
    slot: ClassVar[Slot] = "text"
    choices: tuple[TopicLink, ...]
    lang: str
    has_danger: bool


@dataclass(frozen=True, slots=True)
class ToolsPart:
    """What can be done with an answer that quotes: listen, copy, print."""

    template: ClassVar[str] = "chat/tools.html"
    slot: ClassVar[Slot] = "more"
    number: int
    day: date
    is_private: bool


@dataclass(frozen=True, slots=True)
class TopicsPart:
    """The pages to read on."""

    template: ClassVar[str] = "chat/topics.html"
    slot: ClassVar[Slot] = "more"
    topics: tuple[TopicLink, ...]
    lang: str
    has_quotes: bool


@dataclass(frozen=True, slots=True)
class FollowUpsPart:
    """Questions that others ask about neighbouring matters."""

    template: ClassVar[str] = "chat/follow_ups.html"
    slot: ClassVar[Slot] = "more"
    questions: tuple[str, ...]
    asking: Asking


@dataclass(frozen=True, slots=True)
class FeedbackPart:
    """Was something missing? `may_keep` says whether the question may be kept if it is ticked."""

    template: ClassVar[str] = "chat/feedback.html"
    slot: ClassVar[Slot] = "more"
    number: int
    question: str
    asking: Asking
    may_keep: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one answer; `own_language` is its own where that is not the page's."""

    template: ClassVar[str] = "chat/card.html"
    number: int
    own_language: Language | None
    top: Markup = NOTHING
    text: Markup = NOTHING
    more: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The conversation: `card` is the answer that was just given, `earlier` what was asked before.

    `question` and `fault` are filled where a question could not be taken, `danger` where it tells
    of danger all the same.
    """

    template: ClassVar[str] = "chat/chat.html"
    card: Markup = NOTHING
    reply_language: Language | None = None
    earlier: tuple[str, ...] = ()
    carried: Carried = NEW
    question: str = ""
    fault: str = ""
    danger: DangerCard | None = None


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """What became of feedback; `kept` is None where nobody asked to keep the question."""

    template: ClassVar[str] = "chat/thanks.html"
    is_saved: bool
    kept: bool | None
    question: str
    carried: Carried
