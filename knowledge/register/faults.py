"""What is wrong in a file for the register, and where."""

from dataclasses import dataclass

from knowledge.characters import shown


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing that is wrong in a file. `row` counts from 1, the heading included; 0 is the
    file as a whole."""

    row: int
    column: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "file"
        column = f", column {self.column}" if self.column else ""
        return shown(f"{where}{column}: {self.fault}. Remedy: {self.remedy.rstrip('?')}.")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read of one person: values by column, what is wrong, and what is to be asked.

    A warning is told like a fault, but does not keep the file out.
    """

    row: int
    values: dict[str, object]
    faults: list[RowFault]
    warnings: tuple[RowFault, ...] = ()


class ShapeFault(Exception):
    """The file, or a whole row of it, is not of a shape that is known."""

    def __init__(self, row: int, fault: str, remedy: str) -> None:
        super().__init__(row, fault, remedy)
        self.row = row
        self.fault = fault
        self.remedy = remedy


def national_id_fault(row: int, column: str) -> RowFault:
    """Return the fault of a cell that holds an identity number; what stood there is not told."""
    return RowFault(
        row,
        column,
        "holds a national identity number, which the register never keeps",
        "delete it from the file, and from wherever the file came",
    )
