"""The routes of the API. Whatever is wrong with a request becomes the one error shape."""

import logging
from pathlib import Path

from flask import Response, abort, g, request

from knowledge.languages import languages
from portal.api.blueprint import blueprint
from portal.api.shapes import (
    answer_shape,
    article_shape,
    danger_shape,
    listed_article_shape,
)
from portal.chat.answering import answer_question, find_danger_in_refused
from portal.error_pages import api_error
from portal.errors import RequestRefused
from portal.i18n import current_lang
from portal.reading import detail, read_json_object, read_question, refuse
from portal.responses import allow_revalidation, json_response
from portal.services import services

logger = logging.getLogger(__name__)

_DOCUMENT = Path(__file__).with_name("openapi.json")


@blueprint.post("/api/v1/answers")
def answers() -> Response:
    """Answer a question."""
    body = read_json_object(request)
    lang = body.get("lang")
    if isinstance(lang, str) and lang in languages():
        g.lang = lang
    the_services = services()
    try:
        question = read_question(body, the_services.library.collection_ids())
    except RequestRefused as refusal:
        text = body.get("question")
        danger = find_danger_in_refused(the_services, text if isinstance(text, str) else "")
        help_first = danger_shape(danger, current_lang(), the_services)
        return api_error(refusal.status, refusal.code, refusal.details, danger=help_first)
    outcome = answer_question(the_services, question)
    if outcome.answer is not None:
        return json_response(answer_shape(outcome.answer, the_services))
    if outcome.danger is None:
        raise RequestRefused(503, "unavailable")
    # Nothing can be searched, but somebody is in danger: the numbers come all the same.
    lang = current_lang()
    return json_response(
        {
            "kind": "no_answer",
            "lang": lang,
            "lang_confidence": 0.0,
            "reply_lang": lang,
            "danger": danger_shape(outcome.danger, lang, the_services),
            "quotes": [],
            "topics": [],
            "choices": [],
            "offices": [],
            "interpreter_search": None,
            "smalltalk": None,
            "leans_on": None,
            "searched": None,
        }
    )


@blueprint.get("/api/v1/articles")
def articles() -> Response:
    """List the articles of one collection or of all, each in the nearest language it exists in."""
    library = services().library
    wanted, lang = request.args.get("collection"), current_lang()
    known = library.collection_ids()
    if wanted is not None and wanted not in known:
        raise refuse([detail("collection", "unknown_collection", known=", ".join(known))])
    found = (
        library.nearest(collection, slug, lang)
        for collection in ((wanted,) if wanted else known)
        for slug in library.slugs(collection)
    )
    listed = [listed_article_shape(article, library) for article in found if article]
    response = json_response({"articles": listed}, revalidate=True)
    response.headers["Vary"] = "Accept-Language"
    return response


@blueprint.get("/api/v1/articles/<slug:collection>/<slug:slug>/<lang:lang>")
def article(collection: str, slug: str, lang: str) -> Response:
    """Give one article in one language; where it is missing, say which languages there are."""
    library = services().library
    found = library.article(collection, slug, lang)
    if found is not None:
        return json_response(article_shape(found, library), revalidate=True)
    others = ", ".join(library.langs(collection, slug))
    if not others:
        abort(404)
    raise RequestRefused(
        404, "not_found", details=[detail("lang", "unknown_language", known=others)]
    )


@blueprint.get("/api/v1/languages")
def all_languages() -> Response:
    """List the languages of the portal."""
    listed = [
        {
            "code": lang.code,
            "tag": lang.tag,
            "endonym": lang.endonym,
            "dir": lang.dir,
            "script": lang.script,
        }
        for lang in languages().values()
    ]
    return json_response({"languages": listed}, revalidate=True)


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """Give the document that describes the API."""
    response = Response(_DOCUMENT.read_bytes(), content_type="application/json")
    allow_revalidation(response)
    return response


@blueprint.get("/healthz")
def health() -> Response:
    """Tell whether questions can be answered, and which parts cannot do their work.

    What is wrong with a part may name folders of this machine: `veiviser doctor` tells that to
    the owner, and the address that anyone can open does not.
    """
    parts = services().check_parts()
    broken = [name for name, fault in parts.items() if fault]
    for name in broken:
        logger.warning("part does not work", extra={"part": name})
    if _NEEDED.intersection(broken):
        raise RequestRefused(
            503, "unavailable", details=[detail(name, "unavailable") for name in broken]
        )
    states = {name: "unavailable" if fault else "ok" for name, fault in parts.items()}
    return json_response({"status": "ok", "parts": states})


# Without these no question can be answered; without the register all else still works.
_NEEDED = frozenset({"knowledge", "index"})
