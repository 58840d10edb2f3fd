"""Who may use the pages of the office: whoever brings an `office` key, from a page of ours.

A browser asks for a password by itself (HTTP Basic) and sends it along with every request,
also with one that another site has made it send. So whatever changes something must prove that
it comes from a page of ours; elsewhere in the portal it is enough if nothing speaks against it.
"""

from urllib.parse import urlsplit

from flask import Response, current_app, request

from portal.errors import RequestRefused
from portal.keys import KeysUnavailable
from portal.limits.gate import count_use
from portal.office.context import LockedPage
from portal.rendering import render
from portal.services import services
from portal.settings import Settings

REALM = 'Basic realm="Veiviser", charset="UTF-8"'


def let_in() -> Response | None:
    """Return None if the request may go on, else the page that asks for the key.

    :raises RequestRefused: 403 for a form that is not of our own pages; 429 after too many wrong
        keys; 503 if it cannot be told who has a key.
    """
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not _is_of_our_page():
        raise RequestRefused(403, "forbidden")
    given = request.authorization
    secret = (given.password if given and given.type == "basic" else None) or ""
    try:
        key = services().keys.find(secret) if secret else None
    except KeysUnavailable:
        raise RequestRefused(503, "unavailable") from None
    if key is not None and key.purpose == "office":
        return None
    if secret:
        count_use("lookup")
    response = render(LockedPage(), status=401, is_kept=False, is_indexed=False, tone="dense")
    response.headers["WWW-Authenticate"] = REALM
    return response


def _is_of_our_page() -> bool:
    """Tell whether a browser says that the request was sent by a page of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    settings: Settings = current_app.config["SETTINGS"]
    try:
        origin = urlsplit(request.headers.get("Origin", "")).netloc
    except ValueError:
        return False
    return bool(origin) and origin in {request.host, urlsplit(settings.public_url).netloc}
