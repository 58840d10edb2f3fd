"""From what was searched for to what is shown of it.

Where there is no usable index the titles are still looked through, and what tells of danger is
found in any case: help must not wait for a repair.
"""

import logging
from collections.abc import Sequence

from flask import url_for
from markupsafe import Markup, escape

from indexing.errors import IndexingError
from indexing.page_values import PageHit, SearchResults, Span, Suggestion
from indexing.values import InterpreterRequest, Question
from knowledge.errors import UnknownKey
from knowledge.languages import SOURCE_LANG
from portal.chat.answering import search_arguments
from portal.formats import format_count
from portal.i18n import N_, catalogue, current_lang, translate
from portal.pages.home import name_of
from portal.privacy import PRIVATE_COLLECTIONS
from portal.search.context import (
    BrowseGroup,
    BrowseLink,
    Choice,
    ExplainedWord,
    Found,
    Nearest,
    Result,
)
from portal.search.forms import PER_PAGE, SearchForm
from portal.search.titles import suggest_titles
from portal.services import Library, Services

logger = logging.getLogger(__name__)

_MOST_TITLES = 10
_MOST_NEAREST = 5
_MOST_WORDS = 3
STATES = {
    # Translators: a choice of pages: those whose text is in the language of the reader
    ":own": N_("In your language"),
    # Translators: a choice of pages: those whose text is in another language than the reader's
    ":other": N_("In another language"),
}


def find(the_services: Services, form: SearchForm, lang: str) -> tuple[SearchResults, bool]:
    """Return what matches, and whether that was looked for in the index; else among titles."""
    try:
        return the_services.finder.search(form.query(lang)), True
    except IndexingError as error:
        logger.error("no usable index", extra={"fault": type(error).__name__})
    titles = suggest_titles(the_services.library, form.text, lang, _MOST_TITLES, kinds=("page",))
    hits = tuple(PageHit(one.collection, one.slug, one.lang, one.label) for one in titles)
    return SearchResults(hits, len(hits), lang=lang, searched=form.text), False


def suggest(the_services: Services, text: str, lang: str) -> tuple[Suggestion, ...]:
    """Return what a text may be the beginning of; without an index, only titles and words."""
    try:
        return the_services.finder.suggest(text, lang)
    except IndexingError:
        return suggest_titles(the_services.library, text, lang, 8)


def is_private(results: SearchResults, nearest: Sequence[Suggestion] = ()) -> bool:
    """Tell whether a page that is shown leads to what nobody else should see."""
    shown = [one.collection for one in results.hits] + [one.collection for one in nearest]
    return not PRIVATE_COLLECTIONS.isdisjoint(shown)


