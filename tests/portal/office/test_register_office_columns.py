"""The office is told which columns a file has, and gets a file that has them."""

import csv
from pathlib import Path

import pytest

from knowledge.register.columns import COLUMNS
from knowledge.register.importing import read_register
from portal.office.headings import column_views, sample_file
from tests.portal.conftest import PEOPLE
from tests.portal.office.desk import OFFICE, Desk, basic

EXAMPLES = {one.heading: one.example for one in column_views("en")}


def test_every_column_is_told_with_its_heading_and_an_example(desk: Desk) -> None:
    rows = desk.opens().all("//details//tbody/tr")
    told = {row.findtext("td[1]/bdi"): row for row in rows}
    assert list(told) == list(COLUMNS)
    assert told["given_name"].text_content().split() == (
        ["Given", "name", "Must", "be", "there", "given_name", "Kari"]
    )
    needed = [name for name, row in told.items() if "Must be there" in row.text_content()]
    assert needed == ["number", "given_name", "family_name", "languages"]


def test_the_sample_file_can_be_imported_as_it_is(desk: Desk) -> None:
    response = desk.client.get(f"{OFFICE}/sample-file", headers=basic("right"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="interpreters.csv"'
    assert response.data.startswith(b"\xef\xbb\xbfnumber;given_name;family_name;languages;")
    assert "The register would hold 1 interpreter." in desk.looks_at(response.data).text
    assert desk.count() == len(PEOPLE)


def test_the_sample_file_is_given_to_nobody_without_a_key(desk: Desk) -> None:
    assert desk.client.get(f"{OFFICE}/sample-file").status_code == 401


def test_the_sample_file_fills_every_column_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(sample_file())
    (person,) = read_register(path).rows
    assert [one.spoken for one in person.languages] == ["ti", "am"]
    assert person.modes == ("in_person", "phone", "video")
    assert (person.address, person.phone) == ("Eksempelveien 1", "000 00 000")


@pytest.mark.parametrize(
    "columns", [("language", "category", "obtained"), ("language", "qualifications")]
)
def test_the_examples_of_one_language_a_row_can_be_imported(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    names = ("number", "given_name", "family_name", *columns)
    path = tmp_path / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((names, [EXAMPLES[name] for name in names]))
    found = read_register(path)
    assert (found.faults, found.warnings) == ((), ())
    assert [(one.spoken, one.category) for one in found.rows[0].languages] == [("ti", "C")]
