"""Count how often what was found is of the right topic: a faster answer that finds less is none.

Sides find passages, several of one topic among them; a reader is helped by topics, so places are
counted in these. A copy of an article is another topic than the article, and a wrong one.
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence

from indexing.evaluation.metrics import Figure, share
from indexing.evaluation.questions import TestQuestion
from tests.bench.corpus import COPIES, Topic

DEPTHS = (1, 3, 10)  # topics


def draw_questions(
    questions: Iterable[TestQuestion], count: int, *, seed: int = 1
) -> list[TestQuestion]:
    """Return questions of the half `report` that have an answer, as many of each language as of
    every other (or all there are), in random order, the same ones every time.

    :param count: how many; what the languages do not go into is left over.
    """
    by_lang: dict[str, list[TestQuestion]] = {}
    for asked in questions:
        if asked.half == "report" and asked.slugs:
            by_lang.setdefault(asked.lang, []).append(asked)
    chance = random.Random(seed)
    each = count // max(len(by_lang), 1)
    drawn = [q for own in by_lang.values() for q in chance.sample(own, min(each, len(own)))]
    chance.shuffle(drawn)
    return drawn


def rank_of_right(found: Iterable[Topic], slugs: Collection[str]) -> int | None:
    """Return the place of the first right topic among the different ones found, from 1; None if
    none of them is right.

    >>> heat, bus = Topic("guide", "heat"), Topic("guide", "bus")
    >>> rank_of_right([heat, heat, Topic(COPIES, "bus"), bus], {"bus"})
    3
    """
    for rank, topic in enumerate(dict.fromkeys(found), 1):
        if topic.collection != COPIES and topic.slug in slugs:
            return rank
    return None


def measure_recall(
    found: Sequence[Sequence[Topic]], questions: Sequence[TestQuestion]
) -> Mapping[int, Figure]:
    """Return the share of questions with a right topic among the first of DEPTHS, by depth.

    :param found: for each question the topics of what was found, best first, not yet distinct.
    :raises ValueError: if there are not as many of them as of questions.
    """
    ranks = [
        rank_of_right(topics, asked.slugs) for topics, asked in zip(found, questions, strict=True)
    ]
    return {
        depth: share(sum(rank is not None and rank <= depth for rank in ranks), len(ranks))
        for depth in DEPTHS
    }
