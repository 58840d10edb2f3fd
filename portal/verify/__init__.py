"""Verify an interpreter on the day: by number, spoken language and date."""

from portal.verify.routes import blueprint

__all__ = ["blueprint"]
