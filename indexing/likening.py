"""Weigh how near two typings of one word are to each other; see indexing.romanising."""

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

from indexing.romanising import Table, tables

_SIGNS = "'3"  # soft sign, apostrophe, ain: typed or not
_GLIDES = "yj"  # "ya" and "a", "rebyonka" and "rebenka"
_NEAR = 0.4  # of the cost of taking a vowel for any other
_NEAR_PAIRS = frozenset(
    frozenset(pair) for pair in ("iy", "ij", "yj", "uw", "ou", "ow", "ei", "ey", "ae", "eo")
)


def likeness(
    table: Table, typed: Sequence[str], other: Sequence[str], most: float = math.inf
) -> float:
    """Return what it costs to take one typing for another of the same key; 0 if alike.

    :param typed: the parts of the sounds; :param other: as many.
    :param most: where the cost is higher than this, how much higher is not worked out.
    """
    cost, last = 0.0, len(typed) - 1
    for place, (left, right) in enumerate(zip(typed, other, strict=False)):
        if left != right:
            if place % 2:
                cost += table.costs.other_spelling
            else:
                where = "first" if place == 0 else "last" if place == last else "inside"
                weigh = _vowel_cost_kept if len(left) <= _SHORT else _vowel_cost
                cost += weigh(table.lang, left, right, where)
            if cost > most:
                break
    return cost


def _vowel_cost(lang: str, typed: str, other: str, where: str) -> float:
    """Return the cheapest way from one run of vowels to the other, letter by letter.

    A vowel at the very start or end of a word is written in most scripts, so one that is typed
    there counts, even where a vowel inside the word is free.
    """
    table = tables()[lang]
    costs = table.costs
    usual = costs.other_vowel if where == "first" else costs.vowel
    left_out = [
        costs.free if wanted in _SIGNS else usual / 2 if wanted in _GLIDES else usual
        for wanted in other
    ]
    edge = {"first": 0, "last": len(typed) - 1}.get(where, -1)
    at_edge = table.free[1] if where == "last" else frozenset[str]()
    row = list(itertools.accumulate(left_out, initial=0.0))
    for place, letter in enumerate(typed):
        added = costs.vowel / 2 if letter in _GLIDES else costs.vowel
        if letter in _SIGNS or letter in (at_edge if place == edge else table.free[0]):
            added = costs.free
        last, row = row, [row[0] + added]
        for n, wanted in enumerate(other):
            taken = 0.0 if letter == wanted else costs.other_vowel
            if frozenset((letter, wanted)) in _NEAR_PAIRS:
                taken *= _NEAR
            row.append(min(last[n] + taken, last[n + 1] + added, row[n] + left_out[n]))
    return row[-1]


# Two letters are nobody's name; what is longer is worked out anew, for no word may be kept.
_SHORT = 2
_vowel_cost_kept = lru_cache(maxsize=1 << 14)(_vowel_cost)
