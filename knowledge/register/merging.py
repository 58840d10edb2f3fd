"""Put the rows of one person together, where each holds one language of theirs.

The other cells must say the same in every row, or nothing.
"""

from collections.abc import Iterator

from knowledge.register.faults import CORRECT_ONE, Message, ReadRow, RowFault, twice
from knowledge.register.interpreters import Qualification


def merge_rows(rows: Iterator[ReadRow]) -> Iterator[ReadRow]:
    """Yield one row a number, with all languages, in the order in which the numbers come."""
    people: dict[str, ReadRow] = {}
    for row in rows:
        number = row.values.get("number")
        first = people.get(str(number))
        if number is None:
            yield row
        elif first is None:
            people[str(number)] = row
        else:
            people[str(number)] = _joined(first, row)
    yield from people.values()


def _joined(first: ReadRow, other: ReadRow) -> ReadRow:
    values = other.values | first.values
    faults = [*first.faults, *other.faults]
    languages: dict[str, Qualification] = {}
    for row in (first, other):
        for one in row.values.get("languages") or ():  # type: ignore[attr-defined]
            if one.spoken in languages:
                faults.append(RowFault(row.row, "language", *twice([one.spoken])))
            languages[one.spoken] = one
    values["languages"] = tuple(languages.values())
    for column, value in first.values.items():
        if column != "languages" and other.values.get(column, value) != value:
            fault = Message(
                "This is not the same as in row %(row)s, which has the same number.",
                {"row": str(first.row)},
            )
            faults.append(RowFault(other.row, column, fault, CORRECT_ONE))
    return ReadRow(first.row, values, faults, (*first.warnings, *other.warnings))
