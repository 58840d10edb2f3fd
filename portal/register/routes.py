"""Search the register, see one interpreter, and, on a click, how to get in touch.

Neither a list nor a person's page shows a way to get in touch: that is given for a form that is
posted, counted by client and day (portal.limits), so that nobody carries the register away.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for

from knowledge.register.errors import RegisterError
from knowledge.register.interpreters import Interpreter, public_view
from knowledge.register.queries import InterpreterPage, InterpreterQuery, RegisterInfo
from portal.errors import RequestRefused
from portal.i18n import translate
from portal.keeping import keep_as
from portal.register.asking import Asked, read_search
from portal.register.context import ContactView, PersonPage, SearchPage
from portal.register.forms import MAX_CHARS
from portal.register.guiding import guidance, tools
from portal.register.labels import CATEGORIES
from portal.register.limiting import refuse_too_many
from portal.register.options import form_options, spoken_datalist
from portal.register.people import contact_view, person_view
from portal.register.searching import list_languages, show_found
from portal.register.suggesting import meant_searches, suggestions
from portal.rendering import Crumb, render
from portal.responses import json_response
from portal.services import services

blueprint = Blueprint("register", __name__)


@blueprint.get("/<lang:lang>/interpreters")
def search(lang: str) -> Response:
    """Show the search form, and what was found if something was asked."""
    asked = read_search(request.args.to_dict(), lang, services().now().date())
    info = register_info()
    query = asked.query
    if query is None:
        if asked.is_start:
            return keep_as(f"start {info.version}", lambda: _show(asked, None, info, lang))
        return _show(asked, None, info, lang)
    if query.name or query.number:
        # Whom somebody looks for is nobody else's business: it is kept nowhere.
        return refuse_too_many("lookup") or _show(asked, search_register(query), info, lang)

    def make() -> Response:
        return _show(asked, search_register(query), info, lang)

    name = f"{urlencode(asked.codes())} {info.version} {query.on}"
    return refuse_too_many("search") or keep_as(name, make)


def _show(asked: Asked, results: InterpreterPage | None, info: RegisterInfo, lang: str) -> Response:
    found = None
    if results and asked.query:
        found = show_found(results, asked.query, lang, is_table=asked.is_table)
    page = SearchPage(
        form=asked.form,
        faults=asked.faults,
        fault_list=asked.fault_list,
        nearest=meant_searches(asked, lang),
        datalist=spoken_datalist(lang),
        options=form_options(lang),
        has_more=asked.has_more,
        categories=tuple(CATEGORIES.items()),
        found=found,
        spoken_list=() if found else list_languages(info, asked, lang),
        needs_language=asked.needs_language,
        reading=guidance(),
        tools=tools(lang),
        is_sample=info.is_sample,
    )
    return render(
        page,
        status=422 if asked.fault_list else 200,
        is_kept=asked.is_start,
        is_indexed=asked.is_start,
        tone="dense",
        arguments=asked.codes(),
        description=translate(
            lang, "The register of qualified interpreters, for everyone who books one."
        ),
    )


@blueprint.post("/<lang:lang>/interpreters/suggest/<any(spoken, place):kind>")
def suggest(lang: str, kind: str) -> Response:
    """Return what somebody who is typing may be looking for, and a sentence that says how many."""
    found = suggestions(kind, request.form.get("text", "")[:MAX_CHARS], lang)
    from portal.search.finding import count_told  # noqa: PLC0415 - its package needs this module

    return json_response({"told": count_told(len(found)), "suggestions": list(found)})


@blueprint.get("/<lang:lang>/interpreters/<number>")
def interpreter(lang: str, number: str) -> Response:
    """Show one interpreter, without the ways to get in touch."""
    return refuse_too_many("lookup") or _show_person(_person(number), None, lang)


@blueprint.post("/<lang:lang>/interpreters/<number>/contact")
def contact(lang: str, number: str) -> Response:
    """Show the same with the ways to get in touch that may be shown."""
    # Counted before anything is looked up, or numbers could be tried without end.
    if refusal := refuse_too_many("lookup"):
        return refusal
    found = _person(number)
    back_url = url_for("register.interpreter", number=found.number)
    refusal = refuse_too_many("contact", found.number, back_url=back_url)
    return refusal or _show_person(found, contact_view(found), lang)


def _person(number: str) -> Interpreter:
    found = get_interpreter(number)
    if found is None:
        abort(404)
    return found


def _show_person(found: Interpreter, details: ContactView | None, lang: str) -> Response:
    info = register_info()
    page = PersonPage(
        person=person_view(found, lang, services().now().date()),
        contact=details,
        reading=guidance(),
        tools=tools(lang),
        imported=info.imported_at,
        is_sample=info.is_sample,
    )
    trail = (Crumb(translate(lang, "Find an interpreter"), url_for("register.search")),)
    return render(page, is_kept=False, is_indexed=False, tone="dense", trail=trail)


def register_info() -> RegisterInfo:
    """Return what the register is.

    :raises RequestRefused: if there is none that could be used.
    """
    try:
        return services().register.info()
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None


def get_interpreter(number: str) -> Interpreter | None:
    """Return what may be shown of an interpreter, None if nobody has this number.

    :raises RequestRefused: if there is no register that could be used.
    """
    try:
        found = services().register.get(number[:MAX_CHARS])
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return public_view(found) if found else None


def search_register(query: InterpreterQuery) -> InterpreterPage:
    """Return one page of the interpreters that fit.

    :raises RequestRefused: if there is no register that could be used.
    """
    try:
        return services().register.search(query)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
