"""Suggestions while somebody types: languages by any name, places in any spelling."""

import pytest

from knowledge.languages import languages
from knowledge.register.endonyms import endonyms
from knowledge.register.places import counties, municipalities
from knowledge.register.prefixes import Match, PrefixIndex
from knowledge.register.spelling import edit_distance
from knowledge.register.spoken import spoken_languages
from knowledge.register.suggesting import suggest_place, suggest_spoken


def codes(text: str, lang: str = "nb") -> list[str]:
    return [found.code for found in suggest_spoken(text, lang)]


@pytest.mark.parametrize("lang", list(languages()))
def test_every_language_is_first_under_its_own_name_in_every_language_of_ours(lang: str) -> None:
    for code, spoken in spoken_languages().items():
        name = spoken.names[lang]
        shared = [c for c, s in spoken_languages().items() if s.names[lang] == name]
        assert codes(name, lang)[0] in shared, (code, name)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("farsi", "fa"),
        ("dari", "prs"),
        ("sorani", "ckb"),
        ("kurmanji", "kmr"),
        ("badin", "kmr"),
        ("tigrigna", "ti"),
        ("soomaali", "so"),
        ("af soo", "so"),
        ("srpski", "hbs"),
        ("filip", "tl"),
        ("سوراني", "ckb"),
        ("العربية", "ar"),
        ("ትግርኛ", "ti"),
        ("україн", "uk"),
        ("TIR", "ti"),
    ],
)
def test_language_is_suggested_by_whatever_it_is_called(text: str, code: str) -> None:
    assert codes(text)[0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("soamli", "so"),
        ("somxli", "so"),
        ("sommali", "so"),
        ("smali", "so"),
        ("xomali", "so"),
        ("osmali", "so"),
        ("omali", "so"),
        ("asomali", "so"),
        ("tigrnya", "ti"),
    ],
)
def test_one_slip_is_forgiven(text: str, code: str) -> None:
    assert code in codes(text, "en")


def test_slip_in_a_text_of_three_letters_is_not_forgiven() -> None:
    assert codes("tqg") == []


def test_name_in_the_language_of_the_page_comes_before_others() -> None:
    assert suggest_spoken("per", "nb")[0].label == "persisk"


def test_language_that_is_needed_more_often_comes_first_among_equals() -> None:
    assert codes("tig", "en") == ["ti", "tig"]
    assert codes("tigre", "en")[0] == "tig"


def test_what_matched_is_told_only_where_it_is_not_the_label() -> None:
    assert suggest_spoken("farsi", "en")[0].matched == "Farsi"
    assert suggest_spoken("pers", "en")[0].matched == ""
    assert suggest_spoken("central kurd", "en")[0].matched == ""


@pytest.mark.parametrize(
    ("code", "close"), [("fa", "prs"), ("prs", "fa"), ("ckb", "kmr"), ("kmr", "ckb"), ("ti", "tig")]
)
def test_languages_that_are_easily_confused_name_each_other(code: str, close: str) -> None:
    name = spoken_languages()[code].names["en"]
    assert close in suggest_spoken(name, "en")[0].close


def test_no_more_are_suggested_than_wanted_and_none_twice() -> None:
    found = codes("s")
    assert len(found) == len(set(found)) == 8
    assert len(suggest_spoken("s", "nb", limit=3)) == 3


@pytest.mark.parametrize("text", ["", " ", "-", "qqqq", "\x00", "a" * 5000, "%", "😀"])
def test_text_that_begins_no_name_suggests_nothing_and_breaks_nothing(text: str) -> None:
    assert suggest_spoken(text, "nb") == ()
    assert suggest_place(text) == ()


def test_every_endonym_suggests_its_language() -> None:
    for endonym in endonyms():
        assert endonym.spoken in codes(endonym.names[0].text), endonym.tag


def test_every_municipality_and_county_is_suggested_by_its_label_with_and_without_its_letters() -> (
    None
):
    plain = str.maketrans("æøåÆØÅ", "aoaAOA")
    for name in (*municipalities(), *counties()):
        assert name in [found.label for found in suggest_place(name)], name
        if "æ" not in name.casefold():
            assert name in [found.label for found in suggest_place(name.translate(plain))], name


@pytest.mark.parametrize(
    ("text", "label", "matched"),
    [
        ("tromso", "Tromsø", ""),
        ("tromsoe", "Tromsø", ""),
        ("more og romsdal", "Møre og Romsdal", ""),
        ("grünerl", "Oslo", "Grünerløkka"),
        ("hordal", "Vestland", "Hordaland"),
        ("берг", "Bergen", "Берген"),
        ("stvanger", "Stavanger", ""),
        ("romsdal", "Møre og Romsdal", ""),
    ],
)
def test_place_is_suggested_in_any_spelling(text: str, label: str, matched: str) -> None:
    first = suggest_place(text)[0]
    assert (first.label, first.matched) == (label, matched)


def test_municipalities_of_one_name_are_told_apart() -> None:
    labels = [found.label for found in suggest_place("herøy")]
    assert labels == ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]


def test_big_towns_and_counties_come_before_small_places() -> None:
    assert suggest_place("b")[0].label == "Bergen"
    assert [found.label for found in suggest_place("tr")][:3] == ["Trondheim", "Trøndelag", "Troms"]


def test_oslo_is_suggested_once() -> None:
    found = [one for one in suggest_place("oslo") if one.label == "Oslo"]
    assert [(one.is_county, one.county) for one in found] == [(False, "Oslo")]


def test_slips_agree_with_a_slow_and_obvious_measure() -> None:
    names = ["somali", "soninke", "romani", "samisk", "suomi", "malti"]
    index = PrefixIndex((name, False) for name in names)
    for text in ("soamli", "somai", "romnai", "samsk", "maltesisk", "xuomi", "uomi", "semis"):
        expected = {
            at
            for at, name in enumerate(names)
            if min(edit_distance(text, name[:end]) for end in range(len(name) + 1)) <= 1
        }
        assert set(index.find(text)) == expected, text


def test_slips_are_not_looked_for_where_something_begins_so() -> None:
    index = PrefixIndex([("somali", False), ("romani", False)])
    assert index.find("soma") == {0: Match.BEGINNING}
