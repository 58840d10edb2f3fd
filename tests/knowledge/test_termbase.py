"""One word for one concept: what the termbase asks for, and what it lets pass."""

from pathlib import Path

import pytest

from knowledge.articles import Article
from knowledge.languages import languages
from knowledge.problems import Problem
from knowledge.termbase import Termbase, check_terms, fold_case, load_termbase
from tests.knowledge.test_style import article, knowing

HEAD = "\t".join(["concept", *languages()])
ABOUT_TAX = "Du betaler skatt. Alle betaler skatt."


def write(path: Path, **wordings: str) -> Path:
    cells = [wordings.get(lang, "tax") for lang in languages()]
    path.write_text(f"{HEAD}\n" + "\t".join(["tax", *cells]) + "\n", "utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Termbase:
    file = write(
        tmp_path / "glossary.tsv",
        nb="skatt",
        pl="podatek / podat* / !danin*",
        tr="vergi",
        ar="ضريبة / *ضريب*",
    )
    problems: list[Problem] = []
    found = load_termbase(file, problems)
    assert problems == []
    return found


def text(lang: str, markdown: str) -> Article:
    return article(markdown, lang=lang)


def faults(base: Termbase, source: str, lang: str, translation: str) -> list[str]:
    knowledge = knowing(text("nb", source), text(lang, translation))
    found = list(check_terms(knowledge, base))
    assert {problem.level for problem in found} <= {"warning"}
    return [problem.fault for problem in found]


def test_a_text_that_uses_another_word_is_told(base: Termbase) -> None:
    found = faults(base, ABOUT_TAX, "pl", "Płacisz opłatę.")
    assert found == ["no word for 'tax', which the source speaks of"]


def test_an_inflected_word_is_found_by_its_stem(base: Termbase) -> None:
    assert faults(base, ABOUT_TAX, "pl", "Płacisz PODATKI.") == []
    assert faults(base, ABOUT_TAX, "tr", "Vergiyi ödersiniz.") == []
    assert faults(base, ABOUT_TAX, "ar", "تدفع الضريبة.") == []


def test_part_of_another_word_is_not_the_word(base: Termbase) -> None:
    assert faults(base, ABOUT_TAX, "tr", "Övergi ödersiniz.") != []


def test_what_the_source_names_in_passing_need_not_be_named(base: Termbase) -> None:
    assert faults(base, "Du betaler skatt.", "pl", "Płacisz opłatę.") == []


def test_a_word_to_avoid_is_told_wherever_it_stands(base: Termbase) -> None:
    found = faults(base, "Hei.", "pl", "Płacisz daninę.")
    assert found == ["'daninę' is a word to avoid for 'tax'"]


def test_capitals_of_turkish_keep_their_dots() -> None:
    assert fold_case("SIĞINMA İŞİ", "tr") == "sığınma işi"
    assert fold_case("IDENTITY", "en") == "identity"


def test_faults_of_the_file_are_told_and_the_rest_is_there(tmp_path: Path) -> None:
    file = write(tmp_path / "glossary.tsv")
    file.write_text(file.read_text("utf-8") + "short\tskatt\ntax" + "\tx" * 12 + "\n", "utf-8")
    problems: list[Problem] = []
    assert "tax" in load_termbase(file, problems)
    assert [problem.line for problem in problems] == [3, 4]
    assert "'short' has 1 words for 12 languages" in problems[0].fault
    assert "'tax' stands twice" in problems[1].fault


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe", b"concept\tnb\n"])
def test_a_broken_file_is_one_problem(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_bytes(broken)
    problems: list[Problem] = []
    assert load_termbase(file, problems) == {}
    assert len(problems) == 1
