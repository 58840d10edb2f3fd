"""What can be suggested and found without an index: titles, categories and Norwegian words.

The titles are read from the articles themselves each time: a tenth of a second, for as long as
the index is being mended.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexing.page_values import Kind, Suggestion
from knowledge.languages import SOURCE_LANG
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Library

if TYPE_CHECKING:
    from indexing.suggesting import Catalogue, Named


def suggest_titles(
    library: Library, text: str, lang: str, limit: int, *, kinds: tuple[Kind, ...] = ()
) -> tuple[Suggestion, ...]:
    """Return what a text may be the beginning of, among the titles in a language."""
    from indexing.suggesting import Catalogue, Suggester  # noqa: PLC0415 - rarely needed

    catalogue = Catalogue(
        library.collections, library.topics, library.facts.glossary, PRIVATE_COLLECTIONS
    )
    return Suggester(_names(library, lang, catalogue)).suggest(text, limit, kinds=kinds)


def _names(library: Library, lang: str, catalogue: "Catalogue") -> "Iterator[Named]":
    for collection in library.collection_ids():
        for slug in library.slugs(collection):
            own = library.nearest(collection, slug, lang)
            source = library.article(collection, slug, SOURCE_LANG) or own
            if own and source:
                yield catalogue.page(collection, slug, own.title, own.lang, source.title)
    yield from catalogue.categories_and_words(lang)
