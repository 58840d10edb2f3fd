"""The API for programs, as `openapi.json` describes it; a test holds the two together."""

from portal.api.routes import blueprint

__all__ = ["blueprint"]
