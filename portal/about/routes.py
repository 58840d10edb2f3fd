"""The accessibility statement, made from the results of the tests."""

from flask import Blueprint, Response, url_for

from portal.about.context import AccessibilityPage
from portal.contact import owner_contact
from portal.i18n import translate
from portal.rendering import Crumb, render
from portal.statement import load_results

blueprint = Blueprint("about", __name__)


@blueprint.get("/<lang:lang>/accessibility")
def accessibility(lang: str) -> Response:
    """Say how accessible the portal is, and what is not known."""
    tested = load_results()
    page = AccessibilityPage(
        tested=tested,
        # Isolated: their names and figures keep their order in a line from right to left.
        programs=tuple(f"\u2066{own.name} {own.version}\u2069" for own in tested.engines)
        if tested
        else (),
        contact=owner_contact(),
    )
    about = Crumb(translate(lang, "About the service"), url_for("pages.about"))
    description = translate(
        lang, "How accessible Veiviser is, how that was tested, and where to complain."
    )
    return render(page, trail=(about,), description=description)
