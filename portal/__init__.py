"""The Flask application: thin. It turns HTTP into calls of indexing and knowledge."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.services import Services
    from portal.settings import Settings

__all__ = ["create_app"]


def create_app(settings: "Settings", services: "Services") -> "Flask":
    """Build the application from what it needs; nothing is read or opened before this call.

    Flask is imported here and not above, so that the command line does not wait for it.
    """
    from portal.application import build_application  # noqa: PLC0415

    return build_application(settings, services)
