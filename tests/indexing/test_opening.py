"""An index that cannot be trusted is refused with a remedy, and a new one is noticed."""

import logging
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexing.build import build_index
from indexing.builds import current_build, current_name
from indexing.embedding import HashEmbedder
from indexing.errors import IndexDamaged, IndexingError, IndexMissing, IndexOutdated
from indexing.manifest import list_files, read_manifest, write_manifest
from indexing.opening import IndexHandle, open_index
from indexing.retrieval import retrieve
from indexing.values import Identified, Question
from knowledge.articles import Article

MakeArticle = Callable[..., Article]
MakeKnowledge = Callable[..., Any]
NB = Identified(lang="nb", confidence=1.0, reply_lang="nb", script="Latn")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def index_dir(small_index_dir: Path, tmp_path: Path) -> Path:
    """Give a copy of the index that may be spoilt."""
    return shutil.copytree(small_index_dir, tmp_path / "index", symlinks=True)


def test_without_an_index_the_message_says_how_to_build_one(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with pytest.raises(IndexMissing, match=r"there is no index in .* Run `veiviser index`"):
        open_index(tmp_path, embedder)


def test_an_index_of_another_model_is_refused_and_both_are_named(index_dir: Path) -> None:
    with pytest.raises(IndexOutdated, match=r"'hash-256'.*'hash-64'.*Run `veiviser index`"):
        open_index(index_dir, HashEmbedder(64))


def test_an_index_of_another_format_is_refused(index_dir: Path, embedder: HashEmbedder) -> None:
    folder = current_build(index_dir)
    write_manifest(folder, replace(read_manifest(folder), format=99))
    with pytest.raises(IndexOutdated, match=r"format 99.*Run `veiviser index`"):
        open_index(index_dir, embedder)


def test_any_altered_byte_of_any_file_is_noticed(index_dir: Path, embedder: HashEmbedder) -> None:
    chance = random.Random(1)
    files = list_files(current_build(index_dir))
    assert len(files) >= 15
    for path in files:
        good = path.read_bytes()
        for place in {0, len(good) - 1, *chance.sample(range(len(good)), 8)}:
            bad = bytearray(good)
            bad[place] ^= 1 << chance.randrange(8)
            path.write_bytes(bad)
            with pytest.raises((IndexDamaged, IndexOutdated), match="Run `veiviser index`"):
                open_index(index_dir, embedder)
        path.write_bytes(good)
    open_index(index_dir, embedder).close()


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_torn_file_is_noticed(index_dir: Path, embedder: HashEmbedder, share: float) -> None:
    for path in list_files(current_build(index_dir)):
        good = path.read_bytes()
        path.write_bytes(good[: int(len(good) * share)])
        with pytest.raises(IndexDamaged, match=r"(is torn|torn or altered).*Run `veiviser index`"):
            open_index(index_dir, embedder)
        path.write_bytes(good)


def test_a_missing_file_is_noticed(index_dir: Path, embedder: HashEmbedder) -> None:
    for path in list_files(current_build(index_dir)):
        good = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamaged, match="Run `veiviser index`"):
            open_index(index_dir, embedder)
        path.write_bytes(good)


def _title(handle: IndexHandle) -> str:
    return handle.current().texts.passages([0])[0].title


@pytest.fixture
def build(
    make_article: MakeArticle, make_knowledge: MakeKnowledge, tmp_path: Path
) -> Callable[[str], Path]:
    """Give a function that builds an index of one article with this title."""

    def build_one(title: str) -> Path:
        knowledge = make_knowledge(make_article("a", title=title, sections=[("x", "Tekst.")]))
        return build_index(knowledge, HashEmbedder(), tmp_path).folder

    return build_one


def test_a_new_build_is_noticed_within_a_second(
    build: Callable[[str], Path], tmp_path: Path
) -> None:
    clock = Clock()
    handle = IndexHandle(tmp_path, HashEmbedder(), clock=clock)
    build("A")
    assert _title(handle) == "A"
    old = handle.current()
    build("B")
    clock.now += 0.9
    assert handle.current() is old
    clock.now += 0.2
    assert _title(handle) == "B"
    assert old.texts.passages([0])[0].title == "A", "who holds the old one can go on with it"


