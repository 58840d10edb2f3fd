"""Find passages where a translation says no and its source does not, or the other way round.

A lost "not" turns a right into a ban. Languages deny in their own ways (a word, a prefix, an
ending), and a sentence can be turned around and mean the same: so this gives a person the few
passages to read, and finds no faults by itself.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from knowledge.languages import SOURCE_LANG
from knowledge.loading import Knowledge
from knowledge.problems import read_toml
from knowledge.sampling import Pair, pairs
from knowledge.termbase import fold_case

_FILE = Path(__file__).with_name("negations.toml")


def doubtful(knowledge: Knowledge, lang: str) -> Iterator[Pair]:
    """Yield the passages of a language where only one of translation and source denies."""
    for pair in pairs(knowledge, lang):
        if denies(pair.text, lang) != denies(pair.source, SOURCE_LANG):
            yield pair


def denies(text: str, lang: str) -> bool:
    """Does a text say no to anything? A language that nobody has described never does."""
    pattern = _patterns().get(lang)
    return bool(pattern and pattern.search(fold_case(text, lang)))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    given = read_toml(_FILE, [])
    return {lang: re.compile(rf"(?<!\w)(?:{ways})(?!\w)") for lang, ways in given.items()}
