"""The register in numbers: pages, and the same counts for spreadsheets and programs."""

from portal.overview.routes import blueprint

__all__ = ["blueprint"]
