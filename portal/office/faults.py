"""Tell what is wrong in a file in the language of the page, for the eye and as a file."""

import csv
import io
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from knowledge.register.faults import Headings, Message, RowFault, Value
from knowledge.register.planning import ImportPlan
from knowledge.register.spoken import spoken_name
from knowledge.register.table_shape import column_letters
from portal.formats import format_and_list, format_count, format_or_list, isolate
from portal.i18n import N_, translate
from portal.office.context import FaultView
from portal.office.headings import COLUMN_NAMES, column_name
from portal.overview.downloads import safe_cell

_KIND, _FAULT, _TO_LOOK_AT = N_("Kind"), N_("Fault"), N_("To look at")
_HEADING = N_("Heading in the file")
_TITLES = (_KIND, N_("Row"), N_("Column"), _HEADING, N_("What is wrong"), N_("What to do"))


def say(message: Message, lang: str) -> Markup:
    """Return a message in a language; its values do not turn the direction of what is around."""
    values = {name: _said(name, one, lang) for name, one in message.values.items()}
    return escape(translate(lang, message.template)) % values


def _said(name: str, value: Value, lang: str) -> Markup:
    if isinstance(value, int):
        return escape(format_count(value))
    parts = (value,) if isinstance(value, str) else value
    if name == "spoken":
        return isolate(format_and_list([spoken_name(code, lang) for code in parts]))
    if name == "names":
        return Markup(format_or_list([isolate(part) for part in parts]))
    if name == "column":
        return isolate(column_name(parts[0], lang))
    return isolate(", ".join(parts))


def fault_views(faults: Sequence[RowFault], headings: Headings, lang: str) -> list[FaultView]:
    """Return faults or warnings as they are shown.

    :param headings: those of the file; JSON has none.
    """
    places = dict(reversed([(_key(*one), (at, one[0])) for at, one in enumerate(headings, 1)]))
    views = []
    for one in faults:
        column = column_name(one.column, lang)
        heading = _heading(column, *places[one.column]) if one.column in places else ""
        fault, remedy = say(one.fault, lang), say(one.remedy, lang)
        views.append(FaultView(one.row, column, heading, fault, remedy))
    return views


def _key(text: str, column: str) -> str:
    """Return what faults call a column of a file: by our name, if it stands for one of ours."""
    return column if column in COLUMN_NAMES else text


def _heading(told: str, place: int, text: str) -> str:
    letters = column_letters(place)
    return letters if text in ("", told) else f"{letters}: {text}"


def as_csv(plan: ImportPlan, lang: str) -> bytes:
    """Return all faults and warnings as CSV: semicolons, as Excel in Norway expects, and its mark.

    The last column has the name that a program knows the column by.
    """
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow([*(translate(lang, title) for title in _TITLES), "column"])
    for kind, found in ((_FAULT, plan.faults), (_TO_LOOK_AT, plan.warnings)):
        said = translate(lang, kind)
        views = fault_views(found, plan.headings, lang)
        for one, view in zip(found, views, strict=True):
            rows.writerow([safe_cell(cell) for cell in (said, *_cells(view), one.column)])
    return text.getvalue().encode("utf-8-sig")


def _cells(one: FaultView) -> Iterator[str]:
    yield str(one.row or "")
    yield one.column
    yield one.heading
    yield one.fault.striptags()
    yield one.remedy.striptags()
