"""The headings of a file, and what each may stand for."""

import csv
import io
from collections.abc import Mapping

from knowledge.register.columns import REQUIRED
from knowledge.register.faults import Headings
from knowledge.register.mapping import ColumnMapping, parse_mapping
from portal.i18n import N_, translate
from portal.office.context import ColumnView
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
# A cell of each, of a person whom we made up.
_EXAMPLES: Mapping[str, str] = {
    "number": "EXAMPLE-1",
    "given_name": "Kari",
    "family_name": "Eksempel",
    "languages": "ti C 2019-06-14 | am E-i",
    "language": "ti",
    "category": "C",
    "obtained": "2019-06-14",
    "qualifications": "ti: statsautorisasjon",
    "gender": "f",
    "place": "Bergen",
    "county": "Vestland",
    "capacity": "full_time",
    "modes": "in_person, phone, video",
    "phone": "000 00 000",
    "email": "name@example.org",
    "address": "Eksempelveien 1",
    "address_consent": "yes",
    "card_issued": "2024-06-14",
    "card_valid_to": "2029-06-14",
    "listed_since": "2019-07-01",
}
# The first three stand in the place of `languages`; the last is for who leaves the category out.
_NOT_IN_SAMPLE = {"language", "category", "obtained", "qualifications"}


def column_name(column: str, lang: str) -> str:
    """Return what a column of ours is called; what is none is a heading of the file's own."""
    known = COLUMN_NAMES.get(column)
    return translate(lang, known) if known else column


def column_views(lang: str) -> tuple[ColumnView, ...]:
    """Return what a file may hold, column by column."""
    needed = {*REQUIRED, "languages"}
    return tuple(
        ColumnView(column_name(column, lang), column, example, column in needed)
        for column, example in _EXAMPLES.items()
    )


def sample_file() -> bytes:
    """Return a file of one person as CSV: semicolons, as Excel in Norway expects, and its mark."""
    cells = {name: one for name, one in _EXAMPLES.items() if name not in _NOT_IN_SAMPLE}
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows((cells.keys(), cells.values()))
    return text.getvalue().encode("utf-8-sig")


def chosen_mapping(headings: Headings, form: Mapping[str, str]) -> ColumnMapping:
    """Return what was chosen for the headings, by their places from 1: `column-1` and so on.

    :raises MappingUnusable: if one stands for what is no column.
    """
    chosen = ((text, form.get(f"column-{at}", "")) for at, (text, _) in enumerate(headings, 1))
    return parse_mapping(f"{text}={column}" for text, column in chosen if text and column)
