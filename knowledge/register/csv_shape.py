"""Read people from CSV: the columns of README.md, in any order, in English or Norwegian.

Separated by comma, semicolon or tab; a spreadsheet's quotes and line breaks are understood.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from knowledge.register.columns import (
    COLUMNS,
    MAX_CELL_CHARS,
    PARSERS,
    REQUIRED,
    CellFault,
    is_sound_text,
)
from knowledge.register.faults import RowFault, national_id_fault
from knowledge.register.folding import fold_key
from knowledge.register.national_ids import holds_national_id

MAX_ROWS = 200_000
_MAX_COLUMNS = 100


def read_rows(text: str) -> Iterator[tuple[int, dict[str, object], list[RowFault]]]:
    """Yield row (the heading is row 1), values by column, and what is wrong with the row."""
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    heading: tuple[str, ...] | None = None
    try:
        for row, cells in enumerate(reader, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading, faults = _heading(cells, row)
                if faults:
                    yield row, {}, faults
                    return
                continue
            if row > MAX_ROWS:
                yield row, {}, [RowFault(row, "", f"more than {MAX_ROWS} rows", "split the file")]
                return
            if len(cells) != len(heading):
                fault = f"{len(cells)} cells under {len(heading)} headings"
                remedy = 'put a cell that holds the separator in quotes ("...")'
                yield row, {}, [RowFault(row, "", fault, remedy)]
                continue
            yield (row, *_cells(row, dict(zip(heading, cells, strict=True))))
    except csv.Error as error:
        fault = f"not to be read as CSV ({error})"
        yield row + 1, {}, [RowFault(row + 1, "", fault, "check the quotes in and around it")]


def _heading(cells: Sequence[str], row: int) -> tuple[tuple[str, ...], list[RowFault]]:
    """Return the columns that a heading names, and what is wrong with it."""
    if len(cells) > _MAX_COLUMNS:
        fault = f"more than {_MAX_COLUMNS} columns"
        return (), [RowFault(row, "", fault, f"use only {', '.join(COLUMNS)}")]
    known = {fold_key(name.replace("_", " ")): name for name in COLUMNS}
    known.update({other: name for name, others in COLUMNS.items() for other in others})
    heading: list[str] = []
    faults: list[RowFault] = []
    for place, cell in enumerate(cells, 1):
        key = fold_key(cell.replace("_", " "))
        name = known.get(key)
        if name is None:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            remedy = f"did you mean {known[near[0]]}?" if near else f"use {', '.join(COLUMNS)}"
            shown = cell.strip()[:30] if not any(c.isdigit() for c in cell) else f"no. {place}"
            faults.append(RowFault(row, shown, "unknown heading", remedy))
        elif name in heading:
            faults.append(RowFault(row, name, "the heading stands twice", "leave one of them out"))
        else:
            heading.append(name)
    missing = [name for name in REQUIRED if name not in heading]
    faults += [RowFault(row, name, "the column is missing", "add it") for name in missing]
    return tuple(heading), faults


def _cells(row: int, cells: Mapping[str, str]) -> tuple[dict[str, object], list[RowFault]]:
    """Return the values of a row by column, and every fault of its cells."""
    values: dict[str, object] = {}
    faults: list[RowFault] = []
    for column, raw in cells.items():
        cell = raw.strip()
        if len(cell) > MAX_CELL_CHARS:
            remedy = f"keep it under {MAX_CELL_CHARS} characters"
            faults.append(RowFault(row, column, "too long", remedy))
        elif holds_national_id(cell):
            faults.append(national_id_fault(row, column))
        elif not is_sound_text(cell):
            fault = "invisible or control characters"
            faults.append(RowFault(row, column, fault, "type the cell anew"))
        elif cell:
            try:
                values[column] = PARSERS[column](cell)
            except CellFault as wrong:
                faults.append(RowFault(row, column, wrong.fault, wrong.remedy))
        elif column in REQUIRED:
            faults.append(RowFault(row, column, "empty", "fill it in"))
    return values, faults
