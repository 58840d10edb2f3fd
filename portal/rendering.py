"""Show a page: its own context, and the shell that every page has.

Each page has a frozen dataclass that names its template and holds what the template needs; a
test compares the two. The shell holds the rest: language, menu, emergency numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar, Protocol
from urllib.parse import urlencode

from flask import Flask, Response, current_app, make_response, render_template, request

from knowledge.languages import Language, language, languages
from portal.addresses import url_for
from portal.formats import register_formats
from portal.i18n import N_, current_lang, current_language, translate
from portal.responses import allow_revalidation
from portal.services import Services, services
from portal.settings import Settings
from portal.static_files import static_url
from portal.structured import Step, Structured, Trail, as_script
from portal.tones import Tone


class Page(Protocol):
    """The context of one page: a frozen dataclass whose `template` is its file."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One language in the menu, and this page in it."""

    language: Language
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number that stands on every page; `label` is a message id."""

    label: str
    phone: str
    tel: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the first page to the one that is shown."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """This page in another language, for programs; `hreflang` is a tag or `x-default`."""

    hreflang: str
    url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What every page has around it.

    `is_private` pages have a quick exit, a title that tells nothing, and are kept nowhere.
    `trail` leads from the first page to this one, without either; `description` is one sentence
    for search engines. `collections` are the doors of the main menu. The last four are for
    programs: `canonical` and `image` are whole addresses, "" where the portal does not know its
    own, `alternates` the versions in all languages that the page exists in, `structured` JSON-LD.
    """

    language: Language
    menu: tuple[MenuItem, ...]
    collections: tuple[Crumb, ...]
    emergency: tuple[EmergencyNumber, ...]
    exit_url: str
    is_private: bool = False
    is_indexed: bool = True
    tone: Tone = ""
    trail: tuple[Crumb, ...] = ()
    description: str = ""
    canonical: str = ""
    image: str = ""
    alternates: tuple[Alternate, ...] = ()
    structured: str = ""


# The helplines on every page, in this order; their numbers stand in knowledge/helplines.toml.
_EMERGENCY = {
    "police-112": N_("Police"),
    "ambulance-113": N_("Ambulance"),
    "fire-110": N_("Fire"),
    "doctor-116117": N_("Doctor when it cannot wait"),
    "alarm-116111": N_("Help for children and young people"),
}
# Where the form stands that each of these pages is the outcome of.
_FORMS = {
    "chat.answer": "chat.start",
    "chat.feedback": "chat.start",
    "office.apply": "office.start",
    "office.faults": "office.start",
    "office.headings": "office.start",
    "office.leave": "office.start",
    "office.leaving": "office.start",
    "office.look": "office.start",
    "office.restore": "office.start",
    "register.contact": "register.interpreter",
    "search.results": "search.page",
    "tolk.check_guidelines": "tolk.guidelines",
}
# What may stand in a query as it is (https://url.spec.whatwg.org/#percent-encoded-bytes).
_READABLE = "!$'()*,/:;?@"
_EMERGENCY_KEY = "veiviser-emergency"
_COLLECTIONS_KEY = "veiviser-collections"


def render(  # noqa: PLR0913 - each is a choice of its own, made by name
    page: Page,
    *,
    status: int = 200,
    is_private: bool = False,
    is_kept: bool = True,
    is_indexed: bool = True,
    tone: Tone = "",
    trail: tuple[Crumb, ...] = (),
    description: str = "",
    structured: Sequence[Structured] = (),
    langs: Sequence[str] | None = None,
    arguments: Mapping[str, str] | None = None,
) -> Response:
    """Return a page as a response.

    :param is_private: the page is about danger or belongs to `nora`: quick exit, no trace.
    :param is_kept: the browser may keep it, and ask whether it has changed.
    :param is_indexed: search engines may list it; what is private or posted never is.
    :param tone: how the page is drawn; see portal.tones.
    :param trail: the way from the first page to this one, without either.
    :param description: what the page is about, one sentence of plain text.
    :param structured: what programs are told of the page; its trail is told by itself.
    :param langs: the languages that the page exists in, None for all; shown in another, it is
        the same text once more and not listed.
    :param arguments: what the language menu carries along behind the `?`, by codes of ours; never
        anything that a visitor typed.
    """
    exists = langs is None or current_lang() in langs
    is_read = request.method in {"GET", "HEAD"}
    is_indexed = is_indexed and exists and not is_private and status == 200 and is_read
    shell = make_shell(
        is_private=is_private,
        is_indexed=is_indexed,
        tone=tone,
        trail=trail,
        description=description,
        structured=structured,
        langs=langs,
        arguments=arguments,
    )
    response = make_response(render_template(page.template, shell=shell, **fields_of(page)), status)
    if is_indexed:
        response.headers["X-Robots-Tag"] = "all"
    if status == 200 and is_kept and not is_private and is_read:
        allow_revalidation(response)
    return response


