"""What the templates of the pages get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from knowledge.articles import Article
from knowledge.languages import Language
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
    """A link to an article: `lang` is the language of its title, `text_lang` that of its text."""

    collection: str
    slug: str
    title: str
    lang: str
    text_lang: str


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The topics of one category; a group without a name holds all there are."""

    id: str
    name: str
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """A collection, its topics by category."""

    template: ClassVar[str] = "pages/collection.html"
    name: str
    about: str
    groups: tuple[TopicGroup, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with its text ready to be shown."""

    heading: str
    anchor: str
    level: int
    html: Markup


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article; `is_fallback` says that none of it is in the language of the page.

    `text` is what the sections stand in: the article itself, or a whole one in another language
    where the article is an outline; `text_language` is its language.
    """

    template: ClassVar[str] = "pages/article.html"
    article: Article
    text: Article
    text_language: Language
    sections: tuple[SectionView, ...]
    related: tuple[TopicLink, ...]
    is_fallback: bool
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class WordView:
    """A Norwegian word; `lang` is the language that its explanation is in."""

    anchor: str
    word: str
    explanation: str
    lang: str


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
    """What the service is, what it keeps, and what it cannot do."""

    template: ClassVar[str] = "pages/about.html"
    register_is_sample: bool
