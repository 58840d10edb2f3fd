"""A build that is killed, at chosen steps and at random moments, leaves a usable index behind."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from indexing.embedding import HashEmbedder
from indexing.opening import open_index

BUILDER = textwrap.dedent(
    """
    import os, signal, sys
    from dataclasses import replace
    from datetime import date
    from pathlib import Path
    from types import SimpleNamespace
    from indexing.build import build_index
    from indexing.embedding import HashEmbedder
    from knowledge.articles import Article, Section, Translation
    from knowledge.facts import Facts

    def knowledge(word):
        sections = (Section("How", "how", 2, f"Du trenger {word} her. " * 5),)
        articles = [
            Article("ny-i-norge", f"topic-{i}", "nb", f"Om {word} {i}", "", (f"Hva er {word}?",),
                    sections, (), date(2026, 11, 20), "Etaten", Translation("source"))
            for i in range(60)
        ]
        return SimpleNamespace(
            articles={(a.collection, a.slug, a.lang): a for a in articles}, facts=Facts(),
            fiction=frozenset(),
        )

    def build(folder, word, die_at):
        steps = 0

        def step(*args, real=None, **kwargs):
            nonlocal steps
            steps += 1
            if steps == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs) if real else None

        # Every point at which something reaches the disk for good, and every stage.
        for name in ("fsync", "replace", "rename", "symlink", "mkdir", "unlink"):
            real = getattr(os, name)
            setattr(os, name, lambda *a, real=real, **k: step(*a, real=real, **k))
        print("ready", os.getpid(), flush=True)
        build_index(knowledge(word), HashEmbedder(32), Path(folder), progress=step)
        print("steps", steps, flush=True)

    # Each build in a process of its own, that has what takes long to import from this one.
    if __name__ == "__main__":
        for line in sys.stdin:
            folder, word, die_at = line.rstrip("\\n").split("\\t")
            child = os.fork()
            if not child:
                build(folder, word, int(die_at))
                os._exit(0)
            print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    """
)


class Builders:
    """Starts builds, each in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, index_dir: Path, word: str, die_at: int = 0) -> int:
        """Return the process that builds, once it has begun."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{index_dir}\t{word}\t{die_at}\n")
        self._process.stdin.flush()
        assert self._tell() == "ready"
        return int(self._last)

    def end(self) -> tuple[int, int]:
        """Return how the build ended, and how many steps it took; 0 if it was killed before."""
        steps = 0
        while (told := self._tell()) != "ended":
            assert told == "steps"
            steps = int(self._last)
        return int(self._last), steps

    def run(self, index_dir: Path, word: str, die_at: int = 0) -> tuple[int, int]:
        self.start(index_dir, word, die_at)
        return self.end()

    def _tell(self) -> str:
        assert self._process.stdout is not None
        told, _, self._last = self._process.stdout.readline().rstrip("\n").partition(" ")
        return told


def _words_in_use(index_dir: Path) -> set[str]:
    """Return which word the passages of the usable index speak of: one, or it is half a build."""
    with open_index(index_dir, HashEmbedder(32)) as index:
        passages = index.texts.passages(range(index.manifest.passages))
        assert index.manifest.passages == 60
    return {passage.text.split()[2] for passage in passages}


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builders]:
    script = tmp_path_factory.mktemp("script") / "builder.py"
    script.write_text(BUILDER, "utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        yield Builders(process)


def test_a_kill_at_any_step_leaves_a_usable_index(builders: Builders, tmp_path: Path) -> None:
    before = tmp_path / "before"
    assert builders.run(before, "pass")[0] == 0

    def copy(name: str) -> Path:
        return shutil.copytree(before, tmp_path / name, symlinks=True)

    steps = builders.run(copy("whole"), "kort")[1]
    assert steps > 20
    seen = []
    for die_at in sorted({1, 2, *range(3, steps, 3), steps - 2, steps - 1, steps}):
        index_dir = copy(f"killed-{die_at}")
        assert builders.run(index_dir, "kort", die_at) == (-signal.SIGKILL, 0)
        (word,) = _words_in_use(index_dir)
        seen.append(word)
    assert seen == sorted(seen, reverse=True), "once the new build is in use it stays in use"
    assert set(seen) == {"pass", "kort"}
    # What the last and the first kill left behind does not hinder the next build.
    for index_dir in (tmp_path / "killed-2", tmp_path / f"killed-{steps - 1}"):
        assert builders.run(index_dir, "visum")[0] == 0
        assert _words_in_use(index_dir) == {"visum"}
        assert len(list((index_dir / "builds").iterdir())) == 2


def test_a_kill_at_any_moment_leaves_a_usable_index(builders: Builders, tmp_path: Path) -> None:
    index_dir = tmp_path / "index"
    assert builders.run(index_dir, "pass")[0] == 0
    allowed = {"pass"}
    for attempt in range(10):
        allowed.add(f"kort{attempt}")
        builder = builders.start(index_dir, f"kort{attempt}")
        time.sleep(0.013 * attempt)
        with suppress(ProcessLookupError):  # it was done before
            os.kill(builder, signal.SIGKILL)
        builders.end()
        words = _words_in_use(index_dir)
        assert len(words) == 1
        assert words <= allowed
