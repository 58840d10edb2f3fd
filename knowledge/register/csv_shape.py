"""Read the rows of a text that is separated by comma, semicolon or tab.

A spreadsheet's quotes and line breaks are understood. What the cells mean is
knowledge.register.table_shape.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from knowledge.register.faults import CHECK_QUOTES, SAVE_AGAIN, ShapeFault, unreadable

_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """Return the text of UTF-8 with or without a mark, UTF-16 with one, or Windows-1252.

    :raises ShapeFault: if it is none of them, or holds NUL characters.
    """
    encodings = ("utf-16",) if data.startswith(_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise ShapeFault(0, unreadable("CSV"), SAVE_AGAIN)


def read_lines(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each row with its number, from 1; empty ones are counted, but left out.

    :raises ShapeFault: where the quotes are not those of CSV.
    """
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if any(cells) and any(cell.strip() for cell in cells):
                yield row, cells
    except csv.Error:
        raise ShapeFault(row + 1, unreadable("CSV"), CHECK_QUOTES) from None
