"""Write a part of a page once, and give it again wherever it is given the same.

Most of a page is what every page of its language has: the menu, the numbers to call, the lists to
choose from. `{{ once(macro, …) }}` in a template stands for `{{ macro(…) }}` there. A macro sees
nothing but what it is given, the language, and where the portal is mounted, so with the same of
these it writes the same. What it is given must be hashable and no free text.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from gettext import NullTranslations

from flask import Flask
from markupsafe import Markup

from portal import i18n
from portal.addresses import this_request

_MOST = 2048  # parts, half a kilobyte each; those not asked for longest go first


def once(macro: Callable[..., Markup], *given: Hashable) -> Markup:
    """Return what a macro writes, given these values."""
    lang = i18n.current_lang()
    return _write(macro, given, lang, i18n.catalogue(lang), this_request().root_path)


@lru_cache(_MOST)
def _write(
    macro: Callable[..., Markup],
    given: tuple[Hashable, ...],
    _lang: str,
    _messages: NullTranslations,
    _root_path: str,
) -> Markup:
    return macro(*given)


def register_fragments(app: Flask) -> None:
    """Let templates write parts of a page once."""
    app.jinja_env.globals["once"] = once
