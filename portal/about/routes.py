"""The accessibility statement, made from the results of the tests."""

from flask import Blueprint, Response, current_app, url_for

from portal.about.context import AccessibilityPage
from portal.i18n import translate
from portal.rendering import Crumb, render
from portal.settings import Settings
from portal.statement import load_results

blueprint = Blueprint("about", __name__)


@blueprint.get("/<lang:lang>/accessibility")
def accessibility(lang: str) -> Response:
    """Say how accessible the portal is, and what is not known."""
    settings: Settings = current_app.config["SETTINGS"]
    tested = load_results()
    page = AccessibilityPage(
        tested=tested,
        programs=tuple(f"{own.name} {own.version}" for own in tested.engines) if tested else (),
        contact=settings.contact.removeprefix("mailto:").removeprefix("tel:"),
        contact_url=settings.contact,
    )
    about = Crumb(translate(lang, "About the service"), url_for("pages.about"))
    description = translate(
        lang, "How accessible Veiviser is, how that was tested, and where to complain."
    )
    return render(page, trail=(about,), description=description)
