"""One broken file is a problem in a list; everything else is there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.loading import Knowledge, load_knowledge

FRONT = """title = "Fastlege"
summary = "Legen din."
questions = ["hvordan får jeg lege"]
checked = 2026-11-20
responsible = "Helsedirektoratet"
related = ["bank-account"]
[[sources]]
title = "Forskriften"
url = "https://lovdata.no/forskrift/1"
checked = 2026-11-20
[translation]
state = "source"
"""
BODY = "## Hvem {#who}\n\nDu har rett til {term:fastlege}.\n\n### Barn {#children}\n\nOgså barn.\n"
Write = Callable[..., Path]
Load = Callable[..., Knowledge]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_article(
        front: str = FRONT,
        body: str = BODY,
        *,
        at: str = "ny-i-norge/general-practitioner/nb.md",
        text: str | None = None,
    ) -> Path:
        path = tmp_path / "content" / at
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text is not None else f"+++\n{front}+++\n{body}", "utf-8")
        return path

    return write_article


@pytest.fixture
def load(tmp_path: Path, small_data: Path) -> Load:
    return lambda *more: load_knowledge([tmp_path / "content", *more], data_dir=small_data)


def faults(knowledge: Knowledge) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.fault) for problem in knowledge.problems]


def test_article_is_read_with_all_its_parts(write: Write, load: Load) -> None:
    path = write()
    knowledge = load()
    article = knowledge.article("ny-i-norge", "general-practitioner", "nb")
    assert article is not None
    assert knowledge.problems == ()
    assert article.title == "Fastlege"
    assert [(s.anchor, s.level, s.heading) for s in article.sections] == [
        ("who", 2, "Hvem"),
        ("children", 3, "Barn"),
    ]
    assert article.sections[0].markdown == "Du har rett til {term:fastlege}."
    assert article.sources[0].url == "https://lovdata.no/forskrift/1"
    assert article.related == ("bank-account",)
    assert knowledge.paths["ny-i-norge", "general-practitioner", "nb"] == path


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(write: Write, load: Load) -> None:
    write(text="\ufeff" + f"+++\n{FRONT}+++\n{BODY}".replace("\n", "\r\n"))
    knowledge = load()
    assert knowledge.problems == ()
    assert len(knowledge.articles) == 1


@pytest.mark.parametrize(
    ("front", "body", "line", "fault"),
    [
        (FRONT.replace('title = "Fast', "title = Fast", 1), BODY, 2, "not valid TOML"),
        (FRONT.replace("checked = 2026-11-20\nresp", "resp"), BODY, 1, 'no "checked" date'),
        (FRONT.replace('title = "Fastlege"\n', ""), BODY, 1, "title is missing"),
        (FRONT.replace('"Legen din."', '""'), BODY, 3, "summary is empty"),
        (FRONT.replace('"source"', '"copied"'), BODY, 13, "translation: state is 'copied'"),
        (FRONT.replace("https://l", "l"), BODY, 10, "source 1: url 'lovdata.no/forskrift/1'"),
        (FRONT + 'reviewr = "x"\n', BODY, 14, "translation: unknown field 'reviewr'"),
        (FRONT, "## Hvem\n\nTekst.\n", 15, "heading 'Hvem' has no anchor"),
        (FRONT, "## A {#a}\n\nT\n\n## B {#a}\n\nT\n", 19, "anchor 'a' stands twice"),
        (FRONT, "## A {#Hvem er}\n\nT\n", 15, "anchor 'Hvem er' is not plain"),
        (FRONT, "# A {#a}\n\nT\n", 15, "a heading of level 1"),
        (FRONT, "Tekst først\n\n## A {#a}\n", 15, "text before the first heading"),
        (FRONT, "", 15, "there is no section"),
        (FRONT, "## A {#a}\n\n{figure:gp-fee-dya}\n", 17, "unknown figure 'gp-fee-dya'"),
        (FRONT, "## A {#a}\n\n{helpline:c-line}\n", 17, "unknown helpline 'c-line'"),
    ],
)
def test_broken_article_is_left_out_and_reported_with_its_line(
    write: Write, load: Load, *, front: str, body: str, line: int, fault: str
) -> None:
    write(front, body)
    write(at="ny-i-norge/dental-care/nb.md")
    knowledge = load()
    assert list(knowledge.articles) == [("ny-i-norge", "dental-care", "nb")]
    assert knowledge.problems[0].line == line
    assert knowledge.problems[0].fault.startswith(fault)
    assert knowledge.problems[0].remedy


def test_three_faults_in_one_file_are_three_problems(write: Write, load: Load) -> None:
    write('title = 3\nchecked = "i går"\n' + FRONT.partition('related = ["bank-account"]\n')[2])
    said = [fault for _, fault in faults(load())]
    assert "title is not text" in said
    assert "summary is missing" in said
    assert "checked is not a date" in said
    assert "responsible is missing" in said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("Bare tekst", "no front matter"),
        ("+++\ntitle = 1\n", "the front matter has no end"),
    ],
)
def test_file_without_front_matter_says_so(write: Write, load: Load, text: str, fault: str) -> None:
    write(text=text)
    assert [said for _, said in faults(load())] == [fault]


def test_file_that_is_not_utf8_says_so(write: Write, load: Load) -> None:
    write().write_bytes("+++\ntitle = 'Å'".encode("latin-1"))
    assert faults(load()) == [(None, "the file is not UTF-8")]


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        ("ny-i-norge/general-practitioner/xx.md", "unknown language 'xx'"),
        ("ny-i-norge/not-a-topic/nb.md", "unknown topic ny-i-norge/not-a-topic"),
        ("reports/annual/nb.md", "unknown collection 'reports'"),
        ("ny-i-norge/Fast Lege/nb.md", "the folder's name is not plain"),
    ],
)
def test_file_in_a_wrong_place_says_so(write: Write, load: Load, at: str, fault: str) -> None:
    write(at=at)
    knowledge = load()
    assert knowledge.articles == {}
    assert [said for _, said in faults(knowledge)] == [fault]


def test_added_collection_is_read_from_a_further_folder_that_need_not_exist(
    tmp_path: Path, write: Write, load: Load
) -> None:
    write()
    write(at="../added/reports/annual-2019/nb.md")
    knowledge = load(tmp_path / "added", tmp_path / "nowhere")
    assert knowledge.problems == ()
    assert knowledge.article("reports", "annual-2019", "nb") is not None
    assert not [topic for topic in knowledge.topics if topic.collection == "reports"]


def test_same_article_in_two_folders_is_a_problem_and_the_first_counts(
    tmp_path: Path, write: Write, load: Load
) -> None:
    write()
    write(
        FRONT.replace('"Fastlege"', '"Annen"'), at="../added/ny-i-norge/general-practitioner/nb.md"
    )
    knowledge = load(tmp_path / "added")
    article = knowledge.article("ny-i-norge", "general-practitioner", "nb")
    assert article is not None
    assert article.title == "Fastlege"
    assert "the same article stands in" in knowledge.problems[0].fault


def test_translation_is_outdated_once_its_source_has_changed(write: Write, load: Load) -> None:
    write()
    source = load().article("ny-i-norge", "general-practitioner", "nb")
    assert source is not None
    stamp = f'state = "machine"\nfrom = "nb"\nfingerprint = "{source.fingerprint}"'
    write(FRONT.replace('state = "source"', stamp), at="ny-i-norge/general-practitioner/en.md")
    knowledge = load()
    english = knowledge.articles["ny-i-norge", "general-practitioner", "en"]
    assert list(knowledge.versions("ny-i-norge", "general-practitioner")) == ["nb", "en"]
    assert not knowledge.is_outdated(english)
    write(body=BODY.replace("Også barn", "Barn også"))
    assert load().is_outdated(english)
