"""The texts of an index and where they come from, in one SQLite file.

It is written once, by sqlite-utils, and afterwards only read, by plain sqlite3 with one
connection per thread: opening one costs more than fetching ten texts. The file is not mapped
into memory: that would save nothing measurable and make each worker look 20 MB larger. Nothing
is searched here.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indexing.places import CutArticle
from indexing.values import Passage

_PASSAGES = "SELECT id, article, section, anchor, breadcrumb, text FROM passages WHERE id IN ({})"
_ARTICLES = """
    SELECT id, collection, slug, lang, title, checked, translation
    FROM articles WHERE id IN ({})
"""


_SECTIONS = """
    SELECT article, section, anchor FROM passages
    WHERE anchor != '' AND article IN (SELECT id FROM articles WHERE lang = ?)
    GROUP BY article, anchor ORDER BY min(id)
"""
_TEXTS = """
    SELECT breadcrumb || '\n' || text FROM passages
    WHERE article IN (SELECT id FROM articles WHERE lang = ?)
"""


@dataclass(frozen=True, slots=True)
class ArticleName:
    """What an article is called, where it stands, and how far it can be trusted."""

    collection: str
    slug: str
    lang: str
    title: str
    checked: date
    translation: str


def write_texts(path: Path, ordered: Sequence[CutArticle]) -> None:
    """Write the texts of articles that are in the order of the index; ids count from 0."""
    import sqlite_utils  # noqa: PLC0415 - a fifth of a second that no worker should wait for

    db = sqlite_utils.Database(path)
    try:
        # A build that is cut short is thrown away as a whole: no journal, one flush at the end.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.table("articles").insert_all(
            (
                {
                    "id": i,
                    "collection": c.article.collection,
                    "slug": c.article.slug,
                    "lang": c.article.lang,
                    "title": c.article.title,
                    "checked": c.article.checked.isoformat(),
                    "translation": c.article.translation.state,
                }
                for i, c in enumerate(ordered)
            ),
            pk="id",
        )
        passages = ((i, p) for i, c in enumerate(ordered) for p in c.passages)
        db.table("passages").insert_all(
            (
                {
                    "id": number,
                    "article": i,
                    "section": p.section,
                    "anchor": p.anchor,
                    "breadcrumb": "\n".join(p.breadcrumb),
                    "text": p.text,
                }
                for number, (i, p) in enumerate(passages)
            ),
            pk="id",
            batch_size=5_000,
        )
        questions = ((i, text) for i, c in enumerate(ordered) for text in c.questions)
        first = sum(len(c.passages) for c in ordered)
        db.table("questions").insert_all(
            (
                {"id": number, "article": i, "text": text}
                for number, (i, text) in enumerate(questions, first)
            ),
            pk="id",
            batch_size=5_000,
        )
    finally:
        db.close()


class TextStore:
    """The texts as workers read them; may be used from any thread."""

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._names: dict[int, ArticleName] = {}
        self._connection()  # a build that is replaced later may be deleted: hold on to the file

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return these passages, in the order asked for."""
        rows = self._fetch(_PASSAGES, ids)
        names = self.articles([row[1] for row in rows])
        return [
            Passage(
                id=row[0],
                collection=name.collection,
                slug=name.slug,
                lang=name.lang,
                title=name.title,
                section=row[2],
                anchor=row[3],
                breadcrumb=tuple(row[4].split("\n")),
                text=row[5],
                checked=name.checked,
                translation=name.translation,
            )
            for row, name in zip(rows, names, strict=True)
        ]

    def articles(self, ids: Sequence[int]) -> list[ArticleName]:
        """Return the names of these articles, in the order asked for.

        They are remembered: there are far fewer articles than questions, and a name is short.
        """
        known = self._names
        new = [id_ for id_ in dict.fromkeys(ids) if id_ not in known]
        if new:
            for row in self._fetch(_ARTICLES, new):
                known[row[0]] = ArticleName(
                    row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6]
                )
        return [known[id_] for id_ in ids]

    def sections(self, lang: str) -> list[tuple[int, str, str]]:
        """Return article, heading and anchor of every section in a language, in their order."""
        return list(self._connection().execute(_SECTIONS, (lang,)))

    def texts(self, lang: str) -> Iterator[str]:
        """Yield what is published in a language: each passage with what stands above it."""
        return (row[0] for row in self._connection().execute(_TEXTS, (lang,)))

    def whole_articles(self) -> list[int]:
        """Return the articles that have sections; the others are outlines of a text elsewhere."""
        query = "SELECT DISTINCT article FROM passages WHERE anchor != ''"
        return [row[0] for row in self._connection().execute(query)]

    def passages_under(self, anchors: Sequence[str]) -> list[int]:
        """Return the passages of all sections with these anchors, ascending."""
        marks = ",".join("?" * len(anchors))
        query = f"SELECT id FROM passages WHERE anchor IN ({marks}) ORDER BY id"
        return [row[0] for row in self._connection().execute(query, anchors)]

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._connections:
            self._connections.pop().close()

    def _fetch(self, query: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        marks = ",".join("?" * len(ids))
        found = {row[0]: row for row in self._connection().execute(query.format(marks), ids)}
        return [found[i] for i in ids]

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Each connection stays with its thread; only `close` reaches across.
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            self._local.connection = connection
            self._connections.append(connection)
        return connection
