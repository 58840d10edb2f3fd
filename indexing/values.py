"""The small frozen values that travel the road of a question.

text -> Question -> Identified -> Danger? -> InterpreterRequest? -> Retrieved -> Confidence
-> Answer. Each step takes some of these and gives one back, and can be called alone.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.register.queries import ModeAsked

DangerKind = Literal[
    "suicide",
    "violence_now",
    "locked_up",
    "forced_travel",
    "forced_marriage_imminent",
    "child_abuse",
    "fgm_risk",
    "trafficking",
    "medical_emergency",
    "runaway_danger",
]
AnswerKind = Literal["answer", "choose", "own_case", "no_answer", "interpreters", "smalltalk"]
ANSWERED: tuple[AnswerKind, ...] = ("answer", "choose")  # to ask back is no refusal
Smalltalk = Literal["greeting", "thanks", "goodbye", "who"]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, cleaned by indexing.normalising: NFC, no control or bidi characters.

    `page_lang` is the language of the page it was asked on; `collections` empty means all.
    `chosen_lang` is the language that the reader has chosen to be answered in: it wins.
    `history` holds the earlier questions of this conversation, oldest first; it comes from the
    reader's own page with each question and is never kept.
    """

    text: str
    page_lang: str | None = None
    collections: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    chosen_lang: str | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    """The language of the question, and the one to answer in.

    `lang` is one of our twelve codes; `confidence` is 0 to 1; `script` is an ISO 15924 code.
    `nearest` are the others of our languages that it may be as well, the likeliest first.
    """

    lang: str
    confidence: float
    reply_lang: str
    script: str
    nearest: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Danger:
    """A sign of danger, and the ids of the helplines to show, first the most urgent."""

    kind: DangerKind
    level: Literal["red", "amber"]
    helplines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterpreterRequest:
    """What somebody who wants an interpreter told us; what was not said is None.

    `spoken` is an ISO 639 code (two letters where one exists, else three), `place` a
    municipality, `county` the county it lies in, `min_category` "A" to "E". `mode` "remote" is
    phone or video, whichever. `when` is the time in the words that were typed ("torsdag kl 10"):
    to be shown, not compared or reckoned with.
    """

    spoken: str | None = None
    place: str | None = None
    county: str | None = None
    gender: Literal["m", "f"] | None = None
    mode: ModeAsked | None = None
    min_category: str | None = None
    when: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of published text that can be found and quoted on its own.

    It is one section, or part of a long one, never text from two. `text` is plain text as the
    reader sees it: figures and phone numbers are in. `breadcrumb` is what stands above it:
    title, then headings. `id` is its place in the index it was read from.
    """

    id: int
    collection: str
    slug: str
    lang: str
    title: str
    section: str
    anchor: str
    breadcrumb: tuple[str, ...]
    text: str
    checked: date | None
    translation: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: the fused score, and what each retriever gave (0 if nothing)."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class TopicHit:
    """An article that was found, best first by its best passage or question."""

    collection: str
    slug: str
    lang: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Everything the retrievers found. `coverage` is the share (0 to 1) of the question's
    words that the index knows in the reply language; `best_question` is the cosine of the nearest
    of the questions that people ask of the first topic, 0 if none of them was found."""

    hits: tuple[Hit, ...]
    topics: tuple[TopicHit, ...]
    coverage: float = 0.0
    best_question: float = 0.0


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences that stand word for word in one passage."""

    text: str
    collection: str
    slug: str
    section: str
    anchor: str
    lang: str
    checked: date | None
    translation: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answers. `topics` is never empty where anything at all matched.

    `choose` asks back which of the first few topics was meant: `choices`. `own_case` is said
    where somebody asks what will become of their own application: nobody here knows, and the
    office that is responsible for the nearest topic decides. `smalltalk` says what a message was
    that asks nothing. `leans_on` is the earlier question that was used to understand this one.
    `searched` is the question with slips put right, where that is what was searched for.
    """

    kind: AnswerKind
    identified: Identified
    danger: Danger | None = None
    quotes: tuple[Quote, ...] = ()
    topics: tuple[TopicHit, ...] = ()
    choices: tuple[TopicHit, ...] = ()
    interpreter_search: InterpreterRequest | None = None
    confidence: float = field(default=0.0)
    smalltalk: Smalltalk | None = None
    leans_on: str | None = None
    searched: str | None = None
