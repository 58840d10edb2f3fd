"""A build is whole or not there at all, costs nothing where nothing changed, and never clashes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexing.build import build_index, fingerprint_content
from indexing.builds import building, current_name, finished_builds
from indexing.embedding import HashEmbedder
from indexing.errors import IndexBusy, NothingToIndex
from indexing.opening import open_index
from knowledge.articles import Article

MakeArticle = Callable[..., Article]
MakeKnowledge = Callable[..., Any]


class CountingEmbedder(HashEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def embed_passages(self, texts: Any) -> Any:  # noqa: ANN401
        self.seen += texts
        return super().embed_passages(texts)


@pytest.fixture
def two_articles(make_article: MakeArticle) -> tuple[Article, Article]:
    return (
        make_article("doctor", title="Lege", sections=[("how", "Du ringer legen.")]),
        make_article("tax", title="Skatt", sections=[("how", "Du betaler skatt.")]),
    )


def test_a_build_holds_every_passage_and_every_question(
    guidance: Any,  # noqa: ANN401
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    report = build_index(guidance, embedder, tmp_path)
    assert (report.changed, report.articles) == (True, 6)
    assert (report.passages, report.questions) == (16, 12)  # titles are asked for as well
    with open_index(tmp_path, embedder) as index:
        texts = [p.text for p in index.texts.passages(range(16))]
    assert "Ring 116 111 hvis du er redd hjemme. Samtalen er gratis." in texts


def test_progress_is_told_stage_by_stage(
    guidance: Any,  # noqa: ANN401
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    told: list[tuple[str, int, int]] = []
    build_index(guidance, embedder, tmp_path, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        "passages",
        "vectors",
        "words",
        "check",
    ]
    last = {stage: (done, total) for stage, done, total in told}
    assert last == {"passages": (6, 6), "vectors": (28, 28), "words": (28, 28), "check": (1, 1)}


def test_a_second_build_of_the_same_writes_nothing(
    guidance: Any,  # noqa: ANN401
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    first = build_index(guidance, embedder, tmp_path)
    before = sorted(path.stat().st_mtime_ns for path in tmp_path.rglob("builds/**/*"))
    second = build_index(guidance, embedder, tmp_path)
    assert (second.changed, second.folder) == (False, first.folder)
    assert second.reused_vectors == 28
    assert sorted(path.stat().st_mtime_ns for path in tmp_path.rglob("builds/**/*")) == before


def test_only_texts_that_changed_are_embedded_again(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    doctor, tax = two_articles
    build_index(make_knowledge(doctor, tax), HashEmbedder(), tmp_path)
    embedder = CountingEmbedder()
    section = replace(doctor.sections[0], markdown="Du ringer på dagtid.")
    changed = replace(doctor, sections=(section,))
    report = build_index(make_knowledge(changed, tax), embedder, tmp_path)
    assert embedder.seen == ["Lege\nHow\nDu ringer på dagtid."]
    assert report.reused_vectors == 3


def test_reused_vectors_answer_like_fresh_ones(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    embedder = HashEmbedder()
    doctor, tax = two_articles
    build_index(make_knowledge(doctor), embedder, tmp_path / "grown")
    for folder in ("grown", "fresh"):
        build_index(make_knowledge(doctor, tax), embedder, tmp_path / folder)
    files = [
        {name: mark.sha256 for name, mark in index.manifest.files.items() if "sqlite" not in name}
        for folder in ("grown", "fresh")
        for index in [open_index(tmp_path / folder, embedder)]
    ]
    assert files[0] == files[1]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Ny tittel"},
        {"summary": "Ny tekst."},
        {"questions": ("Hvem er legen?",)},
        {"sections": ()},
    ],
    ids=["title", "summary", "questions", "sections"],
)
def test_whatever_an_article_says_belongs_to_the_fingerprint(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, change: dict[str, Any]
) -> None:
    doctor, tax = two_articles
    before = fingerprint_content(make_knowledge(doctor, tax))
    assert fingerprint_content(make_knowledge(tax, doctor)) == before
    assert fingerprint_content(make_knowledge(replace(doctor, **change), tax)) != before
    assert fingerprint_content(make_knowledge(tax)) != before


def test_another_model_builds_anew(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    knowledge = make_knowledge(*two_articles)
    build_index(knowledge, HashEmbedder(64), tmp_path)
    report = build_index(knowledge, HashEmbedder(32), tmp_path)
    assert (report.changed, report.reused_vectors) == (True, 0)


def test_the_build_before_is_kept_and_older_ones_go(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    embedder = HashEmbedder()
    doctor, tax = two_articles
    reports = [
        build_index(make_knowledge(replace(doctor, title=f"Lege {i}"), tax), embedder, tmp_path)
        for i in range(4)
    ]
    assert finished_builds(tmp_path) == [reports[3].folder, reports[2].folder]
    assert not reports[0].folder.exists()


def test_a_build_that_is_still_read_is_not_deleted(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    embedder = HashEmbedder()
    doctor, _ = two_articles

    def build(title: str) -> None:
        build_index(make_knowledge(replace(doctor, title=title)), embedder, tmp_path)

    build("A")
    index = open_index(tmp_path, embedder)
    for title in "BCD":
        build(title)
    assert index.folder.exists()
    assert index.texts.passages([0])[0].title == "A"
    index.close()
    build("E")
    assert not index.folder.exists()


def test_two_builds_never_run_at_once(
    guidance: Any,  # noqa: ANN401
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    with building(tmp_path), pytest.raises(IndexBusy, match="another process is building"):
        build_index(guidance, embedder, tmp_path)
    assert build_index(guidance, embedder, tmp_path).changed


def test_no_articles_leave_the_index_as_it_is(
    guidance: Any,  # noqa: ANN401
    make_knowledge: MakeKnowledge,
    embedder: HashEmbedder,
    tmp_path: Path,
) -> None:
    before = build_index(guidance, embedder, tmp_path)
    with pytest.raises(NothingToIndex, match="not one passage to index"):
        build_index(make_knowledge(), embedder, tmp_path)
    assert current_name(tmp_path) == before.folder.name
    assert finished_builds(tmp_path) == [before.folder]


def test_a_model_that_fails_leaves_the_index_as_it_is(
    two_articles: tuple[Article, Article], make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    class Failing(HashEmbedder):
        def embed_passages(self, texts: Any) -> Any:  # noqa: ANN401
            raise OSError("no space left")

    doctor, tax = two_articles
    before = build_index(make_knowledge(doctor), HashEmbedder(), tmp_path)
    with pytest.raises(OSError, match="no space left"):
        build_index(make_knowledge(doctor, tax), Failing(), tmp_path)
    assert [path.name for path in (tmp_path / "builds").iterdir()] == [before.folder.name]
    assert current_name(tmp_path) == before.folder.name
