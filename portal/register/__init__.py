"""The register of interpreters: searching it, and one person's own page."""

from portal.register.routes import blueprint

__all__ = ["blueprint"]
