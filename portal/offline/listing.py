"""What is kept where a reader asks for a collection: its pages, their titles, and about how large.

The sizes are reckoned from the texts, not by making every page: what a page has around its text
is much the same on all of them. A test holds the sum against the pages themselves.
"""

from dataclasses import dataclass

from flask import url_for

from knowledge.articles import Article
from knowledge.topics import Collection
from portal.i18n import translate
from portal.pages.first_weeks import COLLECTION as CHECKLIST_COLLECTION
from portal.pages.first_weeks import checklist_page
from portal.services import Library

# What can be kept; sw.js names the same two. Never a collection of portal.privacy.
KEPT_COLLECTIONS = ("ny-i-norge", "tolk")
# What stands around the text of an article, and how much its Markdown grows: it stands there once
# for readers, and in part once more for programs.
_FRAME_BYTES = 16_600
_GROWTH = 2.7
# The list of topics, the Norwegian words, and what all pages share: style, scripts and the icon.
_TOPICS_BYTES = 30_000
_WORDS_BYTES = 120_000
_FILES_BYTES = 65_000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page: `lang` is the language of its title, `size_bytes` about what it takes."""

    url: str
    title: str
    lang: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class KeptCollection:
    """A collection in one language: its `pages` to read, the first of them its list of topics."""

    id: str
    name: str
    lang: str
    pages: tuple[KeptPage, ...]

    @property
    def size_bytes(self) -> int:
        """About how much room it takes on a device, in bytes."""
        return _FILES_BYTES + sum(page.size_bytes for page in self.pages)


def collection_to_keep(library: Library, known: Collection, lang: str) -> KeptCollection:
    """List what is kept of a collection in a language, in reading order."""
    pages = [
        KeptPage(
            url_for("pages.collection", lang=lang, collection=known.id),
            known.name[lang],
            lang,
            _TOPICS_BYTES,
        )
    ]
    for slug in library.slugs(known.id):
        article = library.nearest(known.id, slug, lang)
        if article is not None:
            text = article if article.sections else library.text(known.id, slug, lang) or article
            url = url_for("pages.article", lang=lang, collection=known.id, slug=slug)
            pages.append(KeptPage(url, article.title, article.lang, _size_bytes(text)))
    if known.id == CHECKLIST_COLLECTION and checklist_page(library, lang).groups:
        # The checklist that its list of topics leads to.
        title = translate(lang, "My first weeks")
        pages.insert(
            1, KeptPage(url_for("pages.first_weeks", lang=lang), title, lang, _TOPICS_BYTES)
        )
    words = translate(lang, "Norwegian words")
    pages.append(KeptPage(url_for("pages.words", lang=lang), words, lang, _WORDS_BYTES))
    return KeptCollection(known.id, known.name[lang], lang, tuple(pages))


def _size_bytes(article: Article) -> int:
    text = sum(len(section.markdown.encode()) for section in article.sections)
    return _FRAME_BYTES + int(text * _GROWTH)
