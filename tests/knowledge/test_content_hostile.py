"""Broken content and data files: each fault is one harmless line, found quickly, never an error."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import check_knowledge
from knowledge.loading import load_knowledge
from knowledge.problems import Problem
from knowledge.stamping import stamp_translations
from tests.pace import least_s, pace

FRONT = """+++
title = "Fastlege"
summary = "Legen din."
checked = 2026-11-20
responsible = "Helsedirektoratet"
[[sources]]
title = "Forskriften"
url = "https://lovdata.no/forskrift/1"
checked = 2026-11-20
[translation]
state = "source"
+++
"""
TODAY = date(2026, 11, 21)
BODY = "## Hvem {#who}\n\nAlle.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "ny-i-norge" / "general-practitioner" / "nb.md"
    path.parent.mkdir(parents=True)
    return path


def lines(article: Path, data_dir: Path) -> list[str]:
    knowledge = load_knowledge([article.parents[2]], data_dir=data_dir)
    told = [str(problem) for problem in check_knowledge(knowledge, today=TODAY)]
    assert all(line.replace("\u200c", "").isprintable() for line in told)
    return told


@pytest.mark.parametrize(
    "value",
    ["[" * 5000, "[" * 5000 + "]" * 5000, "{a=" * 5000, "9" * 6000],
    ids=["open", "nested", "tables", "number"],
)
def test_toml_that_its_reader_cannot_bear_is_told(
    article: Path, small_data: Path, value: str
) -> None:
    article.write_text(FRONT.replace("+++\n", f"+++\nx = {value}\n", 1) + BODY, "utf-8")
    (line,) = lines(article, small_data)
    assert "not valid TOML: " in line


def test_endless_front_matter_is_told(article: Path, small_data: Path) -> None:
    fields = "".join(f"k{n} = 1\n" for n in range(50_000))
    article.write_text(FRONT.replace("+++\n", f"+++\n{fields}", 1) + BODY, "utf-8")
    (line,) = lines(article, small_data)
    assert "the front matter is longer than 20000 characters. Put the text after" in line


def test_many_unknown_fields_are_told_in_short(article: Path, small_data: Path) -> None:
    fields = "".join(f"k{n} = 1\n" for n in range(100))
    article.write_text(FRONT.replace("+++\n", f"+++\n{fields}", 1) + BODY, "utf-8")
    told = lines(article, small_data)
    assert len(told) == 21
    assert any("80 more unknown fields" in line for line in told)


def test_problem_is_one_harmless_line_of_bounded_length(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.md"
    line = str(Problem(path, 3, "text\x07 \u202eabc\ud800 " + "x" * 5000, "Correct\nit."))
    assert line.isprintable()
    assert "a\\x1b[31m b.md, line 3: text\\x07 \\u202eabc\\ud800 xxx" in line
    assert line.endswith("xxx …. Correct it.")
    assert len(line) < 600


def test_invisible_characters_by_the_thousand_are_told_in_short(
    article: Path, small_data: Path
) -> None:
    article.write_text(FRONT + BODY + "\u200b" * 5000 + "\n", "utf-8")
    told = lines(article, small_data)
    assert sum("the character U+200B ZERO WIDTH SPACE. Remove it." in line for line in told) == 20
    assert any("4980 more such characters. Remove them." in line for line in told)


def test_five_thousand_sections_are_checked_in_seconds(article: Path, small_data: Path) -> None:
    body = "".join(f"## H{n} {{#h{n}}}\n\nx\n\n" for n in range(5_000))
    article.write_text(FRONT + body, "utf-8")
    assert least_s(lambda: lines(article, small_data), rounds=1) < 3 * pace()


def test_links_and_folders_in_the_place_of_articles_are_told(
    article: Path, small_data: Path
) -> None:
    article.mkdir()
    article.with_name("en.md").symlink_to("nothing")
    article.with_name("pl.md").symlink_to("pl.md")
    assert sorted(line.partition("the file ")[2] for line in lines(article, small_data)) == [
        "cannot be read (Is a directory). Look at its rights, or remove it.",
        "cannot be read (No such file or directory). Look at its rights, or remove it.",
        "cannot be read (Too many levels of symbolic links). Look at its rights, or remove it.",
    ]
    problems: list[Problem] = []
    assert stamp_translations(article.parents[2], problems=problems) == []
    assert len(problems) == 3


def test_stamping_never_rewrites_a_file_that_is_not_utf8(article: Path) -> None:
    article.write_text(FRONT + BODY, "utf-8")
    translated = article.with_name("en.md")
    text = (
        FRONT.replace('state = "source"', 'state = "machine"\nfrom = "nb"') + "## Who\xe9 {#who}\n"
    )
    translated.write_bytes(text.encode("cp1252"))
    problems: list[Problem] = []
    assert stamp_translations(article.parents[2], problems=problems) == []
    assert [problem.fault for problem in problems] == ["the file is not UTF-8"]
    assert translated.read_bytes() == text.encode("cp1252")


def test_text_that_translates_itself_is_not_stamped(article: Path) -> None:
    text = FRONT.replace('state = "source"', 'state = "machine"\nfrom = "nb"') + BODY
    article.write_text(text, "utf-8")
    problems: list[Problem] = []
    assert stamp_translations(article.parents[2], problems=problems) == []
    assert [problem.fault for problem in problems] == ["it translates itself"]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("collections.toml", b"\xff", "the file is not UTF-8"),
        ("collections.toml", b"collection = 1\n", "collection is no list of tables"),
        ("collections.toml", b"collection = [1]\n", "collection is no list of tables"),
        ("collections.toml", b'[[collection]]\nid = "("\ncategory = 1\n', "category is no list"),
        ("figures.toml", b"[a]\nvalue = nan\n", "does not fit"),
        ("figures.toml", b"[a]\nvalue = 1e99999\n", "does not fit"),
        ("glossary.toml", b"x = [[[[\n", "not valid TOML"),
        ("topics.tsv", b"\xff\n", "cannot be read"),
    ],
)
def test_broken_data_file_is_a_problem(
    tmp_path: Path, article: Path, small_data: Path, *, name: str, text: bytes, fault: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(small_data, data)
    (data / name).write_bytes(text)
    assert any(name in line and fault in line for line in lines(article, data))


def test_data_file_with_a_byte_order_mark_is_read(
    tmp_path: Path, article: Path, small_data: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for path in small_data.iterdir():
        (data / path.name).write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    told = lines(article, data)
    assert not any("TOML" in line for line in told)
