"""Weigh whole topics for a question: by everything that speaks for them, with learnt weights.

An article speaks for itself four times: its passages by meaning and by words, and its questions
by meaning and by words. Of each, the best entry counts, and half of the second best: one entry
that happens to agree is not yet an article on the subject. These four are taken from the version
of the topic that fits best, and from the one that the reader is shown. To them come how near the
question lies to the topic as a whole, in all languages (indexing.topic_vectors), how many of the
nearest questions of all are of this topic, and how near the nearest is.

What each is worth is learnt from the tuning half of the evaluation questions, as weights of a
softmax over the topics found (indexing.evaluation.ranking), and stands in weighing.json.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from indexing.errors import IndexDamaged
from indexing.normalising import has_letters
from indexing.opening import OpenIndex
from indexing.places import PASSAGES, QUESTIONS, Places
from indexing.searching import Finds, Floats, Ids, Search

PARTS = ("passage_meaning", "passage_words", "question_meaning", "question_words")
FEATURES = (
    *PARTS,
    *(f"shown_{part}" for part in PARTS),
    "topic_passages",
    "topic_questions",
    "votes",
    "nearest_question",
)
# Of the topics that stand first by these, the wording is compared as well: with what people ask
# in the language of the question, and in English; the best of each, and the next two.
WORDING_FEATURES = ("wording", "wording_next", "wording_en", "wording_en_next")
_FILE = "weighing.json"
_WIDELY_READ = "en"
_COMPARED = 3  # listed questions of a topic and language
# The shares of the best entry and of the second best.
_BEST, _SECOND = 2 / 3, 1 / 3
# A vote counts e^12 times as much where the cosine is higher by one.
_VOTE_SCALE = 12.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """Articles, ascending, with all their entries judged; `parts` is (n_articles, len(PARTS)).

    `silent` says which of them list no questions.
    """

    places: Places
    articles: Ids
    parts: Floats
    passages: Finds
    questions: Finds
    silent: NDArray[np.bool_]

    def best_question(self, topic: int) -> float:
        """Return the highest cosine among the questions of a topic, 0 to 1."""
        article = self.places.entry_articles[self.questions.ids]
        own = self.questions.dense[self.places.articles[article, 2] == topic]
        return float(own.max(initial=0.0))

    def best_passages(self, topics: Ids) -> Floats:
        """Return the highest cosine among the passages of each topic, 0 to 1.

        :param topics: ascending.
        """
        best = np.zeros(len(topics))
        topic = self.places.articles[self.places.entry_articles[self.passages.ids], 2]
        np.maximum.at(best, np.searchsorted(topics, topic), self.passages.dense)
        return best


def weigh(places: Places, search: Search, articles: Ids) -> Weighed:
    """Judge every entry of some articles, and each article in the four ways of PARTS.

    :param articles: ascending, each once.
    """
    passages, questions = (
        search.judge(kind, places.entries_of(kind, articles)) for kind in (PASSAGES, QUESTIONS)
    )
    parts = np.zeros((len(articles), len(PARTS)))
    column = 0
    for finds in (passages, questions):
        at = np.searchsorted(articles, places.entry_articles[finds.ids])
        for values in (finds.meaning, finds.scores - finds.meaning):
            parts[:, column] = sum_best(at, values, len(articles))
            column += 1
    # Whatever lists no questions (a report that was taken in) would stand behind all that do: its
    # passages speak in their place.
    listed = np.bincount(
        np.searchsorted(articles, places.entry_articles[questions.ids]), minlength=len(articles)
    )
    silent = listed <= 1  # the title
    parts[silent, 2:] = np.maximum(parts[silent, 2:], parts[silent, :2])
    return Weighed(places, articles, parts, passages, questions, silent)


def measure_topics(
    index: OpenIndex, search: Search, weighed: Weighed, topics: Ids, shown: Ids
) -> Floats:
    """Return what speaks for each topic: (n_topics, len(FEATURES)).

    :param topics: ascending; each must have an article that was weighed.
    :param shown: the article by which each topic is shown; weighed as well.
    """
    places = index.places
    best = np.full((len(topics), len(PARTS)), -np.inf)
    np.maximum.at(
        best, np.searchsorted(topics, places.articles[weighed.articles, 2]), weighed.parts
    )
    own = weighed.parts[np.searchsorted(weighed.articles, shown)]
    passages, questions = search.topics[:, topics]
    votes, nearest = _count_votes(places, search)
    votes, nearest = votes[topics], nearest[topics]
    silent = weighed.silent[np.searchsorted(weighed.articles, shown)]
    if silent.any():
        questions = np.where(silent, np.maximum(passages, questions), questions)
        best_passage = weighed.best_passages(topics)
        nearest = np.where(silent, np.maximum(nearest, best_passage), nearest)
    return np.column_stack([best, own, passages, questions, votes, nearest])


def _count_votes(places: Places, search: Search) -> tuple[Floats, Floats]:
    """Return for each topic its share of the nearest questions, and how near its nearest is."""
    ids, cosines = search.nearest_questions
    votes, nearest = np.zeros(len(places.versions)), np.zeros(len(places.versions))
    if len(ids):
        topics = places.articles[places.entry_articles[ids], 2]
        np.add.at(votes, topics, np.exp(_VOTE_SCALE * (cosines - cosines.max())))
        np.maximum.at(nearest, topics, cosines)
        votes /= votes.sum()
    return votes, nearest


def measure_wording(index: OpenIndex, text: str, lang: str, topics: Ids) -> Floats:
    """Return how alike the wording of a question and of what is asked about each topic is.

    :param lang: the language of the question.
    :return: (n_topics, len(WORDING_FEATURES)); 0 where a topic has no text in a language.
    """
    places = index.places
    told = np.zeros((len(topics), len(WORDING_FEATURES)))
    if not has_letters(text):
        return told
    langs = [places.langs.index(one) for one in (lang, _WIDELY_READ) if one in places.langs]
    articles = places.versions[topics][:, langs].astype(np.int64)
    entries = places.entries_of(QUESTIONS, np.unique(articles[articles >= 0]))
    alike = index.wordings.compare(text, entries)
    of = places.entry_articles[entries]
    # By article, and within it the most alike first.
    order = np.lexsort((-alike, of))
    alike, of = alike[order], of[order]
    firsts = np.searchsorted(of, articles)
    counts = np.searchsorted(of, articles, side="right") - firsts
    padded = np.append(alike, [0.0] * _COMPARED)
    near = padded[firsts[..., None] + np.arange(_COMPARED)]
    near[np.arange(_COMPARED) >= counts[..., None]] = 0.0
    for column, one in enumerate((lang, _WIDELY_READ)):
        if (at := places.langs.index(one) if one in places.langs else None) is not None:
            own = near[:, langs.index(at)]
            told[:, 2 * column], told[:, 2 * column + 1] = own[:, 0], own[:, 1:].mean(axis=1)
    # What lists no questions cannot be compared, and must not fall behind for that.
    silent = counts.max(axis=1, initial=0) <= 1
    if silent.any() and not silent.all():
        told[silent] = np.maximum(told[silent], told[~silent].min(axis=0))
    return told


@dataclass(frozen=True, slots=True)
class Weights:
    """What each of FEATURES is worth, to find the topics that stand first; and what each of
    FEATURES and WORDING_FEATURES is, to put these in order."""

    first: NDArray[np.float64]
    close: NDArray[np.float64]


@cache
def learnt_weights() -> Weights:
    """Return the weight of each feature.

    :raises IndexDamaged: if the file does not fit this version of the features.
    """
    data = json.loads((resources.files(__package__) / _FILE).read_text("utf-8"))
    if tuple(data["features"]) != (*FEATURES, *WORDING_FEATURES):
        raise IndexDamaged(
            f"indexing/{_FILE} was fitted for other features. "
            "Run `python -m indexing.evaluation fit`."
        )
    return Weights(np.array(data["first"]), np.array(data["close"]))


def sum_best(groups: Ids, values: Floats, size: int) -> Floats:
    """Return for each group two thirds of its highest value and one third of its second.

    A second below zero, or one that is not there, counts as zero: it speaks against nothing.

    :param groups: (n,) the group of each value, 0 to size - 1, never falling.
    :return: (size,); 0 for a group without values.
    """
    total = np.zeros(size)
    if not len(groups):
        return total
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    best = np.maximum.reduceat(values, firsts)
    is_best = values == np.repeat(best, np.diff(firsts, append=len(values)))
    second = np.maximum.reduceat(np.where(is_best, 0.0, values), firsts)
    second[np.add.reduceat(is_best, firsts, dtype=np.int64) > 1] = np.inf  # as high as the best
    total[groups[firsts]] = _BEST * best + _SECOND * np.clip(np.minimum(second, best), 0.0, None)
    return total
