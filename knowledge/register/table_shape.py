"""Turn the rows of a table into people: its heading, its cells, its languages.

The columns are those of README.md, in any order, in English or Norwegian, or as a mapping says.
A row is one person, or, where a column holds the category alone, one language of a person
(knowledge.register.merging puts these together). No cell may hold a national identity number,
those of columns that are to be ignored included.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from knowledge.register.columns import (
    COLUMNS,
    MAX_CELL_CHARS,
    ONE_LANGUAGE,
    PARSERS,
    REQUIRED,
    is_sound_text,
    parse_qualification,
    parse_spoken,
    split_languages,
)
from knowledge.register.faults import (
    CHECK_QUOTES,
    EMPTY,
    INVISIBLE,
    LEAVE_ONE_OUT,
    RIGHT_FILE,
    TABLE_ALONE,
    CellFault,
    Headings,
    Message,
    ReadRow,
    RowFault,
    ShapeFault,
    national_id_fault,
    table_too_large,
    too_long,
)
from knowledge.register.interpreters import Qualification
from knowledge.register.mapping import IGNORE, ColumnMapping, heading_key
from knowledge.register.merging import merge_rows
from knowledge.register.national_ids import holds_national_id
from knowledge.register.qualifying import read_held, settle
from knowledge.register.spoken import spoken_languages

MAX_ROWS = 200_000
MAX_COLUMNS = 100
_MAX_HEADING_CHARS = 200
_SAY = Message("Say what the heading stands for, or leave it out.")
_TWICE = Message("This heading stands twice.")
_BESIDE = Message("Two columns tell the languages.")
_MISSING = (
    Message("The column is missing."),
    Message("Add it, or say which heading stands for it."),
)
_NOT_THERE = (Message("The file does not have this heading."), RIGHT_FILE)
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
    headings: Headings
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
    yield ReadRow(first[0], {}, list(heading.faults), heading.warnings, heading.headings)
    if heading.faults:
        return
    rows = _read_rows(lines, heading)
    yield from merge_rows(rows) if heading.one_language else rows


def _read_heading(row: int, cells: Sequence[str], mapping: ColumnMapping) -> _Heading:
    """Return the columns that a heading names, and what is wrong with it."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise ShapeFault(row, table_too_large(MAX_ROWS, MAX_COLUMNS), TABLE_ALONE)
    own = mapping.by_key()
    known = {heading_key(name): name for name in COLUMNS}
    known.update({other: name for name, others in COLUMNS.items() for other in others})
    keys = [heading_key(cell) for cell in cells]
    apart = any((own.get(key) or known.get(key)) == "category" for key in keys)
    held = any((own.get(key) or known.get(key)) == "qualifications" for key in keys)
    single = ONE_LANGUAGE if apart else ONE_LANGUAGE[:1] if held else ()
    known |= dict.fromkeys(ONE_LANGUAGE, "languages") | dict.fromkeys(single, "language")
    texts = [cell.strip() if _may_be_shown(cell.strip()) else "" for cell in cells]
    columns: list[str] = []
    faults: list[RowFault] = []
    for place, (text, key) in enumerate(zip(texts, keys, strict=True), 1):
        name = own.get(key) or known.get(key)
        if holds_national_id(cells[place - 1]):
            faults.append(national_id_fault(row, column_letters(place)))
        elif name is None:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            remedy = _perhaps(known[near[0]]) if near else _SAY
            is_told = text and not any(c.isdigit() for c in text)
            where = text if is_told else column_letters(place)
            faults.append(RowFault(row, where, Message("Unknown heading."), remedy))
        elif name in columns and name != IGNORE:
            faults.append(RowFault(row, name, _TWICE, LEAVE_ONE_OUT))
        columns.append(name or "")
    one_language = "language" in columns
    if one_language and "languages" in columns:
        faults.append(RowFault(row, "language", _BESIDE, LEAVE_ONE_OUT))
    needed = [*REQUIRED, *(() if one_language else ("languages",))]
    if one_language and not {"category", "qualifications"} & set(columns):
        needed.append("category")
    missing = [name for name in needed if name not in columns]
    faults += [RowFault(row, name, *_MISSING) for name in missing]
    warnings = tuple(
        RowFault(row, heading, *_NOT_THERE)
        for heading, _column in mapping.columns
        if heading_key(heading) not in keys
    )
    headings = tuple(zip(texts, columns, strict=True))
    return _Heading(tuple(columns), headings, one_language, tuple(faults), warnings)


def _perhaps(column: str) -> Message:
    return Message("Did you mean the column %(column)s?", {"column": column})


def _may_be_shown(heading: str) -> bool:
    sound = len(heading) <= _MAX_HEADING_CHARS and is_sound_text(heading)
    return sound and not holds_national_id(heading)


def column_letters(place: int) -> str:
    """Return what a spreadsheet calls the column at a place, from 1.

    >>> column_letters(1), column_letters(26), column_letters(28)
    ('A', 'Z', 'AB')
    """
    before, last = divmod(place - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def _read_rows(lines: Lines, heading: _Heading) -> Iterator[ReadRow]:
    width = len(heading.columns)
    for row, cells in lines:
        if row > MAX_ROWS:
            raise ShapeFault(row, table_too_large(MAX_ROWS, MAX_COLUMNS), TABLE_ALONE)
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]  # noqa: PLW2901 - spreadsheets write empty cells to the right
        if len(cells) != width:
            fault = Message(
                "The row has %(cells)s cells, the heading has %(headings)s.",
                {"cells": len(cells), "headings": width},
            )
            wrong = [RowFault(row, "", fault, CHECK_QUOTES)]
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
    for place, (column, raw) in enumerate(zip(heading.columns, cells, strict=True), 1):
        cell = raw.strip()
        if not cell:
            if column in REQUIRED or column == "languages":
                faults.append(RowFault(row, column, *EMPTY))
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
        if wrong is not None and column == IGNORE:
            wrong = replace(wrong, column=heading.headings[place - 1][0] or column_letters(place))
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
        return RowFault(row, column, *too_long(MAX_CELL_CHARS))
    if not is_sound_text(cell):
        return RowFault(row, column, *INVISIBLE)
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
        raise CellFault(*EMPTY)
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
                remedy = Message("Ask whether the category is out of date. The one given is kept.")
                warnings.append(RowFault(row, "qualifications", question, remedy))
        settled.append(parse_qualification(language, grade, day))
    return tuple(settled)
