"""`python -m tests.bench.importing`: seconds to import 100,000 interpreters, from file to register.

Made-up people are written as CSV, Excel and JSON, and each file is imported twice into a register
of its own, the second time over what the first left, as an office does it every month. Reading,
checking, comparing, writing, the check of the whole and keeping the version are all in it.
"""

import argparse
import csv
import json
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from knowledge.register.importing import apply_register, read_register
from knowledge.register.interpreters import CATEGORIES, Interpreter
from knowledge.register.sample import make_sample

COLUMNS = (
    *("number", "given_name", "family_name", "gender", "languages", "place", "capacity", "modes"),
    *("phone", "email", "card_issued", "card_valid_to", "listed_since"),
)
GOAL_S = 15


def main() -> None:
    """Print a line for each kind of file."""
    arguments = argparse.ArgumentParser(prog="tests.bench.importing", description=__doc__)
    arguments.add_argument("--people", type=int, default=100_000)
    people = make_sample(arguments.parse_args().people)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("csv", write_csv), ("xlsx", write_xlsx), ("json", write_json)):
            file = Path(folder) / f"people.{name}"
            write(file, people)
            target = Path(folder) / name / "register.sqlite"
            for turn in ("first", "again"):
                begun, worked = time.perf_counter(), time.process_time()
                read = read_register(file)
                middle = time.perf_counter()
                apply_register(target, read, imported_at=datetime.now(UTC))
                end, worked = time.perf_counter(), time.process_time() - worked
                print(  # noqa: T201
                    f"{name:4} {turn}: {len(read.rows):,} people in {end - begun:5.1f} s "
                    f"(reading {middle - begun:.1f}, writing {end - middle:.1f}; "
                    f"{worked:.1f} of a core); goal {GOAL_S} s"
                )


def table(people: Sequence[Interpreter]) -> Iterator[list[str]]:
    """Yield the rows of a table of these people, the heading first."""
    yield [*COLUMNS]
    for one in people:
        yield [_cell(one, column) for column in COLUMNS]


def _cell(one: Interpreter, column: str) -> str:
    if column == "languages":
        return " | ".join(f"{q.spoken} {q.route or q.category} {q.obtained}" for q in one.languages)
    if column == "modes":
        return ", ".join(one.modes)
    value = getattr(one, column)
    return "" if value is None else str(value)


def write_csv(path: Path, people: Sequence[Interpreter]) -> None:
    """Write these people as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table(people))


def write_xlsx(path: Path, people: Sequence[Interpreter]) -> None:
    """Write these people as a workbook of one sheet, texts within the cells."""
    write_workbook(path, {"Tolker": table(people)})


def write_workbook(path: Path, sheets: dict[str, Iterator[list[str]]]) -> None:
    """Write a workbook; a cell `#1.5` is a number, and `@45000` a day, counted from 1899-12-30."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    docs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = list(enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{docs}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{docs}"><sheets>'
        + "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="s{i}"/>' for i, n in names)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="s{i}" Type="{docs}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i, _ in names
        )
        + f'<Relationship Id="st" Type="{docs}/styles" Target="styles.xml"/></Relationships>',
        # Format 0 is none, format 1 a day (number format 14).
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for number, _name in names:
            rows = "".join(_row(n, cells) for n, cells in enumerate(sheets[_name], 1))
            sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)


def _row(number: int, cells: list[str]) -> str:
    written = "".join(
        f'<c r="{chr(65 + place)}{number}"{_inside(cell)}</c>'
        for place, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{written}</row>'


def _inside(cell: str) -> str:
    if cell.startswith("#"):  # a number
        return f"><v>{cell[1:]}</v>"
    if cell.startswith("@"):  # a day, counted from 1899-12-30
        return f' s="1"><v>{cell[1:]}</v>'
    return f' t="inlineStr"><is><t>{escape(cell)}</t></is>'


def write_json(path: Path, people: Sequence[Interpreter]) -> None:
    """Write these people as the national register's search answers."""
    rows = [
        {
            "tolkId": one.number,
            "firstname": one.given_name,
            "lastname": one.family_name,
            "domiciliated": one.county,
            "languages": [
                {"code": q.spoken, "qualificationRank": str(CATEGORIES.index(q.category) + 1)}
                for q in one.languages
            ],
        }
        for one in people
    ]
    path.write_text(json.dumps({"personResults": rows}), "utf-8")


if __name__ == "__main__":
    main()
