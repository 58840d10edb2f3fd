"""The words of a question, cut and folded, each with its place in the text."""

import re
from dataclasses import dataclass

from knowledge.register.folding import fold
from knowledge.register.wording import word_key

# A number keeps its points and colons, a word its apostrophes, vowel signs and half-spaces.
_TOKEN = re.compile(
    r"\d+(?:[.:/]\d+)+|\d+(?=[^\W\d_])"
    r"|[^\W_](?:[^\W_]|['’ʼ`´\u200c\u200d\u0300-\u036f\u064b-\u0652\u0670\u0640])*"
    r"|[.!?…;\n؟؛።፧,:،፣፥፡()–—]"
)
_CLAUSE_ENDS = frozenset(",:،፣፥፡()–—")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_COMPOUND = re.compile(r"(.{3,}?)[se]?t(?:o|aa|å)lk(?:en|er|ar|ane|ene|a|ing)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: folded, without what is written on to its front; `stem` is what
    stands before an apostrophe (Oslo'da); `head` what a Norwegian compound says before "tolk".
    `start` and `end` are where it stands in the text; `joined` that a hyphen stands before it."""

    key: str
    stem: str
    head: str
    capital: bool
    sentence: int
    clause: int
    start: int
    end: int
    joined: bool = False


def split_words(text: str) -> tuple[Word, ...]:
    """Cut a question into words, each with the number of its sentence and its clause."""
    words: list[Word] = []
    sentence = clause = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if not raw[0].isalnum():
            clause += 1
            sentence += raw not in _CLAUSE_ENDS and not _is_abbreviation(text, match.start())
            continue
        key = word_key(fold(raw))
        if not key:
            continue
        stem = fold(_APOSTROPHE.split(raw, maxsplit=1)[0]) if _APOSTROPHE.search(raw) else key
        compound = _COMPOUND.fullmatch(key) if "lk" in key else None
        words.append(
            Word(
                key=key,
                stem=stem,
                head=compound.group(1) if compound else "",
                capital=raw[0].isupper(),
                sentence=sentence,
                clause=clause,
                start=match.start(),
                end=match.end(),
                joined=text[match.start() - 1 : match.start()] == "-",
            )
        )
    return tuple(words)


def _is_abbreviation(text: str, place: int) -> bool:
    """Say whether the point at this place ends no sentence: kl. 10, tlf.nr., 14. mars."""
    after = text[place + 1 : place + 3].strip()
    before = text[max(place - 3, 0) : place]
    return text[place] == "." and (
        after[:1].isdigit() or before[-1:].isdigit() or (after[:1].islower() and len(after) > 1)
    )
