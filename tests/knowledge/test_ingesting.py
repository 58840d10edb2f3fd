"""Ingesting writes whole articles or nothing, names every bad file, and does the rest."""

from pathlib import Path

import pytest

from knowledge.errors import UnknownLanguage
from knowledge.importing import IngestedFile, UnusableCollection, ingest, writing
from knowledge.loading import load_knowledge

TEXT = "Om høsten\n\nBladene faller, og kvelden kommer tidlig i hele landet.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_files_become_articles_that_the_loader_reads(tmp_path: Path, inbox: Path) -> None:
    (inbox / "høst.txt").write_text(TEXT, "utf-8")
    (inbox / "vår.md").write_text("# Om våren\n\nSnøen smelter i bekken.\n", "utf-8")
    (inbox / "bilde.png").write_bytes(b"\x89PNG")
    seen: list[tuple[str, int, int]] = []

    def progress(file: IngestedFile, number: int, count: int) -> None:
        seen.append((file.slug, number, count))

    out = tmp_path / "collections"
    report = ingest([inbox], collection="reports", lang="nb", out_dir=out, progress=progress)
    assert [file.slug for file in report.done] == ["hoest", "vaar"]
    assert seen == [("hoest", 1, 2), ("vaar", 2, 2)]
    knowledge = load_knowledge([tmp_path / "none", out])
    assert knowledge.problems == ()
    assert knowledge.articles["reports", "hoest", "nb"].title == "Høst"
    assert knowledge.articles["reports", "vaar", "nb"].title == "Om våren"


def test_every_bad_file_is_named_with_reason_and_remedy_and_the_rest_are_done(
    tmp_path: Path, inbox: Path
) -> None:
    (inbox / "good.txt").write_text(TEXT, "utf-8")
    (inbox / "empty.txt").write_text("  \n", "utf-8")
    (inbox / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (inbox / "noise.txt").write_bytes(bytes([1, 2, 3, 200, 201]) * 100)
    (inbox / "large.txt").write_bytes(b"a" * (20 * 1024 * 1024 + 1))
    (inbox / "marks.html").write_text("<nav>bare meny</nav>", "utf-8")
    (inbox / "table.xlsx").write_bytes(b"PK")
    paths = [*sorted(inbox.iterdir()), inbox / "missing.txt"]
    out = tmp_path / "out"
    report = ingest(paths, collection="reports", lang="nb", out_dir=out)
    said = {file.path.name: file.problem for file in report.files}
    assert said.pop("good.txt") == ""
    assert said["empty.txt"] == "empty.txt: the file is empty. Save it again from its source."
    assert "it is binary, not text" in said["binary.txt"]
    assert "it is binary, not text" in said["noise.txt"]
    assert "it is 20 MiB, the limit is 20" in said["large.txt"]
    assert "there is no text in it" in said["marks.html"]
    assert "files of type '.xlsx' are not read" in said["table.xlsx"]
    assert "there is no such file" in said["missing.txt"]
    assert len(report.refused) == 7
    assert [str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()] == [
        "reports/good/nb.md"
    ]


def test_ten_megabytes_of_text_are_taken(tmp_path: Path, inbox: Path) -> None:
    (inbox / "long.txt").write_text(
        ("Dette er en setning som gjentas. " * 20 + "\n") * 16_000, "utf-8"
    )
    report = ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path / "out")
    assert report.refused == ()


def test_windows_text_is_read_with_a_note(tmp_path: Path, inbox: Path) -> None:
    (inbox / "gammel.txt").write_bytes(TEXT.encode("cp1252"))
    report = ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    assert "Windows-1252" in report.done[0].note
    assert "Om høsten" in (tmp_path / "reports/gammel/nb.md").read_text("utf-8")


def test_doing_it_again_replaces_the_article(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    first = (tmp_path / "reports/a/nb.md").read_bytes()
    ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    assert (tmp_path / "reports/a/nb.md").read_bytes() == first
    (inbox / "a.txt").write_text(TEXT.replace("Bladene", "Alle bladene"), "utf-8")
    ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    assert "Alle bladene" in (tmp_path / "reports/a/nb.md").read_text("utf-8")
    assert [path.name for path in (tmp_path / "reports/a").iterdir()] == ["nb.md"]


def test_failed_write_leaves_the_old_article_whole(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    before = (tmp_path / "reports/a/nb.md").read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    (inbox / "a.txt").write_text(TEXT * 2, "utf-8")
    report = ingest([inbox], collection="reports", lang="nb", out_dir=tmp_path)
    assert "cannot be written (No space left on device)" in report.refused[0].problem
    assert (tmp_path / "reports/a/nb.md").read_bytes() == before
    assert [path.name for path in (tmp_path / "reports/a").iterdir()] == ["nb.md"]


@pytest.mark.parametrize("name", ["x/../../up.txt", "...txt", "Ærlig.txt", "日本.txt", "a b.txt"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, inbox: Path, name: str) -> None:
    (inbox / "deep" / "x").mkdir(parents=True)
    path = inbox / "deep" / name
    path.write_text(TEXT, "utf-8")
    out = tmp_path / "out"
    report = ingest([path], collection="reports", lang="nb", out_dir=out)
    if report.done:
        (written,) = out.rglob("*.md")
        assert written.parent.parent == out / "reports"
        assert written.parent.name == report.done[0].slug
    assert {found.name for found in tmp_path.iterdir()} <= {"inbox", "out"}


def test_two_files_of_one_name_are_not_put_over_each_other(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    (inbox / "A.md").write_text("# B\n\nEn annen tekst.\n", "utf-8")
    paths = [inbox / "a.txt", inbox / "A.md"]
    report = ingest(paths, collection="reports", lang="nb", out_dir=tmp_path)
    assert len(report.done) == 1
    assert report.refused[0].problem == (
        "A.md: its name gives the same address as a.txt. Rename one of the two."
    )


@pytest.mark.parametrize("name", ["nora", "ny-i-norge", "../x", "Reports", "", "a/b", "a" * 90])
def test_collection_must_have_a_plain_name_of_its_own(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableCollection):
        ingest([], collection=name, lang="nb", out_dir=tmp_path)


def test_unknown_language_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguage):
        ingest([], collection="reports", lang="xx", out_dir=tmp_path)
