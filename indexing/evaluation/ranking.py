"""Learn the weights of indexing.weighing: a softmax over the topics found for each question.

The weights are those with which the right topics of the tuning questions together get the
highest probability, with a small ridge. Found by gradient descent with momentum on all questions
at once; a dozen weights need no more.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder
from indexing.evaluation.questions import TestQuestion
from indexing.identifying import identify
from indexing.normalising import clean_question
from indexing.opening import OpenIndex
from indexing.retrieval import find_topics, find_widely, prepare
from indexing.searching import Asked
from indexing.values import Question
from indexing.weighing import FEATURES, WORDING_FEATURES

WEIGHING_FILE = Path(str(resources.files("indexing") / "weighing.json"))
_RIDGE = 3e-3
_STEPS = 600
_RATE = 0.1
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The topics found for a question: what speaks for each, (n, n_features), and which of them
    are right, (n,)."""

    asked: TestQuestion
    features: Floats
    right: NDArray[np.bool_]
    slugs: tuple[str, ...]


def find_ranked(
    index: OpenIndex,
    embedder: Embedder,
    questions: Sequence[TestQuestion],
    *,
    closely: bool = True,
    change: Callable[[Asked], Asked] | None = None,
) -> Iterator[Ranked]:
    """Yield what is found for each question that has an answer.

    :param closely: only the topics that stand first, with all features; else every topic that
        was found, with weighing.FEATURES.
    :param change: what to search for in place of what was asked, to see what a part is worth.
    """
    names = index.texts.articles(list(range(len(index.places.articles))))
    slug_of = dict(zip(index.places.articles[:, 2].tolist(), (n.slug for n in names), strict=True))
    for test in questions:
        if not test.slugs:
            continue
        question = Question(clean_question(test.text), page_lang=test.lang)
        identified = identify(question)
        question = index.latin.restore(question, identified)
        asked = prepare(question, embedder, identified.lang)
        find = find_topics if closely else find_widely
        found = find(index, question, identified, change(asked) if change else asked)
        slugs = tuple(slug_of[topic] for topic in found.topics.tolist())
        right = np.array([slug in test.slugs for slug in slugs], np.bool_)
        yield Ranked(test, found.features, right, slugs)


def fit_weights(ranked: Sequence[Ranked], *, ridge: float = _RIDGE) -> Floats:
    """Return one weight a feature, (n_features,). Questions whose topic was not found say
    nothing and are left out."""
    told = [one for one in ranked if one.right.any()]
    features = np.concatenate([one.features for one in told])
    right = np.concatenate([one.right for one in told])
    of = np.repeat(np.arange(len(told)), [len(one.right) for one in told])
    spread = features.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = features / spread
    weights, speed = np.zeros(features.shape[1]), np.zeros(features.shape[1])
    for step in range(_STEPS):
        chance = _softmax(scaled @ weights, of, len(told))
        ours = np.where(right, chance, 0.0)
        ours /= np.maximum(np.bincount(of, ours, len(told)), 1e-12)[of]
        slope = scaled.T @ (chance - ours) / len(told) + ridge * weights
        speed = 0.9 * speed - _RATE * (1 - step / _STEPS) * slope
        weights = weights + speed
    return np.asarray(weights / spread)


def _softmax(scores: Floats, of: NDArray[np.int64], count: int) -> Floats:
    highest = np.full(count, -np.inf)
    np.maximum.at(highest, of, scores)
    odds = np.exp(scores - highest[of])
    return np.asarray(odds / np.bincount(of, odds, count)[of])


def share_first(ranked: Sequence[Ranked], weights: Floats, *, within: int = 1) -> float:
    """Return the share of questions with a right topic among the first few."""
    good = 0
    for one in ranked:
        order = np.argsort(-(one.features @ weights), kind="stable")[:within]
        good += bool(one.right[order].any())
    return good / max(len(ranked), 1)


def write_weights(first: Floats, close: Floats, path: Path = WEIGHING_FILE) -> None:
    """Write the weights where indexing.weighing reads them."""
    data = {
        "features": [*FEATURES, *WORDING_FEATURES],
        "first": [round(weight, 5) for weight in first.tolist()],
        "close": [round(weight, 5) for weight in close.tolist()],
    }
    path.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
