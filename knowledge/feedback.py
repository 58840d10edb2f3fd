"""What readers say of answers: how often which reason, and questions that they let us keep.

Counted is nothing but topic, language, reason and day. A question is kept only where its reader
has asked for that; it is cleaned first (knowledge.cleaning), stays thirty days at most, and there
is room for a certain number a day in all, so that nobody fills the disk. Which questions may be
kept at all, since nothing private ever is, is decided by whoever calls.

The file is made when something is first written. Whatever goes wrong with it is one error.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.cleaning import without_personal_data
from knowledge.errors import KnowledgeError

Reason = Literal["not_asked", "hard", "wrong"]
REASONS: tuple[Reason, ...] = get_args(Reason)
KEPT_DAYS = 30
COUNTED_DAYS = 730
MAX_KEPT_A_DAY = 200
MAX_KEPT_CHARS = 500
# A smaller number could tell that it was one certain person who asked.
LEAST_TOLD = 10
# Longer than many workers need one after the other; a reader waits so long at most.
_BUSY_S = 5.0
_TABLES = (
    "CREATE TABLE IF NOT EXISTS counts (day TEXT, topic TEXT, lang TEXT, reason TEXT, "
    "count INTEGER, PRIMARY KEY (day, topic, lang, reason))",
    "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, day TEXT, topic TEXT, lang TEXT, "
    "reason TEXT, text TEXT)",
)


class FeedbackUnavailable(KnowledgeError):
    """The file of feedback cannot be read or written."""

    def __init__(self, path: Path, fault: Exception) -> None:
        super().__init__(f"{path}: {fault}. Check the rights and the space on the disk.")


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one answer.

    `topic` is "collection/slug"; "" if nothing was found or if nobody should know what it was.
    """

    topic: str
    lang: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How often something was said; None if so seldom that the number is not told."""

    feedback: Feedback
    count: int | None


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that its reader let us keep, without personal data."""

    day: date
    feedback: Feedback
    text: str


class FeedbackStore:
    """The feedback in one file; each call is a short transaction on a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, feedback: Feedback, on: date, *, question: str = "") -> bool:
        """Count what a reader said, and keep the question if one is given.

        :return: whether the question was kept: not if nothing is left of it once it is cleaned,
            or if there is no more room today.
        :raises FeedbackUnavailable: if nothing can be written.
        """
        text = without_personal_data(question)[:MAX_KEPT_CHARS]
        with self._open() as db:
            _forget(db, on)
            db.execute(
                "INSERT INTO counts VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (day, topic, lang, reason) DO UPDATE SET count = count + 1",
                (on.isoformat(), feedback.topic, feedback.lang, feedback.reason),
            )
            if not text:
                return False
            # One statement: what several workers add at the same time stays below the bound.
            added = db.execute(
                "INSERT INTO kept (day, topic, lang, reason, text) SELECT ?, ?, ?, ?, ? "
                "WHERE (SELECT COUNT(*) FROM kept WHERE day = ?) < ?",
                (
                    on.isoformat(),
                    feedback.topic,
                    feedback.lang,
                    feedback.reason,
                    text,
                    on.isoformat(),
                    MAX_KEPT_A_DAY,
                ),
            )
            return added.rowcount == 1

    def forget_old(self, on: date) -> None:
        """Delete what is too old to be kept; nothing to do where there is no file.

        :raises FeedbackUnavailable: if nothing can be written.
        """
        if self._path.exists():
            with self._open() as db:
                _forget(db, on)

    def counts(self, since: date) -> tuple[FeedbackCount, ...]:
        """Return how often each thing was said since a day, the most often first.

        :raises FeedbackUnavailable: if the file cannot be read.
        """
        rows = self._rows(
            "SELECT topic, lang, reason, SUM(count) AS n FROM counts WHERE day >= ? "
            "GROUP BY topic, lang, reason ORDER BY n DESC, topic, lang, reason",
            since.isoformat(),
        )
        return tuple(
            FeedbackCount(Feedback(topic, lang, reason), count if count >= LEAST_TOLD else None)
            for topic, lang, reason, count in rows
        )

    def kept(self, since: date) -> tuple[KeptQuestion, ...]:
        """Return the questions that were kept since a day, the newest first.

        :raises FeedbackUnavailable: if the file cannot be read.
        """
        rows = self._rows(
            "SELECT day, topic, lang, reason, text FROM kept WHERE day >= ? ORDER BY id DESC",
            since.isoformat(),
        )
        return tuple(
            KeptQuestion(date.fromisoformat(day), Feedback(topic, lang, reason), text)
            for day, topic, lang, reason, text in rows
        )

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        with self._open() as db:
            return list(db.execute(query, values))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give the file, made if need be; what is done with it is one transaction.

        The transaction asks for the right to write at once, so that it waits for other workers
        instead of failing half-way, also while the first of them makes the tables. There is no
        write-ahead log: turning it on cannot wait, and what is deleted would stand in it too.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as db:
                # What is deleted is overwritten, and not only no longer shown.
                db.execute("PRAGMA secure_delete = ON")
                db.execute("BEGIN IMMEDIATE")
                for table in _TABLES:
                    db.execute(table)
                yield db
                # Closing without this, after an error, undoes all of it.
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise FeedbackUnavailable(self._path, error) from error


def _forget(db: sqlite3.Connection, on: date) -> None:
    for table, days in (("kept", KEPT_DAYS), ("counts", COUNTED_DAYS)):
        oldest = on - timedelta(days=days)
        db.execute(f"DELETE FROM {table} WHERE day <= ?", (oldest.isoformat(),))
