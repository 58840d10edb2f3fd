"""The headings of a file, and what each may stand for."""

from collections.abc import Mapping

from knowledge.register.faults import Headings
from knowledge.register.mapping import ColumnMapping, parse_mapping
from portal.i18n import N_, translate
from portal.register.labels import CONDITIONS

# What the columns of ours (knowledge.register.columns) are called, in the order they are offered.
COLUMN_NAMES: Mapping[str, str] = {
    # Translators: each of these is the name of a column in a table of interpreters
    "number": N_("The interpreter's number"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "languages": N_("Languages and qualifications"),
    "language": N_("Language"),
    "category": N_("Category"),
    "obtained": N_("Day of the qualification"),
    "qualifications": N_("Qualifications"),
    "gender": CONDITIONS["gender"],
    "place": N_("Municipality"),
    "county": N_("County"),
    "capacity": CONDITIONS["capacity"],
    "modes": N_("How you can meet"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Address"),
    "address_consent": N_("The address may be shown"),
    "card_issued": N_("Card issued on"),
    "card_valid_to": N_("Card valid to"),
    "listed_since": N_("In the register since"),
}


def column_name(column: str, lang: str) -> str:
    """Return what a column of ours is called; what is none is a heading of the file's own."""
    known = COLUMN_NAMES.get(column)
    return translate(lang, known) if known else column


def chosen_mapping(headings: Headings, form: Mapping[str, str]) -> ColumnMapping:
    """Return what was chosen for the headings, by their places from 1: `column-1` and so on.

    :raises MappingUnusable: if one stands for what is no column.
    """
    chosen = ((text, form.get(f"column-{at}", "")) for at, (text, _) in enumerate(headings, 1))
    return parse_mapping(f"{text}={column}" for text, column in chosen if text and column)
