"""Every figure is written as a reader of each language would write it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.errors import UnknownLanguage
from knowledge.figures import UNITS, Figure, _format_by_cldr, format_figure, load_figures
from knowledge.languages import languages
from knowledge.problems import Problem
from knowledge.wording import cldr_locale, unit_forms


def figure(value: int | Decimal | date, unit: str) -> Figure:
    return Figure("k", value, unit, "https://example.org", date(2026, 1, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "value", "unit", "expected"),
    [
        ("nb", 179, "NOK", "kr\u00a0179"),
        ("nb", 136549, "NOK", "kr\u00a0136\u00a0549"),
        ("nb", 8, "days", "8\u00a0dager"),  # CLDR would say "8 døgn"
        ("nb", 1, "weeks", "1\u00a0uke"),
        ("nn", 3, "months", "3\u00a0månader"),
        ("en", 179, "NOK", "NOK\u00a0179"),
        ("en", 136549, "NOK", "NOK\u00a0136,549"),
        ("en", Decimal("17.4"), "percent", "17.4%"),
        ("en", 1, "hours", "1\u00a0hour"),
        ("pl", 1, "weeks", "1\u00a0tydzień"),
        ("pl", 3, "weeks", "3\u00a0tygodnie"),
        ("pl", 6, "weeks", "6\u00a0tygodni"),
        ("uk", 31, "days", "31\u00a0день"),
        ("ru", 8, "days", "8\u00a0дней"),
        ("ru", 2, "minutes", "2\u00a0минуты"),
        ("ru", 21, "age", "21\u00a0год"),
        ("ar", 2, "minutes", "دقيقتان"),
        ("ar", 3, "months", "3\u00a0أشهر"),
        ("ar", 16, "age", "16\u00a0سنة"),
        ("ar", 80, "percent", "80\u00a0في المئة"),
        ("so", 8, "days", "8\u00a0maalmood"),
        ("ti", 6, "weeks", "6\u00a0ሰሙናት"),
        ("fa", 179, "NOK", "179\u00a0کرون"),
        ("fa", 80, "percent", "80\u00a0درصد"),
        ("tr", 80, "percent", "%80"),
        ("lt", 10, "weeks", "10\u00a0savaičių"),
        ("lt", 1, "months", "1\u00a0mėnuo"),
        ("nb", date(2026, 12, 31), "date", "31. desember 2026"),
        ("en", date(2026, 12, 31), "date", "31 December 2026"),
        ("uk", date(2026, 12, 31), "date", "31 грудня 2026 року"),
        ("ar", date(2026, 12, 31), "date", "31 ديسمبر 2026"),
        ("en", 11, "count", "11"),
        ("nb", 2026, "year", "2026"),
        ("nb", Decimal("182.8"), "NOK", "kr\u00a0182,80"),
        ("fa", 2026, "year", "2026"),
    ],
)
def test_figure_reads_as_its_language_writes_it(
    lang: str, value: int | Decimal | date, unit: str, expected: str
) -> None:
    assert format_figure(figure(value, unit), lang) == expected


def test_number_only_leaves_the_unit_to_the_sentence() -> None:
    assert format_figure(figure(3278, "NOK"), "nb", number_only=True) == "3\u00a0278"
    assert format_figure(figure(16, "age"), "ar", number_only=True) == "16"


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_words_in_every_language(lang: str, unit: str) -> None:
    for value in (1, 2, 3, 5, 11, 21, 100, Decimal("7.5")):
        shown = format_figure(figure(date(2026, 5, 17) if unit == "date" else value, unit), lang)
        assert shown
        assert "{" not in shown
        assert "duration-" not in shown  # what Babel shows where CLDR has no pattern
    if unit not in ("count", "age", "year", "date"):
        assert "other" in unit_forms(lang, unit)


def test_nothing_latin_stands_beside_a_number_in_right_to_left_text() -> None:
    for lang in ("ar", "fa"):
        for unit in UNITS:
            value = date(2026, 5, 17) if unit == "date" else 16
            shown = format_figure(figure(value, unit), lang)
            assert not any("A" <= character.upper() <= "Z" for character in shown)


def test_language_without_words_of_its_own_gets_those_of_cldr() -> None:
    assert _format_by_cldr(3, "weeks", cldr_locale("en")) == "3 weeks"
    assert _format_by_cldr(Decimal("17.4"), "percent", cldr_locale("en")) == "17.4%"
    assert _format_by_cldr(179, "NOK", cldr_locale("en")) == "NOK\u00a0179"


def test_unknown_language_is_named() -> None:
    with pytest.raises(UnknownLanguage, match="'xx'"):
        format_figure(figure(1, "days"), "xx")


def test_faulty_figures_are_reported_with_their_line_and_the_others_load(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(
        '[good]\nvalue = 8\nunit = "days"\nsource = "https://example.org/a"\n'
        "checked = 2026-11-20\n\n"
        '[no-date]\nvalue = 8\nunit = "days"\nsource = "https://example.org/a"\n\n'
        '[wrong-unit]\nvalue = 8\nunit = "moons"\nsource = "http://example.org"\n'
        "checked = 2026-11-20\nvalu = 3\n",
        "utf-8",
    )
    problems: list[Problem] = []
    assert list(load_figures(path, problems)) == ["good"]
    said = [(problem.line, problem.fault) for problem in problems]
    assert said == [
        (7, "figure 'no-date': no \"checked\" date"),
        (12, "figure 'wrong-unit': unit is 'moons'"),
        (12, "figure 'wrong-unit': source 'http://example.org' is not an https address"),
        (12, "figure 'wrong-unit': unknown field 'valu'"),
    ]


def test_broken_toml_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text("[a]\nvalue = \n", "utf-8")
    problems: list[Problem] = []
    assert load_figures(path, problems) == {}
    assert problems[0].line == 2
    assert "not valid TOML" in str(problems[0])
