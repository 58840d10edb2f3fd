"""Score the entries of the index for one question, by meaning and by words.

A Search holds what is the same for every entry: the question's vector and terms, how much each
language's words count, and what scores are usual for this question. It says which entries are
worth a look, and what any entry is worth. What follows from that is indexing.retrieval.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexing.fusion import fuse, gate_languages, z_scores
from indexing.lexical import Query
from indexing.opening import OpenIndex
from indexing.places import QUESTIONS, Span
from indexing.ranking import best_places, order_best
from indexing.values import Identified

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
_SHARDS = 256
_NEAREST = 40  # questions that people ask, of all languages together
_COLUMNS = ("scores", "dense", "lexical", "meaning")  # of Finds


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready to be searched for.

    `earlier` are the terms of the question before, where this one leans on it, and count by
    `earlier_weight`; the vector has both already.
    """

    vector: NDArray[np.float32]
    query: Query
    earlier: Query | None = None
    earlier_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Finds:
    """Entries (or whatever `ids` number) and what was found for each; all of one length.

    `dense` is the cosine; `lexical` is the share, 0 to 1, of the highest score that a text in
    its language could have had. `scores` is what both are worth together, `meaning` the part of
    it that comes from `dense`.
    """

    ids: Ids
    scores: Floats
    dense: Floats
    lexical: Floats
    meaning: Floats

    def take(self, which: NDArray[np.bool_] | Ids) -> "Finds":
        """Return some of the finds."""
        columns = (getattr(self, name)[which] for name in _COLUMNS)
        return Finds(self.ids[which], *columns)

    def number(self, ids: Ids) -> "Finds":
        """Return the same finds as evidence for other ids."""
        return replace(self, ids=ids)

    def best(self, k: int) -> "Finds":
        """Return the k best, best first, ties by smaller id; no id may stand twice."""
        place = np.argsort(self.ids, kind="stable")
        return self.take(place[order_best(np.arange(len(place)), self.scores[place], k)])

    @staticmethod
    def merge(*parts: "Finds") -> "Finds":
        """Return each id once, ascending, with the highest of each number found for it."""
        ids = np.concatenate([part.ids for part in parts])
        order = np.argsort(ids, kind="stable")
        firsts = np.flatnonzero(np.diff(ids[order], prepend=-1))
        if not len(firsts):
            return parts[0].take(firsts)
        columns = (
            np.concatenate([getattr(part, name) for part in parts])[order] for name in _COLUMNS
        )
        return Finds(ids[order][firsts], *(np.maximum.reduceat(c, firsts) for c in columns))


class Search:
    """One question put to one index."""

    def __init__(
        self,
        index: OpenIndex,
        asked: Asked,
        identified: Identified,
        spans: tuple[Sequence[Span], Sequence[Span]],
    ) -> None:
        """
        :param spans: where to look, for passages and for questions; see Places.spans.
        """
        self._index = index
        self._asked = asked
        self._spans = spans
        langs = index.places.langs
        shards = index.lexical.known(asked.query.words)[: 2 * len(langs)]
        known = shards[: len(langs)] | shards[len(langs) :]
        self._gate = gate_languages(known, np.array(langs) == identified.lang)
        self._asked_in = langs.index(identified.lang) if identified.lang in langs else None
        reply = langs.index(identified.reply_lang) if identified.reply_lang in langs else None
        self.coverage = float(known[reply].mean()) if reply is not None and known.size else 0.0
        self._score_words()
        self._dense_mean, self._dense_spread = index.vectors.usual(asked.vector)
        # (2, n_topics): how far each topic stands out as a whole, by passages and by questions.
        self.topics = index.topics.stand_out(asked.vector)
        self.nearest_questions = self._find_nearest_questions()

    def _score_words(self) -> None:
        index, asked = self._index, self._asked
        active = self.active_shards()
        self._words, self._highest = index.lexical.scores(asked.query.terms, active)
        if asked.earlier is not None:
            words, highest = index.lexical.scores(asked.earlier.terms, active)
            self._words = self._words + asked.earlier_weight * words
            self._highest = self._highest + asked.earlier_weight * highest
        self._mean, self._spread = np.zeros(_SHARDS), np.zeros(_SHARDS)
        self._active = [int(shard) for shard in np.flatnonzero(self._highest)]
        for shard in self._active:
            part = self._words[slice(*index.places.shard_span(shard))]
            mean = float(part.sum()) / len(part)
            self._mean[shard] = mean
            self._spread[shard] = max(float(part @ part) / len(part) - mean * mean, 0.0) ** 0.5

    def _find_nearest_questions(self) -> tuple[Ids, Floats]:
        """Return the questions nearest in meaning, in whatever language, and their cosines."""
        if not self._asked.vector.any():
            return np.empty(0, np.int64), np.empty(0)
        vectors = self._index.vectors
        ids = vectors.search(self._asked.vector, QUESTIONS, _NEAREST, self._spans[QUESTIONS])
        cosines = vectors.cosines(self._asked.vector, QUESTIONS, ids)
        return ids, cosines.astype(np.float64)

    def candidates(self, kind: int, k: int) -> Ids:
        """Return the entries of a kind that either search puts among its k best."""
        found = []
        if kind == QUESTIONS:
            found.append(self.nearest_questions[0][:k])
        elif self._asked.vector.any():
            found.append(self._index.vectors.search(self._asked.vector, kind, k, self._spans[kind]))
        langs = len(self._gate)
        for shard in self._active:
            if shard // langs == kind:
                found += [
                    best_places(self._words[first:end], k) + first
                    for first, end in self._within(kind, shard)
                ]
        if not found:
            return np.empty(0, np.int64)
        ids = np.sort(np.concatenate(found))
        return ids[np.diff(ids, prepend=-1) > 0]

    def judge(self, kind: int, ids: Ids) -> Finds:
        """Return what each of these entries of a kind is worth for the question."""
        shard = self._index.places.shard_of[ids].astype(np.int64)
        dense = self._index.vectors.cosines(self._asked.vector, kind, ids).astype(np.float64)
        words = self._words[ids]
        highest = self._highest[shard]
        meaning = (dense - self._dense_mean[kind]) / self._dense_spread[kind]
        return Finds(
            ids=ids,
            scores=fuse(
                meaning,
                z_scores(words, self._mean[shard], self._spread[shard]),
                self._gate[shard - kind * len(self._gate)],
                untranslated=self._untranslated(ids),
            ),
            dense=dense,
            lexical=np.divide(words, highest, out=np.zeros(len(ids)), where=highest > 0),
            meaning=meaning,
        )

    def active_shards(self) -> NDArray[np.bool_]:
        """Return which shards are of languages whose words count for this question: (256,)."""
        active = np.zeros(_SHARDS, np.bool_)
        active[: 2 * len(self._gate)] = np.tile(self._gate > 0, 2)
        return active

    def _untranslated(self, ids: Ids) -> NDArray[np.bool_]:
        """Return which entries are of an article that the asker's language has no text of."""
        places = self._index.places
        if self._asked_in is None:
            return np.ones(len(ids), np.bool_)
        topics = places.articles[places.entry_articles[ids], 2]
        missing: NDArray[np.bool_] = places.versions[topics, self._asked_in] < 0
        return missing

    def _within(self, kind: int, shard: int) -> list[Span]:
        """Return the parts of a shard that may be searched."""
        first, end = self._index.places.shard_span(shard)
        cut = ((max(a, first), min(b, end)) for a, b in self._spans[kind])
        return [span for span in cut if span[0] < span[1]]
