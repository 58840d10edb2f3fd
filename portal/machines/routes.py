"""The map of the site, the feeds, and what robots and finders of weaknesses are told."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, request, url_for

from knowledge.languages import language, languages
from portal.i18n import translate
from portal.keeping import made_once
from portal.machines.documents import feed as feed_of
from portal.machines.documents import sitemap as map_of
from portal.machines.documents import sitemap_index
from portal.machines.listing import Listed, changed_articles, listed_pages
from portal.responses import allow_revalidation
from portal.services import services
from portal.settings import Settings
from portal.stamps import say_it_passes

blueprint = Blueprint("machines", __name__)

_MOST_ENTRIES = 50
# How long a finder of a weakness may trust the contact: whoever changes it has until then.
_CONTACT_HOLDS = timedelta(days=90)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _whole(path: str) -> str:
    """Return a whole address; without a setting, the portal takes the host that it was asked as."""
    if known := _settings().public_url:
        return known + path
    say_it_passes()  # the next one may ask by another name
    return request.host_url.rstrip("/") + path


def _document(body: bytes, kind: str) -> Response:
    response = Response(body, content_type=f"{kind}; charset=utf-8")
    allow_revalidation(response)
    return response


@blueprint.get("/robots.txt")
@made_once
def robots() -> Response:
    """Say what may be read by programs: all that has no person in it.

    Nora is not named: its pages say themselves that they are not to be listed, and a program
    must be let in to read that.
    """
    people = url_for("register.search", lang="nb").replace("/nb/", "/*/", 1)
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        f"Disallow: {people}/",
        f"Disallow: {people}?",
        "",
        f"Sitemap: {_whole(url_for('machines.all_maps'))}",
        "",
    ]
    return _document("\n".join(lines).encode(), "text/plain")


@blueprint.get("/sitemap.xml")
@made_once
def all_maps() -> Response:
    """List the maps, one a language."""
    maps = (_whole(url_for("machines.sitemap", lang=lang)) for lang in languages())
    return _document(sitemap_index(maps), "application/xml")


@blueprint.get("/<lang:lang>/sitemap.xml")
@made_once
def sitemap(lang: str) -> Response:
    """List the pages of one language, each with its other versions."""
    pages = (
        (
            _address(page, lang),
            page.changed,
            [(language(other).tag, _address(page, other)) for other in page.langs or languages()],
        )
        for page in listed_pages(services().library, lang)
    )
    return _document(map_of(pages), "application/xml")


def _address(page: Listed, lang: str) -> str:
    return _whole(url_for(page.endpoint, lang=lang, **dict(page.arguments)))  # type: ignore[arg-type]


@blueprint.get("/<lang:lang>/feed.xml")
@made_once
def feed(lang: str) -> Response:
    """Give the guidance of one language whose text is newest."""
    entries = [
        (a, _whole(url_for("pages.article", collection=a.collection, slug=a.slug)))
        for a in changed_articles(services().library, lang, _MOST_ENTRIES)
    ]
    if not entries:
        abort(404)
    body = feed_of(
        translate(lang, "Changed guidance"),
        _whole(url_for("machines.feed")),
        _whole(url_for("pages.home")),
        language(lang).tag,
        entries,
    )
    return _document(body, "application/atom+xml")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say where to report a weakness (RFC 9116), where the owner has said so."""
    contact = _settings().security_contact
    if not contact:
        abort(404)
    expires = (services().now() + _CONTACT_HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {contact}", f"Expires: {expires}"]
    if _settings().public_url:
        lines.append(f"Canonical: {_whole(url_for('machines.security_txt'))}")
    return _document("\n".join([*lines, ""]).encode(), "text/plain")
