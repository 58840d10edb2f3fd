"""The tools for public bodies: each view reads its address, asks one module, and shows a page.

What is answered stands in the address, in short codes of our own: `/duty/public-no-help`. It tells
nothing of a person and there is no text to write; so Back, a bookmark and the language menu work
without script, and nothing has to be kept. Our own log writes the name of the route alone.
"""

from flask import Blueprint, Response, abort, redirect, request, url_for

from portal.i18n import N_, translate
from portal.keeping import made_once
from portal.pages.home import name_of
from portal.pages.routes import COLLECTION_PAGES
from portal.pages.topics import groups_of
from portal.register.options import spoken_options
from portal.rendering import Crumb, Page, render
from portal.services import services
from portal.tolk.context import InterpretingPage
from portal.tolk.duty import walk
from portal.tolk.duty_pages import duty_page
from portal.tolk.guideline_pages import form_page, result_page
from portal.tolk.guidelines import read_marks, write_marks
from portal.tolk.saying import COLLECTION, rule_views
from portal.tolk.sheet import sheet_page
from portal.tones import tone_of

blueprint = Blueprint("tolk", __name__)

# What search engines say of each tool; its card on the start page says the same.
ABOUT_DUTY = N_("At most five questions show what the Interpreting Act requires of you.")
ABOUT_GUIDELINES = N_("See what your guidelines on interpreters lack, and get a draft to fill in.")
ABOUT_SHEET = N_("Seventy languages in their own scripts, on a sheet to point at and to print.")


def start_page(lang: str) -> Response:
    """Show the search, the tools, the duty and the guidance."""
    library = services().library
    name, about = name_of(library, COLLECTION, lang)
    page = InterpretingPage(
        name=name,
        about=about,
        spoken_options=spoken_options(lang),
        duty=rule_views(("must", "qualified", "dispensation")),
        groups=groups_of(library, COLLECTION, lang),
        tools=tuple(translate(lang, text) for text in (ABOUT_DUTY, ABOUT_GUIDELINES, ABOUT_SHEET)),
    )
    return render(page, tone=tone_of(COLLECTION), description=about)


COLLECTION_PAGES[COLLECTION] = start_page


@blueprint.get("/<lang:lang>/tolk/tools/duty")
def duty(lang: str) -> Response:
    """Ask the first question on the duty to use an interpreter."""
    return _duty(lang, ())


@blueprint.get("/<lang:lang>/tolk/tools/duty/<slug:answers>")
def duty_on(lang: str, answers: str) -> Response:
    """Ask the next question, or say where the answers lead."""
    return _duty(lang, tuple(answers.split("-")))


def _duty(lang: str, codes: tuple[str, ...]) -> Response:
    reached = walk(codes)
    if reached is None:
        abort(404)
    return _render(duty_page(reached), lang, ABOUT_DUTY, is_indexed=not codes)


@blueprint.get("/<lang:lang>/tolk/tools/guidelines")
@made_once
def guidelines(lang: str) -> Response:
    """Ask what an organisation's guidelines hold."""
    return _render(form_page({}), lang, ABOUT_GUIDELINES)


@blueprint.post("/<lang:lang>/tolk/tools/guidelines")
def check_guidelines(lang: str) -> Response:
    """Lead to the result, whose address holds the marks."""
    address = url_for("tolk.guidelines_result", lang=lang, marks=write_marks(request.form))
    return redirect(address, 303)  # type: ignore[return-value]  # werkzeug's type, Flask's class


@blueprint.get("/<lang:lang>/tolk/tools/guidelines/<slug:marks>")
def guidelines_result(lang: str, marks: str) -> Response:
    """Say what the guidelines lack and have, and give a draft."""
    read = read_marks(marks)
    if read is None:
        abort(404)
    return _render(result_page(read, marks), lang, ABOUT_GUIDELINES, is_indexed=False)


@blueprint.get("/<lang:lang>/tolk/tools/guidelines/<slug:marks>/change")
def guidelines_again(lang: str, marks: str) -> Response:
    """Show the form as it was filled in."""
    read = read_marks(marks)
    if read is None:
        abort(404)
    return _render(form_page(read), lang, ABOUT_GUIDELINES, is_indexed=False)


@blueprint.get("/<lang:lang>/tolk/tools/point-to-your-language")
@made_once
def point(lang: str) -> Response:
    """Show the sheet of languages to point at."""
    return _render(sheet_page(lang), lang, ABOUT_SHEET)


def _render(page: Page, lang: str, about: str, *, is_indexed: bool = True) -> Response:
    name, _ = name_of(services().library, COLLECTION, lang)
    return render(
        page,
        is_indexed=is_indexed,
        tone=tone_of(COLLECTION),
        trail=(Crumb(name, url_for("pages.collection", collection=COLLECTION)),),
        description=translate(lang, about),
    )
