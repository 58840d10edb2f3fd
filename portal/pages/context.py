"""What the templates of the pages get, and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from knowledge.articles import Article
from knowledge.languages import Language
from portal.contact import Contact
from portal.tones import Tone


@dataclass(frozen=True, slots=True)
class Door:
    """One collection on the home page; `picture` is the name of an icon."""

    collection: str
    name: str
    about: str
    tone: Tone
    picture: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page; `question` and `fault` are filled where a question could not be taken.

    `examples` are questions that the service answers well, in the reader's language.
    """

    template: ClassVar[str] = "pages/home.html"
    doors: tuple[Door, ...]
    examples: tuple[str, ...]
    question: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A link to an article: `lang` is the language of its title, `text_lang` that of its text.

    `about` is one sentence on what it says, in the language of its title, "" where none is short
    enough.
    """

    collection: str
    slug: str
    title: str
    lang: str
    text_lang: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The topics of one category; a group without a name holds all there are.

    `anchor` is the place of the category on the page of its collection.
    """

    anchor: str
    category: str
    name: str
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """A collection, its topics by category; `checklist_url` is "" where it has none."""

    template: ClassVar[str] = "pages/collection.html"
    name: str
    about: str
    groups: tuple[TopicGroup, ...]
    checklist_url: str


@dataclass(frozen=True, slots=True)
class FiguresNote:
    """Figures of a section that hold from the same day, written for the reader of the page."""

    figures: tuple[str, ...]
    valid_from: date
    next_change: date | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with its text ready to be shown."""

    heading: str
    anchor: str
    level: int
    html: Markup
    notes: tuple[FiguresNote, ...]


@dataclass(frozen=True, slots=True)
class FigureSource:
    """Where some figures come from; `site` is the name of the site that `url` is on."""

    url: str
    site: str
    checked: date
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordView:
    """A Norwegian word; `lang` is the language that its explanation is in."""

    anchor: str
    word: str
    explanation: str
    lang: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article; `is_fallback` says that none of it is in the language of the page.

    `text` is what the sections stand in: the article itself, or a whole one in another language
    where the article is an outline. `figure_sources` are those that the article does not name
    itself. `words` are explained on the page where its words must not lead away from it.
    `beside_url` is "" where there is no original to read it beside.
    """

    template: ClassVar[str] = "pages/article.html"
    article: Article
    text: Article
    sections: tuple[SectionView, ...]
    figure_sources: tuple[FigureSource, ...]
    words: tuple[WordView, ...]
    related: tuple[TopicLink, ...]
    beside_url: str
    is_fallback: bool
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """A piece of text and the same piece of its original, either of them may be empty."""

    ours: Markup
    theirs: Markup


@dataclass(frozen=True, slots=True)
class BlockView:
    """A paragraph, or a list with a pair for each item: `kind` is text, points or steps."""

    kind: str
    start: int
    pairs: tuple[PairView, ...]


@dataclass(frozen=True, slots=True)
class PairedSectionView:
    """A section beside its original."""

    anchor: str
    level: int
    heading: PairView
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """An article beside its original, for two people who read together.

    `text`, whose language is `text_language`, and `words` are as in ArticlePage.
    """

    template: ClassVar[str] = "pages/beside.html"
    article: Article
    text: Article
    original: Article
    text_language: Language
    original_language: Language
    sections: tuple[PairedSectionView, ...]
    words: tuple[WordView, ...]
    article_url: str
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that the reader may be; `label` is said by the reader."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do; `situations` are those whom it concerns, all if none.

    `deadline` is how long there is for it, "" if nobody has said.
    """

    id: str
    text: str
    url: str
    situations: tuple[Situation, ...]
    deadline: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """What to do at about the same time."""

    id: str
    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """What to do in the first weeks, to tick off."""

    template: ClassVar[str] = "pages/checklist.html"
    situations: tuple[Situation, ...]
    groups: tuple[TaskGroup, ...]


@dataclass(frozen=True, slots=True)
class WordGroup:
    """The words that begin with one letter."""

    letter: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The Norwegian words that a reader will meet, each explained."""

    template: ClassVar[str] = "pages/words.html"
    groups: tuple[WordGroup, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the service is, what it keeps, what it cannot do, and whom to write to."""

    template: ClassVar[str] = "pages/about.html"
    register_is_sample: bool
    contact: Contact | None
