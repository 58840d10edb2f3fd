"""The API of the register: searching it, one interpreter, verifying, and the register in numbers.

What a search, a person or the overview says holds until the next import or the next day, so the
ETag is made of those two, and whoever sends it again is answered before anything is looked up. A
search for a name and ways to get in touch are kept by nobody.
"""

import zlib
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, abort, request

from knowledge.register.errors import RegisterError
from knowledge.register.queries import RegisterInfo
from knowledge.register.spoken import find_spoken
from knowledge.register.verifying import verify
from portal.api.asking import find_unknown, read_category, read_day, read_text, refuse_any
from portal.api.blueprint import blueprint
from portal.api.register_shapes import (
    contact_shape,
    interpreter_shape,
    interpreters_shape,
    overview_shape,
    verification_shape,
)
from portal.errors import Detail, RequestRefused
from portal.i18n import current_lang
from portal.keeping import keep_as
from portal.limits.gate import count_use
from portal.reading import detail, refuse
from portal.register.forms import FIELDS, query_arguments, read_query
from portal.register.routes import get_interpreter, register_info, search_register
from portal.responses import json_response
from portal.services import services

# With another document the answers have another shape, and what a client has no longer holds.
_SHAPE = f"{zlib.crc32(Path(__file__).with_name('openapi.json').read_bytes()):08x}"


@blueprint.get("/api/v1/interpreters")
def interpreters() -> Response:
    """Search the register; ways to get in touch are not in a list."""
    unknown = find_unknown(FIELDS)
    lang, info = current_lang(), register_info()
    try:
        query = read_query(request.args.to_dict(), lang, services().now().date())
    except RequestRefused as refusal:
        raise refuse((*unknown, *refusal.details)) from None
    if unknown:
        raise refuse(unknown)
    tag = "" if query.name else _tag(info, lang)
    if _has(tag):
        return _unchanged(tag)
    is_lookup = bool(query.name or query.number)
    count_use("lookup" if is_lookup else "search")

    def make() -> Response:
        page = search_register(query)
        return _tagged(json_response(interpreters_shape(page, query, info, lang)), tag)

    # Whom somebody looks for is remembered nowhere.
    return make() if is_lookup else keep_as(f"{urlencode(query_arguments(query))} {tag}", make)


@blueprint.get("/api/v1/interpreters/<number>")
def interpreter(number: str) -> Response:
    """Give one interpreter, without the ways to get in touch."""
    refuse_any()
    info = register_info()
    tag = _tag(info, current_lang())
    if _has(tag):
        return _unchanged(tag)
    count_use("lookup")
    found = get_interpreter(number)
    if found is None:
        abort(404)
    return _tagged(json_response(interpreter_shape(found, info)), tag)


@blueprint.get("/api/v1/interpreters/<number>/contact")
def contact(number: str) -> Response:
    """Give the ways to get in touch with one interpreter that may be shown."""
    refuse_any()
    count_use("lookup")
    found = get_interpreter(number)
    if found is None:
        abort(404)
    count_use("contact", found.number)
    return json_response(contact_shape(found, register_info()))


@blueprint.get("/api/v1/interpreters/verify")
def verify_interpreter() -> Response:
    """Tell what the register says of a number, a language and a day."""
    faults: list[Detail] = []
    lang, today = current_lang(), services().now().date()
    number = read_text("number", faults)
    if not number and not faults:
        faults.append(detail("number", "missing"))
    faults += find_unknown(("number", "spoken", "on", "category"))
    named = read_text("spoken", faults)
    spoken = find_spoken(named, lang) if named else None
    if named and spoken is None:
        faults.append(detail("spoken", "unknown_spoken"))
    on = read_day("on", today, faults)
    category = read_category(faults)
    if faults:
        raise refuse(faults)
    info = register_info()
    tag = _tag(info, lang)
    if _has(tag):
        return _unchanged(tag)
    count_use("lookup")
    said = verify(get_interpreter(number), on=on, spoken=spoken, category=category)
    asked = {"number": number, "spoken": spoken, "on": on.isoformat(), "category": category}
    return _tagged(json_response(verification_shape(said, asked, info, lang)), tag)


@blueprint.get("/api/v1/interpreters/overview")
def overview() -> Response:
    """Give the register in numbers."""
    refuse_any()
    lang, info = current_lang(), register_info()
    tag = _tag(info, lang)
    if _has(tag):
        return _unchanged(tag)
    try:
        counted = services().register.overview()
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return _tagged(json_response(overview_shape(counted, info, lang)), tag)


def _tag(info: RegisterInfo, lang: str) -> str:
    return f"{info.version}-{services().now().date():%Y%m%d}-{lang}-{_SHAPE}"


def _has(tag: str) -> bool:
    """Tell whether the client has what this tag stands for."""
    sent = request.headers.get("If-None-Match")
    return bool(tag) and sent is not None and request.if_none_match.contains_weak(tag)


def _unchanged(tag: str) -> Response:
    return _tagged(Response(status=304), tag)


def _tagged(response: Response, tag: str) -> Response:
    """Let the client keep a response, and ask with its tag whether it still holds."""
    response.headers["Vary"] = "Accept-Language"
    if tag:
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(tag, weak=True)
    return response
