"""Write one build of the index: cut, embed, count, store, and last the list of it all.

Vectors of texts that have not changed are taken from the build before; everything else is
quicker to make again than to compare. Where the folder comes from, and what happens to it
afterwards, is indexing.build.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

import numpy as np

from indexing.builds import sync
from indexing.embedding import Embedder, Vectors
from indexing.errors import IndexingError, NothingToIndex
from indexing.latin import write_latin_words
from indexing.lexical import write_lexical
from indexing.manifest import FORMAT, Manifest, mark_files, write_manifest
from indexing.opening import TEXTS_FILE, open_build
from indexing.passages import cut_article, indexed_text
from indexing.places import CutArticle, order_articles, write_places
from indexing.store import write_texts
from indexing.topic_vectors import write_topic_vectors
from indexing.vectors import write_vectors
from indexing.wording import write_wordings
from knowledge.articles import Article
from knowledge.facts import Facts

Progress = Callable[[str, int, int], None]

_BATCH = 2_048
_KEYS_FILE = "vectors-keys.npy"
_KEY_BYTES = 16


class Guidance(Protocol):
    """What is indexed: articles by (collection, slug, language), the facts they name, and which
    (collection, slug) is invented."""

    @property
    def articles(self) -> Mapping[tuple[str, str, str], Article]: ...

    @property
    def facts(self) -> Facts: ...

    @property
    def fiction(self) -> frozenset[tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class Before:
    """The build before, if its files are whole."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Draft:
    """A build to be written: its folder, new and empty, and the fingerprint of the knowledge."""

    folder: Path
    content: str
    before: Before | None


@dataclass(frozen=True, slots=True)
class _Entries:
    """What is searched: passages with what stands above them, then questions."""

    texts: tuple[str, ...]
    passages: int

    def keys(self) -> list[bytes]:
        """Return what tells each text from every other, whichever build it is in."""
        kinds = (b"passage " if row < self.passages else b"question " for row in count())
        return [
            hashlib.sha256(kind + text.encode()).digest()[:_KEY_BYTES]
            for kind, text in zip(kinds, self.texts, strict=False)
        ]


def write_build(knowledge: Guidance, embedder: Embedder, draft: Draft, tell: Progress) -> int:
    """Write all files of a build and wait until they are on the disk.

    :return: how many vectors were taken from the build before.
    :raises NothingToIndex: if no article has text.
    """
    folder = draft.folder
    cut = order_articles(list(cut_articles(knowledge, tell)))
    passages = [indexed_text(passage) for c in cut for passage in c.passages]
    questions = [text for c in cut for text in c.questions]
    if not passages:
        raise NothingToIndex(
            "there is not one passage to index: no article was found, or none has text. The "
            "index in use was left as it is. Run `veiviser check` to see what is wrong."
        )
    places = write_places(folder, cut)
    entries = _Entries((*passages, *questions), len(passages))
    keys = entries.keys()
    vectors, reused = _embed(entries, keys, embedder, draft.before, tell)
    np.save(folder / _KEYS_FILE, np.frombuffer(b"".join(keys), np.uint8).reshape(-1, _KEY_BYTES))
    write_vectors(folder, vectors, places.kinds)
    write_topic_vectors(folder, vectors, places)
    write_lexical(
        folder,
        entries.texts,
        places.shard_of,
        progress=lambda done: tell("words", done, len(keys)),
    )
    write_texts(folder / TEXTS_FILE, cut)
    write_wordings(folder, questions)
    write_latin_words(folder, cut)
    for path in folder.rglob("*"):
        sync(path)
    manifest = Manifest(
        format=FORMAT,
        content=draft.content,
        model_name=embedder.name,
        model_fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        articles=len(cut),
        passages=len(passages),
        questions=len(questions),
        langs=places.langs,
        collections=places.collections,
        files=mark_files(folder),
    )
    write_manifest(folder, manifest)
    sync(folder)
    sync(folder.parent)
    return reused


def cut_articles(
    knowledge: Guidance, tell: Progress = lambda _stage, _done, _total: None
) -> Iterator[CutArticle]:
    """Yield each article as it is indexed: its passages, and what people ask of it."""
    total, fiction = len(knowledge.articles), knowledge.fiction
    for done, (key, article) in enumerate(knowledge.articles.items(), 1):
        # A title is how most people ask.
        asked = [text for q in (article.title, *article.questions) if (text := q.strip())]
        passages = cut_article(article, knowledge.facts, is_fiction=key[:2] in fiction)
        yield CutArticle(article, tuple(passages), tuple(dict.fromkeys(asked)))
        if done % 100 == 0 or done == total:
            tell("passages", done, total)


def _embed(
    entries: _Entries,
    keys: Sequence[bytes],
    embedder: Embedder,
    before: Before | None,
    tell: Progress,
) -> tuple[Vectors, int]:
    """Return the vectors of all entries, and how many of them were known."""
    vectors = np.zeros((len(keys), embedder.dim), np.float32)
    known = _known_vectors(before, embedder)
    new: list[int] = []
    for row, key in enumerate(keys):
        if key in known:
            vectors[row] = known[key]
        else:
            new.append(row)
    reused = len(keys) - len(new)
    split = sum(row < entries.passages for row in new)
    for rows, embed in (
        (new[:split], embedder.embed_passages),
        (new[split:], embedder.embed_queries),
    ):
        for first in range(0, len(rows), _BATCH):
            batch = rows[first : first + _BATCH]
            vectors[batch] = embed([entries.texts[row] for row in batch])
            tell("vectors", batch[-1] + 1, len(keys))
    if not np.isfinite(vectors).all():
        raise IndexingError(
            f"the model {embedder.name!r} gave vectors that are not numbers. Choose another "
            "model, or restore its files."
        )
    return vectors, reused


def _known_vectors(before: Before | None, embedder: Embedder) -> dict[bytes, Vectors]:
    """Return the vectors of the build before by the key of their text."""
    if before is None or before.manifest.model_fingerprint != embedder.fingerprint:
        return {}
    with open_build(before.folder, embedder) as index:
        kinds = index.places.kinds
        rows = np.concatenate(
            [index.vectors.vectors(kind, np.arange(*span)) for kind, span in enumerate(kinds)]
        )
    keys = np.load(before.folder / _KEYS_FILE)
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}
