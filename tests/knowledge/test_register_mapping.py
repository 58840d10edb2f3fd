"""Headings of an office's own, one language a row, and categories from qualifications."""

from pathlib import Path

import pytest

from knowledge.register.importing import RegisterFile, read_register
from knowledge.register.mapping import (
    ColumnMapping,
    MappingUnusable,
    list_mappings,
    load_mapping,
    parse_mapping,
    save_mapping,
)

# Synthetic: the month is raised by 80, as in test registers, so it is nobody's.
SYNTHETIC_ID = "01819000049"
HELD = "number,given_name,family_name,languages,qualifications"


def read(tmp_path: Path, text: str, mapping: ColumnMapping | None = None) -> RegisterFile:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    return read_register(path, mapping=mapping)


def held(tmp_path: Path, languages: str, qualifications: str) -> RegisterFile:
    return read(tmp_path, f'{HELD}\nT1,A,B,{languages},"{qualifications}"\n')


def told(file: RegisterFile) -> list[str]:
    return [str(fault) for fault in file.faults]


def test_own_headings_are_mapped_and_others_are_left_out(tmp_path: Path) -> None:
    mapping = parse_mapping(["Tlf.=phone", "Merknad=ignore", "A=B=given_name"])
    text = "nummer,A=B,Etternavn,Språk,TLF,Merknad\nT1,Bjørn,Øye,ti C,000 11 222,whatever\u202e\n"
    file = read(tmp_path, text, mapping)
    assert told(file) == []
    assert (file.rows[0].phone, file.rows[0].name) == ("000 11 222", "Bjørn Øye")
    assert "Unknown heading" in told(read(tmp_path, text))[0]


def test_identity_number_in_a_column_that_is_ignored_is_refused(tmp_path: Path) -> None:
    text = f"number,given_name,family_name,languages,Merknad\nT1,A,B,ti C,see {SYNTHETIC_ID}\n"
    (fault,) = told(read(tmp_path, text, parse_mapping(["Merknad=ignore"])))
    assert "row 2, column Merknad: This holds a national identity number" in fault


def test_mapping_is_saved_under_a_name_and_read_again(tmp_path: Path) -> None:
    mapping = parse_mapping(['Tlf "ny" \\=phone', "Språk=language"])
    save_mapping(tmp_path, "office", mapping)
    assert load_mapping(tmp_path, "office") == mapping
    assert list_mappings(tmp_path) == ("office",)
    assert [p.name for p in (tmp_path / "register-mappings").iterdir()] == ["office.toml"]


@pytest.mark.parametrize("pair", ["Tlf", "=phone", "Tlf=telephone", f"{SYNTHETIC_ID}=phone"])
def test_pair_that_is_none_is_refused(pair: str) -> None:
    with pytest.raises(MappingUnusable) as error:
        parse_mapping([pair])
    assert SYNTHETIC_ID not in str(error.value)


@pytest.mark.parametrize("name", ["../x", "", "A", "x" * 41])
def test_name_that_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MappingUnusable):
        save_mapping(tmp_path, name, ColumnMapping())
    with pytest.raises(MappingUnusable):
        load_mapping(tmp_path, name)


def test_missing_and_torn_mappings_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(MappingUnusable, match="no mapping 'office'; kept are: none"):
        load_mapping(tmp_path, "office")
    save_mapping(tmp_path, "office", ColumnMapping()).write_text("Tlf = [", "utf-8")
    with pytest.raises(MappingUnusable, match="not to be read as TOML"):
        load_mapping(tmp_path, "office")


def test_heading_of_a_mapping_that_the_file_lacks_is_a_warning(tmp_path: Path) -> None:
    text = "number,given_name,family_name,languages\nT1,A,B,ti C\n"
    file = read(tmp_path, text, parse_mapping(["Tlf=phone"]))
    assert len(file.rows) == 1
    assert "row 1, column Tlf: The file does not have this heading" in str(file.warnings[0])


