"""The pages that are read. Each view reads its address, asks the library, and shows a page."""

from collections.abc import Callable
from itertools import groupby

from flask import Blueprint, Response, abort, redirect, url_for

from knowledge.articles import Article
from knowledge.glossary import alphabetical
from knowledge.register.errors import RegisterError
from portal.contact import owner_contact
from portal.i18n import N_, requested_lang, translate
from portal.keeping import made_once
from portal.pages.articles import article_page, beside_url, original_of, word_view
from portal.pages.beside import beside_page
from portal.pages.context import AboutPage, CollectionPage, WordGroup, WordsPage
from portal.pages.first_weeks import COLLECTION as CHECKLIST_COLLECTION
from portal.pages.first_weeks import checklist_page
from portal.pages.home import home_page, name_of
from portal.pages.told import told_of_article, told_of_home
from portal.pages.topics import groups_of, trail_to
from portal.privacy import PRIVATE_COLLECTIONS
from portal.rendering import Crumb, render
from portal.services import Library, services
from portal.tones import tone_of

blueprint = Blueprint("pages", __name__)

# What search engines say of the portal as a whole.
ABOUT_SERVICE = N_(
    "Veiviser helps people who are new in Norway to find out what applies to them, and public "
    "bodies to find qualified interpreters."
)
_ABOUT_WORDS = N_("Words that you meet on letters, forms and doors in Norway, in plain language.")
ABOUT_CHECKLIST = N_("What to do first when you are new in Norway, step by step.")

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
    about_it = translate(lang, ABOUT_SERVICE)
    told = told_of_home(lang, about_it)
    return render(home_page(services().library, lang), description=about_it, structured=told)


@blueprint.get("/<lang:lang>/about")
def about(lang: str) -> Response:
    """Say what the service is."""
    page = AboutPage(register_is_sample=_register_is_sample(), contact=owner_contact())
    return render(page, description=translate(lang, ABOUT_SERVICE))


@blueprint.get("/<lang:lang>/words")
@made_once
def words(lang: str) -> Response:
    """Explain the Norwegian words that articles name, in the order of a Norwegian dictionary."""
    terms = alphabetical(services().library.facts.glossary.values())
    groups = tuple(
        WordGroup(letter, tuple(word_view(term, lang) for term in own))
        for letter, own in groupby(terms, key=lambda term: term.letter)
    )
    return render(WordsPage(groups), description=translate(lang, _ABOUT_WORDS))


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
    has_checklist = collection == CHECKLIST_COLLECTION
    page = CollectionPage(
        name=name,
        about=description,
        groups=groups_of(library, collection, lang),
        checklist_url=url_for("pages.first_weeks") if has_checklist else "",
    )
    return render(
        page,
        is_private=collection in PRIVATE_COLLECTIONS,
        tone=tone_of(collection),
        description=description,
    )


@blueprint.get(f"/<lang:lang>/{CHECKLIST_COLLECTION}/my-first-weeks")
@made_once
def first_weeks(lang: str) -> Response:
    """Show what to do in the first weeks, as a list to tick off."""
    library = services().library
    page = checklist_page(library, lang)
    if not page.groups:
        abort(404)
    return render(
        page,
        tone=tone_of(CHECKLIST_COLLECTION),
        trail=trail_to(library, CHECKLIST_COLLECTION, "", lang),
        description=translate(lang, ABOUT_CHECKLIST),
    )


@blueprint.get("/<lang:lang>/<slug:collection>/<slug:slug>")
@made_once
def article(lang: str, collection: str, slug: str) -> Response:
    """Show an article, in the nearest language where it does not exist in the one asked for.

    Of an outline the title and the summary are shown in the language asked for, and the text
    below them in the nearest.
    """
    library = services().library
    found, text = _find(library, collection, slug, lang)
    page = article_page(library, found, text, lang)
    trail = trail_to(library, collection, slug, lang)
    return render(
        page,
        is_private=collection in PRIVATE_COLLECTIONS,
        tone=tone_of(collection),
        trail=trail,
        description=found.summary if found.lang == lang else "",
        structured=told_of_article(page, trail),
        langs=library.langs(collection, slug),
    )


@blueprint.get("/<lang:lang>/<slug:collection>/<slug:slug>/beside")
@made_once
def beside(lang: str, collection: str, slug: str) -> Response:
    """Show an article beside its Norwegian original; who reads Norwegian gets it alone."""
    library = services().library
    found, text = _find(library, collection, slug, lang)
    original = original_of(library, text)
    if original is None or not beside_url(library, text, lang):
        there = url_for("pages.article", collection=collection, slug=slug)
        return redirect(there)  # type: ignore[return-value]  # werkzeug's type, Flask's class
    page = beside_page(library, found, text, original, lang)
    here = Crumb(found.title, page.article_url)
    return render(
        page,
        is_private=collection in PRIVATE_COLLECTIONS,
        is_indexed=False,
        tone=tone_of(collection),
        trail=(*trail_to(library, collection, slug, lang), here),
    )


def _find(library: Library, collection: str, slug: str, lang: str) -> tuple[Article, Article]:
    """Return an article and the whole text to show of it; a 404 if there is none."""
    found = library.nearest(collection, slug, lang)
    text = found if found and found.sections else library.text(collection, slug, lang)
    if found is None or text is None:
        abort(404)
    return found, text
