"""Work out the address of a page once, and give it again.

A page of the portal names some sixty addresses, most of them those that every page names. Putting
one together takes the routing ten times as long as finding it again.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, has_request_context, request

from portal.i18n import current_lang

_MOST = 4096
# What is part of a path and no secret. An address with anything else is put together each time, and
# so is one with a part of the path that was asked for: whatever may have been typed, or stands for
# what somebody may do, is kept nowhere.
_PARTS = frozenset({"lang", "collection", "slug", "kind", "number", "filename", "v", "_anchor"})


class Portal(Flask):
    """Flask, with a memory for addresses."""

    @cached_property
    def _address(self) -> Callable[[str, str, str, tuple[tuple[str, Any], ...]], str]:
        return lru_cache(_MOST)(self._put_together)

    def url_for(self, /, endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as Flask has it
        """Return the address of a page, as Flask does."""
        given = {name: value for name, value in values.items() if value is not None}
        if given.keys() <= _PARTS and has_request_context() and not _was_asked_for(given):
            return self._address(request.root_path, current_lang(), endpoint, tuple(given.items()))
        return super().url_for(endpoint, **values)

    def _put_together(
        self, _root_path: str, _lang: str, endpoint: str, values: tuple[tuple[str, Any], ...]
    ) -> str:
        """Return an address; it depends on where the portal is mounted and on its language."""
        return super().url_for(endpoint, **dict(values))


def _was_asked_for(given: Mapping[str, object]) -> bool:
    """Say whether a part of an address stands in the one that the visitor has opened."""
    opened = (request.view_args or {}).items()
    return any(value in given.values() for name, value in opened if name != "lang")
