"""Open the real services from the data directory, quickly: what can wait is not opened yet.

A worker must be ready in a fraction of a second and must start even where something is missing:
without an index it says so on each answer and in /healthz, and it answers as soon as there is
one. The road, with its models, is put together at the first question or health check.
"""

import gc
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock, Timer
from typing import TYPE_CHECKING

from indexing.errors import IndexingError
from indexing.safety import find_danger
from indexing.values import Answer, Question
from knowledge.feedback import FeedbackStore, FeedbackUnavailable
from knowledge.loading import CONTENT_DIR
from knowledge.register.errors import RegisterError
from knowledge.register.store import RegisterStore
from portal.keys import KeyRing, KeysUnavailable
from portal.limits import Limiter
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf

if TYPE_CHECKING:
    from indexing.opening import IndexHandle
    from indexing.page_search import PageSearch
    from indexing.page_values import PageQuery, SearchResults, Suggestion
    from indexing.road import Road
    from knowledge.facts import Facts


# Late enough not to stand in the way of starting, early enough for the first visitor.
_WARM_UP_AFTER_S = 1.0
_ONE_DAY_S = 86_400.0
_ONE_HOUR_S = 3_600.0

logger = logging.getLogger(__name__)


class LazyRoad:
    """The road of a question, put together when it is first walked."""

    def __init__(self, settings: Settings, facts: "Facts") -> None:
        self._settings = settings
        self._facts = facts
        self._lock = Lock()
        self._opened: tuple[IndexHandle, Road] | None = None

    def answer(self, question: Question) -> Answer:
        """Return the answer; raises IndexingError where there is no usable index or model."""
        return self._open()[1].answer(question)

    def check(self) -> None:
        """Raise IndexingError if a question could not be answered."""
        self._open()[0].current()

    def warm_up(self) -> None:
        """Walk the road once, so that the tables it makes at first use are there for visitors.

        What is there then stays for good: Python's collector need not look through a million
        objects again and again, which cost one answer in ten of what a worker gives.
        """
        with suppress(IndexingError):
            self.answer(Question("tolk på somali i Oslo"))
        gc.collect()
        gc.freeze()

    def road(self) -> "Road":
        """Return the road itself, to look at its steps.

        :raises ModelMissing: if the embedding model cannot be loaded.
        """
        return self._open()[1]

    def _open(self) -> "tuple[IndexHandle, Road]":
        if self._opened is None:
            with self._lock:
                if self._opened is None:
                    self._opened = _open_road(self._settings, self._facts)
        return self._opened


def _open_road(settings: Settings, facts: "Facts") -> "tuple[IndexHandle, Road]":
    from indexing.embedding import load_embedder  # noqa: PLC0415 - waits until it is needed
    from indexing.opening import IndexHandle  # noqa: PLC0415
    from indexing.road import Road  # noqa: PLC0415

    embedder = load_embedder(
        settings.embedding_model,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
    )
    handle = IndexHandle(settings.index_dir, embedder)
    return handle, Road(handle, embedder, facts)


class LazyFinder:
    """The search for pages, over the index of the road, put together when it is first used."""

    def __init__(self, road: LazyRoad, shelf: Shelf) -> None:
        self._road = road
        self._shelf = shelf
        self._opened: PageSearch | None = None

    def search(self, query: "PageQuery") -> "SearchResults":
        """Return the pages that match; raises IndexingError as the road does."""
        return self._open().search(query)

    def suggest(self, text: str, lang: str) -> "tuple[Suggestion, ...]":
        """Return what a text may be the beginning of; errors as `search`."""
        return self._open().suggest(text, lang)

    def _open(self) -> "PageSearch":
        if self._opened is None:
            from indexing.page_search import PageSearch  # noqa: PLC0415 - waits until it is needed
            from indexing.suggesting import Catalogue  # noqa: PLC0415

            road, shelf = self._road.road(), self._shelf
            catalogue = Catalogue(
                shelf.collections, shelf.topics, shelf.facts.glossary, PRIVATE_COLLECTIONS
            )
            self._opened = PageSearch(road.index, road.embedder, catalogue)
        return self._opened


def open_services(settings: Settings, *, warm_up: bool = False) -> Services:
    """Return what the views of a real portal use.

    :param warm_up: prepare for the first question in the background, as a server should.
    """
    shelf = Shelf((CONTENT_DIR, settings.collections_dir))
    road = LazyRoad(settings, shelf.facts)
    register = RegisterStore(settings.register_path)
    feedback = FeedbackStore(settings.feedback_path)
    limits = Limiter(settings.limits_path, _now)
    keys = KeyRing(settings.keys_path)
    if warm_up:
        _do_later(_WARM_UP_AFTER_S, road.warm_up)
        _do_later(_WARM_UP_AFTER_S, lambda: _forget_daily(feedback))
        _do_later(_WARM_UP_AFTER_S, lambda: _forget_clients(limits))
    return Services(
        library=shelf,
        road=road,
        finder=LazyFinder(road, shelf),
        register=register,
        feedback=feedback,
        limits=limits,
        keys=keys,
        find_danger=find_danger,
        now=_now,
        check_parts=lambda: _check_parts(shelf, road, register) | _check_gate(limits, keys),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _do_later(after_s: float, work: Callable[[], None]) -> None:
    timer = Timer(after_s, work)
    timer.daemon = True
    timer.start()


def _forget_daily(feedback: FeedbackStore) -> None:
    """Delete what is too old, now and every day that this worker lives."""
    try:
        feedback.forget_old(datetime.now(UTC).date())
    except FeedbackUnavailable as error:
        # On a disk that cannot be written nothing new is kept either.
        logger.warning("feedback not cleared", extra={"fault": type(error.__cause__).__name__})
    _do_later(_ONE_DAY_S, lambda: _forget_daily(feedback))


def _forget_clients(limits: Limiter) -> None:
    """Forget what was counted on another day, though nobody should ask for anything today."""
    try:
        limits.check()
    except OSError as error:
        logger.warning("limits not cleared", extra={"fault": type(error).__name__})
    _do_later(_ONE_HOUR_S, lambda: _forget_clients(limits))


def _check_gate(limits: Limiter, keys: KeyRing) -> dict[str, str]:
    """Return what is wrong with what stands in front of the register's contacts."""
    parts = {"limits": "", "keys": ""}
    try:
        limits.check()
    except OSError as error:
        parts["limits"] = f"{error}: contacts are refused until the file can be used"
    try:
        keys.all()
    except KeysUnavailable as error:
        parts["keys"] = str(error)
    return parts


def _check_parts(shelf: Shelf, road: LazyRoad, register: RegisterStore) -> dict[str, str]:
    """Return what is wrong with each part, in words for the owner; "" if nothing is."""
    parts = {"knowledge": "", "index": "", "register": ""}
    if not shelf.facts.helplines or not any(shelf.slugs(c) for c in shelf.collection_ids()):
        parts["knowledge"] = "there is no guidance: run `veiviser check`"
    try:
        road.check()
    except IndexingError as error:
        parts["index"] = str(error)
    try:
        register.info()
    except RegisterError as error:
        parts["register"] = str(error)
    return parts
