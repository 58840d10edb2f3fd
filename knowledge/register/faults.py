"""What is wrong in a file for the register, where, and what to do about it.

A fault is told in whole sentences with named values, so that whoever shows it can say it in
another language: the English sentence is what a translation is looked up by. All of them are
collected from here and from the modules beside it, wherever a `Message` is written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.characters import shown

# `spoken` are codes of languages, `column` is a column of ours, `names` is one or the other of
# these; an int is how many; all else is told as it stands.
Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with named values, as `%(name)s`; the names say what they are."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template % {name: _plain(name, one) for name, one in self.values.items()}


def _plain(name: str, value: Value) -> object:
    if isinstance(value, tuple):
        return (" or " if name == "names" else ", ").join(value)
    return value


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing that is wrong in a file. `row` counts from 1, the heading included; 0 is the
    file as a whole. `column` is one of ours, or what the file itself calls the place."""

    row: int
    column: str
    fault: Message
    remedy: Message

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "file"
        column = f", column {self.column}" if self.column else ""
        return shown(f"{where}{column}: {self.fault} {self.remedy}")


# The headings of a file from left to right, each with the column of ours that it stands for,
# "" if none. One that must not be shown is empty.
Headings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read of one person: values by column, what is wrong, and what is to be asked.

    A warning is told like a fault, but does not keep the file out. `headings` are given once,
    with the row that they stand in.
    """

    row: int
    values: dict[str, object]
    faults: list[RowFault]
    warnings: tuple[RowFault, ...] = ()
    headings: Headings = ()


class CellFault(Exception):
    """What is wrong with a cell, and what to do about it."""

    def __init__(self, fault: Message, remedy: Message) -> None:
        super().__init__(fault, remedy)
        self.fault = fault
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.fault} {self.remedy}"


class ShapeFault(Exception):
    """The file, or a whole row of it, is not of a shape that is known."""

    def __init__(self, row: int, fault: Message, remedy: Message) -> None:
        super().__init__(row, fault, remedy)
        self.row = row
        self.fault = fault
        self.remedy = remedy


EMPTY = (Message("This is empty."), Message("Fill it in."))
MISFIT = Message("This does not fit the column.")
TAKE_OUT = Message("Take out what is not needed.")
TABLE_ALONE = Message("Copy the table alone into a new file.")
RIGHT_FILE = Message("Check that it is the right file.")
SAVE_AGAIN = Message("Open it and save it again, as Excel (.xlsx) or as CSV UTF-8.")
TYPE_ANEW = Message("Type it anew, as text.")
LEAVE_ONE_OUT = Message("Leave one of them out.")
CORRECT_ONE = Message("Correct one of the two.")
INVISIBLE = (Message("There are invisible characters in it."), TYPE_ANEW)
CHECK_QUOTES = Message("Check the quotes: a cell that holds the separator must stand in them.")
NO_SUCH_SHEET = Message("There is no such sheet in the file.")
DELETE_ID = Message("Delete it from the file, and from wherever the file came.")
_ID = Message("This holds a national identity number, which the register never keeps.")


def national_id_fault(row: int, column: str) -> RowFault:
    """Return the fault of a cell that holds an identity number; what stood there is not told."""
    return RowFault(row, column, _ID, DELETE_ID)


def unreadable(format_: str) -> Message:
    """Say that a file is none of a kind, such as CSV."""
    return Message("The file cannot be read as %(format)s.", {"format": format_})


def too_long(most: int) -> tuple[Message, Message]:
    """Say that a text has more than so many characters, and what to do."""
    remedy = Message("Keep it under %(most)s characters.", {"most": most})
    return Message("This is too long."), remedy


def table_too_large(rows: int, columns: int) -> Message:
    """Say how many rows and columns a table may have."""
    return Message(
        "The table may have at most %(rows)s rows and %(columns)s columns.",
        {"rows": rows, "columns": columns},
    )


def file_too_large(most_bytes: int) -> Message:
    """Say how large a file may be."""
    return Message("The file may have at most %(most)s MB.", {"most": most_bytes // 1024**2})


def unknown(told: str) -> Message:
    """Say that a word is none of those that may stand there."""
    return Message("Unknown: %(cell)s.", {"cell": told})


def twice(spoken: Iterable[str]) -> tuple[Message, Message]:
    """Say that a person has languages twice, by their codes, and what to do."""
    fault = Message("The same language stands here twice: %(spoken)s.", {"spoken": tuple(spoken)})
    return fault, Message("Keep only the higher category of each language.")


def like(example: str) -> Message:
    """Tell how to write something, by an example."""
    return Message("Write it like this: %(example)s", {"example": example})


def one_of_these(allowed: Iterable[str]) -> Message:
    """Tell which words may be used."""
    return Message("Use one of these: %(allowed)s", {"allowed": tuple(allowed)})


def perhaps(names: Iterable[str]) -> Message:
    """Ask whether one of these was meant."""
    return Message("Did you mean %(names)s?", {"names": tuple(names)})
