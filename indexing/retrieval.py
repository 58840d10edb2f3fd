"""Find what answers a question: passages, and the articles they stand in.

Passages and the questions that people ask are searched, each by meaning and by words, and
scored in indexing.searching. Then three rules bring the finds to the reader; none of them can
lower a score:

- bridge: a passage found in another language stands for the passage under the same heading in
  the reader's language, if the article exists in it;
- lift: a question like the reader's lifts the article that lists it, and with it the passage of
  that article which itself fits best;
- one language: each topic is shown in one language only, the reader's if there is one.

Whether the finds are good enough for an answer is decided in indexing.confidence.
"""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from indexing.embedding import Embedder
from indexing.lexical import cut_query
from indexing.normalising import fold
from indexing.opening import OpenIndex
from indexing.places import PASSAGES, QUESTIONS
from indexing.searching import Asked, Finds, Ids, Search
from indexing.values import Hit, Identified, Question, Retrieved, TopicHit

_PASSAGE_CANDIDATES, _QUESTION_CANDIDATES = 30, 12  # the best of each search
_LIFTING = 8  # questions that may lift their article
_TOPICS = 10
_EARLIER_WEIGHT = 0.5  # of the question before, where this one leans on it
_SHORT, _LEANING = 3, 8  # words
_RELATIVES = {"nb": ("nn",), "nn": ("nb",)}  # whoever reads the one reads the other
_WIDELY_READ = ("en", "nb")


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
    :param limit: the most passages to return; of topics there are at most ten.
    :return: empty if nothing matched at all, or no wanted collection exists.
    """
    spans = index.places.spans(question.collections)
    search = Search(index, prepare(question, embedder, identified.lang), identified, spans)
    passages = search.judge(PASSAGES, search.candidates(PASSAGES, _PASSAGE_CANDIDATES))
    questions = search.judge(QUESTIONS, search.candidates(QUESTIONS, _QUESTION_CANDIDATES))
    evidence = _by_topic(index, passages, questions)
    shown = _shown_articles(index, evidence.ids, identified)

    lifted = _lift(index, search, questions, evidence.ids, shown)
    bridged = _bridge(index, passages, evidence.ids, shown)
    # Where the reader's language is the one searched, the bridge leads nowhere else.
    unjudged = bridged.ids if bridged is not passages else bridged.ids[:0]
    own = [search.judge(PASSAGES, np.unique(unjudged))] if len(unjudged) else []
    hits = Finds.merge(*own, lifted, bridged).best(limit)
    first = evidence.ids[evidence.scores.argmax()] if len(evidence.ids) else -1
    of_first = questions.dense[_topics_of(index, questions.ids) == first]
    return Retrieved(
        hits=_read_hits(index, hits),
        topics=_read_topics(index, evidence, shown),
        coverage=search.coverage,
        best_question=float(of_first.max(initial=0.0)),
    )


def prepare(question: Question, embedder: Embedder, lang: str) -> Asked:
    """Turn a question into its vector and terms, with the one before it where it leans on that."""
    query = cut_query(question.text)
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


def _topics_of(index: OpenIndex, entries: Ids) -> Ids:
    topics: Ids = index.places.articles[index.places.entry_articles[entries], 2].astype(np.int64)
    return topics


def _by_topic(index: OpenIndex, *parts: Finds) -> Finds:
    """Return each topic once, ascending, with the best that was found for it."""
    return Finds.merge(*(part.number(_topics_of(index, part.ids)) for part in parts))


def _shown_articles(index: OpenIndex, topics: Ids, identified: Identified) -> Ids:
    """Return for each topic its article in the language in which it is shown."""
    langs = index.places.langs
    reply = identified.reply_lang
    wishes = (reply, *_RELATIVES.get(reply, ()), identified.lang, *_WIDELY_READ, *langs)
    order = [langs.index(lang) for lang in dict.fromkeys(wishes) if lang in langs]
    versions = index.places.versions[topics][:, order]
    first = np.argmax(versions >= 0, axis=1)
    shown: Ids = versions[np.arange(len(topics)), first].astype(np.int64)
    return shown


def _bridge(index: OpenIndex, passages: Finds, topics: Ids, shown: Ids) -> Finds:
    """Return the passages as they stand in the articles that are shown."""
    article = shown[np.searchsorted(topics, _topics_of(index, passages.ids))]
    if np.array_equal(article, index.places.entry_articles[passages.ids]):
        return passages
    there = index.places.other_versions(passages.ids, index.places.articles[article, 0])
    return passages.number(there).take(there >= 0)


def _lift(index: OpenIndex, search: Search, questions: Finds, topics: Ids, shown: Ids) -> Finds:
    """Return the best passage of each article whose question was found, with that score."""
    best = questions.best(_LIFTING)
    articles = shown[np.searchsorted(topics, _topics_of(index, best.ids))]
    spans = [tuple(span) for span in index.places.articles[articles, 3:5].tolist()]
    if not any(first < end for first, end in spans):
        return best.take(np.empty(0, np.int64))
    own = search.judge(PASSAGES, np.concatenate([np.arange(*span) for span in spans]))
    chosen: list[int] = []
    by: list[int] = []
    passed = 0
    for question, (first, end) in enumerate(spans):
        if first < end:
            chosen.append(passed + int(own.scores[passed : passed + end - first].argmax()))
            by.append(question)
        passed += end - first
    found = own.take(np.array(chosen, np.int64))
    return replace(found, scores=np.maximum(found.scores, best.scores[by]))


def _read_hits(index: OpenIndex, finds: Finds) -> tuple[Hit, ...]:
    passages = index.texts.passages(finds.ids.tolist())
    rows = zip(finds.scores.tolist(), finds.dense.tolist(), finds.lexical.tolist(), strict=True)
    return tuple(
        Hit(passage=passage, score=score, dense=dense, lexical=lexical)
        for passage, (score, dense, lexical) in zip(passages, rows, strict=True)
    )


def _read_topics(index: OpenIndex, evidence: Finds, shown: Ids) -> tuple[TopicHit, ...]:
    best = evidence.best(_TOPICS)
    names = index.texts.articles(shown[np.searchsorted(evidence.ids, best.ids)].tolist())
    return tuple(
        TopicHit(name.collection, name.slug, name.lang, name.title, score)
        for name, score in zip(names, best.scores.tolist(), strict=True)
    )
