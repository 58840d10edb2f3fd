"""The headings of a file, and what each may stand for."""

from collections.abc import Mapping
from pathlib import Path

from knowledge.register import csv_shape, excel_shape
from knowledge.register.columns import COLUMNS, is_sound_text
from knowledge.register.faults import ShapeFault
from knowledge.register.importing import MAX_FILE_BYTES
from knowledge.register.mapping import IGNORE, ColumnMapping, parse_mapping
from knowledge.register.national_ids import holds_national_id

MEANINGS = (*COLUMNS, IGNORE)
_MAX_HEADINGS = 100


def read_headings(path: Path) -> tuple[str, ...]:
    """Return what stands in the first row, nothing for a file without such a row.

    A heading that nobody should see, or that none can be, is left empty.
    """
    data = path.read_bytes()[: MAX_FILE_BYTES + 1]
    try:
        if excel_shape.is_workbook(data):
            first = next(excel_shape.read_lines(data, None), None)
        else:
            text = csv_shape.decode(data)
            is_json = text.lstrip()[:1] in ("{", "[")
            first = None if is_json else next(csv_shape.read_lines(text), None)
    except ShapeFault:
        return ()
    cells = first[1] if first else ()
    return tuple(cell.strip() if _may_be_shown(cell) else "" for cell in cells[:_MAX_HEADINGS])


def _may_be_shown(cell: str) -> bool:
    return len(cell) <= 200 and is_sound_text(cell.strip()) and not holds_national_id(cell)


def chosen_mapping(headings: tuple[str, ...], form: Mapping[str, str]) -> ColumnMapping:
    """Return what was chosen for the headings, by their places from 1: `column-1` and so on.

    :raises MappingUnusable: if one stands for what is no column.
    """
    chosen = ((text, form.get(f"column-{at}", "")) for at, text in enumerate(headings, 1))
    return parse_mapping(f"{text}={column}" for text, column in chosen if text and column)
