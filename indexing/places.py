"""Where each text of the index stands: its article, topic, language and place on the page.

The entries of an index are numbered once, and every file counts in the same order: first the
passages, then the questions that people ask (and the titles), and within each kind by language,
collection, article, place on the page. So a kind in one language is one unbroken stretch, a
passage's id is its entry's, and the passages of an article lie side by side.

The same topic in two languages is two articles with one slug. Passages that stand under the
same heading of the same topic, in whatever language, share a spot: that is the bridge by which
a find in one language leads to the text in another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.values import Passage
from knowledge.articles import Article

Ints = NDArray[np.int32]
Ids = NDArray[np.int64]
Span = tuple[int, int]

PASSAGES, QUESTIONS = 0, 1  # the kinds of entries
_FILES = ("entry-articles", "passage-spots", "articles")


@dataclass(frozen=True, slots=True)
class CutArticle:
    """An article with its passages, and what people ask that it answers (its title first)."""

    article: Article
    passages: tuple[Passage, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """The map of the index; all of it is small and kept in memory.

    `articles` has one row per article: language, collection, topic, first passage, end of the
    passages. `versions` has one row per topic and a column per language: the article, or -1.
    Shard `kind * len(langs) + lang` has the entries of a kind in a language, from
    `bounds[shard]` up to `bounds[shard + 1]`; `shard_of` says it of each entry.
    """

    langs: tuple[str, ...]
    collections: tuple[str, ...]
    entry_articles: Ints
    passage_spots: Ints
    articles: Ints
    versions: Ints
    shard_of: NDArray[np.uint8]
    bounds: tuple[int, ...]
    # One entry per spot and language that has passages there, ordered by both.
    spot_keys: Ids
    spot_firsts: Ids
    spot_counts: Ids
    _spans: dict[tuple[int, ...], tuple[list[Span], list[Span]]] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[Span, Span]:
        """First and end of the passages, and of the questions."""
        passages = len(self.passage_spots)
        return (0, passages), (passages, len(self.entry_articles))

    def spans(self, collections: Sequence[str]) -> tuple[list[Span], list[Span]]:
        """Return where the passages, and the questions, of some collections stand.

        :param collections: their names; none means all, unknown ones are left out.
        """
        if not collections:
            return tuple([span] for span in self.kinds)  # type: ignore[return-value]  # there are two kinds
        wanted = tuple(i for i, name in enumerate(self.collections) if name in collections)
        if wanted not in self._spans:
            inside = np.isin(self.articles[self.entry_articles, 1], wanted)
            by_kind = [_find_spans(inside, span) for span in self.kinds]
            self._spans[wanted] = (by_kind[0], by_kind[1])
        return self._spans[wanted]

    def entries_of(self, kind: int, articles: Ids) -> Ids:
        """Return the entries of a kind that belong to some articles, ascending.

        :param articles: ascending, each once.
        """
        first, end = self.kinds[kind]
        owners = self.entry_articles[first:end]
        # By language, collection and article: within a kind the numbers of articles never fall.
        starts = np.searchsorted(owners, articles, side="left") + first
        ends = np.searchsorted(owners, articles, side="right") + first
        sizes = ends - starts
        places: Ids = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        return places

    def other_versions(self, passages: Ids, langs: Ids) -> Ids:
        """Return for each passage the one at the same spot in another language, or -1.

        A section that is cut into more parts there is met at the part that lies as far down.

        :param langs: (len(passages),) numbers of the languages wanted.
        """
        spots = self.passage_spots[passages].astype(np.int64)
        own = self._stretch(spots, self.articles[self.entry_articles[passages], 0])
        other = self._stretch(spots, langs)
        parts, wanted_parts = np.maximum(own[1], 1), other[1]
        part = np.minimum((passages - own[0]) * wanted_parts // parts, wanted_parts - 1)
        return np.where(wanted_parts > 0, other[0] + part, -1)

    def _stretch(self, spots: Ids, langs: Ids | Ints) -> tuple[Ids, Ids]:
        """Return the first passage at these spots in these languages, and how many there are."""
        keys = spots * len(self.langs) + langs
        found = np.minimum(np.searchsorted(self.spot_keys, keys), len(self.spot_keys) - 1)
        there = self.spot_keys[found] == keys
        return self.spot_firsts[found], np.where(there, self.spot_counts[found], 0)

    def shard_span(self, shard: int) -> Span:
        """Return first and end of the entries of a shard."""
        return self.bounds[shard], self.bounds[shard + 1]


def order_articles(cut: Sequence[CutArticle]) -> list[CutArticle]:
    """Return the articles in the order in which an index numbers them."""
    return sorted(cut, key=lambda c: (c.article.lang, c.article.collection, c.article.slug))


def write_places(folder: Path, ordered: Sequence[CutArticle]) -> Places:
    """Number the entries of articles that are in their order, write the map and return it."""
    langs = tuple(sorted({c.article.lang for c in ordered}))
    collections = tuple(sorted({c.article.collection for c in ordered}))
    topics: dict[tuple[str, str], int] = {}
    spots: dict[tuple[int, str], int] = {}
    articles: list[tuple[int, ...]] = []
    passage_spots: list[int] = []
    for c in ordered:
        key = (c.article.collection, c.article.slug)
        topic = topics.setdefault(key, len(topics))
        first = len(passage_spots)
        passage_spots += [spots.setdefault((topic, p.anchor), len(spots)) for p in c.passages]
        lang, collection = langs.index(c.article.lang), collections.index(c.article.collection)
        articles.append((lang, collection, topic, first, len(passage_spots)))
    of_passages = [i for i, c in enumerate(ordered) for _ in c.passages]
    of_questions = [i for i, c in enumerate(ordered) for _ in c.questions]
    arrays = (of_passages + of_questions, passage_spots, np.array(articles).reshape(-1, 5))
    for name, array in zip(_FILES, arrays, strict=True):
        np.save(folder / f"places-{name}.npy", np.asarray(array, np.int32))
    return read_places(folder, langs, collections)


def read_places(folder: Path, langs: tuple[str, ...], collections: tuple[str, ...]) -> Places:
    """Read the map of an index; the manifest names its languages and collections."""
    entry_articles, passage_spots, articles = (
        np.load(folder / f"places-{name}.npy") for name in _FILES
    )
    versions = np.full((int(articles[:, 2].max(initial=-1)) + 1, len(langs)), -1, np.int32)
    versions[articles[:, 2], articles[:, 0]] = np.arange(len(articles))
    kind = np.arange(len(entry_articles)) >= len(passage_spots)
    shard_of = kind * len(langs) + articles[entry_articles, 0]
    lang_of = articles[entry_articles[: len(passage_spots)], 0]
    keys, firsts, counts = np.unique(
        passage_spots.astype(np.int64) * len(langs) + lang_of, return_index=True, return_counts=True
    )
    return Places(
        langs=langs,
        collections=collections,
        entry_articles=entry_articles,
        passage_spots=passage_spots,
        articles=articles,
        versions=versions,
        shard_of=shard_of.astype(np.uint8),
        bounds=tuple(np.searchsorted(shard_of, np.arange(2 * len(langs) + 1)).tolist()),
        spot_keys=keys,
        spot_firsts=firsts,
        spot_counts=counts,
    )


def _find_spans(inside: NDArray[np.bool_], within: Span) -> list[Span]:
    """Return first and end of each unbroken stretch of True."""
    part = inside[slice(*within)]
    edges = np.flatnonzero(np.diff(part, prepend=False, append=False)) + within[0]
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
