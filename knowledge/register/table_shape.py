"""Turn the rows of a table into people: its heading, its cells, its languages.

The columns are those of README.md, in any order, in English or Norwegian, or as a mapping says.
A row is one person, or, where a column holds the category alone, one language of a person
(knowledge.register.merging puts these together). No cell may hold a national identity number,
those of columns that are to be ignored included.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from knowledge.register.columns import (
    COLUMNS,
    MAX_CELL_CHARS,
    ONE_LANGUAGE,
    PARSERS,
    REQUIRED,
    CellFault,
    is_sound_text,
    parse_qualification,
    parse_spoken,
    split_languages,
)
from knowledge.register.faults import ReadRow, RowFault, ShapeFault, national_id_fault
from knowledge.register.interpreters import Qualification
from knowledge.register.mapping import IGNORE, ColumnMapping, heading_key
from knowledge.register.merging import merge_rows
from knowledge.register.national_ids import holds_national_id
from knowledge.register.qualifying import read_held, settle
from knowledge.register.spoken import spoken_languages

MAX_ROWS = 200_000
MAX_COLUMNS = 100
_SKILLS = ("languages", "language", "category", "qualifications")  # read together
# What may stand in these is so narrow that a sound cell needs no look for identity numbers.
_CLOSED = frozenset(
    {"obtained", "gender", "place", "county", "capacity", "modes", "address_consent"}
    | {"card_issued", "card_valid_to", "listed_since"}
)

Lines = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class _Heading:
    """The columns of a table in their order, and whether a row is one language of a person."""

    columns: tuple[str, ...]
    one_language: bool
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def read_table(lines: Lines, mapping: ColumnMapping) -> Iterator[ReadRow]:
    """Yield one person after the other, with all that is wrong with each.

    :param lines: number of the row, and its cells; the first is the heading.
    :raises ShapeFault: where the table cannot be read at all.
    """
    first = next(lines, None)
    if first is None:
        return
    heading = _read_heading(*first, mapping)
    if heading.faults or heading.warnings:
        yield ReadRow(first[0], {}, list(heading.faults), heading.warnings)
    if heading.faults:
        return
    rows = _read_rows(lines, heading)
    yield from merge_rows(rows) if heading.one_language else rows


def _read_heading(row: int, cells: Sequence[str], mapping: ColumnMapping) -> _Heading:
    """Return the columns that a heading names, and what is wrong with it."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise ShapeFault(row, f"more than {MAX_COLUMNS} columns", f"use only {', '.join(COLUMNS)}")
    own = mapping.by_key()
    known = {heading_key(name): name for name in COLUMNS}
    known.update({other: name for name, others in COLUMNS.items() for other in others})
    keys = [heading_key(cell) for cell in cells]
    apart = any((own.get(key) or known.get(key)) == "category" for key in keys)
    held = any((own.get(key) or known.get(key)) == "qualifications" for key in keys)
    single = ONE_LANGUAGE if apart else ONE_LANGUAGE[:1] if held else ()
    known |= dict.fromkeys(ONE_LANGUAGE, "languages") | dict.fromkeys(single, "language")
    columns: list[str] = []
    faults: list[RowFault] = []
    for place, (cell, key) in enumerate(zip(cells, keys, strict=True), 1):
        name = own.get(key) or known.get(key)
        if holds_national_id(cell):
            faults.append(national_id_fault(row, f"no. {place}"))
        elif name is None:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            remedy = f"did you mean {known[near[0]]}?" if near else f"use {', '.join(COLUMNS)}"
            shown = cell.strip()[:30] if not any(c.isdigit() for c in cell) else f"no. {place}"
            faults.append(RowFault(row, shown, "unknown heading", remedy))
        elif name in columns and name != IGNORE:
            faults.append(RowFault(row, name, "the heading stands twice", "leave one of them out"))
        else:
            columns.append(name)
    one_language = "language" in columns
    if one_language and "languages" in columns:
        faults.append(RowFault(row, "language", "stands beside languages", "use one of the two"))
    needed = [*REQUIRED, *(() if one_language else ("languages",))]
    if one_language and not {"category", "qualifications"} & set(columns):
        needed.append("category")
    missing = [name for name in needed if name not in columns]
    faults += [RowFault(row, name, "the column is missing", "add it") for name in missing]
    warnings = tuple(
        RowFault(row, heading, "the mapping names it, the file does not", "correct the mapping")
        for heading, _column in mapping.columns
        if heading_key(heading) not in keys
    )
    return _Heading(tuple(columns), one_language, tuple(faults), warnings)


