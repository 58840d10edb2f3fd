"""Hostile files and torn registers: words instead of errors, and what was there stays."""

import json
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.register.errors import (
    RegisterDamaged,
    RegisterMissing,
    RegisterOutdated,
    RegisterUnwritten,
    UnusableNumber,
)
from knowledge.register.importing import read_register
from knowledge.register.national_ids import holds_national_id
from knowledge.register.sample import make_sample
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register, upgrade_register, withdraw

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
HEADING = "number,given_name,family_name,languages"
PERSON = {"tolkId": 1, "firstname": "Selam", "lastname": "Prøve",
          "languages": [{"code": "TIR", "qualificationRank": "3"}]}  # fmt: skip
# Synthetic: the month is raised by 80, as in test registers, so it is nobody's.
SYNTHETIC_ID = "01819000049"


def faults_of(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "file"
    path.write_text(text, "utf-8")
    return [str(fault) for fault in read_register(path).faults]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite"
    replace_register(path, make_sample(40), imported_at=NOW)
    return path


@pytest.mark.parametrize(
    "shape", ["{}   {}", "{}        {}", "{}_{}", "({}){}", "{}, {}", "{} – {}", "{}:{}", "{}|{}"]
)
def test_no_sign_hides_an_identity_number(shape: str) -> None:
    assert holds_national_id(shape.format(SYNTHETIC_ID[:6], SYNTHETIC_ID[6:]))


def test_identity_number_without_its_first_0_is_found() -> None:
    assert holds_national_id(SYNTHETIC_ID[1:])
    assert not holds_national_id("1234567890")


@pytest.mark.parametrize("value", [1819000049, 1819000049.0, [[[[[[[[SYNTHETIC_ID]]]]]]]]])
def test_identity_number_is_found_in_any_form_json_has(tmp_path: Path, value: object) -> None:
    faults = faults_of(tmp_path, json.dumps([PERSON | {"note": value}]))
    assert faults[0].startswith("row 1, column note: This holds a national identity number")


def test_identity_number_as_the_name_of_a_field_is_found_and_not_told(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, json.dumps([PERSON | {f"id{SYNTHETIC_ID}": {"x": "y"}}]))
    assert faults == [
        "row 1, column …: This holds a national identity number, which the register never keeps. "
        "Delete it from the file, and from wherever the file came."
    ]


@pytest.mark.parametrize("column", ["gender", "place", "county", "capacity", "modes"])
def test_mistyped_identity_number_is_not_told(tmp_path: Path, column: str) -> None:
    faults = faults_of(tmp_path, f"{HEADING},{column}\nT1,A,B,ti C,01819000048\n")
    assert len(faults) == 1
    assert "01819000048" not in faults[0]
    assert "Unknown: '…'." in faults[0]


def test_control_characters_of_headings_and_fields_are_made_harmless(tmp_path: Path) -> None:
    told = faults_of(tmp_path, HEADING + ",a\u202eb\x07\n")
    told += faults_of(tmp_path, json.dumps([PERSON | {"\x1b[31m\n": SYNTHETIC_ID}]))
    assert "column E: Unknown heading" in told[0]
    assert "column \\x1b[31m\\n: This holds a national" in told[1]


@pytest.mark.parametrize("email", ["=1@x.no", "a?bcc=b@x.no", "a%0ab@x.no", "a:b@x.no", "+a@x.no"])
def test_address_of_mail_that_says_more_than_an_address_is_refused(
    tmp_path: Path, email: str
) -> None:
    (fault,) = faults_of(tmp_path, f"{HEADING},email\nT1,A,B,ti C,{email}\n")
    assert fault.startswith(
        "row 2, column email: This does not fit the column. Write it like this: name@"
    )


def test_formula_in_an_address_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, f"{HEADING},address\nT1,A,B,ti C,=1+1\n")
    assert fault.startswith(
        "row 2, column address: This does not fit the column. Type it anew, as text."
    )


