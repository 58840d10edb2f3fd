"""Read the rows of a workbook of Excel (.xlsx), without trusting it.

A workbook is a zip of XML, so a small one can unpack to more than the machine holds, and one
cell at the far corner makes a reader set aside room for all between. Both are looked for before
the workbook is opened: how much it says it unpacks to, whether that is true, and whether any
cell lies outside the rows and columns that a register can have. Numbers become text without
".0", days are written as 2024-06-14. Every cell of every sheet is looked through for identity
numbers, and so are its comments.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from knowledge.register.faults import (
    DELETE_ID,
    NO_SUCH_SHEET,
    RIGHT_FILE,
    SAVE_AGAIN,
    TABLE_ALONE,
    Message,
    ShapeFault,
    file_too_large,
    one_of_these,
    table_too_large,
    unreadable,
)
from knowledge.register.national_ids import holds_national_id
from knowledge.register.table_shape import MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_PARTS = 2_000
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Columns from DA on, and rows from 200,000 on, as a cell or a row names its place. That a space
# stands before is asked last: looking for the letter first takes half the time.
_FAR = re.compile(
    rb"""r(?<=\sr)\s*=\s*["']\s*"""
    rb"""(?:[A-Za-z]{3,}\d+|[D-Zd-z][A-Za-z]\d+|[A-Za-z]*(?:\d{7,}|[2-9]\d{5}))"""
)
_TAG = re.compile(r"<[^>]*>")
_BROKEN = (unreadable("Excel (.xlsx)"), SAVE_AGAIN)
_PROTECTED = (Message("The file is protected by a password."), Message("Save it without one."))


def is_workbook(data: bytes) -> bool:
    """Say whether a file is one of a spreadsheet program, of whichever kind."""
    return data.startswith((_ZIP, _OLD))


def read_lines(data: bytes, sheet: str | None) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each row of a sheet with its number, from 1; empty ones are counted, but left out.

    :param sheet: its name; None is the first one.
    :raises ShapeFault: if it is protected, broken, too large, or has no such sheet.
    """
    # Loaded here: it is needed for this kind of file alone.
    from python_calamine import (  # noqa: PLC0415
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        ZipError,
    )

    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise ShapeFault(0, *_PROTECTED)
        raise ShapeFault(0, *_BROKEN)
    _look_inside(data)
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(data))
        names = workbook.sheet_names
        if not names:
            raise ShapeFault(0, NO_SUCH_SHEET, RIGHT_FILE)
        if sheet is not None and sheet not in names:
            raise ShapeFault(0, NO_SUCH_SHEET, one_of_these(map(repr, names)))
        wanted = sheet if sheet is not None else names[0]
        lines: list[tuple[int, list[str]]] = []
        for name in names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            texts = ([c if type(c) is str else _text(c) for c in row] for row in rows)
            found = [(row, cells) for row, cells in enumerate(texts, 1) if any(cells)]
            if name == wanted:
                lines = found
            else:
                _refuse_ids(name, found)
    except PasswordError:
        raise ShapeFault(0, *_PROTECTED) from None
    except (CalamineError, ZipError, OSError, ValueError):
        raise ShapeFault(0, *_BROKEN) from None
    yield from lines


def _look_inside(data: bytes) -> None:
    """Refuse a workbook that is broken, unpacks to too much, or has cells far away."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
                raise ShapeFault(0, file_too_large(MAX_UNPACKED_BYTES), TABLE_ALONE)
            if "xl/workbook.xml" not in package.namelist():
                raise ShapeFault(0, *_BROKEN)
            for part in parts:
                # Reads no more than the part says it holds, and checks that it was all.
                content = package.read(part)
                if _FAR.search(content):
                    raise ShapeFault(0, table_too_large(MAX_ROWS, MAX_COLUMNS), TABLE_ALONE)
                if "comment" in part.filename.casefold():
                    words = _TAG.sub("\n", content.decode("utf-8", "replace")).split("\n")
                    if any(map(holds_national_id, words)):
                        raise ShapeFault(
                            0,
                            Message(
                                "A comment holds a national identity number, which the register "
                                "never keeps."
                            ),
                            DELETE_ID,
                        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise ShapeFault(0, *_BROKEN) from None
    except (NotImplementedError, RuntimeError):  # a packing or a lock that we do not know
        raise ShapeFault(0, *_BROKEN) from None


def _refuse_ids(sheet: str, lines: list[tuple[int, list[str]]]) -> None:
    for row, cells in lines:
        if any(map(holds_national_id, cells)):
            raise ShapeFault(
                row,
                Message(
                    "The sheet %(sheet)s holds a national identity number, which the register "
                    "never keeps.",
                    {"sheet": repr(sheet[:40])},
                ),
                DELETE_ID,
            )


def _text(cell: object) -> str:
    """Return what stands in a cell that holds no text, as somebody would type it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        whole = cell.time() == time()
        return cell.date().isoformat() if whole else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
