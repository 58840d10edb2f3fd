"""Workbooks of Excel: read as somebody sees them, and refused before they do harm."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from knowledge.register import excel_shape
from knowledge.register.importing import RegisterFile, read_register
from tests.bench.importing import write_workbook

HEADING = ["number", "given_name", "family_name", "languages"]
ROW = ["T1", "Bjørn", "Øye", "ti C"]
# Synthetic: the month is raised by 80, as in test registers, so it is nobody's.
SYNTHETIC_ID = "01819000049"


def read(tmp_path: Path, *sheets: list[list[str]], name: str | None = None) -> RegisterFile:
    path = tmp_path / "file.xlsx"
    write_workbook(path, {f"Ark{n}": iter(rows) for n, rows in enumerate(sheets, 1)})
    return read_register(path, sheet=name)


def faults(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    file = read_register(path)
    assert file.rows == ()
    return [str(fault) for fault in file.faults]


def changed(tmp_path: Path, part: str, content: bytes) -> bytes:
    """Return a workbook with one part of it replaced or added."""
    read(tmp_path, [HEADING, ROW])
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(tmp_path / "file.xlsx") as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return packed.getvalue()


def test_nobody_is_told_of_how_many_rows_of_a_workbook_some_are_done(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    write_workbook(path, {"Ark1": iter([HEADING, *([f"T{n}", *ROW[1:]] for n in range(4000))])})
    told: list[tuple[str, int, int]] = []
    read_register(path, tell=lambda *step: told.append(step))
    assert told == [("reading", 0, 0), ("reading", 2000, 0), ("reading", 4000, 0)]


def test_numbers_are_text_without_a_point_and_days_are_days(tmp_path: Path) -> None:
    heading = [*HEADING, "phone", "card_valid_to"]
    row = ["#12345.0", "Bjørn", "Øye", "ti C", "#4700011222", "@47484"]
    file = read(tmp_path, [heading, row])
    assert file.faults == ()
    (one,) = file.rows
    assert (one.number, one.phone, one.name) == ("12345", "4700011222", "Bjørn Øye")
    assert one.card_valid_to == date(2030, 1, 1)


def test_first_sheet_is_read_unless_another_is_named(tmp_path: Path) -> None:
    other = [HEADING, ["T2", "Omar", "Prøve", "ar D"]]
    assert read(tmp_path, [HEADING, ROW], other).rows[0].number == "T1"
    assert read(tmp_path, [HEADING, ROW], other, name="Ark2").rows[0].number == "T2"
    (fault,) = read(tmp_path, [HEADING, ROW], other, name="Ark3").faults
    assert str(fault) == (
        "file: There is no such sheet in the file. Use one of these: 'Ark1', 'Ark2'"
    )


def test_rows_keep_their_numbers_and_empty_cells_to_the_right_do_not_count(tmp_path: Path) -> None:
    file = read(tmp_path, [[], HEADING, [], [*ROW, "", ""], ["T2", "Omar", "", "ar D"]])
    assert [str(fault) for fault in file.faults] == [
        "row 5, column family_name: This is empty. Fill it in."
    ]


@pytest.mark.parametrize(
    "cell",
    [SYNTHETIC_ID, f"#{SYNTHETIC_ID[1:]}", "#1.819000049E9", "1.819000049E9", "1819000049,0"],
)
def test_identity_number_is_found_as_text_and_as_a_number(tmp_path: Path, cell: str) -> None:
    (fault,) = read(tmp_path, [[*HEADING, "phone"], [*ROW, cell]]).faults
    assert str(fault).startswith("row 2, column phone: This holds a national identity number")


def test_identity_number_on_a_sheet_that_is_not_read_is_found(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, [HEADING, ROW], [["x"], [f"#{SYNTHETIC_ID[1:]}"]]).faults
    assert str(fault).startswith("row 2: The sheet 'Ark2' holds a national identity number")


def test_identity_number_in_a_comment_is_found(tmp_path: Path) -> None:
    comment = f"<comments><t>{SYNTHETIC_ID}</t></comments>".encode()
    (fault,) = faults(tmp_path, changed(tmp_path, "xl/comments1.xml", comment))
    assert "A comment holds a national identity number" in fault


def test_zip_bomb_is_refused_by_what_its_directory_says(tmp_path: Path) -> None:
    bomb = changed(tmp_path, "xl/media/image.bin", bytes(excel_shape.MAX_UNPACKED_BYTES))
    assert len(bomb) < 1_000_000
    assert "The file may have at most 256 MB." in faults(tmp_path, bomb)[0]


def test_zip_bomb_whose_directory_lies_is_broken(tmp_path: Path) -> None:
    bomb = bytearray(changed(tmp_path, "xl/media/image.bin", bytes(50_000_000)))
    said = (50_000_000).to_bytes(4, "little")
    while (at := bomb.find(said)) >= 0:
        bomb[at : at + 4] = (100).to_bytes(4, "little")
    assert "cannot be read as Excel (.xlsx)" in faults(tmp_path, bytes(bomb))[0]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZ1", "A200000", "a1048576"])
def test_cell_far_away_is_refused_before_room_is_made_for_it(tmp_path: Path, place: str) -> None:
    sheet = f'<worksheet><sheetData><row r="1"><c r="{place}"><v>1</v></c></row></sheetData>'
    data = changed(tmp_path, "xl/worksheets/sheet1.xml", f"{sheet}</worksheet>".encode())
    assert "The table may have at most 200000 rows and 100 columns." in faults(tmp_path, data)[0]


@pytest.mark.parametrize("told", ['\nr="A200000"', "\tr = ' ZZ1'", '\t r="DA1"'])
def test_cell_far_away_is_refused_however_its_place_is_written(tmp_path: Path, told: str) -> None:
    sheet = f"<worksheet><sheetData><row><c{told}><v>1</v></c></row></sheetData></worksheet>"
    data = changed(tmp_path, "xl/worksheets/sheet1.xml", sheet.encode())
    assert "The table may have at most" in faults(tmp_path, data)[0]


def test_other_attribute_that_ends_in_the_same_letter_names_no_place(tmp_path: Path) -> None:
    sheet = '<worksheet><sheetData><row customr="A200000"/></sheetData></worksheet>'
    data = changed(tmp_path, "xl/worksheets/sheet1.xml", sheet.encode())
    assert "The table may have" not in faults(tmp_path, data)[0]


def test_protected_old_broken_and_other_files_give_one_clear_fault(tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "cannot be read as Excel (.xlsx)" in faults(tmp_path, old)[0]
    protected = old + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password" in faults(tmp_path, protected)[0]
    whole = changed(tmp_path, "x", b"")
    for end in (10, 200, len(whole) // 2, len(whole) - 5):
        assert len(faults(tmp_path, whole[:end])) == 1
    assert "cannot be read" in faults(tmp_path, changed(tmp_path, "xl/workbook.xml", b"<"))[0]
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("content.xml", "x")
    assert "cannot be read as Excel (.xlsx)" in faults(tmp_path, other.getvalue())[0]


def test_sheet_of_a_file_without_sheets_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(",".join(HEADING) + "\n" + ",".join(ROW), "utf-8")
    assert "no such sheet" in str(read_register(path, sheet="Ark1").faults[0])
