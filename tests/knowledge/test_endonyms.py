"""What languages call themselves: as CLDR says, in the script that is said, each once."""

import unicodedata

import pytest
from babel import Locale, UnknownLocaleError

from knowledge.languages import languages
from knowledge.register.endonyms import Endonym, endonyms
from knowledge.register.errors import UnknownSpokenLanguage
from knowledge.register.spoken import spoken_languages

SEVENTY = """
    om az id bs ceb cs se de et en es fr ff hr rw rn it smj sw kmr cnh lv lt hu pl pt ro rhg sq
    sk so tl nus din vi tr sma bg mk mn ru sr uk el hy ka ar fa prs ps ckb ur aii ti tig am hi ne pa
    bn ta si bo my kar th km cmn yue ko
"""

# Unicode's names of characters begin with what the script is called there.
SCRIPTS = {
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Armn": "ARMENIAN",
    "Geor": "GEORGIAN",
    "Arab": "ARABIC",
    "Syrc": "SYRIAC",
    "Ethi": "ETHIOPIC",
    "Deva": "DEVANAGARI",
    "Guru": "GURMUKHI",
    "Beng": "BENGALI",
    "Taml": "TAMIL",
    "Sinh": "SINHALA",
    "Tibt": "TIBETAN",
    "Mymr": "MYANMAR",
    "Thai": "THAI",
    "Khmr": "KHMER",
    "Hans": "CJK UNIFIED",
    "Hant": "CJK UNIFIED",
    "Kore": "HANGUL",
}

# Where CLDR has another name: what it has, and why ours differs.
OTHERS = {
    "az": "azərbaycan",  # the stem, which is the country's name as well
    "ckb": "کوردیی ناوەندی",  # "Central Kurdish": nobody calls it so
    "cmn": "中文",  # "Chinese", as Cantonese is too
    "ff": "Pulaar",  # the western varieties; it is our second name
    "id": "Indonesia",  # the country's name as well
    "nus": "Thok Nath",  # another spelling
    "om": "Oromoo",  # the people
    "rhg": "𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝",  # in a script that few phones can show
}
CLDR_CODES = {"cmn": "zh", "kmr": "ku"}
# CLDR has no names for these in themselves.
UNKNOWN = {"aii", "cnh", "din", "kar", "prs"}


def test_the_sheet_has_these_seventy_languages() -> None:
    assert [language.tag for language in endonyms()] == SEVENTY.split()
    assert len(endonyms()) == 70


@pytest.mark.parametrize("language", endonyms(), ids=lambda language: language.tag)
def test_name_is_the_one_that_cldr_has_or_there_is_a_reason(language: Endonym) -> None:
    code = CLDR_CODES.get(language.tag, language.tag)
    try:
        known = Locale.parse(code).languages.get(code)
    except UnknownLocaleError:
        known = None
    if known is None:
        assert language.tag in UNKNOWN
    elif language.tag in OTHERS:
        assert known == OTHERS[language.tag]
        assert known.casefold() != language.names[0].text.casefold()
    else:
        assert language.names[0].text.casefold() == known.casefold()


def test_our_own_languages_have_the_names_of_the_language_menu() -> None:
    ours = {language.tag: language for language in endonyms() if language.tag in languages()}
    assert set(ours) == set(languages()) - {"nb", "nn"}
    for code, language in ours.items():
        name = language.names[0]
        menu = languages()[code]
        assert (name.text, name.dir, name.script) == (menu.endonym, menu.dir, menu.script)


def test_every_letter_belongs_to_the_script_that_is_said() -> None:
    wrong = [
        (language.tag, name.text, letter)
        for language in endonyms()
        for name in language.names
        for letter in name.text
        if letter not in " ()"
        and not unicodedata.combining(letter)
        and not unicodedata.name(letter).startswith(SCRIPTS[name.script])
    ]
    assert wrong == []


def test_names_are_composed_and_stand_once() -> None:
    names = [name.text for language in endonyms() for name in language.names]
    assert [name for name in names if unicodedata.normalize("NFC", name) != name] == []
    assert [name for name in names if name != name.strip()] == []
    assert len(set(names)) == len(names) == 78


def test_a_second_script_stands_in_the_tag() -> None:
    tags = {name.text: name.tag for language in endonyms() for name in language.names}
    assert (tags["Српски"], tags["Srpski"]) == ("sr", "sr-Latn")
    assert (tags["ਪੰਜਾਬੀ"], tags["پنجابی"]) == ("pa", "pa-Arab")
    assert tags["ትግራይት"] == "tig"


def test_arabic_and_syriac_letters_run_from_right_to_left() -> None:
    right_to_left = {
        name.tag for language in endonyms() for name in language.names if name.dir == "rtl"
    }
    assert right_to_left == {
        "ar", "fa", "prs", "ps", "ckb", "ur", "aii", "kmr-Arab", "pa-Arab"
    }  # fmt: skip


def test_every_language_leads_to_one_of_the_register() -> None:
    assert {language.spoken for language in endonyms()} <= set(spoken_languages())
    sent = {language.tag: language.spoken for language in endonyms()}
    assert {tag for tag, code in sent.items() if tag != code} == {"bs", "hr", "sr", "sk"}
    assert (sent["bs"], sent["sr"], sent["sk"]) == ("hbs", "hbs", "cs")


def test_members_of_a_group_are_told_apart_in_every_language() -> None:
    for lang in languages():
        names = [language.name(lang) for language in endonyms()]
        assert len(set(names)) == 70, lang


def test_names_of_members_are_those_of_cldr() -> None:
    members = [language for language in endonyms() if language.called]
    assert [language.tag for language in members] == ["bs", "cs", "hr", "sk", "sr"]
    for language in members:
        expected = {
            lang: Locale.parse(entry.locale).languages[language.tag]
            for lang, entry in languages().items()
        }
        assert dict(language.called) == expected


def test_languages_that_are_taken_for_one_another_stand_side_by_side() -> None:
    place = {language.tag: number for number, language in enumerate(endonyms())}
    for one, other in [("fa", "prs"), ("ti", "tig"), ("cmn", "yue"), ("hi", "ne"), ("my", "kar")]:
        assert place[other] - place[one] == 1


def test_latin_names_stand_in_the_order_of_the_alphabet() -> None:
    latin = [language.names[0].text for language in endonyms() if language.script == "Latn"]
    assert len(latin) == 37
    assert latin == sorted(latin, key=_letters)
    scripts = [language.script for language in endonyms()]
    assert scripts == sorted(scripts, key=scripts.index), "a script stands in two places"


def test_an_unknown_language_of_the_portal_is_refused() -> None:
    with pytest.raises(UnknownSpokenLanguage, match="'xx'"):
        endonyms()[0].name("xx")


def _letters(name: str) -> str:
    """A key for sorting: å after z, every other letter without its marks."""
    bare = unicodedata.normalize("NFD", name.casefold().replace("å", "zz").replace("ə", "e"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
