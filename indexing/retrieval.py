"""Find what answers a question: articles, and the passages of them that fit best.

Passages and the questions that people ask are searched, each by meaning and by words. Whatever
is found names articles, and these are then weighed whole, in indexing.weighing: an article that
a passage and a question both speak for stands before one that a single passage was found of.
Each topic is shown in one language only, the reader's if there is one; a passage found in
another language speaks there for the passage under the same heading.

Whether the finds are good enough for an answer is decided in indexing.confidence.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from indexing.embedding import Embedder
from indexing.lexical import cut_query
from indexing.normalising import fold, has_letters
from indexing.opening import OpenIndex
from indexing.places import PASSAGES, QUESTIONS
from indexing.ranking import order_best
from indexing.searching import Asked, Finds, Floats, Ids, Search
from indexing.values import Hit, Identified, Question, Retrieved, TopicHit
from indexing.weighing import Weighed, learnt_weights, measure_topics, measure_wording, weigh

_CANDIDATES = {PASSAGES: 30, QUESTIONS: 12}  # the best of each search
_WEIGHED = 20  # the articles with the best finds; of 100 right topics that were found, 99 are in
_NEAR_AS_A_WHOLE = 10  # topics, by indexing.topic_vectors
_READ_CLOSELY = 12  # topics
_TOPICS = 10
_EARLIER_WEIGHT = 0.5  # of the question before, where this one leans on it
_SHORT, _LEANING = 3, 8  # words
_RELATIVES = {"nb": ("nn",), "nn": ("nb",)}  # whoever reads the one reads the other
_WIDELY_READ = ("en", "nb")


@dataclass(frozen=True, slots=True)
class Shown:
    """Topics in ascending order, the article that each is shown by, and what each is worth."""

    topics: Ids
    articles: Ids
    worth: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """Topics in ascending order, the article each is shown by, all their entries judged, and
    what speaks for each topic: (n_topics, n_features), the columns being weighing.FEATURES and
    WORDING_FEATURES. `search` is what they were found by."""

    topics: Ids
    shown: Ids
    weighed: Weighed
    features: Floats
    search: Search


def retrieve(
    index: OpenIndex,
    embedder: Embedder,
    question: Question,
    identified: Identified,
    *,
    limit: int = 10,
) -> Retrieved:
    """Return what the index has on a question, best first, ties by smaller id.

    :param embedder: the model that the index was built with.
    :param identified: passages come in its `reply_lang` where they exist, else in the language
        that the reader is likeliest to read.
    :param limit: the most passages to return, beside all of the best article; of topics there
        are at most ten.
    :return: empty if nothing matched at all, or no wanted collection exists.
    """
    asked = prepare(question, embedder, identified.lang)
    found = find_topics(index, question, identified, asked)
    topics, shown, weighed = found.topics, found.shown, found.weighed
    worth = found.features @ learnt_weights().close
    topic_of = index.places.articles[index.places.entry_articles[weighed.passages.ids], 2]
    judged = weighed.passages.take(np.isin(topic_of, topics))
    ranked = _rank_passages(index, judged, Shown(topics, shown, worth))
    order = order_best(np.arange(len(topics)), worth, _TOPICS)
    hits = ranked.best(len(ranked.ids))
    # An answer is composed of the best article, so all of it is wanted.
    of_best = index.places.entry_articles[hits.ids] == (shown[order[0]] if len(order) else -1)
    hits = hits.take(of_best | (np.arange(len(hits.ids)) < limit))
    return Retrieved(
        hits=_read_hits(index, hits),
        topics=_read_topics(index, shown[order], worth[order]),
        coverage=found.search.coverage,
        best_question=weighed.best_question(topics[order[0]]) if len(order) else 0.0,
    )


def find_topics(
    index: OpenIndex, question: Question, identified: Identified, asked: Asked
) -> Found:
    """Return the topics that may answer a question, with all that speaks for them: the best of
    those that `find_widely` finds, read closely.

    :param asked: what to search for, as `prepare` makes it of the question.
    """
    found = find_widely(index, question, identified, asked)
    worth = found.features @ learnt_weights().first
    closely = np.sort(order_best(np.arange(len(worth)), worth, _READ_CLOSELY))
    topics = found.topics[closely]
    wording = measure_wording(index, question.text, identified.lang, topics)
    return replace(
        found,
        topics=topics,
        shown=found.shown[closely],
        features=np.column_stack([found.features[closely], wording]),
    )


def find_widely(
    index: OpenIndex, question: Question, identified: Identified, asked: Asked
) -> Found:
    """Return every topic that anything speaks for, weighed by weighing.FEATURES alone."""
    search = Search(index, asked, identified, index.places.spans(question.collections))
    finds = [search.judge(kind, search.candidates(kind, k)) for kind, k in _CANDIDATES.items()]
    articles = [index.places.entry_articles[part.ids].astype(np.int64) for part in finds]
    of_articles = Finds.merge(*(part.number(at) for part, at in zip(finds, articles, strict=True)))
    of_articles = of_articles.best(_WEIGHED)
    topics = _candidates(index, search, of_articles.ids, question.collections)
    shown = shown_articles(index, topics, identified)
    weighed = weigh(index.places, search, np.union1d(of_articles.ids, shown))
    features = measure_topics(index, search, weighed, topics, shown)
    return Found(topics, shown, weighed, features, search)


def _candidates(index: OpenIndex, search: Search, articles: Ids, collections: Sequence[str]) -> Ids:
    """Return the topics to weigh, ascending: those of the articles with the best finds, and those
    that lie nearest as a whole."""
    places = index.places
    found = places.articles[articles, 2]
    if len(articles):
        wanted = np.ones(len(places.versions), np.bool_)
        if collections:
            inside = np.isin(np.array(places.collections), collections)
            wanted[places.articles[~inside[places.articles[:, 1]], 2]] = False
        near = np.flatnonzero(wanted)
        nearest = order_best(near, search.topics.sum(axis=0)[near], _NEAR_AS_A_WHOLE)
        found = np.concatenate([found, nearest])
    return np.unique(found).astype(np.int64)


def prepare(question: Question, embedder: Embedder, lang: str) -> Asked:
    """Turn a question into its vector and terms, with the one before it where it leans on that."""
    query = cut_query(question.text)
    if not has_letters(question.text):
        return Asked(np.zeros(embedder.dim, np.float32), query)
    if not question.history or not leans_on_earlier(question.text, lang):
        return Asked(embedder.embed_queries([question.text])[0], query)
    earlier = question.history[-1]
    vectors = embedder.embed_queries([question.text, earlier])
    vector = vectors[0] + _EARLIER_WEIGHT * vectors[1]
    length = float(np.linalg.norm(vector))
    return Asked(
        vector=vector / length if length > 0 else vector,
        query=query,
        earlier=cut_query(earlier),
        earlier_weight=_EARLIER_WEIGHT,
    )


def leans_on_earlier(text: str, lang: str) -> bool:
    """Is this a question that cannot be understood without the one before it?

    >>> leans_on_earlier("And for my own children?", "en")
    True
    >>> leans_on_earlier("How do I find a doctor?", "en")
    False
    """
    words = [word.strip('.,;:!?؟፧،«»"()') for word in fold(text).split()]
    if len(words) <= _SHORT:
        return True
    return len(words) <= _LEANING and not _leaning_words(lang).isdisjoint(words)


@cache
def _leaning_words(lang: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("followups.toml").read_text("utf-8"))
    return frozenset(fold(word) for word in lists.get(lang, "").split())


def shown_articles(index: OpenIndex, topics: Ids, identified: Identified) -> Ids:
    """Return for each topic its article in the language in which it is shown."""
    langs = index.places.langs
    reply = identified.reply_lang
    wishes = (reply, *_RELATIVES.get(reply, ()), identified.lang, *_WIDELY_READ, *langs)
    order = [langs.index(lang) for lang in dict.fromkeys(wishes) if lang in langs]
    versions = index.places.versions[topics][:, order]
    first = np.argmax(versions >= 0, axis=1)
    shown: Ids = versions[np.arange(len(topics)), first].astype(np.int64)
    return shown


def _rank_passages(index: OpenIndex, judged: Finds, of: Shown) -> Finds:
    """Return the passages of the articles that are shown, with their final scores.

    The best passage of an article has the score of its topic; another has as much less as it
    is worth less by itself.
    """
    places = index.places
    article = places.entry_articles[judged.ids].astype(np.int64)
    at = np.searchsorted(of.topics, places.articles[article, 2])
    strange = article != of.articles[at]
    there = places.other_versions(judged.ids[strange], places.articles[of.articles[at[strange]], 0])
    bridged = judged.take(strange).number(there).take(there >= 0)
    own = Finds.merge(judged.take(~strange), bridged)
    topic = places.articles[places.entry_articles[own.ids], 2]
    at = np.searchsorted(of.topics, topic)
    best = np.full(len(of.topics), -np.inf)
    np.maximum.at(best, at, own.scores)
    return replace(own, scores=of.worth[at] - best[at] + own.scores)


def _read_hits(index: OpenIndex, finds: Finds) -> tuple[Hit, ...]:
    passages = index.texts.passages(finds.ids.tolist())
    rows = zip(finds.scores.tolist(), finds.dense.tolist(), finds.lexical.tolist(), strict=True)
    return tuple(
        Hit(passage=passage, score=score, dense=dense, lexical=lexical)
        for passage, (score, dense, lexical) in zip(passages, rows, strict=True)
    )


def _read_topics(index: OpenIndex, articles: Ids, worth: Floats) -> tuple[TopicHit, ...]:
    names = index.texts.articles(articles.tolist())
    return tuple(
        TopicHit(name.collection, name.slug, name.lang, name.title, score)
        for name, score in zip(names, worth.tolist(), strict=True)
    )
