"""Recognise a message that is nothing but a greeting, thanks, a goodbye, or "who are you?".

"Hi, how do I get a doctor?" is a question and goes on its way: a message is small talk only
when its every word is. The words stand in smalltalk.toml, all languages are tried, and no
language identification is needed.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import get_args

from indexing.normalising import fold
from indexing.values import Smalltalk

_FILE = "smalltalk.toml"
_MAX_WORDS = 14
_WORD = re.compile(r"[^\W_]+")
# Which one answers for a message that is more than one: "hi, who are you?", "thanks, bye".
_STRONGEST: tuple[Smalltalk, ...] = ("who", "goodbye", "thanks", "greeting")
Phrase = tuple[str, ...]


@cache
def _phrases() -> tuple[dict[Phrase, frozenset[Smalltalk]], int]:
    """Return what each phrase says (nothing, for a filler), and the longest one's words."""
    file = resources.files(__package__) / _FILE
    found: dict[Phrase, set[Smalltalk]] = {}
    for lists in tomllib.loads(file.read_text("utf-8")).values():
        for sort in (*get_args(Smalltalk), "filler"):
            for phrase in lists[sort]:
                says = found.setdefault(_words(phrase), set())
                if sort != "filler":
                    says.add(sort)
    return {phrase: frozenset(says) for phrase, says in found.items()}, max(map(len, found))


def _words(text: str) -> Phrase:
    return tuple(_WORD.findall(fold(text)))


def find_smalltalk(text: str) -> Smalltalk | None:
    """Return what kind of small talk a message is; None if there is more to it.

    >>> find_smalltalk("Hei, hvem er du?"), find_smalltalk("Hei, hvem er fastlegen min?")
    ('who', None)
    """
    words = _words(text)
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    phrases, longest = _phrases()
    # said[i] holds what the first i words can be said to say, None where they cannot be cut.
    said: list[frozenset[Smalltalk] | None] = [frozenset()]
    for end in range(1, len(words) + 1):
        cuts = [
            before | says
            for start in range(max(0, end - longest), end)
            if (before := said[start]) is not None
            and (says := phrases.get(words[start:end])) is not None
        ]
        said.append(max(cuts, key=lambda cut: (len(cut), sorted(cut)), default=None))
    return next((sort for sort in _STRONGEST if sort in (said[-1] or ())), None)
