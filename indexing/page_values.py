"""The small frozen values of a search for pages: what is asked, what is found, what is suggested.

Nothing else is imported here: whoever shows results need not load what finds them.
"""

from dataclasses import dataclass
from typing import Literal

LangState = Literal["own", "other"]
Kind = Literal["page", "section", "word", "category"]
Span = tuple[int, int]
Correction = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What is searched for, on a page in `lang`.

    `categories` are "collection/category"; empty means all. `as_typed` refuses corrections.
    """

    text: str
    lang: str
    collections: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    states: tuple[LangState, ...] = ()
    as_typed: bool = False
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that was found; `lang` is that of all its words here.

    `marks` are places in the excerpt, `title_marks` in the title. `state` is "other" where the
    whole text is in another language than the reader's, if the title and the excerpt are not.
    """

    collection: str
    slug: str
    lang: str
    title: str
    title_marks: tuple[Span, ...] = ()
    section: str = ""
    anchor: str = ""
    excerpt: str = ""
    marks: tuple[Span, ...] = ()
    state: LangState = "own"


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of what was found, and how many there are of each kind.

    `lang` is the language of what was typed, `searched` the text that was searched for in the
    end, `corrected` each word that was typed and what it was taken for. Without `is_sure` no page
    has the words, and what is shown only lies nearest. Of collections, categories and states only
    those that have a page stand there, with their number among the pages that the other choices
    leave.
    """

    hits: tuple[PageHit, ...] = ()
    total: int = 0
    lang: str = ""
    searched: str = ""
    corrected: tuple[Correction, ...] = ()
    collections: tuple[tuple[str, int], ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    states: tuple[tuple[LangState, int], ...] = ()
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that can be opened: `slug` is "" for a category or a word.

    `detail` says more: the Norwegian title of a page, the page of a part, the collection of a
    category, what a word means.
    """

    kind: Kind
    label: str
    lang: str
    collection: str = ""
    slug: str = ""
    anchor: str = ""
    detail: str = ""
    detail_lang: str = ""
