"""Searching for pages, with suggestions while somebody types."""

from portal.search.routes import blueprint

__all__ = ["blueprint"]
