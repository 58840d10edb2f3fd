"""Read a file for the register: every row is checked, and every fault is told with its place.

A table as described in README.md, as CSV or Excel, or the JSON that the national register's
search answers with (knowledge.register.json_shape). Nothing is stored here: `apply_register`
stores a file without faults, and no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.register import csv_shape, excel_shape, json_shape, table_shape
from knowledge.register.collecting import paused_collection
from knowledge.register.errors import RegisterFaulty
from knowledge.register.faults import (
    CORRECT_ONE,
    NO_SUCH_SHEET,
    RIGHT_FILE,
    TAKE_OUT,
    Headings,
    Message,
    ReadRow,
    RowFault,
    ShapeFault,
    file_too_large,
)
from knowledge.register.interpreters import Interpreter
from knowledge.register.mapping import ColumnMapping
from knowledge.register.places import municipalities
from knowledge.register.progress import Tell, counted, tell_nobody
from knowledge.register.queries import RegisterInfo
from knowledge.register.writing import replace_register

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_FAULTS = 1_000


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a file holds: the people of its sound rows, and the faults of all others.

    `warnings` are to be looked at; they do not keep the file out. `headings` are those of a
    table; JSON has none.
    """

    rows: tuple[Interpreter, ...]
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...] = ()
    headings: Headings = ()


def read_register(
    path: Path,
    *,
    mapping: ColumnMapping | None = None,
    sheet: str | None = None,
    tell: Tell = tell_nobody,
) -> RegisterFile:
    """Read and check a file of interpreters: CSV, Excel or JSON.

    A file that is no such file at all gives one fault, never an error. At most MAX_FAULTS faults
    are told; where there are more, one of the whole file says so, and the rest is not read.

    :param mapping: what the file's own headings stand for.
    :param sheet: the sheet of a workbook; None is the first.
    :param tell: told "reading", how many rows are done, and of about how many: 0 for a workbook,
        whose rows nobody has counted.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        fault = Message("The file cannot be read: %(reason)s.", {"reason": str(error.strerror)})
        return _refuse(fault, RIGHT_FILE)
    if len(data) > MAX_FILE_BYTES:
        return _refuse(file_too_large(MAX_FILE_BYTES), TAKE_OUT)
    about = 0 if excel_shape.is_workbook(data) else data.count(b"\n")
    with paused_collection():
        return _collect(_rows(data, mapping or ColumnMapping(), sheet), about, tell)


def apply_register(  # noqa: PLR0913 - all but two are options
    path: Path,
    file: RegisterFile,
    *,
    imported_at: datetime,
    is_sample: bool = False,
    confirm_loss: bool = False,
    tell: Tell = tell_nobody,
) -> RegisterInfo:
    """Put the people of a file in the place of all that the register holds, or change nothing.

    :param path: the register's own file.
    :raises RegisterFaulty: if the file has a fault anywhere.
    :raises RegisterShrinks: if more than a fifth would vanish, and that is not confirmed.
    """
    if file.faults:
        raise RegisterFaulty(
            f"the file has {len(file.faults)} faults, so nothing was changed. "
            f"The first: {file.faults[0]}"
        )
    return replace_register(
        path,
        file.rows,
        imported_at=imported_at,
        is_sample=is_sample,
        confirm_loss=confirm_loss,
        tell=tell,
    )


def _refuse(fault: Message, remedy: Message) -> RegisterFile:
    return RegisterFile((), (RowFault(0, "", fault, remedy),))


def _collect(rows: Iterator[ReadRow], about: int, tell: Tell) -> RegisterFile:
    """Gather people and faults; what only shows between cells and rows is checked here."""
    people: list[Interpreter] = []
    faults: list[RowFault] = []
    warnings: list[RowFault] = []
    numbers: dict[str, int] = {}
    headings: Headings = ()
    for row in counted(rows, tell, "reading", about):
        headings = row.headings or headings
        wrong = [*row.faults, *_check_person(row.row, row.values, numbers)]
        faults += wrong
        warnings += row.warnings[: MAX_FAULTS - len(warnings)]
        if not wrong and row.values:
            people.append(_make_person(row.values))
        elif len(faults) > MAX_FAULTS:
            more = Message("There are more than %(most)s faults.", {"most": MAX_FAULTS})
            first = Message("Mend these first.")
            faults = [*faults[:MAX_FAULTS], RowFault(0, "", more, first)]
            break
    if about:
        tell("reading", about, about)
    if not people and not faults:
        return _refuse(Message("The file holds no interpreter."), RIGHT_FILE)
    faults, warnings = (sorted(found, key=_place_in_file) for found in (faults, warnings))
    return RegisterFile(tuple(people), tuple(faults), tuple(warnings), headings)


def _place_in_file(fault: RowFault) -> tuple[bool, int]:
    """Rows of one person are read together; what is said of the whole file comes last."""
    return not fault.row, fault.row


def _check_person(row: int, values: dict[str, object], numbers: dict[str, int]) -> list[RowFault]:
    """Return what is wrong between the cells of a row, and with rows before it."""
    faults: list[RowFault] = []
    number = values.get("number")
    if isinstance(number, str):
        if number in numbers:
            fault = Message(
                "This is the same number as in row %(row)s.", {"row": str(numbers[number])}
            )
            remedy = Message("Put all languages of a person in one row.")
            faults.append(RowFault(row, "number", fault, remedy))
        numbers.setdefault(number, row)
    place = municipalities().get(str(values.get("place")))
    county = values.get("county")
    if place is not None and county is not None and county != place.county:
        fault = Message(
            "%(place)s lies in %(county)s, not in %(given)s.",
            {"place": place.label, "county": place.county, "given": str(county)},
        )
        faults.append(RowFault(row, "county", fault, CORRECT_ONE))
    issued, valid_to = values.get("card_issued"), values.get("card_valid_to")
    if issued and valid_to and str(valid_to) < str(issued):
        fault = Message("The card ends before it begins.")
        faults.append(RowFault(row, "card_valid_to", fault, CORRECT_ONE))
    return faults


def _make_person(values: Mapping[str, object]) -> Interpreter:
    """Return the person of checked values; an address only with consent to show it."""
    fields = dict(values)
    place = municipalities().get(str(fields.get("place")))
    if place is not None:
        fields["county"] = place.county
    if not fields.get("address_consent"):
        fields.pop("address", None)
    return Interpreter(**fields)  # type: ignore[arg-type]


def _rows(data: bytes, mapping: ColumnMapping, sheet: str | None) -> Iterator[ReadRow]:
    try:
        if excel_shape.is_workbook(data):
            yield from table_shape.read_table(excel_shape.read_lines(data, sheet), mapping)
            return
        if sheet is not None:
            raise ShapeFault(0, NO_SUCH_SHEET, RIGHT_FILE)
        text = csv_shape.decode(data)
        if text.lstrip()[:1] not in ("{", "["):
            yield from table_shape.read_table(csv_shape.read_lines(text), mapping)
            return
        if mapping.columns:
            raise ShapeFault(
                0, Message("JSON has no headings."), Message("Choose no saved headings.")
            )
        yield from json_shape.read_people(text, table_shape.MAX_ROWS)
    except ShapeFault as error:
        yield ReadRow(error.row, {}, [RowFault(error.row, "", error.fault, error.remedy)])
