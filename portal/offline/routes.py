"""Keeping guidance on a device, and the manifest and the worker that browsers ask for."""

from pathlib import Path

from babel.numbers import format_decimal
from flask import Blueprint, Response, abort, current_app, url_for

from knowledge.languages import language
from knowledge.topics import Collection
from knowledge.wording import cldr_locale
from portal.i18n import translate
from portal.keeping import made_once
from portal.offline.context import ChoosePage, CollectionChoice, KeptPages
from portal.offline.listing import KEPT_COLLECTIONS, collection_to_keep
from portal.rendering import Crumb, render
from portal.responses import allow_revalidation, json_response
from portal.services import services
from portal.static_files import static_url

blueprint = Blueprint("offline", __name__)

_WORKER = Path(__file__).with_name("sw.js")
# The ground and the accent of css/veiviser.css: the browser paints with them before any style.
_GROUND, _ACCENT = "#fbf9f4", "#0f5563"


@blueprint.get("/<lang:lang>/offline")
@made_once
def choose(lang: str) -> Response:
    """Let the reader choose what to keep."""
    page = ChoosePage(tuple(_choice(known, lang) for known in _collections()))
    return render(page, is_indexed=False)


def _choice(known: Collection, lang: str) -> CollectionChoice:
    kept = collection_to_keep(services().library, known, lang)
    megabytes = format_decimal(
        round(kept.size_bytes / 1_000_000, 1), locale=cldr_locale(lang), format="0.0"
    )
    address = url_for("offline.contents", collection=known.id)
    return CollectionChoice(known.id, known.name[lang], len(kept.pages), megabytes, address)


@blueprint.get("/<lang:lang>/offline/kept")
@made_once
def kept(lang: str) -> Response:
    """Show what is kept on this device; the worker gives it in the place of what is not kept."""
    trail = (Crumb(translate(lang, "Reading without internet"), url_for("offline.choose")),)
    return render(KeptPages(), is_indexed=False, trail=trail)


@blueprint.get("/<lang:lang>/offline/list/<slug:collection>.json")
@made_once
def contents(lang: str, collection: str) -> Response:
    """List the addresses, titles and sizes of what is kept of a collection."""
    known = next((known for known in _collections() if known.id == collection), None)
    if known is None:
        abort(404)
    kept = collection_to_keep(services().library, known, lang)
    return json_response(
        {
            "collection": kept.id,
            "name": kept.name,
            "lang": language(lang).tag,
            "bytes": kept.size_bytes,
            "pages": [
                {
                    "url": page.url,
                    "title": page.title,
                    "lang": language(page.lang).tag,
                    "bytes": page.size_bytes,
                }
                for page in kept.pages
            ],
            # Needed to read without a net, but nothing to read.
            "also": [url_for("offline.kept")],
        }
    )


def _collections() -> tuple[Collection, ...]:
    return tuple(c for c in services().library.collections if c.id in KEPT_COLLECTIONS)


@blueprint.get("/<lang:lang>/manifest.webmanifest")
@made_once
def manifest(lang: str) -> Response:
    """Say how the portal looks where it stands among a phone's programs."""
    shown = language(lang)
    response = json_response(
        {
            "id": url_for("pages.home", lang=current_app.config["DEFAULT_LANG"]),
            "name": "Veiviser",
            "short_name": "Veiviser",
            "lang": shown.tag,
            "dir": shown.dir,
            "start_url": url_for("pages.home"),
            "scope": "/",
            # With a bar to go back and to load anew: not everybody knows the gestures.
            "display": "minimal-ui",
            "background_color": _GROUND,
            "theme_color": _ACCENT,
            "icons": [
                _icon("img/icon.svg", "any", "image/svg+xml"),
                _icon("img/icon-192.png", "192x192", "image/png"),
                _icon("img/icon-512.png", "512x512", "image/png"),
                _icon("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
            ],
        },
        revalidate=True,
    )
    response.mimetype = "application/manifest+json"
    return response


def _icon(filename: str, sizes: str, kind: str, purpose: str = "any") -> dict[str, str]:
    return {"src": static_url(filename), "sizes": sizes, "type": kind, "purpose": purpose}


@blueprint.get("/sw.js")
def worker() -> Response:
    """Give the worker that keeps pages; it is put in place by the page `choose` alone."""
    response = Response(_WORKER.read_bytes(), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    allow_revalidation(response)
    return response
