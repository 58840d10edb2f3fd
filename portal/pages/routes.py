"""The pages that are read. Each view reads its address, asks the library, and shows a page."""

from collections.abc import Callable
from itertools import groupby

from flask import Blueprint, Response, abort, redirect, url_for
from markupsafe import Markup

from knowledge.articles import Article
from knowledge.expanding import expand_html
from knowledge.glossary import Term, alphabetical
from knowledge.languages import SOURCE_LANG, language
from knowledge.register.errors import RegisterError
from portal.i18n import N_, requested_lang, translate
from portal.keeping import made_once
from portal.pages.context import (
    AboutPage,
    ArticlePage,
    CollectionPage,
    SectionView,
    TopicGroup,
    TopicLink,
    WordGroup,
    WordsPage,
    WordView,
)
from portal.pages.home import home_page, name_of
from portal.privacy import PRIVATE_COLLECTIONS
from portal.rendering import render
from portal.services import Library, services

blueprint = Blueprint("pages", __name__)

# What search engines say of the portal as a whole.
ABOUT_SERVICE = N_(
    "Veiviser helps people who are new in Norway to find out what applies to them, and public "
    "bodies to find qualified interpreters."
)

# A collection with a start page of its own: its id, and what makes that page in a language. The
# blueprint that has the page adds it here when it is imported.
COLLECTION_PAGES: dict[str, Callable[[str], Response]] = {}


@blueprint.get("/")
def front() -> Response:
    """Send a visitor to the home page in the language of the browser."""
    response = redirect(url_for("pages.home", lang=requested_lang()))
    response.headers["Vary"] = "Accept-Language"
    return response  # type: ignore[return-value]  # werkzeug's type, Flask's class


@blueprint.get("/<lang:lang>/")
@made_once
def home(lang: str) -> Response:
    """Show the question box and the doors."""
    return render(home_page(services().library, lang), description=translate(lang, ABOUT_SERVICE))


@blueprint.get("/<lang:lang>/about")
def about(lang: str) -> Response:
    """Say what the service is."""
    return render(AboutPage(register_is_sample=_register_is_sample()))


@blueprint.get("/<lang:lang>/words")
@made_once
def words(lang: str) -> Response:
    """Explain the Norwegian words that articles name, in the order of a Norwegian dictionary."""
    terms = alphabetical(services().library.facts.glossary.values())
    groups = tuple(
        WordGroup(letter, tuple(_word(term, lang) for term in own))
        for letter, own in groupby(terms, key=lambda term: term.letter)
    )
    return render(WordsPage(groups))


def _word(term: Term, lang: str) -> WordView:
    """A word with its explanation, in English or Norwegian where nobody has translated it yet."""
    shown = next(code for code in (lang, "en", SOURCE_LANG) if term.explanation(code))
    return WordView(term.anchor, term.shown_as(term.word), term.explanation(shown), shown)


def _register_is_sample() -> bool:
    try:
        return services().register.info().is_sample
    except RegisterError:
        return False


@blueprint.get("/<lang:lang>/<slug:collection>/")
@made_once
def collection(lang: str, collection: str) -> Response:
    """List the articles of a collection, or show the start page that it has of its own."""
    library = services().library
    if collection not in library.collection_ids():
        abort(404)
    if own := COLLECTION_PAGES.get(collection):
        return own(lang)
    name, description = name_of(library, collection, lang)
    groups = _groups(library, collection, lang)
    page = CollectionPage(name, description, groups)
    return render(page, is_private=collection in PRIVATE_COLLECTIONS)


@blueprint.get("/<lang:lang>/<slug:collection>/<slug:slug>")
@made_once
def article(lang: str, collection: str, slug: str) -> Response:
    """Show an article, in the nearest language where it does not exist in the one asked for.

    Of an outline the title and the summary are shown in the language asked for, and the text
    below them in the nearest.
    """
    library = services().library
    found = library.nearest(collection, slug, lang)
    text = found if found and found.sections else library.text(collection, slug, lang)
    if found is None or text is None:
        abort(404)
    page = ArticlePage(
        article=found,
        text=text,
        text_language=language(text.lang),
        sections=_sections(library, text),
        related=tuple(_related(library, found, lang)),
        is_fallback=found.lang != lang,
        is_outdated=library.is_outdated(found),
    )
    return render(page, is_private=collection in PRIVATE_COLLECTIONS)


def _sections(library: Library, article: Article) -> tuple[SectionView, ...]:
    # A private page keeps its reader where the quick exit is: its words are not links.
    link_term = None if article.collection in PRIVATE_COLLECTIONS else _address_of_word
    return tuple(
        SectionView(
            section.heading,
            section.anchor,
            section.level,
            # expand_html has passed the text through a sanitiser.
            Markup(expand_html(section.markdown, article.lang, library.facts, link_term=link_term)),
        )
        for section in article.sections
    )


def _address_of_word(term: Term) -> str:
    return url_for("pages.words", _anchor=term.anchor)


def _related(library: Library, article: Article, lang: str) -> list[TopicLink]:
    found = (library.nearest(article.collection, slug, lang) for slug in article.related)
    return [_link(library, other) for other in found if other]


def _link(library: Library, article: Article) -> TopicLink:
    place = (article.collection, article.slug)
    text = library.text(*place, article.lang) if article.is_outline else article
    return TopicLink(*place, article.title, article.lang, text.lang if text else article.lang)


def _groups(library: Library, collection: str, lang: str) -> tuple[TopicGroup, ...]:
    articles = (library.nearest(collection, slug, lang) for slug in library.slugs(collection))
    links = {article.slug: _link(library, article) for article in articles if article}
    groups = []
    for known in library.collections:
        if known.id != collection:
            continue
        for category in known.categories:
            found = tuple(
                links.pop(topic.slug)
                for topic in library.topics
                if (topic.collection, topic.category) == (collection, category.id)
                and topic.slug in links
            )
            if found:
                groups.append(TopicGroup(f"category-{category.id}", category.name[lang], found))
    if links:
        groups.append(TopicGroup("", "", tuple(links.values())))
    return tuple(groups)
