"""Where readers reach the owner of the portal, if the owner says so."""

from dataclasses import dataclass

from flask import current_app

from portal.settings import Settings


@dataclass(frozen=True, slots=True)
class Contact:
    """An address as it is read, and where its link leads."""

    label: str
    url: str


def owner_contact() -> Contact | None:
    """Return the contact of the settings, None where the owner has named none."""
    settings: Settings = current_app.config["SETTINGS"]
    address = settings.contact
    label = address.removeprefix("mailto:").removeprefix("tel:")
    return Contact(label, address) if address else None
