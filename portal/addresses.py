"""Work out the address of a page once, and give it again.

A page of the portal names some sixty addresses, most of them those that every page names. Putting
one together takes the routing ten times as long as finding it again.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request, current_app, request

from portal.i18n import current_lang
from portal.templating import FixedGlobals

_MOST = 4096
# What is part of a path and no secret. An address with anything else is put together each time, and
# so is one with a part of the path that was asked for: whatever may have been typed, or stands for
# what somebody may do, is kept nowhere.
_PARTS = frozenset({"lang", "collection", "slug", "kind", "number", "filename", "v", "_anchor"})

# The things themselves: through their proxies, each look at them takes ten times as long.
this_request: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
_this_app: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]


def url_for(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as Flask has it
    """Return the address of a page, as Flask's own does: for those who ask for many."""
    return _this_app().url_for(endpoint, **values)


class Portal(Flask):
    """Flask, with a memory for addresses, and templates that find their globals fast."""

    jinja_environment = FixedGlobals

    @cached_property
    def _address(self) -> Callable[[str, str, str, tuple[tuple[str, Any], ...]], str]:
        return lru_cache(_MOST)(self._put_together)

    def url_for(self, /, endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as Flask has it
        """Return the address of a page, as Flask does."""
        given = {name: value for name, value in values.items() if value is not None}
        try:
            asked = this_request()
        except RuntimeError:  # nothing is being asked
            return super().url_for(endpoint, **values)
        if given.keys() <= _PARTS and not (given and _was_asked_for(given, asked)):
            return self._address(asked.root_path, current_lang(), endpoint, tuple(given.items()))
        return super().url_for(endpoint, **values)

    def _put_together(
        self, _root_path: str, _lang: str, endpoint: str, values: tuple[tuple[str, Any], ...]
    ) -> str:
        """Return an address; it depends on where the portal is mounted and on its language."""
        return super().url_for(endpoint, **dict(values))


def _was_asked_for(given: Mapping[str, object], asked: Request) -> bool:
    """Say whether a part of an address stands in the one that the visitor has opened."""
    opened = (asked.view_args or {}).items()
    return any(value in given.values() for name, value in opened if name != "lang")
