"""Cut running text into sentences, in twelve languages, by their marks and abbreviations.

A sentence ends at . ! ? … ؟ ۔ ። ፧ (or the Ge'ez ፡፡ that many type), unless the full stop
belongs to an abbreviation, an initial or an ordinal number, or a small letter follows. Where a
text could be read both ways the sentences are left together: half a sentence, quoted, says
something nobody wrote. Lines are never joined: a list item is a sentence of its own.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CLOSERS = "\"'»”’›)\\]*_"
_END = re.compile(rf"(?:[.!?…؟۔።፧፨‽]|፡፡|::)+[{_CLOSERS}]*(?=\s|$)|(?:[።፧፨؟۔]|፡፡)+[{_CLOSERS}]*")
_INITIAL = re.compile(r"[^\W\d_]\.")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}")
_NUMBER = re.compile(r"[(§]?\d+(?:\.\d+)*\.")
_WINDOW = 40  # characters looked at on each side of a mark: keeps a 10 MB line linear
_OPENERS = " \t\"'«“„‘‹([*_¿¡–—-"


class _Abbreviations(NamedTuple):
    goes_on: frozenset[str]
    may_end: frozenset[str]


@cache
def _abbreviations(lang: str) -> _Abbreviations:
    tables = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text("utf-8"))
    chosen = [tables[lang]] if lang in tables else list(tables.values())
    return _Abbreviations(
        *(
            frozenset(word for table in chosen for word in table[name].split())
            for name in _Abbreviations._fields
        )
    )


def sentences(text: str, lang: str) -> list[str]:
    """Return the sentences of a text in reading order, without the space between them.

    All words of the text are in the result, in their order. An unknown language is cut with
    the abbreviations of all of ours.

    >>> sentences("Møt opp kl. 9, f.eks. den 1. mars. Ta med pass!", "nb")
    ['Møt opp kl. 9, f.eks. den 1. mars.', 'Ta med pass!']
    """
    abbreviations = _abbreviations(lang)
    return [
        sentence
        for line in text.splitlines()
        if (stripped := line.strip())
        for sentence in _cut_line(stripped, abbreviations)
    ]


def _cut_line(line: str, abbreviations: _Abbreviations) -> list[str]:
    found = []
    start = 0
    for end in _END.finditer(line):
        following = line[end.end() : end.end() + _WINDOW].lstrip(_OPENERS)[:1]
        before = line[max(start, end.start() - _WINDOW) : end.start() + 1]
        if not following or _goes_on(before, end[0], following, abbreviations):
            continue
        found.append(line[start : end.end()].strip())
        start = end.end()
    if tail := line[start:].strip():
        found.append(tail)
    return found


def _goes_on(before: str, mark: str, following: str, abbreviations: _Abbreviations) -> bool:
    """Does the sentence go on after this mark? `following` is the next letter or digit."""
    if following.islower():
        return True
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    last = before.rsplit(maxsplit=1)[-1]
    token = last.lstrip(_OPENERS).lower()
    if token in abbreviations.may_end:
        return not following.isupper()
    if token in abbreviations.goes_on or _DOTTED.fullmatch(token):
        return True
    if _NUMBER.fullmatch(token):
        # "1. januar" was caught by its small letter; this is the number that opens a list item.
        return before.strip() == last
    return bool(_INITIAL.fullmatch(token)) and following.isupper()