def _read_rows(lines: Lines, heading: _Heading) -> Iterator[ReadRow]:
    width = len(heading.columns)
    for row, cells in lines:
        if row > MAX_ROWS:
            raise ShapeFault(row, f"more than {MAX_ROWS} rows", "split the file")
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]  # noqa: PLW2901 - spreadsheets write empty cells to the right
        if len(cells) != width:
            fault = f"{len(cells)} cells under {width} headings"
            remedy = 'put a cell that holds the separator in quotes ("...")'
            wrong = [RowFault(row, "", fault, remedy)]
            if any(map(holds_national_id, cells)):
                wrong.append(national_id_fault(row, ""))
            yield ReadRow(row, {}, wrong)
        else:
            yield _read_row(row, cells, heading)


def _read_row(row: int, cells: Sequence[str], heading: _Heading) -> ReadRow:
    """Return the values of a row by column, and every fault of its cells."""
    values: dict[str, object] = {}
    skills: dict[str, str] = {}
    faults: list[RowFault] = []
    for column, raw in zip(heading.columns, cells, strict=True):
        cell = raw.strip()
        if not cell:
            if column in REQUIRED or column == "languages":
                faults.append(RowFault(row, column, "empty", "fill it in"))
            continue
        wrong = None if column in _CLOSED else _unsound(row, column, cell)
        if wrong is None and column in PARSERS:
            try:
                values[column] = PARSERS[column](cell)
            except CellFault as told:
                wrong = _unsound(row, column, cell)
                wrong = wrong or RowFault(row, column, told.fault, told.remedy)
        elif wrong is None and column != IGNORE:
            skills[column] = cell
        if wrong is not None:
            faults.append(wrong)
    obtained = values.pop("obtained", None)
    warnings: list[RowFault] = []
    if heading.one_language:
        if not any(fault.column in (*_SKILLS, "obtained") for fault in faults):
            _read_skills(row, skills, obtained, (values, faults, warnings))
    elif "languages" in skills:
        _read_skills(row, skills, obtained, (values, faults, warnings))
    return ReadRow(row, values, faults, tuple(warnings))


def _unsound(row: int, column: str, cell: str) -> RowFault | None:
    """Return what is wrong with a cell whatever its column; None if nothing."""
    if holds_national_id(cell):
        return national_id_fault(row, column)
    if column == IGNORE:
        return None
    if len(cell) > MAX_CELL_CHARS:
        return RowFault(row, column, "too long", f"keep it under {MAX_CELL_CHARS} characters")
    if not is_sound_text(cell):
        return RowFault(row, column, "invisible or control characters", "type the cell anew")
    return None


def _read_skills(
    row: int,
    skills: Mapping[str, str],
    obtained: object,
    into: tuple[dict[str, object], list[RowFault], list[RowFault]],
) -> None:
    """Read the cells that tell languages and how well, into values, faults and warnings."""
    values, faults, warnings = into
    one = "languages" not in skills
    column = "language" if one else "languages"
    try:
        entries = [_single(skills, obtained)] if one else split_languages(skills["languages"])
        if "qualifications" in skills:
            column = "qualifications"
        elif one:
            column = "category"
        values["languages"] = _settled(row, entries, skills.get("qualifications"), warnings)
    except CellFault as wrong:
        faults.append(RowFault(row, column, wrong.fault, wrong.remedy))


def _single(skills: Mapping[str, str], obtained: object) -> tuple[str, str, object]:
    if "language" not in skills:
        raise CellFault("empty", "fill it in")
    parse_spoken(skills["language"])
    return skills["language"], skills.get("category", ""), obtained


def _settled(
    row: int,
    entries: Sequence[tuple[str, str, object]],
    qualifications: str | None,
    warnings: list[RowFault],
) -> tuple[Qualification, ...]:
    """Return the qualifications of entries, by what a row says was passed where it says so."""
    if qualifications is None:
        return tuple(parse_qualification(*entry) for entry in entries)
    languages = [parse_spoken(language) for language, _grade, _day in entries]
    held = read_held(qualifications, languages)
    settled = []
    for (language, grade, day), spoken in zip(entries, languages, strict=True):
        if spoken in held:
            given = parse_qualification(language, grade, None) if grade else None
            kind = spoken_languages()[spoken].kind
            kept, question = settle(spoken, kind, given, held[spoken])
            grade = kept  # noqa: PLW2901 - what the qualifications tell goes further
            if question:
                remedy = "ask whether the category is out of date; the one given is kept"
                warnings.append(RowFault(row, "qualifications", question, remedy))
        settled.append(parse_qualification(language, grade, day))
    return tuple(settled)