def fields_of(page: Page) -> dict[str, object]:
    """Return the context of a page by name, as its template gets it."""
    return {field.name: getattr(page, field.name) for field in fields(page)}  # type: ignore[arg-type]


def make_shell(  # noqa: PLR0913 - as render, whose arguments they are
    *,
    is_private: bool = False,
    is_indexed: bool = True,
    tone: Tone = "",
    trail: tuple[Crumb, ...] = (),
    description: str = "",
    structured: Sequence[Structured] = (),
    langs: Sequence[str] | None = None,
    arguments: Mapping[str, str] | None = None,
) -> Shell:
    """Return what stands around the current page; it works when nothing else does."""
    settings: Settings = current_app.config["SETTINGS"]
    site = settings.public_url
    query = f"?{urlencode(arguments, safe=_READABLE)}" if arguments else ""
    current = current_lang()
    menu = tuple(
        MenuItem(lang, _same_page_in(lang.code, query), lang.code == current)
        for lang in languages().values()
    )
    # Programs are told of pages that they may list, of no other.
    told = (*structured, *_trail_for_programs(trail, site)) if is_indexed else ()
    return Shell(
        language=current_language(),
        menu=menu,
        collections=tuple(
            Crumb(known.name[current_lang()], url_for("pages.collection", collection=known.id))
            for known in current_app.extensions[_COLLECTIONS_KEY]
        ),
        emergency=current_app.extensions[_EMERGENCY_KEY],
        exit_url=settings.exit_url,
        is_private=is_private,
        is_indexed=is_indexed,
        tone=tone,
        trail=trail,
        description=description,
        canonical=site + _same_page_in(current_lang()) if site and is_indexed else "",
        image=site + static_url("img/icon-512.png") if site and is_indexed else "",
        alternates=_alternates(menu, langs, site) if is_indexed else (),
        structured=as_script(told),
    )


def _alternates(
    menu: Sequence[MenuItem], langs: Sequence[str] | None, site: str
) -> tuple[Alternate, ...]:
    """Return the page in every language that it exists in, and where to send all others.

    The first page chooses by itself what language a visitor reads; of the others, English is
    what most people can read.
    """
    versions = {
        item.language.code: Alternate(item.language.tag, site + item.url)
        for item in menu
        if langs is None or item.language.code in langs
    }
    if request.endpoint == "pages.home":
        default = site + url_for("pages.front")
    elif "en" in versions:
        default = versions["en"].url
    else:
        return tuple(versions.values())
    return (*versions.values(), Alternate("x-default", default))


def _trail_for_programs(trail: Sequence[Crumb], site: str) -> tuple[Trail, ...]:
    if not trail:
        return ()
    first = Crumb(translate(current_lang(), "First page"), url_for("pages.home"))
    return (Trail(tuple(Step(crumb.label, site + crumb.url) for crumb in (first, *trail))),)


def _same_page_in(lang: str, query: str = "") -> str:
    """Return the address of the current page in another language, the home page if it has none.

    What was typed into a form is not carried along, since a question never stands in an address:
    a page that was posted leads to its empty form, or to the page that the form stands on.

    :param query: what is carried along, from its `?` on.
    """
    arguments = request.view_args or {}
    if request.endpoint and "lang" in arguments:
        if request.method in {"GET", "HEAD"}:
            return url_for(request.endpoint, **{**arguments, "lang": lang}) + query
        form = _FORMS.get(request.endpoint, "pages.home")
        taken = current_app.url_map.is_endpoint_expecting
        kept = {name: value for name, value in arguments.items() if taken(form, name)}
        return url_for(form, **{**kept, "lang": lang})
    return url_for("pages.home", lang=lang)


def emergency_numbers(the_services: Services) -> tuple[EmergencyNumber, ...]:
    """Return the numbers that stand on every page."""
    helplines = the_services.library.facts.helplines
    return tuple(
        EmergencyNumber(label, helplines[name].phone, helplines[name].tel)
        for name, label in _EMERGENCY.items()
        if name in helplines
    )


def register_rendering(app: Flask, settings: Settings) -> None:
    """Give templates what every page uses."""
    register_formats(app)
    # Read once: the frame of a page must stand even where no article can be read.
    app.extensions[_EMERGENCY_KEY] = emergency_numbers(services(app))
    app.extensions[_COLLECTIONS_KEY] = services(app).library.collections
    app.jinja_env.globals |= {
        "language": language,
        "make_shell": make_shell,
    }