def show_found(
    library: Library, results: SearchResults, form: SearchForm, lang: str, *, in_index: bool
) -> Found:
    """Return what is shown of the results."""
    kind = "pages" if results.is_sure else "near"
    if not results.hits and not form.chosen:
        kind = "nothing"
    elif not in_index:
        kind = "titles"
    return Found(
        kind=kind,
        results=tuple(_result(library, hit, lang) for hit in results.hits),
        total=results.total,
        searched=results.searched if results.searched != form.text else "",
        choices=_choices(library, results, form.chosen, lang) if kind == "pages" else (),
        page=form.page,
        last_page=max(-(-results.total // PER_PAGE), 1),
    )


def _result(library: Library, hit: PageHit, lang: str) -> Result:
    page_lang, text_lang = lang, lang
    # An article is read only where its languages must be told apart: reading ten takes a while.
    if hit.lang != lang or hit.state == "other":
        shown = [find(hit.collection, hit.slug, lang) for find in (library.nearest, library.text)]
        langs = {article.lang for article in shown if article}
        # A page in the reader's own language, if it shows what was found.
        page_lang = lang if hit.lang in langs else hit.lang
        text = library.text(hit.collection, hit.slug, page_lang)
        text_lang = text.lang if text else hit.lang

    def url(anchor: str = "") -> str:
        return url_for(
            "pages.article",
            lang=page_lang,
            collection=hit.collection,
            slug=hit.slug,
            _anchor=anchor or None,
        )

    return Result(
        title=mark(hit.title, hit.title_marks),
        url=url(),
        place=name_of(library, hit.collection, lang)[0],
        lang=hit.lang,
        text_lang=text_lang,
        excerpt=mark(hit.excerpt, hit.marks),
        section=hit.section,
        section_url=url(hit.anchor) if hit.anchor else "",
    )


def mark(text: str, marks: Sequence[Span]) -> Markup:
    """Return a text, escaped, with what stands at some places marked.

    >>> mark("Skatt & lønn", [(0, 5)])
    Markup('<mark>Skatt</mark> &amp; lønn')
    """
    html, done = Markup(), 0
    for start, end in marks:
        html += escape(text[done:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        done = end
    return html + escape(text[done:])


def _choices(
    library: Library, results: SearchResults, chosen: Sequence[str], lang: str
) -> tuple[tuple[Choice, ...], ...]:
    """Return what the results can be narrowed to, by kind, in the order of the guidance.

    Categories are offered once a collection is chosen; what leaves no choice is left out.
    """
    counts = dict(results.collections)
    collections = [
        Choice(name, name_of(library, name, lang)[0], counts.get(name, 0), name in chosen)
        for name in library.collection_ids()
    ]
    counts = dict(results.categories)
    categories = [
        Choice(value, category.name[lang], counts.get(value, 0), value in chosen)
        for collection in library.collections
        if collection.id in chosen
        for category in collection.categories
        if (value := f"{collection.id}/{category.id}")
    ]
    counts = {f":{state}": number for state, number in results.states}
    states = [
        Choice(value, translate(lang, label), counts.get(value, 0), value in chosen)
        for value, label in STATES.items()
    ]
    groups = (
        tuple(choice for choice in group if choice.count or choice.is_chosen)
        for group in (collections, categories, states)
    )
    return tuple(
        group for group in groups if len(group) > 1 or any(choice.is_chosen for choice in group)
    )


def find_request(text: str, results: SearchResults, lang: str) -> InterpreterRequest | None:
    """Return whom somebody asks for who wants an interpreter, None if nobody is."""
    from indexing.slots import find_interpreter_request  # noqa: PLC0415 - waits until it is needed

    return find_interpreter_request(Question(text, lang), results.lang or lang)


def register_url(request: InterpreterRequest) -> str:
    """Return where the register shows whom somebody asks for."""
    return url_for("register.search", **search_arguments(request))  # type: ignore[arg-type]  # text


def explain_words(
    library: Library, text: str, lang: str, *, is_private: bool
) -> tuple[ExplainedWord, ...]:
    """Return the Norwegian words that were searched for, explained.

    A private page keeps its reader where the quick exit is: its words are not links.
    """
    words = []
    for word in dict.fromkeys((text, *text.split())):
        try:
            term = library.facts.term(word.strip(".,;:!?").lower())
        except UnknownKey:
            continue
        shown = next(code for code in (lang, "en", SOURCE_LANG) if term.explanation(code))
        url = "" if is_private else url_for("pages.words", _anchor=term.anchor)
        words.append(ExplainedWord(term.shown_as(term.word), term.explanation(shown), shown, url))
    return tuple(words[:_MOST_WORDS])


def suggest_nearest(the_services: Services, text: str, lang: str) -> tuple[Suggestion, ...]:
    """Return the pages whose titles are most like what was searched for, shown without script."""
    found = [one for one in suggest(the_services, text, lang) if one.kind in {"page", "section"}]
    return tuple(found[:_MOST_NEAREST])


def show_nearest(found: Sequence[Suggestion]) -> tuple[Nearest, ...]:
    """Return what is shown of such pages."""
    return tuple(Nearest(one.label, one.lang, suggestion_url(one)) for one in found)


def suggestion_url(suggestion: Suggestion) -> str:
    """Return where a suggestion leads."""
    if suggestion.kind == "word":
        return url_for("pages.words", _anchor=suggestion.anchor)
    if suggestion.kind == "category":
        return category_url(suggestion.collection, suggestion.anchor)
    return url_for(
        "pages.article",
        collection=suggestion.collection,
        slug=suggestion.slug,
        _anchor=suggestion.anchor or None,
    )


def category_url(collection: str, category: str) -> str:
    """Return the place of a category on the page of its collection."""
    return url_for("pages.collection", collection=collection, _anchor=f"category-{category}")


def count_told(number: int) -> str:
    """Return how many suggestions there are, as a screen reader says it."""
    found = catalogue(current_lang()).ngettext(
        # Translators: said by a screen reader while somebody types into the search
        "%(count)s suggestion",
        "%(count)s suggestions",
        number,
    )
    return found % {"count": format_count(number)}


def known_choices(library: Library) -> set[str]:
    """Return the collections, and the categories as "collection/category"."""
    categories = {f"{topic.collection}/{topic.category}" for topic in library.topics}
    return {*library.collection_ids(), *categories}


def browse(library: Library) -> tuple[BrowseGroup, ...]:
    """Return the collections, and the categories in them that have pages."""
    lang = current_lang()
    filled = {(topic.collection, topic.category) for topic in library.topics}
    known = {collection.id: collection for collection in library.collections}
    return tuple(
        BrowseGroup(
            name_of(library, name, lang)[0],
            url_for("pages.collection", collection=name),
            tuple(
                BrowseLink(category.name[lang], category_url(name, category.id))
                for category in (known[name].categories if name in known else ())
                if (name, category.id) in filled
            ),
        )
        for name in library.collection_ids()
    )