def test_hundred_thousand_columns_are_one_fault(tmp_path: Path) -> None:
    start = time.process_time()
    (fault,) = faults_of(tmp_path, ",".join(f"telefonx{n}" for n in range(100_000)))
    assert fault.startswith("row 1: The table may have at most 200000 rows and 100 columns.")
    assert time.process_time() - start < 3


@pytest.mark.parametrize("start", ["[", '{"a":'])
def test_json_nested_as_deep_as_its_reader_bears_is_no_error(tmp_path: Path, start: str) -> None:
    end = {"[": "]"}.get(start, "}")
    for depth in range(900, 1000):
        text = f'[{{"tolkId": 1, "x": {start * depth}1{end * depth}}}]'
        assert faults_of(tmp_path, text)


def test_disk_that_is_full_leaves_the_old_register(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr("knowledge.register.writing._make_tables", _fill_the_disk)
    for change in (
        lambda: replace_register(path, make_sample(40), imported_at=NOW),
        lambda: withdraw(path, "T1", at=NOW),
        lambda: upgrade_register(path),
    ):
        with pytest.raises(RegisterUnwritten, match="nothing was changed") as told:
            change()
        assert "full" in str(told.value)
    assert path.read_bytes() == before
    assert not path.with_name("register.sqlite.new").exists()


def _fill_the_disk(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA max_page_count = 1")
    db.execute("CREATE TABLE one (a)")
    db.execute("CREATE TABLE two (a)")
    db.execute("CREATE TABLE three AS SELECT zeroblob(100000) AS a")


@pytest.mark.parametrize("fault", ["junk", "torn", "empty", "other", "folder"])
def test_what_is_no_register_is_never_written_over(path: Path, fault: str) -> None:
    _spoil(path, fault)
    before = None if path.is_dir() else path.read_bytes()
    for change in (
        lambda: replace_register(path, make_sample(40), imported_at=NOW),
        lambda: withdraw(path, "T1", at=NOW),
        lambda: upgrade_register(path),
    ):
        with pytest.raises(RegisterDamaged, match="move the file away"):
            change()
    with pytest.raises(RegisterDamaged, match="move the file away"):
        RegisterStore.open(path)
    assert before is None or path.read_bytes() == before


def _spoil(path: Path, fault: str) -> None:
    whole = path.read_bytes()
    path.unlink()
    if fault == "folder":
        path.mkdir()
    elif fault == "other":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE notes (a)")
    else:
        path.write_bytes({"junk": b"no database " * 500, "torn": whole[:9000], "empty": b""}[fault])


def test_register_whose_facts_are_torn_is_told_as_damaged(path: Path) -> None:
    for key, value in (("count", "many"), ("imported_at", "soon"), ("spoken_counts", "{")):
        replace_register(path, make_sample(40), imported_at=NOW, confirm_loss=True)
        with closing(sqlite3.connect(path)) as db:
            db.execute("UPDATE about SET value = ? WHERE key = ?", (value, key))
            db.commit()
        with pytest.raises(RegisterDamaged, match="what it says of itself is torn"):
            RegisterStore.open(path)


def test_register_of_a_later_program_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9")
    for change in (lambda: upgrade_register(path), lambda: withdraw(path, "T1", at=NOW)):
        with pytest.raises(RegisterOutdated, match="later version of the program: install that"):
            change()


def test_without_a_register_nobody_is_withdrawn_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    with pytest.raises(RegisterMissing):
        withdraw(path, "T1", at=NOW)
    with pytest.raises(RegisterMissing):
        upgrade_register(path)
    assert not path.exists()


@pytest.mark.parametrize("number", ["", "a b", "\x1b[31m", "x" * 33, "../x", SYNTHETIC_ID])
def test_what_is_no_number_of_an_interpreter_is_not_kept(path: Path, number: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UnusableNumber, match=r"[Ss]o nothing was changed") as told:
        withdraw(path, number, at=NOW)
    assert SYNTHETIC_ID not in str(told.value)
    assert path.read_bytes() == before