def test_a_handle_without_an_index_waits_for_one(
    build: Callable[[str], Path], tmp_path: Path
) -> None:
    clock = Clock()
    handle = IndexHandle(tmp_path, HashEmbedder(), clock=clock)
    with pytest.raises(IndexMissing, match="veiviser index"):
        handle.current()
    build("A")
    clock.now += 1.1
    assert _title(handle) == "A"


def _spoil(folder: Path) -> None:
    path = folder / "texts.sqlite"
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")


def test_a_damaged_new_build_is_not_taken(
    build: Callable[[str], Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    handle = IndexHandle(tmp_path, HashEmbedder(), clock=clock)
    build("A")
    assert _title(handle) == "A"
    _spoil(build("B"))
    clock.now += 2
    with caplog.at_level(logging.WARNING):
        assert _title(handle) == "A"
        clock.now += 2
        assert _title(handle) == "A"
    assert [record.message for record in caplog.records] == ["index refused"]
    build("C")
    clock.now += 2
    assert _title(handle) == "C"


def test_a_new_process_falls_back_to_the_build_before(
    build: Callable[[str], Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = build("A")
    damaged = build("B")
    _spoil(damaged)
    with caplog.at_level(logging.WARNING):
        assert _title(IndexHandle(tmp_path, HashEmbedder())) == "A"
    fallen = caplog.records[-1]
    assert fallen.message == "index fell back"
    assert fallen.__dict__["build"] == before.name
    assert fallen.__dict__["damaged"] == damaged.name


def test_with_every_build_damaged_the_error_says_what_to_do(
    build: Callable[[str], Path], tmp_path: Path
) -> None:
    _spoil(build("A"))
    _spoil(build("B"))
    handle = IndexHandle(tmp_path, HashEmbedder())
    for _ in range(2):
        with pytest.raises(IndexDamaged, match="Run `veiviser index`"):
            handle.current()


def test_a_damaged_index_is_built_anew(
    guidance: Any,  # noqa: ANN401
    index_dir: Path,
    embedder: HashEmbedder,
) -> None:
    damaged = current_name(index_dir)
    _spoil(current_build(index_dir))
    assert build_index(guidance, embedder, index_dir).changed
    assert current_name(index_dir) != damaged
    open_index(index_dir, embedder).close()


def test_no_request_is_dropped_while_builds_come_and_go(
    build: Callable[[str], Path], tmp_path: Path
) -> None:
    clock = Clock()
    embedder = HashEmbedder()
    handle = IndexHandle(tmp_path, embedder, clock=clock)
    build("A")
    stop = threading.Event()
    titles: set[str] = set()
    failures: list[Exception] = []

    def ask() -> None:
        while not stop.is_set():
            clock.now += 2  # every request looks for a new build
            try:
                found = retrieve(handle.current(), embedder, Question("tekst"), NB)
                titles.add(found.hits[0].passage.title)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for title in "BCDEF":
        build(title)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert _title(handle) == "F"
    assert len(titles) > 1


def test_a_process_that_answers_does_not_load_torch(small_index_dir: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from indexing.embedding import HashEmbedder
from indexing.opening import open_index
from indexing.retrieval import retrieve
from indexing.values import Identified, Question
index = open_index(Path({str(small_index_dir)!r}), HashEmbedder())
found = retrieve(index, HashEmbedder(), Question("lege"), Identified("nb", 1.0, "nb", "Latn"))
assert found.hits
heavy = {{"torch", "transformers", "sentence_transformers", "sklearn", "scipy", "sqlite_utils"}}
print(sorted(heavy & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_every_refusal_is_one_of_our_errors() -> None:
    assert all(issubclass(e, IndexingError) for e in (IndexMissing, IndexOutdated, IndexDamaged))
