"""Fixed results and suggestions of a search over the real guidance, for a browser to look at."""

from indexing.page_values import PageHit, SearchResults, Suggestion
from knowledge.languages import languages
from portal.services import Library
from portal.twins import KnownPages

# What can be searched for, in every language: see `searched_for`.
SEARCHES = ("found", "corrected", "near")
_PAGES = ("general-practitioner", "tax-deduction-card", "residence-permit-renewal")


def searched_for(kind: str, lang: str) -> str:
    """Return what to search for to be shown such results in this language."""
    return f"{kind} in {lang}"


def typed(lang: str) -> str:
    """Return the beginning of a word that pages are suggested for."""
    return f"begin {lang}"


def known_pages(library: Library) -> KnownPages:
    """Return a search that finds what stands in SEARCHES, in every language."""
    results: dict[str, SearchResults] = {}
    suggestions: dict[str, tuple[Suggestion, ...]] = {}
    for lang in languages():
        hits = tuple(_hit(library, slug, lang) for slug in _PAGES)
        found = SearchResults(
            hits * 8,
            len(hits) * 8,
            lang,
            collections=(("ny-i-norge", 20), ("tolk", 4)),
            categories=(("ny-i-norge/health", 9), ("ny-i-norge/arrive", 11)),
            states=(("own", 22), ("other", 2)),
        )
        mended = ((searched_for("corrected", lang), hits[0].title),)
        results |= {
            searched_for("found", lang): found,
            searched_for("corrected", lang): SearchResults(
                hits, len(hits), lang, hits[0].title, mended
            ),
            searched_for("near", lang): SearchResults(hits, len(hits), lang, is_sure=False),
        }
        suggestions[typed(lang)] = tuple(
            Suggestion("page", hit.title, hit.lang, hit.collection, hit.slug) for hit in hits
        )
    return KnownPages(results, suggestions)


def _hit(library: Library, slug: str, lang: str) -> PageHit:
    article = library.nearest("ny-i-norge", slug, lang)
    assert article is not None
    section = article.sections[0]
    return PageHit(
        "ny-i-norge",
        slug,
        article.lang,
        article.title,
        title_marks=((0, min(4, len(article.title))),),
        section=section.heading,
        anchor=section.anchor,
        excerpt=article.summary,
        marks=((0, 6),),
    )
