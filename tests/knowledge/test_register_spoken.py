"""Spoken languages: found however they are written, named in every language of the portal."""

import tomllib
from pathlib import Path

import pytest

from knowledge.languages import languages
from knowledge.register.errors import UnknownSpokenLanguage
from knowledge.register.naming import spoken_names_table
from knowledge.register.spoken import (
    find_spoken,
    misspelt_spoken,
    spoken_code,
    spoken_languages,
    spoken_members,
    spoken_name,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tigrinja", "ti"),
        ("Tigrinya", "ti"),
        ("tigrigna", "ti"),
        ("ትግርኛ", "ti"),
        ("ብትግርኛ", "ti"),
        ("tigre", "tig"),
        ("kurdisk (sorani)", "ckb"),
        ("sentralkurdisk", "ckb"),
        ("nordkurdisk", "kmr"),
        ("badinsk", "kmr"),
        ("kurdisk", "ku"),
        ("farsi", "fa"),
        ("فارسی", "fa"),
        ("دری", "prs"),
        ("العربية", "ar"),
        ("بالعربي", "ar"),
        ("українською", "uk"),
        ("ukraińskiego", "uk"),
        ("rusų", "ru"),
        ("русскоязычный", "ru"),
        ("Arapça", "ar"),
        ("af-Soomaali", "so"),
        ("somalisk", "so"),
        ("slovakisk", "cs"),
        ("kroatisk", "hbs"),
        ("filipino", "tl"),
        ("norsk tegnspråk", "nsl"),
        ("skrivetolking", "no"),
        ("punjabi", "pa"),
        ("kantonesisk", "yue"),
        ("kinesisk", "zh"),
        ("kurdisk (badinsk)", "kmr"),
        ("الصومالية", "so"),
        ("eritrece", "ti"),
        ("eritreisk", "ti"),
        ("сомалійською", "so"),
        ("арабського", "ar"),
        ("по-русски", "ru"),
        ("сурдопереводчик", "nsl"),
        ("wietnamskiego", "vi"),
        ("lietuviškai", "lt"),
        ("rusakalbis", "ru"),
        ("soranice", "ckb"),
        ("اوزبیکی", "uz"),
        ("بهديني", "kmr"),
        ("ሶማሊኛ", "so"),
        ("luqadda dhagoolka", "nsl"),
    ],
)
def test_language_is_found_by_what_people_call_it(text: str, code: str) -> None:
    assert find_spoken(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("tigrinnya", "ti"), ("arabiskk", "ar"), ("ukranisk", "uk"), ("vietnameisk", "vi")],
)
def test_long_name_may_be_slightly_misspelt(text: str, code: str) -> None:
    assert find_spoken(text) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("polks", "pl"), ("poolsk", "pl"), ("rusku", "ru"), ("paalsk", "pl"), ("tamli", "ta")],
)
def test_short_name_may_be_misspelt_where_a_language_is_told(word: str, code: str) -> None:
    assert misspelt_spoken(word, told=True) == code


def test_short_word_is_no_misspelt_language_by_itself() -> None:
    assert misspelt_spoken("polks") is None
    assert misspelt_spoken("norsk", told=True) is None


@pytest.mark.parametrize("text", ["", "norsk", "lege", "torsdag", "møte", "xyzzy", "dar", "!!!"])
def test_what_names_no_language_finds_none(text: str) -> None:
    assert find_spoken(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("ARB", "ar"), ("TIR", "ti"), ("prs", "prs"), ("HBS", "hbs"), ("SRP", "hbs"), ("SLK", "cs"),
     ("CES", "cs"), ("PES", "fa"), ("CMN", "cmn"), ("ti", "ti"), ("qqq", None)],
)  # fmt: skip
def test_codes_of_other_lists_become_ours(text: str, code: str | None) -> None:
    assert spoken_code(text) == code


def test_every_language_is_found_by_each_of_its_own_names() -> None:
    wrong = [
        (code, lang, name, find_spoken(name))
        for code, spoken in spoken_languages().items()
        for lang, name in spoken.names.items()
        if find_spoken(name) != code
    ]
    assert wrong == []


def test_every_alias_leads_to_its_language() -> None:
    wrong = [
        (code, alias, find_spoken(alias))
        for code, spoken in spoken_languages().items()
        for alias in spoken.aliases
        if find_spoken(alias) != code
    ]
    assert wrong == []


def test_every_other_name_leads_to_its_language() -> None:
    wrong = [
        (code, lang, name, find_spoken(name))
        for code, spoken in spoken_languages().items()
        for lang, names in spoken.others.items()
        for name in names
        if find_spoken(name) != code
    ]
    assert wrong == []


def test_other_names_stand_under_known_codes_and_languages() -> None:
    file = Path(find_spoken.__code__.co_filename).with_name("data") / "spoken_others.toml"
    others = tomllib.loads(file.read_text("utf-8"))
    assert set(others) <= set(spoken_languages())
    assert {lang for names in others.values() for lang in names} <= set(languages())


def test_more_than_seventy_languages_of_the_sources_are_there() -> None:
    assert sum(spoken.listed for spoken in spoken_languages().values()) >= 76


def test_every_language_has_a_name_in_every_language_of_the_portal() -> None:
    for code in spoken_languages():
        for lang in languages():
            assert spoken_name(code, lang).strip()


def test_names_that_cldr_lacks_are_our_own() -> None:
    assert spoken_name("prs", "nb") == "dari"
    assert spoken_name("prs", "fa") == "دری"
    assert spoken_name("ckb", "nn") == "sorani"
    assert spoken_name("kmr", "ar") == "الكردية الكرمانجية"
    assert spoken_name("nsl", "en") == "Norwegian Sign Language"
    assert spoken_name("ti", "ti") == "ትግርኛ"


def test_table_of_names_is_the_one_that_its_sources_give() -> None:
    file = Path(find_spoken.__code__.co_filename).with_name("data") / "spoken_names.tsv"
    assert file.read_text("utf-8") == spoken_names_table()


def test_unknown_code_is_named_in_the_error() -> None:
    with pytest.raises(UnknownSpokenLanguage, match="'xx'"):
        spoken_name("xx", "nb")


def test_group_stands_for_its_members() -> None:
    assert spoken_members("ku") == ("ku", "kmr", "ckb")
    assert spoken_members("ti") == ("ti",)


def test_every_code_that_an_entry_refers_to_exists() -> None:
    known = set(spoken_languages())
    for spoken in spoken_languages().values():
        assert set(spoken.close) <= known
        assert set(spoken.includes) <= known
