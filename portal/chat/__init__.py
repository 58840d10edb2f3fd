"""Asking a question and reading the answer."""

from portal.chat.routes import blueprint

__all__ = ["blueprint"]
