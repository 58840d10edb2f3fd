"""The blueprint of the API, and what holds for all of its routes: a known language, a valid key."""

from flask import Blueprint, g, request

from knowledge.languages import languages
from portal.errors import RequestRefused
from portal.keys import KeysUnavailable
from portal.reading import detail, refuse
from portal.services import services

blueprint = Blueprint("api", __name__)


@blueprint.before_request
def know_the_language() -> None:
    """Refuse a language that is not one of ours, rather than speak another without a word."""
    if request.args.get("lang", "nb") not in languages():
        raise refuse([detail("lang", "unknown_language", known=", ".join(languages()))])


@blueprint.before_request
def know_the_key() -> None:
    """Remember whose key was sent with the request, and refuse one that is not ours.

    Only `Authorization: Bearer`: a proxy in front may ask for names and passwords of its own.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not request.path.startswith("/api/"):
        return
    try:
        g.key = services().keys.find(secret.strip())
    except KeysUnavailable:
        raise RequestRefused(503, "unavailable") from None
    if g.key is None:
        raise RequestRefused(401, "unauthorized", headers={"WWW-Authenticate": "Bearer"})
