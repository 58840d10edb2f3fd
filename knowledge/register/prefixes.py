"""Find the names that a text may be the beginning of, one slip of the pen forgiven.

For lists that open while somebody types. Names are kept sorted by their folded forms, so that
those with one beginning stand side by side; only where nothing begins as the text does are
slips looked for.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum

from knowledge.register.folding import fold_key, plain_nordic
from knowledge.register.wording import name_keys

SLIP_FROM = 4  # letters, from which one may be wrong
_MAX_CHARS = 40  # of a text that may be the beginning of a name
_LAST = "\U0010ffff"  # sorts after every letter


class Match(IntEnum):
    """How a name fits a text, the best way first."""

    WHOLE = 0
    BEGINNING = 1
    INNER_WORD = 2
    SLIP = 3


class PrefixIndex:
    """Names by what they begin with; built once, then read by any thread."""

    def __init__(self, names: Iterable[tuple[str, bool]]) -> None:
        """:param names: each with whether its inner words may be typed alone."""
        forms: set[tuple[str, int, Match]] = set()
        for position, (name, by_word) in enumerate(names):
            for key in (fold_key(name), *name_keys(name)):
                words = key.split()
                forms.add((key, position, Match.BEGINNING))
                for start in range(1, len(words) if by_word else 1):
                    forms.add((" ".join(words[start:]), position, Match.INNER_WORD))
        self._forms = sorted(form for form in forms if form[0])
        self._keys = [key for key, _, _ in self._forms]
        beheaded = sorted((key[1:], at) for at, key in enumerate(self._keys))
        self._beheaded = [key for key, _ in beheaded]
        self._beheaded_at = [at for _, at in beheaded]

    def find(self, text: str) -> dict[int, Match]:
        """Return the positions of the names that the text may begin, and how each fits.

        >>> PrefixIndex([("Sorani (Central Kurdish)", True)]).find("kurdis")
        {0: <Match.INNER_WORD: 2>}
        """
        found: dict[int, Match] = {}
        for typed in _typed(text):
            for at in _range(self._keys, typed):
                key, position, match = self._forms[at]
                if key == typed and match is Match.BEGINNING:
                    match = Match.WHOLE
                if match < found.get(position, Match.SLIP):
                    found[position] = match
        if not found:
            for typed in _typed(text):
                if len(typed) >= SLIP_FROM:
                    found |= {self._forms[at][1]: Match.SLIP for at in self._slipped(typed)}
        return found

    def _slipped(self, typed: str) -> Iterator[int]:
        """Yield the forms that begin with the text but for one letter: wrong, missing, too many,
        or in the place of the next."""
        for at in _range(self._keys, typed[0]):
            if _begins_but_one(self._keys[at], typed):
                yield at
        yield from _range(self._keys, typed[1:])
        for rest in (typed, typed[1:]):
            yield from (self._beheaded_at[at] for at in _range(self._beheaded, rest))
        swapped = typed[1] + typed[0] + typed[2:]
        yield from _range(self._keys, swapped)


def _typed(text: str) -> set[str]:
    """Return the forms in which a text is looked up."""
    short = text[:_MAX_CHARS]
    return {
        key for key in (fold_key(short), fold_key(plain_nordic(short)), *name_keys(short)) if key
    }


def _range(keys: list[str], beginning: str) -> range:
    return range(bisect_left(keys, beginning), bisect_left(keys, beginning + _LAST))


def _begins_but_one(key: str, typed: str) -> bool:
    """Say whether `key`, which has the same first letter, begins with the text but for one slip."""
    same = 1
    most = min(len(key), len(typed))
    while same < most and key[same] == typed[same]:
        same += 1
    rest = typed[same + 1 :]
    return (
        key.startswith(rest, same + 1)  # another letter
        or key.startswith(rest, same)  # one too many
        or key.startswith(typed[same:], same + 1)  # one missing
        or (
            key[same + 1 : same + 2] == typed[same : same + 1]
            and key[same : same + 1] == typed[same + 1 : same + 2]
            and key.startswith(typed[same + 2 :], same + 2)
        )
    )
