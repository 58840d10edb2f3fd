"""What the templates of the search get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from portal.chat.danger import DangerCard


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the results can be narrowed to; `value` goes with the form.

    A choice that was made is taken back by the same button.
    """

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found; `lang` is the language of its title and excerpt, `text_lang` that of
    the whole text. `section` is where the excerpt stands, "" if at the top."""

    title: Markup
    url: str
    place: str
    lang: str
    text_lang: str
    excerpt: Markup
    section: str
    section_url: str


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A Norwegian word that was searched for; `url` is "" where no link may lead away."""

    word: str
    explanation: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A page or a part of one whose name is like what was searched for."""

    label: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `kind` is "pages", "near" where no page has the words, "titles" where only
    titles could be looked through, or "nothing".

    `searched` is what was searched for, where that is not what was typed.
    """

    kind: str
    results: tuple[Result, ...]
    total: int
    searched: str
    choices: tuple[tuple[Choice, ...], ...]
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class BrowseLink:
    """A category to read in."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class BrowseGroup:
    """A collection and its categories."""

    name: str
    url: str
    categories: tuple[BrowseLink, ...]


@dataclass(frozen=True, slots=True)
class FindPage:
    """The form, and what was found; `chosen` and `as_typed` travel with it in hidden fields.

    `interpreters_url` is where the register shows whom somebody asks for, "" if nobody is.
    """

    template: ClassVar[str] = "search/search.html"
    text: str = ""
    fault: str = ""
    chosen: tuple[str, ...] = ()
    as_typed: bool = False
    found: Found | None = None
    danger: DangerCard | None = None
    interpreters_url: str = ""
    words: tuple[ExplainedWord, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    browse: tuple[BrowseGroup, ...] = ()
