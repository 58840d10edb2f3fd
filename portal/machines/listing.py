"""Which pages may be listed, and since when each has its text.

What belongs to Nora is in no list, and neither is anything that holds a person or a question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.articles import Article
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Library

# Pages that stand alone, by the names of their routes; each exists in every language. A test
# holds the list to the pages that say of themselves that they may be listed.
PAGES = (
    "pages.home",
    "pages.about",
    "chat.start",
    "pages.words",
    "pages.first_weeks",
    "search.page",
    "register.search",
    "verify.page",
    "overview.page",
    "tolk.duty",
    "tolk.guidelines",
    "tolk.point",
    "about.accessibility",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that may be listed: its route, the languages it exists in, and since when."""

    endpoint: str
    arguments: tuple[tuple[str, str], ...] = ()
    langs: tuple[str, ...] | None = None
    changed: date | None = None


def public_articles(library: Library, lang: str) -> Iterator[Article]:
    """Give the articles that exist in a language, in order, none that is private."""
    for collection in library.collection_ids():
        if collection in PRIVATE_COLLECTIONS:
            continue
        for slug in library.slugs(collection):
            article = library.article(collection, slug, lang)
            if article is not None:
                yield article


def listed_pages(library: Library, lang: str) -> Iterator[Listed]:
    """Give every page that may be listed in a language: what stands alone, then the guidance."""
    for endpoint in PAGES:
        yield Listed(endpoint)
    articles = list(public_articles(library, lang))
    for collection in library.collection_ids():
        if collection in PRIVATE_COLLECTIONS:
            continue
        own = [article for article in articles if article.collection == collection]
        newest = max((article.checked for article in own), default=None)
        yield Listed("pages.collection", (("collection", collection),), changed=newest)
        for article in own:
            place = (("collection", collection), ("slug", article.slug))
            langs = library.langs(collection, article.slug)
            yield Listed("pages.article", place, langs, article.checked)


def changed_articles(library: Library, lang: str, most: int) -> list[Article]:
    """Return the articles of a language whose text is newest, at most so many of them."""
    articles = list(public_articles(library, lang))
    return sorted(articles, key=lambda article: article.checked, reverse=True)[:most]
