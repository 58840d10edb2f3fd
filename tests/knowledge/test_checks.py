"""The checker finds what would mislead a reader, all of it in one run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import check_knowledge
from knowledge.loading import load_knowledge
from knowledge.problems import Problem
from knowledge.stamping import Review, mark_reviewed, stamp_translations

TODAY = date(2026, 11, 21)
QUESTIONS = "questions = [" + ", ".join(f'"spørsmål nummer {n}"' for n in range(8)) + "]"
FRONT = f"""title = "Fastlege"
summary = "Legen din."
{QUESTIONS}
checked = 2026-11-20
responsible = "Helsedirektoratet"
related = ["bank-account"]
[[sources]]
title = "Forskriften"
url = "https://lovdata.no/forskrift/1"
checked = 2026-11-20
[translation]
"""
SOURCE = 'state = "source"\n'
BODY = (
    "## Hvem {#who}\n\nAlle har {term:fastlege}, se [her](https://example.org/a).\n\n"
    "### Steg {#steps}\n\n1. Betal {figure:gp-fee-day}\n2. Ring {helpline:doctor-116117}\n"
)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_article(lang: str, front: str, body: str, slug: str = "general-practitioner") -> Path:
        path = tmp_path / "content" / "ny-i-norge" / slug / f"{lang}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"+++\n{front}+++\n{body}", "utf-8")
        return path

    return write_article


@pytest.fixture
def check(tmp_path: Path, small_data: Path) -> Callable[[], list[Problem]]:
    def check_all() -> list[Problem]:
        knowledge = load_knowledge([tmp_path / "content"], data_dir=small_data)
        return check_knowledge(knowledge, today=TODAY)

    return check_all


def said(problems: list[Problem]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.fault) for problem in problems]


Check = Callable[[], list[Problem]]


def test_whole_article_has_no_problem(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, BODY)
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        (QUESTIONS, 'questions = ["hva", "Hva?"]', 4, "1 different questions, 8 are wanted"),
        ("spørsmål nummer 0", "Fastlege?", 4, "the question 'Fastlege?' only repeats the title"),
        ('"bank-account"', '"bank-acount"', 7, "related 'bank-acount' is no topic of ny-i-norge"),
        (
            '"bank-account"',
            '"general-practitioner"',
            7,
            "the article is related to itself",
        ),
        (
            'url = "https://lovdata.no/forskrift/1"',
            'url = ""',
            9,
            "source 'Forskriften' has no url",
        ),
        (
            "checked = 2026-11-20\nresp",
            "checked = 2027-01-01\nresp",
            5,
            "the date 2027-01-01 lies in the future",
        ),
        ("Legen din.", "Legen din, {figure:gp-fee-day}.", 3, "summary holds HTML or a key"),
        ("### Steg", "## Steg", None, ""),
        ("## Hvem", "### Hvem", 15, "the first heading is of level 3"),
        ("Alle har", "Alle <b>har</b>", 15, "section 'who': raw HTML '<b>'"),
        (
            "{term:fastlege}",
            "{figur:fastlege}",
            15,
            "section 'who': '{figur:fastlege}' is not a key",
        ),
        ("(https://example.org/a)", "(/nb/a)", 15, "section 'who': a link that is none"),
        (
            "{term:fastlege}",
            "{term:fastlege|number}",
            15,
            "section 'who': |number with a term",
        ),
        (
            "{term:fastlege}",
            "{helpline:doctor-116117|abroad}",
            15,
            "section 'who': helpline 'doctor-116117' has no number for people abroad",
        ),
        ("Alle har", "Alle \u202ehar", 17, "the character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Alle har", "Alle\u200c har", 17, "the character U+200C ZERO WIDTH NON-JOINER"),
        ("Alle har", "A\u030alle har", 17, "text that is not in normal form C"),
    ],
)
def test_fault_is_reported_at_its_line(
    write: Write, check: Check, *, old: str, new: str, line: int | None, fault: str
) -> None:
    text = FRONT + SOURCE + "\x00" + BODY
    assert old in text
    front, body = text.replace(old, new, 1).split("\x00")
    write("nb", front, body)
    assert said(check()) == ([(line, fault)] if fault else [])


def test_empty_section_is_a_fault_unless_parts_follow(write: Write, check: Check) -> None:
    body = "## A {#a}\n\n### B {#b}\n\nTekst.\n\n## C {#c}\n\n## D {#d}\n\nTekst.\n"
    write("nb", FRONT + SOURCE, body)
    assert said(check()) == [(21, "section 'C' is empty")]


def test_persian_may_hold_the_joiner_that_its_spelling_needs(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, BODY)
    write("fa", FRONT + 'state = "machine"\nfrom = "nb"\n', BODY.replace("Alle", "می\u200cروم"))
    assert [problem.level for problem in check()] == ["warning"]  # it is not stamped yet


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{figure:gp-fee-day}", "179", "section 'steps' lacks figures that nb has: gp-fee-day"),
        (
            "{helpline:doctor-116117}",
            "{helpline:police-112}",
            "section 'steps' lacks helplines that nb has: doctor-116117",
        ),
        ("{term:fastlege}", "doctor", "section 'who' lacks terms that nb has: fastlege"),
        (
            "https://example.org/a",
            "https://example.org/b",
            "section 'who' has links that nb lacks: https://example.org/b",
        ),
        ("\n2. Ring", " Ring", "1 steps and points in section 'steps', but 2 in nb"),
        ("{#steps}", "{#step}", "the sections are not those of nb: lacks steps; has besides step"),
        ("### Steg", "## Steg", "the sections are not those of nb: another order or level"),
        ('["bank-account"]', "[]", "related is not as in nb"),
        ("forskrift/1", "forskrift/2", "the sources are not those of nb"),
    ],
)
def test_translation_that_says_something_else_is_found(
    write: Write, check: Check, old: str, new: str, fault: str
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    text = FRONT + 'state = "machine"\nfrom = "nb"\n\x00' + BODY
    front, body = text.replace(old, new, 1).split("\x00")
    write("en", front, body)
    assert fault in [problem.fault for problem in check() if problem.level == "error"]


def test_number_alone_is_the_same_figure(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, BODY)
    front = FRONT + 'state = "machine"\nfrom = "nb"\n'
    write("pl", front, BODY.replace("{figure:gp-fee-day}", "{figure:gp-fee-day|number} koron"))
    assert [problem for problem in check() if problem.level == "error"] == []


def test_stale_translation_is_a_warning_that_stamping_removes(
    tmp_path: Path, write: Write, check: Check
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    path = write("so", FRONT + 'state = "machine"\nfrom = "nb"\nfingerprint = "0"\n', BODY)
    warnings = [problem for problem in check() if problem.level == "warning"]
    assert [problem.line for problem in warnings] == [15]
    assert "veiviser content stamp --lang so" in warnings[0].remedy
    before = path.read_text("utf-8").splitlines()
    assert stamp_translations(tmp_path / "content", slugs=["dental-care"]) == []
    assert stamp_translations(tmp_path / "content", lang="so") == [path]
    after = path.read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1].startswith('fingerprint = "')
    assert check() == []
    assert stamp_translations(tmp_path / "content") == []


def test_stamp_is_added_where_there_was_none_and_other_languages_stay(
    tmp_path: Path, write: Write, check: Check
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    front = FRONT + 'state = "machine"\nfrom = "nb"\n'
    somali, arabic = write("so", front, BODY), write("ar", front, BODY)
    before = arabic.read_bytes()
    assert stamp_translations(tmp_path / "content", lang="so") == [somali]
    assert arabic.read_bytes() == before
    assert [path.path for path in check()] == [arabic]
    assert not list(somali.parent.glob(".*"))


def test_translation_of_a_broken_source_is_not_stamped(tmp_path: Path, write: Write) -> None:
    write("nb", "title = \n", BODY)
    write("so", FRONT + 'state = "machine"\nfrom = "nb"\n', BODY)
    problems: list[Problem] = []
    assert stamp_translations(tmp_path / "content", problems=problems) == []
    assert "not valid TOML" in problems[0].fault


def test_two_source_texts_of_one_topic_are_a_fault(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, BODY)
    write("en", FRONT + SOURCE, BODY)
    assert [problem.fault for problem in check()] == ['state is "source", but nb has a text too']


def test_all_problems_come_in_one_run_one_line_each(write: Write, check: Check) -> None:
    write("nb", "title = \n", BODY)
    write("nb", FRONT.replace("Legen din.", "<i>Legen</i>") + SOURCE, BODY, "dental-care")
    write("nb", FRONT + SOURCE, BODY.replace("{#who}", ""), "mental-health")
    problems = check()
    assert len(problems) == 3
    assert all("\n" not in str(problem) for problem in problems)
    assert ", line 2: not valid TOML" in str(problems[0])


def test_old_helpline_and_overdue_figure_are_warnings(tmp_path: Path, small_data: Path) -> None:
    knowledge = load_knowledge([tmp_path], data_dir=small_data)
    on_time = check_knowledge(knowledge, today=date(2026, 12, 31))
    late = check_knowledge(knowledge, today=date(2027, 5, 2))
    assert on_time == []
    assert {problem.level for problem in late} == {"warning"}
    faults = [problem.fault for problem in late]
    assert "helpline 'police-112' was checked 163 days ago" in faults
    assert "figure 'basic-amount-g' may have changed on 2027-05-01" in faults
    assert all(problem.line for problem in late)


MACHINE = 'state = "machine"\nfrom = "nb"\n'


def test_outline_is_held_to_title_and_summary_only(
    tmp_path: Path, write: Write, check: Check
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    path = write("so", FRONT + MACHINE, "")
    assert stamp_translations(tmp_path / "content") == [path]
    assert check() == []
    write("nb", FRONT + SOURCE, BODY.replace("Alle har", "Alle får"))
    assert check() == []
    write("nb", FRONT.replace("Legen din", "Din lege") + SOURCE, BODY)
    assert [problem.path for problem in check()] == [path]


def test_outline_has_four_questions_at_least(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, BODY)
    front = FRONT.replace(QUESTIONS, 'questions = ["a", "b", "c"]') + MACHINE
    write("so", front, "")
    errors = [problem.fault for problem in check() if problem.level == "error"]
    assert errors == ["3 different questions, 4 are wanted"]


def test_source_text_without_sections_is_a_fault(write: Write, check: Check) -> None:
    write("nb", FRONT + SOURCE, "")
    assert [problem.fault for problem in check()] == ["there is no section"]


def test_stamping_brings_the_day_of_the_source_along(tmp_path: Path, write: Write) -> None:
    write("nb", FRONT.replace("checked = 2026-11-20", "checked = 2026-11-21", 1) + SOURCE, BODY)
    path = write("so", FRONT + MACHINE, BODY)
    stamp_translations(tmp_path / "content")
    days = [line for line in path.read_text("utf-8").splitlines() if line.startswith("checked")]
    assert days == ["checked = 2026-11-21", "checked = 2026-11-20"]  # that of the source stays


def reviewed(content_dir: Path, problems: list[Problem]) -> list[Path]:
    review = Review('interpreter "C"', date(2026, 11, 21))
    return mark_reviewed(
        content_dir, lang="so", slugs=["general-practitioner"], review=review, problems=problems
    )


def test_review_is_written_down_with_role_and_day_and_ends_when_the_text_is_stamped_anew(
    tmp_path: Path, write: Write, check: Check
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    path = write("so", FRONT + MACHINE, BODY)
    stamp_translations(tmp_path / "content")
    problems: list[Problem] = []
    assert reviewed(tmp_path / "content", problems) == [path]
    assert problems == []
    assert check() == []
    told = load_knowledge([tmp_path / "content"]).articles[
        "ny-i-norge", "general-practitioner", "so"
    ]
    assert told.translation.state == "reviewed"
    assert told.translation.reviewer == 'interpreter "C"'
    assert told.translation.reviewed == date(2026, 11, 21)

    write("nb", FRONT + SOURCE, BODY.replace("Alle har", "Alle får"))
    assert stamp_translations(tmp_path / "content") == [path]
    assert 'state = "machine"' in path.read_text("utf-8")
    assert "review" not in path.read_text("utf-8")


def test_text_that_has_fallen_behind_is_not_marked_as_reviewed(
    tmp_path: Path, write: Write
) -> None:
    write("nb", FRONT + SOURCE, BODY)
    path = write("so", FRONT + MACHINE, BODY)
    before = path.read_bytes()
    problems: list[Problem] = []
    assert reviewed(tmp_path / "content", problems) == []
    assert [problem.fault for problem in problems] == [
        "nb has changed since this translation was made"
    ]
    assert path.read_bytes() == before
