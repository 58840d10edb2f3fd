"""The pages of the office that keeps the register: import a file, and go back to a version."""

from portal.office.routes import blueprint

__all__ = ["blueprint"]
