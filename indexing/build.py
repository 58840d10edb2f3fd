"""Build the index: beside the one in use, checked, and then switched in by one rename.

A build counts for nothing until its manifest is written, which happens last, and is not used
until the link `current` is replaced. So a kill, a full disk or a power cut at any moment leaves
the index that was in use. The build before it is kept, to fall back on. Where no article, fact
or model has changed, nothing is written.
"""

import hashlib
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexing.builds import building, clear, current_build, new_build, switch_to
from indexing.embedding import Embedder
from indexing.errors import IndexDamaged, IndexingError
from indexing.lexical import cut_query
from indexing.manifest import Manifest, read_manifest, verify_files
from indexing.opening import OpenIndex, open_build
from indexing.passages import indexed_text
from indexing.places import PASSAGES
from indexing.vectors import use_one_thread
from indexing.writing import Before, Draft, Guidance, Progress, write_build

# Goes up when the same articles would be cut, folded or counted in another way.
_RECIPE = 2
_PROBES = 5


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the index was up to date already."""

    folder: Path
    changed: bool
    articles: int
    passages: int
    questions: int
    reused_vectors: int
    seconds: float


def build_index(
    knowledge: Guidance,
    embedder: Embedder,
    index_dir: Path,
    *,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the index up to date with the articles, and put it into use.

    :param progress: called with a stage ("passages", "vectors", "words", "check"), how much of
        it is done, and of how much.
    :raises IndexBusy: if another build runs.
    :raises NothingToIndex: if no article has text.
    :raises IndexDamaged: if what was written does not read back.
        Whatever is raised, the index that was in use stays in use.
    """
    started = time.monotonic()
    use_one_thread()
    tell = progress or _tell_nobody
    index_dir.mkdir(parents=True, exist_ok=True)
    with building(index_dir):
        content = fingerprint_content(knowledge)
        before = _read_before(index_dir)
        if before is not None and _is_up_to_date(before.manifest, content, embedder):
            reused = before.manifest.passages + before.manifest.questions
            return _report(before.folder, before.manifest, False, reused, started)
        clear(index_dir)
        folder = new_build(index_dir, content)
        try:
            reused = write_build(knowledge, embedder, Draft(folder, content, before), tell)
            tell("check", 0, 1)
            manifest = _check(folder, embedder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        switch_to(index_dir, folder)
        tell("check", 1, 1)
        clear(index_dir)
        return _report(folder, manifest, True, reused, started)


def fingerprint_content(knowledge: Guidance) -> str:
    """Return a fingerprint of everything that decides what the index says."""
    digest = hashlib.sha256(f"{_RECIPE} {knowledge.facts!r} {sorted(knowledge.fiction)}".encode())
    for key, article in sorted(knowledge.articles.items()):
        fields = (key, article.fingerprint, article.questions, article.checked.isoformat())
        digest.update(repr((*fields, article.translation.state)).encode())
    return digest.hexdigest()


def _tell_nobody(_stage: str, _done: int, _total: int) -> None:
    pass


def _read_before(index_dir: Path) -> Before | None:
    try:
        folder = current_build(index_dir)
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
    except IndexingError:
        return None  # none yet, or not to be trusted: build without it
    return Before(folder, manifest)


def _is_up_to_date(manifest: Manifest, content: str, embedder: Embedder) -> bool:
    return (manifest.content, manifest.model_fingerprint, manifest.dim) == (
        content,
        embedder.fingerprint,
        embedder.dim,
    )


def _check(folder: Path, embedder: Embedder) -> Manifest:
    """Read a build back as a portal would, and find some of its passages by both searches."""
    with open_build(folder, embedder) as index:
        for id_ in np.linspace(0, index.manifest.passages - 1, _PROBES).astype(int).tolist():
            if not _finds(index, id_):
                raise IndexDamaged(
                    f"the new index in {folder} does not find its own passage {id_}. The index "
                    "in use was left as it is. Run `veiviser index` again; if it fails again, "
                    "check the disk."
                )
    return index.manifest


def _finds(index: OpenIndex, id_: int) -> bool:
    (passage,) = index.texts.passages([id_])
    terms = cut_query(indexed_text(passage)).terms
    words, _ = index.lexical.scores(terms, np.ones(256, np.bool_))
    vector = index.vectors.vectors(PASSAGES, np.array([id_]))[0]
    nearest = index.vectors.search(vector, PASSAGES, 1, [index.places.kinds[PASSAGES]])
    best = index.vectors.cosines(vector, PASSAGES, nearest)[0]
    return (words[id_] > 0 or not len(terms)) and best > float(vector @ vector) - 0.01


def _report(
    folder: Path, manifest: Manifest, changed: bool, reused: int, started: float
) -> BuildReport:
    return BuildReport(
        folder=folder,
        changed=changed,
        articles=manifest.articles,
        passages=manifest.passages,
        questions=manifest.questions,
        reused_vectors=reused,
        seconds=time.monotonic() - started,
    )
