"""Search for pages. What is typed can be private, so it is posted, and never in an address."""

from flask import Blueprint, Response, request

from indexing.values import Danger
from portal.chat.answering import find_danger_in_refused
from portal.chat.danger import DangerCard, make_card
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.reading import MAX_QUESTION_CHARS
from portal.rendering import render
from portal.responses import json_response
from portal.search import finding
from portal.search.context import FindPage
from portal.search.forms import SHOWN_CHARS, read_search
from portal.services import services

blueprint = Blueprint("search", __name__)

_ABOUT = N_(
    "Search in everything that is written here: guidance for people new in Norway, for young "
    "people, and on interpreters."
)


@blueprint.get("/<lang:lang>/search")
def page(lang: str) -> Response:
    """Show an empty search, and what can be read without one."""
    shown = FindPage(browse=finding.browse(services().library))
    return render(shown, description=translate(lang, _ABOUT))


@blueprint.post("/<lang:lang>/search")
def results(lang: str) -> Response:
    """Show the pages that were found."""
    the_services = services()
    library = the_services.library
    try:
        form = read_search(request.form, finding.known_choices(library))
    except RequestRefused as refusal:
        fault = " ".join(detail.message for detail in refusal.details)
        text = request.form.get("text", "")
        danger = find_danger_in_refused(the_services, text)
        shown = FindPage(
            text=text[:SHOWN_CHARS],
            fault=fault,
            danger=_card(danger, lang),
            browse=finding.browse(library),
        )
        return render(shown, status=422, is_private=danger is not None)
    danger = the_services.find_danger(form.text)
    found, in_index = finding.find(the_services, form, lang)
    wanted = finding.find_request(form.text, found, lang)
    is_empty = not found.hits
    nearest = finding.suggest_nearest(the_services, form.text, lang) if is_empty else ()
    is_private = danger is not None or finding.is_private(found, nearest)
    shown = FindPage(
        text=form.text,
        chosen=form.chosen,
        as_typed=form.as_typed,
        found=finding.show_found(library, found, form, lang, in_index=in_index),
        danger=_card(danger, lang),
        interpreters_url=finding.register_url(wanted) if wanted else "",
        words=finding.explain_words(library, form.text, lang, is_private=is_private),
        nearest=finding.show_nearest(nearest),
        browse=finding.browse(library) if is_empty else (),
    )
    return render(shown, status=200 if in_index else 503, is_private=is_private)


def _card(danger: Danger | None, lang: str) -> DangerCard | None:
    the_services = services()
    helplines = the_services.library.facts.helplines
    return make_card(danger, helplines, lang, the_services.now()) if danger else None


@blueprint.post("/<lang:lang>/search/suggest")
def suggest(lang: str) -> Response:
    """Return what somebody who is typing may be looking for, and a sentence that says how many."""
    text = request.form.get("text", "")[:MAX_QUESTION_CHARS]
    found = finding.suggest(services(), text, lang)
    return json_response(
        {
            "told": finding.count_told(len(found)),
            "suggestions": [
                {
                    "label": one.label,
                    "detail": one.detail,
                    "detail_lang": one.detail_lang,
                    "kind": one.kind,
                    "lang": one.lang,
                    "url": finding.suggestion_url(one),
                }
                for one in found
            ],
        }
    )
