"""Templates whose globals are a plain dictionary.

Jinja looks a name up in two mappings, one behind the other, so that globals may still change
while pages are served, and compares the two anew for each `{% from … import … %}`. Ours stand
once the application is put together, and a page of ours imports from a dozen templates.
"""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class FixedGlobals(Environment):
    """An environment whose globals no longer change once a template is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, and its own."""
        return {**self.globals, **(d or {})}
