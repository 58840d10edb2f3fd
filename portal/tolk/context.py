"""What the templates for public bodies get, and nothing else. All texts are translated."""

from dataclasses import dataclass
from typing import ClassVar

from knowledge.register.endonyms import OwnName
from portal.pages.context import TopicGroup
from portal.register.context import Options


@dataclass(frozen=True, slots=True)
class Citation:
    """A section of a law, as Norwegian writes it, and its address at Lovdata."""

    text: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The article that explains a rule; `lang` is the language of its title."""

    title: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule or a piece of advice, what it rests on, and where it is explained."""

    text: str
    citations: tuple[Citation, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class GivenView:
    """An answer that was given; `url` asks the question again."""

    question: str
    answer: str
    url: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """An answer that can be given."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One question of "Do I have to use an interpreter?"."""

    template: ClassVar[str] = "tolk/duty.html"
    question: str
    hint: str
    choices: tuple[ChoiceView, ...]
    given: tuple[GivenView, ...]
    most: int


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """Where the answers lead; printed, it is the note of the decision."""

    template: ClassVar[str] = "tolk/outcome.html"
    conclusion: str
    why: tuple[RuleView, ...]
    now: tuple[RuleView, ...]
    given: tuple[GivenView, ...]
    search_url: str
    text_read: str


@dataclass(frozen=True, slots=True)
class PointField:
    """One point of the form on guidelines, and the mark it has."""

    name: str
    title: str
    mark: str


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one kind; `kind` is must, should or advice."""

    kind: str
    fields: tuple[PointField, ...]


@dataclass(frozen=True, slots=True)
class GuidelinesPage:
    """The form on guidelines."""

    template: ClassVar[str] = "tolk/guidelines.html"
    groups: tuple[PointGroup, ...]
    marks: Options


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of guidelines in the result; `kind` is must, should or advice, `mark` y, p or n."""

    title: str
    kind: str
    mark: str
    mark_text: str
    citations: tuple[Citation, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class DraftSection:
    """One part of the draft: sentences, and what is to be filled in by hand."""

    title: str
    texts: tuple[str, ...]
    blanks: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class GuidelinesResultPage:
    """What an organisation's guidelines lack and have, and a draft of the whole."""

    template: ClassVar[str] = "tolk/guidelines_result.html"
    open_points: tuple[PointView, ...]
    ready_points: tuple[PointView, ...]
    required: int
    required_ready: int
    draft: tuple[DraftSection, ...]
    form_url: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """One language of the sheet; `norwegian` is "" where that is the language of the page."""

    own: tuple[OwnName, ...]
    name: str
    norwegian: str
    url: str


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The languages of the sheet whose names are written in related scripts."""

    id: str
    name: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """The request to point, in one of our languages."""

    text: str
    tag: str
    dir: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet to point at."""

    template: ClassVar[str] = "tolk/point.html"
    invitations: tuple[Invitation, ...]
    alphabets: tuple[Alphabet, ...]
    signs_url: str


@dataclass(frozen=True, slots=True)
class InterpretingPage:
    """The first page for public bodies; `tools` says what each of the three does, in order."""

    template: ClassVar[str] = "tolk/start.html"
    name: str
    about: str
    spoken_options: Options
    duty: tuple[RuleView, ...]
    groups: tuple[TopicGroup, ...]
    tools: tuple[str, ...]
