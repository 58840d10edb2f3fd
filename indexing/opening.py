"""Open the index that is in use, refuse one that cannot be trusted, and notice a new one.

Opening reads every byte of a build and compares checksums: 60 MB take 40 ms, and an altered
index would answer wrongly without a word. A build by another model is refused too. Where builds
lie is indexing.builds.

IndexHandle is what a serving process holds. At most once a second it looks where `current`
points. When that changes it opens the new build and hands it out from then on; a request that
still holds the old one keeps it, with its files, until it is done.
"""

import contextlib
import logging
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from indexing.builds import current_build, current_name, finished_builds, reading
from indexing.embedding import Embedder
from indexing.errors import IndexDamaged, IndexingError, IndexMissing, IndexOutdated
from indexing.latin import LatinWords
from indexing.lexical import LexicalIndex
from indexing.manifest import Manifest, read_manifest, verify_files
from indexing.mending import Mender
from indexing.places import QUESTIONS, read_places
from indexing.store import TextStore
from indexing.topic_vectors import TopicVectors
from indexing.vectors import VectorIndex, use_one_thread
from indexing.wording import Wordings

logger = logging.getLogger(__name__)

TEXTS_FILE = "texts.sqlite"
_LOOK_EVERY_S = 1.0
_REMEDY = "Run `veiviser index` to build the index again."


class OpenIndex:
    """One build, opened: what retrieval searches. It never changes."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        use_one_thread()
        self.folder = folder
        self.manifest = manifest
        with contextlib.ExitStack() as stack:
            stack.enter_context(reading(folder))
            self.places = read_places(folder, manifest.langs, manifest.collections)
            self.vectors = VectorIndex(folder, self.places.kinds)
            self.topics = TopicVectors(folder)
            self.wordings = Wordings(folder, self.places.kinds[QUESTIONS][0])
            self.latin = LatinWords(folder)
            self.lexical = LexicalIndex(folder, len(self.places.entry_articles))
            self.texts = TextStore(folder / TEXTS_FILE)
            self.mender = Mender(self.places, self.lexical, self.texts)
            stack.callback(self.texts.close)
            # Whoever drops the index gives its files back; nobody has to close it.
            self.close = weakref.finalize(self, stack.pop_all().close)

    def __enter__(self) -> "OpenIndex":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def open_index(index_dir: Path, embedder: Embedder) -> OpenIndex:
    """Open the build in use, after checking that it is whole and fits the model.

    :raises IndexMissing: if there is no index yet.
    :raises IndexOutdated: if another model or another version of the format built it.
    :raises IndexDamaged: if a file is missing, torn or altered.
    """
    return open_build(current_build(index_dir), embedder)


def open_build(folder: Path, embedder: Embedder) -> OpenIndex:
    """Open one build; errors as in `open_index`."""
    manifest = read_manifest(folder)
    if (manifest.model_fingerprint, manifest.dim) != (embedder.fingerprint, embedder.dim):
        raise IndexOutdated(
            f"the index in {folder} was built with the model {manifest.model_name!r} "
            f"({manifest.model_fingerprint[:12]}), and this process uses {embedder.name!r} "
            f"({embedder.fingerprint[:12]}). {_REMEDY}"
        )
    verify_files(folder, manifest)
    try:
        return OpenIndex(folder, manifest)
    except Exception as error:  # whatever a reader raises on files that passed the checksums
        raise IndexDamaged(f"the index in {folder} cannot be opened ({error}). {_REMEDY}") from None


class IndexHandle:
    """The index of a running process: always the newest that can be used."""

    def __init__(
        self,
        index_dir: Path,
        embedder: Embedder,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is opened before the first `current`, so a portal without an index starts."""
        self._index_dir = index_dir
        self._embedder = embedder
        self._clock = clock
        self._lock = threading.Lock()
        self._index: OpenIndex | None = None
        self._error: IndexingError | None = None
        self._seen: str | None = None  # where `current` pointed when it was last followed
        self._look_at = float("-inf")

    def current(self) -> OpenIndex:
        """Return the index to search now. Hold on to it for the whole of one request.

        :raises IndexingError: as `open_index`, as long as no build can be used.
        """
        # While one thread opens a new build the others go on with the old one.
        if self._clock() >= self._look_at and self._lock.acquire(blocking=self._index is None):
            try:
                self._look()
            finally:
                self._lock.release()
        index = self._index
        if index is None:
            raise self._error or IndexMissing(f"there is no index in {self._index_dir} yet.")
        return index

    def _look(self) -> None:
        if self._clock() < self._look_at:
            return  # another thread has looked meanwhile
        target = current_name(self._index_dir)
        if target != self._seen or self._index is None:
            self._follow(target)
        self._look_at = self._clock() + _LOOK_EVERY_S

    def _follow(self, target: str | None) -> None:
        try:
            self._index = open_index(self._index_dir, self._embedder)
            self._error = None
        except IndexingError as error:
            self._error = error
            if target != self._seen:
                logger.warning("index refused", extra={"build": target, "reason": str(error)})
            if self._index is None and isinstance(error, IndexDamaged):
                self._fall_back(target)
        self._seen = target

    def _fall_back(self, damaged: str | None) -> None:
        """Open the newest older build that is whole: an old answer is better than none."""
        for folder in finished_builds(self._index_dir):
            if damaged is None or folder.name >= damaged:
                continue
            try:
                self._index = open_build(folder, self._embedder)
            except IndexingError:
                continue
            logger.warning("index fell back", extra={"build": folder.name, "damaged": damaged})
            return
