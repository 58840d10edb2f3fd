"""Decide which language a visitor is spoken to in, and say things in it.

The order, first match wins:

1. the language in the path (`/so/...`): the visitor's own choice;
2. for the API, `lang` in the body, then `?lang=`;
3. the browser's Accept-Language;
4. the default language of the settings.

Message ids are English sentences. A message that a catalogue lacks is shown in English, so
nobody ever meets a key. Catalogues are `.po` files, compiled in memory when a language is
first asked for (a few milliseconds): there is no compiled file that could be out of date.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from flask import Flask, current_app, g, has_request_context, request
from markupsafe import Markup

from knowledge.languages import Language, language, languages

TRANSLATIONS_DIR = Path(__file__).resolve().parent.parent / "translations"

# What browsers send for languages that we hold under another code: Norwegian without a form,
# Dari and Tajik-free Persian tags. Languages that merely resemble ours are not listed.
_ALIASES = {"no": "nb", "prs": "fa", "pes": "fa"}
_LONGEST_HEADER_CHARS = 500


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a message for extraction where it is written down but not yet shown."""
    return message


@cache
def catalogue(lang: str) -> NullTranslations:
    """Return the messages of one language, empty if it has no catalogue yet."""
    path = TRANSLATIONS_DIR / lang / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - not needed by most workers' start
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        messages = read_po(file, locale=language(lang).locale)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(lang: str, message: str, **values: object) -> str:
    """Return a message in a language, its named values (`%(name)s`) put in."""
    text = catalogue(lang).gettext(message)
    return text % values if values else text


def negotiate(accept_language: str, default: str) -> str:
    """Return the code of ours that an Accept-Language header prefers.

    >>> negotiate("so-SO,so;q=0.9,en;q=0.5", "nb")
    'so'
    >>> negotiate("xx", "nb")
    'nb'
    """
    wanted: list[tuple[float, str]] = []
    for part in accept_language[:_LONGEST_HEADER_CHARS].split(","):
        tag, _, parameter = part.strip().partition(";")
        match = re.fullmatch(r"\s*q=([01](?:\.\d{1,3})?)\s*", parameter) if parameter else None
        weight = float(match[1]) if match else (0.0 if parameter else 1.0)
        primary = tag.strip().lower().split("-")[0]
        wanted.append((weight, _ALIASES.get(primary, primary)))
    for weight, code in sorted(wanted, key=lambda pair: -pair[0]):
        if weight > 0 and code in languages():
            return code
    return default


def requested_lang() -> str:
    """Return the language of the current request, by the order at the top of this file."""
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    if first in languages():
        return first
    asked = request.args.get("lang", "")
    if request.path.startswith("/api/") and asked in languages():
        return asked
    default: str = current_app.config["DEFAULT_LANG"]
    return negotiate(request.headers.get("Accept-Language", ""), default)


# A page asks for its language two hundred times; through the proxy that takes ten times as long.
_here = g._get_current_object


def current_lang() -> str:
    """Return the language that is being spoken now, English outside an application."""
    try:
        lang: str = _here().lang
    except (AttributeError, RuntimeError):  # not yet known, or nothing is being asked
        return requested_lang() if has_request_context() else "en"
    return lang


def current_language() -> Language:
    """Return the language that is being spoken now, with its tag and direction."""
    return language(current_lang())


def current_messages() -> NullTranslations:
    """Return the messages of the language that is being spoken now."""
    return catalogue(current_lang())


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak another language for a while: an answer in the language of its question."""
    before = current_lang()
    g.lang = lang
    try:
        yield
    finally:
        g.lang = before


def _say(message: str, /, **values: object) -> Markup:
    """Say a message in a template as Jinja's own `gettext` does; a page has a hundred of them."""
    messages = current_messages()
    return Markup(messages.gettext(message)) % values if values else _ready(messages, message)


@lru_cache(maxsize=4096)  # what our templates and tables say, in the languages that are read most
def _ready(messages: NullTranslations, message: str) -> Markup:
    return Markup(messages.gettext(message)) % {}


def register_i18n(app: Flask) -> None:
    """Give templates gettext in the language of the request, and views the language itself."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        lambda message: current_messages().gettext(message),
        lambda one, many, n: current_messages().ngettext(one, many, n),
        newstyle=True,
        pgettext=lambda context, message: current_messages().pgettext(context, message),
    )
    app.jinja_env.globals |= {"gettext": _say, "_": _say}
    app.jinja_env.policies["ext.i18n.trimmed"] = True

    @app.url_value_preprocessor
    def remember_lang(_endpoint: str | None, values: dict[str, object] | None) -> None:
        g.lang = (values or {}).get("lang") or requested_lang()

    @app.url_defaults
    def same_lang(endpoint: str, values: dict[str, object]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_lang()
