"""How a visitor or a program is told that something went wrong.

A page's error depends on nothing but its template and the catalogues: no index, no register,
no article is read, and should even that fail, a few fixed lines with the emergency numbers are
sent. The API's error has one shape on every route: `status`, `code` for machines, `message` in
the reader's language, and `details` where there is more to say. What happened is logged once,
here, without anything that a visitor wrote.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from portal.errors import Detail, RequestRefused
from portal.i18n import N_, current_lang, translate
from portal.responses import json_response

logger = logging.getLogger(__name__)

_LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Veiviser</title>'
    "<h1>Something went wrong. Noe gikk galt.</h1>"
    "<p>112 police, politi. 113 ambulance, ambulanse. 110 fire, brann.</p></html>"
)


# What each code says to people. Programs read the code, which never changes.
MESSAGES = {
    "invalid_json": N_("The request could not be read: it is not valid JSON."),
    "invalid_request": N_("Something in the request is missing or wrong. See the details."),
    "unauthorized": N_("This key is not valid here. It may have been revoked."),
    "too_many_requests": N_("You have asked for a lot in a short time. Try again later."),
    "bad_request": N_("The request could not be understood."),
    "forbidden": N_("This form can only be sent from our own pages."),
    "not_found": N_("There is nothing at this address."),
    "method_not_allowed": N_("This address does not take that kind of request."),
    "not_acceptable": N_("This address cannot give the format that was asked for."),
    "too_large": N_("The request is too large."),
    "unsupported_media_type": N_("Send the request as JSON."),
    "unavailable": N_("The service cannot answer right now. Try again in a few minutes."),
    "server_error": N_("Something went wrong on our side. Try again in a few minutes."),
}
_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid_request",
    429: "too_many_requests",
    500: "server_error",
    503: "unavailable",
}


def code_for(status: int) -> str:
    """Return the stable code of an HTTP status, the nearest general one if it has none."""
    return _CODES.get(status, "bad_request" if status < 500 else "server_error")


def api_error(
    status: int,
    code: str,
    details: Sequence[Detail] = (),
    *,
    danger: Mapping[str, object] | None = None,
) -> Response:
    """Return an error in the API's one shape, its message in the language asked for.

    :param danger: the help to show first, where what is refused tells of danger.
    """
    body: dict[str, object] = {
        "status": status,
        "code": code,
        "message": translate(current_lang(), MESSAGES[code]),
    }
    if details:
        body["details"] = [asdict(detail) for detail in details]
    if danger:
        body["danger"] = danger
    return json_response(body, status=status)


def _page_error(status: int, code: str) -> Response:
    try:
        html = render_template("errors/error.html", status=status, message=MESSAGES[code])
    except Exception:
        logger.exception("error page failed", extra={"status": status})
        html = _LAST_RESORT
    return make_response(html, status)


def _answer(status: int, code: str, details: Sequence[Detail] = ()) -> Response:
    if request.path.startswith("/api/") or request.path == "/healthz":
        return api_error(status, code, details)
    return _page_error(status, code)


def register_error_handlers(app: Flask) -> None:
    """Turn every exception that a view lets go into a page or an API error."""

    @app.errorhandler(RequestRefused)
    def refused(error: RequestRefused) -> Response:
        response = _answer(error.status, error.code, error.details)
        response.headers.update(error.headers)
        return response

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400 and error.response is None:  # a redirect of the router's own
            return Response(error.get_response().response, error.code)
        response = _answer(status, code_for(status))
        for name, value in error.get_headers(request.environ):
            if name in {"Allow", "Retry-After"}:
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        logger.error("unexpected error", exc_info=error, extra={"route": request.endpoint})
        return _answer(500, "server_error")
