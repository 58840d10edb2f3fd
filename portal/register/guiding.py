"""What stands beside a search and a person: guidance for the conversation, and the tools."""

from portal.addresses import url_for
from portal.i18n import N_, translate
from portal.register.context import Link
from portal.tolk.context import Reading
from portal.tolk.saying import reading_of

# Articles of the collection on interpreting: before, during and after, and the person's right.
_ARTICLES = (
    "before-the-conversation",
    "during-the-conversation",
    "after-the-conversation",
    "when-to-use-an-interpreter",
)
_TOOLS = {
    "verify.page": N_("Check an interpreter on the day"),
    "overview.page": N_("The register in numbers"),
    "tolk.duty": N_("Do I have to use an interpreter?"),
    "tolk.point": N_("Point to your language"),
}


def guidance() -> tuple[Reading, ...]:
    """Return the articles that help with the conversation, those that exist."""
    return tuple(found for slug in _ARTICLES if (found := reading_of(slug, "")))


def tools(lang: str) -> tuple[Link, ...]:
    """Return the tools for those who book an interpreter."""
    return tuple(Link(translate(lang, label), url_for(to)) for to, label in _TOOLS.items())
