"""What single columns understand, what they say of a cell that fits none, and how much is told."""

from pathlib import Path

import pytest

from knowledge.register.importing import MAX_FAULTS, RegisterFile, read_register

HEADING = "number,given_name,family_name,languages"
LIKE_A_DAY = "Write it like this: 2024-06-14 / 14.06.2024"


def read(tmp_path: Path, text: str) -> RegisterFile:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    return read_register(path)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31.02.2026", "This day does not exist."),
        ("2026-02-31", "This day does not exist."),
        ("06.14.2026", "This day does not exist."),
        ("14/06/2026", "This does not fit the column."),
        ("June 2026", "This does not fit the column."),
    ],
)
def test_a_day_that_does_not_exist_is_told_apart_from_what_is_no_day(
    tmp_path: Path, cell: str, fault: str
) -> None:
    (one,) = read(tmp_path, f"{HEADING},card_issued\nT-1,A,B,ti C,{cell}\n").faults
    assert (str(one.fault), str(one.remedy)) == (fault, LIKE_A_DAY)


def test_an_unknown_way_to_meet_is_answered_with_a_cell_that_has_several(tmp_path: Path) -> None:
    (one,) = read(tmp_path, f'{HEADING},modes\nT-1,A,B,ti C,"phone, fax"\n').faults
    assert str(one.fault) == "Unknown: 'fax'."
    assert str(one.remedy) == "Write it like this: in_person, phone, video"


@pytest.mark.parametrize("heading", ["Oppmøteform", "oppmoteform", "Tolkemetoder"])
def test_norwegian_headings_for_the_ways_to_meet_are_known(tmp_path: Path, heading: str) -> None:
    (person,) = read(tmp_path, f"{HEADING},{heading}\nT-1,A,B,ti C,oppmøte\n").rows
    assert person.modes == ("in_person",)


@pytest.mark.parametrize("beyond", [0, 1, 500])
def test_no_more_than_so_many_faults_are_told_and_that_there_are_more(
    tmp_path: Path, beyond: int
) -> None:
    faulty = "".join(f"T-{n},A,,ti C\n" for n in range(MAX_FAULTS + beyond))
    faults = read(tmp_path, f"{HEADING}\n{faulty}").faults
    assert len(faults) == MAX_FAULTS + (beyond > 0)
    assert (faults[-1].row == 0) == (beyond > 0)
