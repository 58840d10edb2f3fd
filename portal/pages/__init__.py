"""The pages that are read: home, collections, articles, and what the service is."""

from portal.pages.routes import blueprint

__all__ = ["blueprint"]
