"""Guidance that a reader asked to keep for reading without a net, and the installable portal.

Nothing is stored on a device before its reader asks for it on the page `offline.choose`, and
nothing of Nora or of a conversation ever is: `listing.KEPT_COLLECTIONS` names what can be kept,
and the worker, sw.js, refuses to store anything else.
"""

from portal.offline.routes import blueprint

__all__ = ["blueprint"]
