"""The words of a question, and the word lists of slots.toml in a form that is quick to search."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.register.folding import fold
from knowledge.register.wording import bare_words, name_keys, word_key

_FILE = Path(__file__).with_name("slots.toml")
# A word keeps its apostrophes, vowel signs and half-spaces; anything that ends a sentence counts.
_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|['’ʼ`´\u200c\u200d\u0300-\u036f\u064b-\u0652\u0670\u0640])*"
    r"|[.!?…;\n؟؛።፧]"
)
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_COMPOUND = re.compile(r"(.{3,}?)[se]?tolk(?:en|er|ar|ane|ene|a|ing)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: folded, without what is written on to its front; `stem` is what
    stands before an apostrophe (Oslo'da); `head` what a Norwegian compound says before "tolk"."""

    key: str
    stem: str
    head: str
    capital: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class Found:
    """A listed word or phrase in a question: its list, first word, and number of words."""

    group: str
    start: int
    length: int


def split_words(text: str) -> tuple[Word, ...]:
    """Cut a question into words, each with the number of its sentence."""
    words: list[Word] = []
    sentence = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if not raw[0].isalnum():
            sentence += 1
            continue
        key = word_key(fold(raw))
        if not key:
            continue
        stem = fold(_APOSTROPHE.split(raw, maxsplit=1)[0]) if _APOSTROPHE.search(raw) else key
        compound = _COMPOUND.fullmatch(key) if "tolk" in key else None
        head = compound.group(1) if compound else ""
        words.append(Word(key, stem, head, raw[0].isupper(), sentence))
    return tuple(words)


class Lexicon:
    """Word lists by group, searched word by word: exact words and beginnings of words."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self._exact: dict[str, list[tuple[str, bool, tuple[str, ...]]]] = {}
        self._begin: dict[str, list[tuple[str, bool, tuple[str, ...]]]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(group, phrase)
        self._lengths = sorted({len(key) for key in self._begin})

    def _add(self, group: str, phrase: str) -> None:
        keys = [word.key + "*" * phrase.endswith("*") for word in split_words(phrase)]
        keys = [key.rstrip("*") for key in keys[:-1]] + keys[-1:]
        first, rest = keys[0], tuple(keys[1:])
        table = self._begin if first.endswith("*") else self._exact
        table.setdefault(first.rstrip("*"), []).append((group, phrase.startswith("^"), rest))

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Yield every listed word and phrase, in the order of the words."""
        for start, word in enumerate(words):
            key = word.key
            entries = self._exact.get(key, ())
            if not entries and "\u1200" <= key[0] <= "\u137f":  # ንቪድዮ: "for" is written on
                entries = [e for bare in bare_words(key) for e in self._exact.get(bare, ())]
            for entry in entries:
                yield from _matching(entry, words, start)
            for length in self._lengths:
                if length > len(key):
                    break
                for entry in self._begin.get(key[:length], ()):
                    yield from _matching(entry, words, start)


def _matching(
    entry: tuple[str, bool, tuple[str, ...]], words: Sequence[Word], start: int
) -> Iterator[Found]:
    """Yield the entry if the rest of its phrase follows, in the same sentence."""
    group, at_beginning, rest = entry
    sentence = words[start].sentence
    if at_beginning and start and words[start - 1].sentence == sentence:
        return
    if start + len(rest) >= len(words) + (not rest):
        return
    for offset, key in enumerate(rest, 1):
        word = words[start + offset]
        same = word.key.startswith(key[:-1]) if key.endswith("*") else word.key == key
        if not same or word.sentence != sentence:
            return
    yield Found(group, start, 1 + len(rest))


@cache
def _lists() -> dict[str, dict[str, Any]]:
    lists = tomllib.loads(_FILE.read_text("utf-8"))
    for lang, groups in lists.items():
        if "extends" in groups:
            base = groups.pop("extends")
            lists[lang] = {**lists[base], **groups}
    return lists


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the word lists of one of our languages."""
    groups = dict(_lists()[lang])
    groups.pop("not_spoken", None)
    return Lexicon(groups)


@cache
def nouns() -> Lexicon:
    """Return the words for an interpreter in all languages; the group is the language."""
    lists = {lang: g for lang, g in _lists().items() if lang != "places"}
    return Lexicon(
        {lang: [*groups["noun"], *groups.get("noun_f", ())] for lang, groups in lists.items()}
    )


@cache
def not_spoken(lang: str) -> frozenset[str]:
    """Return words of `lang` that look like the name of a language and are none."""
    return frozenset(word_key(fold(w)) for w in _lists()[lang].get("not_spoken", ()))


@cache
def place_words(group: str) -> frozenset[str]:
    """Return the folded words of a list in section `places`."""
    return frozenset(key for word in _lists()["places"][group] for key in name_keys(word))


def known_languages() -> frozenset[str]:
    """Return the languages that have word lists."""
    return frozenset(_lists()) - {"places"}
