"""The API for programs, as `openapi.json` describes it; a test holds the two together."""

from portal.api import interpreters, routes, suggestions
from portal.api.blueprint import blueprint

__all__ = ["blueprint", "interpreters", "routes", "suggestions"]
