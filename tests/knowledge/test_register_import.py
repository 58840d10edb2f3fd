"""Files for the register: what is understood, what is refused, and how a refusal reads."""

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.register.errors import RegisterFaulty
from knowledge.register.importing import apply_register, read_register
from knowledge.register.interpreters import Qualification
from knowledge.register.mapping import parse_mapping
from knowledge.register.national_ids import holds_national_id, is_national_id
from knowledge.register.store import RegisterStore

_SCRATCH = tempfile.TemporaryDirectory()
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
HEADING = "number,given_name,family_name,languages"
# Synthetic: the month is raised by 80, as in test registers, so it is nobody's.
SYNTHETIC_ID = "01819000049"


def read(tmp_path: Path, text: str | bytes) -> tuple[list[str], list[str]]:
    path = tmp_path / "file.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    file = read_register(path)
    return [one.number for one in file.rows], [str(fault) for fault in file.faults]


def test_full_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "number;given_name;family_name;gender;languages;place;capacity;modes;phone;email;"
        "address;address_consent;card_issued;card_valid_to;listed_since\n"
        "t-1;Selam;Prøve;kvinne;ti C 2019-06-14 | amharisk E-i;Bergen;heltid;telefon, skjerm;"
        "+47 000 11 222;s@example.org;Prøvegata 1;ja;01.02.2025;2030-02-01;2019-07-01\n",
        "utf-8",
    )
    file = read_register(path)
    assert file.faults == ()
    (one,) = file.rows
    assert one.number == "T-1"
    assert one.languages == (
        Qualification("ti", "C", "C", date(2019, 6, 14)),
        Qualification("am", "E", "E-i"),
    )
    assert (one.gender, one.place, one.county) == ("f", "Bergen", "Vestland")
    assert (one.capacity, one.modes) == ("full_time", ("phone", "video"))
    assert (one.address, one.address_consent) == ("Prøvegata 1", True)
    assert (one.card_issued, one.card_valid_to) == (date(2025, 2, 1), date(2030, 2, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_of_spreadsheets_are_understood(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = "Tolkenummer,Fornavn,Etternavn,Språk\r\nT1,Bjørn,Øye,dari D\r\n"
    path = tmp_path / "file.csv"
    path.write_bytes(text.replace(",", separator).encode(encoding))
    file = read_register(path)
    assert file.faults == ()
    assert file.rows[0].name == "Bjørn Øye"


def test_headings_of_a_norwegian_office_are_known(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "Tolkenr;Fornavn;Etternavn;Språk;Kategori;Tlf;Bevis utstedt;Bevis gyldig til\n"
        "T1;Selam;Prøve;tigrinja;C;+47 000 12 345;01.02.2024;31.01.2029\n",
        "utf-8",
    )
    [person] = read_register(path).rows
    assert (person.number, person.phone) == ("T1", "+47 000 12 345")
    assert (str(person.card_issued), str(person.card_valid_to)) == ("2024-02-01", "2029-01-31")


def test_every_fault_is_told_with_row_column_and_remedy(tmp_path: Path) -> None:
    _rows, faults = read(
        tmp_path,
        "number,given_name,family_name,languages,place,county\n"
        "T1,Selam,Prøve,ti C,Bergn,\n"
        "T1,Omar,,arabsk C,Bergen,Oslo\n"
        "T3,Omar,Prøve,ar Q,,\n",
    )
    assert faults == [
        "row 2, column place: Unknown: 'Bergn'. Did you mean Bergen or Beiarn or Berlevåg?",
        "row 3, column family_name: This is empty. Fill it in.",
        "row 3, column number: This is the same number as in row 2. "
        "Put all languages of a person in one row.",
        "row 3, column county: Bergen lies in Vestland, not in Oslo. Correct one of the two.",
        "row 4, column languages: Unknown: 'Q'. "
        "Use one of these: A, B, B-i, B-ii, C, D, E, E-i, E-ii, E-iii",
    ]


def test_faults_are_told_in_the_order_of_the_rows(tmp_path: Path) -> None:
    _rows, faults = read(
        tmp_path,
        "number,given_name,family_name,language,category\n"
        "T1,Selam,Prøve,ti,C\n"
        "T2,Omar,,ar,C\n"
        "T1,Sara,Prøve,ar,C\n",
    )
    assert [fault[:6] for fault in faults] == ["row 3,", "row 4,"]


def test_wrong_heading_is_named_with_a_suggestion(tmp_path: Path) -> None:
    _rows, faults = read(tmp_path, "number,given_name,famly_name,languages\nT1,A,B,ti C\n")
    assert faults == [
        "row 1, column famly_name: Unknown heading. Did you mean the column family_name?",
        "row 1, column family_name: The column is missing. "
        "Add it, or say which heading stands for it.",
    ]


@pytest.mark.parametrize(
    "column", ["number", "given_name", "family_name", "languages", "phone", "email", "address"]
)
@pytest.mark.parametrize("shape", ["{}", "{} ", "id: {}", "0 {}"])
def test_identity_number_in_any_column_is_refused_and_never_told(
    tmp_path: Path, column: str, shape: str
) -> None:
    cells = {"number": "T1", "given_name": "Selam", "family_name": "Prøve", "languages": "ti C",
             "phone": "", "email": "", "address": ""}  # fmt: skip
    cells[column] = shape.format(f"{SYNTHETIC_ID[:6]} {SYNTHETIC_ID[6:]}")
    rows, faults = read(tmp_path, ",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    assert rows == []
    assert any(
        f"row 2, column {column}: This holds a national identity number" in f for f in faults
    )
    assert not any(SYNTHETIC_ID[6:] in fault for fault in faults)


@given(
    st.integers(1, 31), st.integers(1, 12), st.integers(0, 99), st.integers(0, 999),
    st.sampled_from([(0, 0), (40, 0), (0, 40), (0, 80), (40, 80)]),
    st.sampled_from(["{}{}", "{} {}", "{}-{}", "nr. {}.{}!"]),
)  # fmt: skip
@settings(max_examples=200)
def test_every_valid_identity_number_is_found(  # noqa: PLR0917
    day: int, month: int, year: int, individual: int, raised: tuple[int, int], shape: str
) -> None:
    start = f"{day + raised[0]:02}{month + raised[1]:02}{year:02}{individual:03}"
    valid = [number for n in range(100) if is_national_id(number := f"{start}{n:02}")]
    for number in valid:
        assert holds_national_id(shape.format(number[:6], number[6:]))
        arabic = number.translate({ord("0") + n: 0x660 + n for n in range(10)})
        assert holds_national_id(arabic)


@pytest.mark.parametrize(
    "text", ["+47 000 12 345", "0047 22 00 00 00", "2019-06-14", "12345678901"]
)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert not holds_national_id(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no interpreter"),
        (HEADING + "\n", "holds no interpreter"),
        (b"\x81\x8d\xff\n", "cannot be read as CSV. Open it and save it again"),
        ("a\x00b,c\n", "cannot be read as CSV. Open it and save it again"),
        (HEADING + "\nT1,A,B\n", "The row has 3 cells, the heading has 4."),
        (HEADING + '\nT1,"A,B,ti C\n', "cannot be read as CSV. Check the quotes"),
        ("{broken", "cannot be read as JSON. Fetch"),
        ('{"people": []}', "cannot be read as JSON (personResults)"),
        ("[" * 100_000, "cannot be read as JSON. Fetch"),
        (HEADING + "\nT1,A\u202eB,C,ti C\n", "There are invisible characters in it."),
        (HEADING + "\nT1,=cmd(),C,ti C\n", "Use only letters, spaces, hyphens and apostrophes."),
        (HEADING + "\nT1," + "A" * 600 + ",C,ti C\n", "too long. Keep it under 500 characters."),
        (HEADING + "\nT/1,A,C,ti C\n", "This is not an interpreter's number."),
        (HEADING + "\nT1,A,C,ti C | ti D\n", "The same language stands here twice: ti."),
        (
            HEADING + "\nT1,A,C,ti C 2019-02-30\n",
            "This day does not exist. Write it like this: 2024-06-14",
        ),
        (
            HEADING + ",phone\nT1,A,C,ti C,call me\n",
            "does not fit the column. Write it like this: +47",
        ),
    ],
)
def test_bad_file_gives_words_and_no_error(tmp_path: Path, text: str | bytes, fault: str) -> None:
    rows, faults = read(tmp_path, text)
    assert rows == []
    assert any(fault in one for one in faults), faults


def test_missing_file_gives_words(tmp_path: Path) -> None:
    assert "cannot be read" in str(read_register(tmp_path / "none.csv").faults[0])


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_no_bytes_whatever_raise_an_error(data: bytes) -> None:
    path = Path(_SCRATCH.name) / "any"
    path.write_bytes(data)
    file = read_register(path)
    assert file.rows or file.faults


def test_json_of_the_national_search_is_read(tmp_path: Path) -> None:
    answer = {
        "personResults": [
            {
                "tolkId": 12345,
                "firstname": "Selam",
                "middlename": "Test",
                "lastname": "Prøve",
                "chosenname": None,
                "domiciliated": "Vestland",
                "showAdressInSearch": True,
                "adress": "Prøvegata 1, 5003 Bergen",
                "languages": [
                    {"code": "TIR", "name": "tigrinja", "tolktype": "Talespråktolk",
                     "qualificationRank": "3 C"},
                    {"code": "HBS", "tolktype": "Talespråktolk", "qualificationRank": 5},
                ],
            },
            {
                "tolkId": 12346,
                "firstname": "Omar",
                "lastname": "Prøve",
                "domiciliated": "Oslo",
                "showAdressInSearch": False,
                "adress": "Hemmeliggata 2, 0150 Oslo",
                "languages": [{"code": "ARB", "qualificationRank": "1"}],
            },
        ]
    }  # fmt: skip
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), "utf-8")
    file = read_register(path)
    assert file.faults == ()
    first, second = file.rows
    assert (first.number, first.name) == ("12345", "Selam Test Prøve")
    assert [(q.spoken, q.category) for q in first.languages] == [("ti", "C"), ("hbs", "E")]
    assert (first.place, first.county, first.address_consent) == ("Bergen", "Vestland", True)
    assert (second.address, second.place, second.county) == (None, None, "Oslo")


def test_mapping_or_sheet_for_json_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"personResults": []}', "utf-8")
    assert "no headings" in str(read_register(path, mapping=parse_mapping(["Tlf=phone"])).faults[0])
    assert "no such sheet" in str(read_register(path, sheet="Ark1").faults[0])


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(HEADING + "\n" + "".join(f"T{n},A,B,ti C\n" for n in range(5000)), "utf-8")
    told: list[tuple[str, int, int]] = []
    file = read_register(path, tell=lambda *step: told.append(step))
    apply_register(
        tmp_path / "register.sqlite", file, imported_at=NOW, tell=lambda *step: told.append(step)
    )
    stages = list(dict.fromkeys(stage for stage, _done, _total in told))
    assert stages == ["reading", "comparing", "writing", "checking"]
    for stage in stages:
        steps = [(done, total) for name, done, total in told if name == stage]
        assert steps == sorted(steps)
        assert steps[0][0] == 0
        assert steps[-1][0] == steps[-1][1] > 0
        assert len(steps) >= (4 if stage in {"reading", "writing"} else 2)


def test_faults_of_json_name_the_person_and_the_field(tmp_path: Path) -> None:
    answer = [
        {"tolkId": 1, "firstname": "A", "lastname": "B", "languages": [
            {"code": "QQQ", "qualificationRank": "9"}], "extra": {"note": SYNTHETIC_ID}},
    ]  # fmt: skip
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), "utf-8")
    faults = [str(fault) for fault in read_register(path).faults]
    assert faults[0].startswith("row 1, column extra.note: This holds a national identity number")
    assert faults[1].startswith("row 1, column languages: Unknown: '9'.")
    assert SYNTHETIC_ID not in "".join(faults)


def test_file_with_a_fault_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "register.sqlite"
    good = tmp_path / "good.csv"
    good.write_text(HEADING + "\nT1,Selam,Test,ti C\n")
    apply_register(target, read_register(good), imported_at=NOW)
    bad = tmp_path / "bad.csv"
    bad.write_text(HEADING + "\nT1,Selam,Test,ti C\nT2,Omar,Test,zz C\n")
    with pytest.raises(RegisterFaulty, match="row 3, column languages"):
        apply_register(target, read_register(bad), imported_at=NOW)
    assert RegisterStore.open(target).info().count == 1
