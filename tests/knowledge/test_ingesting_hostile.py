"""Hostile names and texts: they are taken or refused in words, quickly, and nothing leaks out."""

import os
import time
from pathlib import Path

import pytest

from knowledge.characters import shown, stray_characters
from knowledge.importing import import_file, ingest, writing
from knowledge.importing.text import read_text
from tests.pace import least_s, pace

TEXT = "Om høsten\n\nBladene faller, og kvelden kommer tidlig i hele landet.\n"


def test_names_of_files_cannot_command_the_terminal() -> None:
    assert shown("årsmelding 2019.pdf") == "årsmelding 2019.pdf"
    assert shown("a\x1b[31m\nb\u202ec\x7f") == "a\\x1b[31m\\nb\\u202ec\\x7f"
    assert shown(os.fsdecode(b"caf\xe9")) == "caf\\udce9"


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"\xff\xfe.txt", b"a\x1b[31m.txt", b"a\nb.txt"])
def test_name_that_is_no_text_is_taken(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text(TEXT, "utf-8")
    report = ingest([path], collection="reports", lang="nb", out_dir=tmp_path / "out")
    (done,) = report.done
    text = (tmp_path / "out" / "reports" / done.slug / "nb.md").read_text("utf-8")
    assert list(stray_characters(text, "nb")) == []


def test_refusal_shows_a_hostile_name_harmlessly(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.xlsx"
    path.write_bytes(b"PK")
    report = ingest([path], collection="reports", lang="nb", out_dir=tmp_path / "out")
    assert report.refused[0].problem.startswith("a\\x1b[31m.xlsx: files of type '.xlsx' are not")


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_characters_written_as_numbers_are_cleaned_as_well(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(
        "<title>T&#x202e;t</title>\n\nHei &#x202e;på&#x200b; &zwnj;deg&#x1b;.\n", "utf-8"
    )
    (article,) = import_file(path, collection="reports", lang="nb")
    text = " ".join([article.title, article.summary, *(s.markdown for s in article.sections)])
    assert list(stray_characters(text, "nb")) == []
    assert "Hei på deg" in text


def test_folder_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest([tmp_path / "empty"], collection="x", lang="nb", out_dir=tmp_path / "out")
    assert report.refused[0].problem.startswith("empty: no file in this folder can be read. Put")


def test_folder_that_is_shut_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "shut").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = ingest([tmp_path / "in"], collection="x", lang="nb", out_dir=tmp_path / "out")
    assert [file.slug for file in report.done] == ["a"]
    assert report.refused[0].problem.startswith("shut: no file in this folder can be read")


def test_link_inside_a_folder_does_not_publish_what_it_points_to(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT, "utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "report.txt").write_text(TEXT, "utf-8")
    (inbox / "link.txt").symlink_to(secret)
    report = ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path / "out")
    assert [done.slug for done in report.done] == ["report"]


def test_file_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.txt"
    path.write_text(TEXT, "utf-8")
    paths = [path, tmp_path / "in", path]
    report = ingest(paths, collection="x", lang="nb", out_dir=tmp_path / "out")
    assert [file.slug for file in report.files] == ["a"]


def test_equal_names_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(TEXT, "utf-8")
    report = ingest(paths, collection="x", lang="nb", out_dir=tmp_path / "out")
    assert f"the same address as {paths[0]}" in report.refused[0].problem


def test_failed_first_write_leaves_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.write_whole(tmp_path / "x" / "a" / "nb.md", "text")
    assert list((tmp_path / "x").iterdir()) == []


def test_part_of_a_killed_run_goes_and_that_of_a_running_one_stays(tmp_path: Path) -> None:
    old, new = tmp_path / ".old.part", tmp_path / ".new.part"
    for part in (old, new):
        part.write_text("half")
    os.utime(old, (time.time() - 7200,) * 2)
    writing.write_whole(tmp_path / "nb.md", "text")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".new.part", "nb.md"]


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 200_000 + "b\n",
        "\t" * 200_000 + "x",
        "x\f" + " " * 200_000 + "1 x",
        "".join(f"## Likt\n\ntekst {n}.\n\n" for n in range(10_000)),
    ],
    ids=["spaces", "tabs", "page-number", "equal-headings"],
)
def test_long_runs_take_no_longer_than_other_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    took_s = least_s(lambda: import_file(path, collection="x", lang="nb"), rounds=1)
    assert took_s < 3 * pace()


def test_bullet_behind_its_line_makes_an_item() -> None:
    blocks = read_text("Vi tilbyr kurs i norsk   •\nog hjelp med søknader ▪ \n").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("item", "Vi tilbyr kurs i norsk"),
        ("item", "og hjelp med søknader"),
    ]
