"""The start page for public bodies, and their three tools: the duty, guidelines, the sheet."""

from portal.tolk.routes import blueprint

__all__ = ["blueprint"]
