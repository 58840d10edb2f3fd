"""The first page: a question, what others ask, and the doors."""

from portal.i18n import N_, translate
from portal.pages.context import Door, HomePage
from portal.services import Library
from portal.tones import tone_of

# What the buttons below the question ask: each must be answered well in every language, and a
# test of the real index holds them to the article named beside them.
EXAMPLES = {
    # Translators: a question as a newcomer would type it; short, plain, first person
    N_("How do I get a doctor?"): "general-practitioner",
    # Translators: a question as a newcomer would type it; skattekort is explained elsewhere
    N_("How do I get a tax card?"): "tax-deduction-card",
    # Translators: a question as a newcomer would type it
    N_("Do I have the right to free Norwegian classes?"): "norwegian-classes",
    # Translators: a question as a newcomer would type it
    N_("Where do I find a job in Norway?"): "finding-work",
    # Translators: a question as a newcomer would type it
    N_("How do I renew my residence permit?"): "residence-permit-renewal",
}
_PICTURES = {"ny-i-norge": "arrive", "nora": "love", "tolk": "conversation"}


def home_page(library: Library, lang: str, *, question: str = "", fault: str = "") -> HomePage:
    """Return the home page, with what could not be taken and why."""
    doors = []
    for name in library.collection_ids():
        title, about = name_of(library, name, lang)
        doors.append(Door(name, title, about, tone_of(name), _PICTURES.get(name, "document")))
    examples = tuple(translate(lang, example) for example in EXAMPLES)
    return HomePage(tuple(doors), examples, question, fault)


def name_of(library: Library, collection: str, lang: str) -> tuple[str, str]:
    """Return name and description of a collection; one that was added is called by its id."""
    for known in library.collections:
        if known.id == collection:
            return known.name[lang], known.description[lang]
    return collection.replace("-", " ").capitalize(), ""
