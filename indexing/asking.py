"""Tell what kind of thing a question wants: an amount, a time, a place, a way, a permission.

Word lists, in asking.toml, and no more: a question may be of several kinds or of none. Beside it
stands what kind of section answers it, told by the anchors that articles share in all languages.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.normalising import fold

KINDS = ("amount", "time", "place", "way", "may", "papers", "refused", "law")
SECTIONS = (
    "summary",
    "how",
    "where",
    "what",
    "who",
    "cost",
    "time",
    "complaint",
    "documents",
    "danger",
    "law",
    "words",
    "sayings",
    "other",
)
_EDGES = "\"'«»“”„‘’.,:;!?()[]…؟،؛፧።፣፡"
_SHORTEST_STEM = 3
Floats = NDArray[np.float64]


def kinds_of(question: str, lang: str) -> Floats:
    """Return which kinds a question is of: (len(KINDS),), 1.0 or 0.0.

    :param lang: the language of the question; one without word lists gives zeros.

    >>> dict(zip(KINDS, kinds_of("How much does it cost?", "en")))["amount"]
    np.float64(1.0)
    """
    words = _without_counted([word.strip(_EDGES) for word in fold(question).split()], lang)
    beginnings = {word[:end] for word in words for end in range(_SHORTEST_STEM, len(word) + 1)}
    return np.array(
        [
            float(not (words.isdisjoint(whole) and beginnings.isdisjoint(stems)))
            for whole, stems in _words(lang)
        ]
    )


def _without_counted(words: Sequence[str], lang: str) -> set[str]:
    """Leave out the "how" of "how much"."""
    head, counted = _counted(lang)
    return {
        word
        for word, following in zip_longest(words, words[1:])
        if word != head or following not in counted
    }


def section_of(anchor: str) -> int:
    """Return the place in SECTIONS of the sections with this anchor; "" is the summary."""
    return _sections().get(anchor, SECTIONS.index("other"))


@cache
def answers() -> Floats:
    """Return which section answers which kind: (len(KINDS), len(SECTIONS)), 1.0 or 0.0."""
    table = np.zeros((len(KINDS), len(SECTIONS)))
    for kind, sections in _lists()["answered_by"].items():
        for section in sections.split():
            table[KINDS.index(kind), SECTIONS.index(section)] = 1.0
    return table


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("asking.toml").read_text("utf-8"))


@cache
def _counted(lang: str) -> tuple[str | None, frozenset[str]]:
    words = [fold(word) for word in _lists()["counted"].get(lang, "").split()]
    return (words[0], frozenset(words[1:])) if words else (None, frozenset())


@cache
def _sections() -> Mapping[str, int]:
    found = {"": SECTIONS.index("summary")}
    for section, anchors in _lists()["sections"].items():
        found |= dict.fromkeys(anchors.split(), SECTIONS.index(section))
    return found


@cache
def _words(lang: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return for each kind the folded words, and the folded stems of those with a star."""
    listed = [_lists()[kind].get(lang, "").split() for kind in KINDS]
    return tuple(
        (
            frozenset(fold(word) for word in words if not word.endswith("*")),
            frozenset(fold(word[:-1]) for word in words if word.endswith("*")),
        )
        for words in listed
    )
