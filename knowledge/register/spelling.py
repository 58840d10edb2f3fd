"""Find the name that a misspelt one was meant to be.

Every name is kept under itself and under what is left when one or two of its letters are taken
away; so is the word that is asked for, and where they meet the true distance decides. Short
names have too many neighbours among ordinary words, so they must be spelt right.
"""

from collections.abc import Mapping
from itertools import combinations

ONE_SLIP_FROM = 6  # letters, from which one slip is forgiven
TWO_SLIPS_FROM = 9


def slips_forgiven(word: str) -> int:
    """Return how many letters of a word of this length may be wrong."""
    return 0 if len(word) < ONE_SLIP_FROM else 1 if len(word) < TWO_SLIPS_FROM else 2


class Speller:
    """Names by their misspellings; built once, then read by any thread."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """:param names: folded names, and the code that each stands for; those too short to
        be misspelt are left out."""
        self._codes = names
        self._near: dict[str, tuple[str, ...]] = {}
        near: dict[str, list[str]] = {}
        for name in sorted(names):
            for key in _shortened(name, slips_forgiven(name)):
                near.setdefault(key, []).append(name)
        self._near = {key: tuple(found) for key, found in near.items()}

    def nearest(self, word: str) -> str | None:
        """Return the code of the name nearest to a folded word, or None.

        Of two names equally near, the one that begins with the same letter is taken; where
        they still stand for different codes, none is.
        """
        best: list[tuple[int, bool, str]] = []
        allowed = slips_forgiven(word)
        if not allowed:
            return None
        seen: set[str] = set()
        for key in _shortened(word, allowed):
            for name in self._near.get(key, ()):
                if name not in seen:
                    seen.add(name)
                    slips = edit_distance(word, name)
                    if slips <= min(allowed, slips_forgiven(name)):
                        best.append((slips, name[0] != word[0], name))
        if not best:
            return None
        nearest = min(best)[:2]
        codes = {self._codes[name] for *rank, name in best if tuple(rank) == nearest}
        return codes.pop() if len(codes) == 1 else None


def _shortened(word: str, count: int) -> set[str]:
    """Return the word, and what is left without any 1 to `count` of its letters."""
    if not count or len(word) > 24:
        return {word} if count else set()
    keys = {word}
    for gone in range(1, count + 1):
        for places in combinations(range(len(word)), gone):
            keys.add("".join(c for i, c in enumerate(word) if i not in places))
    return keys


def edit_distance(a: str, b: str) -> int:
    """Return how many letters must be put in, taken out, changed, or swapped with the next.

    >>> edit_distance("tigrinja", "tigrigna"), edit_distance("arabisk", "arabsik")
    (2, 1)

    Source: the optimal string alignment distance (Damerau 1964, Levenshtein 1966).
    """
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
