"""Nora: pages for young people who may be watched. Every one is private; nothing is kept."""

from portal.nora.routes import blueprint

__all__ = ["blueprint"]