@pytest.mark.parametrize(
    "text",
    [
        "Tolkenummer;Fornavn;Etternavn;Språk;Kategori;Telefon\n"
        "T1;A;B;tigrinja;C;000 11 222\nT2;C;D;dari;E-i;\nT1;A;B;amharisk;D;\n",
        "number;given_name;family_name;language;qualifications;phone\n"
        "T1;A;B;ti;statsautorisasjon;000 11 222\nT2;C;D;prs;tospråktest + TAO;\n"
        "T1;A;B;am;grunnemne (30 stp);\n",
    ],
)
def test_one_language_a_row_is_merged_into_one_person(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, text)
    assert told(file) == []
    first, second = file.rows
    assert [(q.spoken, q.category) for q in first.languages] == [("ti", "C"), ("am", "D")]
    assert [(q.spoken, q.route) for q in second.languages] == [("prs", "E-i")]
    assert first.phone == "000 11 222"


def test_rows_of_a_person_that_differ_are_faults_by_row(tmp_path: Path) -> None:
    text = (
        "number,given_name,family_name,language,category,place\n"
        "T1,A,B,ti,C,Bergen\nT1,A,Q,am,D,Oslo\nT1,A,B,ti,D,\n"
    )
    assert told(read(tmp_path, text)) == [
        "row 3, column family_name: This is not the same as in row 2, which has the same number. "
        "Correct one of the two.",
        "row 3, column place: This is not the same as in row 2, which has the same number. "
        "Correct one of the two.",
        "row 4, column language: The same language stands here twice: ti. "
        "Keep only the higher category of each language.",
    ]


# By the wording of § 11, one line each.
@pytest.mark.parametrize(
    ("qualifications", "route"),
    [
        ("statsautorisasjon i tolking og bachelorgrad i tolking", "A"),
        ("bachelor", "B-i"),
        ("Bachelor + grunnemne", "B-i"),
        ("statsautorisasjon + grunnemne i tolking i offentlig sektor (30 stp)", "B-ii"),
        ("statsautorisasjon", "C"),
        ("statsautorisasjon, TAO, tospråktest", "C"),
        ("grunnemne (30 stp)", "D"),
        ("tospråktest; kurs i tolkens ansvarsområde (TAO)", "E-i"),
        ("statsautorisert translatør + TAO", "E-ii"),
        ("fagoversetter & TAO", "E-iii"),
    ],
)
def test_category_is_worked_out_from_the_qualifications(
    tmp_path: Path, qualifications: str, route: str
) -> None:
    file = held(tmp_path, "ti", qualifications)
    assert told(file) == []
    (one,) = file.rows[0].languages
    assert (one.route, one.category) == (route, route[0])


@pytest.mark.parametrize(
    ("languages", "qualifications", "fault"),
    [
        ("ti A", "statsautorisasjon", "ti: category A is given, the qualifications reach C"),
        ("ti B-ii", "bachelor", "ti: category B-ii is given, the qualifications reach B-i"),
        ("ti", "TAO", "ti: these qualifications reach no category"),
        (
            "ti D",
            "sommerkurs",
            "Unknown: 'sommerkurs'. Use one of these: statsautorisasjon, bachelor",
        ),
        ("ti | am", "bachelor", "It is not said which language is meant"),
        ("ti", "am: bachelor", "The row does not have this language: am"),
        ("ti | am", "ti: bachelor", "The category of this language is missing: am"),
        ("ti", "tegnspråktolkutdanning", "ti: these qualifications reach no category"),
    ],
)
def test_category_that_the_qualifications_do_not_reach_is_a_fault(
    tmp_path: Path, languages: str, qualifications: str, fault: str
) -> None:
    (one,) = told(held(tmp_path, languages, qualifications))
    assert one.startswith(f"row 2, column qualifications: {fault}")


def test_category_below_what_is_reached_is_a_warning_and_is_kept(tmp_path: Path) -> None:
    file = held(tmp_path, "ti D", "statsautorisasjon + grunnemne")
    assert told(file) == []
    assert file.rows[0].languages[0].category == "D"
    (warning,) = map(str, file.warnings)
    assert warning.startswith("row 2, column qualifications: ti: category D is given")


def test_each_language_has_qualifications_of_its_own(tmp_path: Path) -> None:
    file = held(tmp_path, "ti 2020-01-02 | am E", "ti: bachelor | am: tospråktest + TAO")
    assert told(file) == []
    assert [(q.spoken, q.route) for q in file.rows[0].languages] == [("ti", "B-i"), ("am", "E-i")]
