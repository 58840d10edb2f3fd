"""The word lists of slots.toml, in a form that is quick to search."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from indexing.slot_words import Word, split_words
from knowledge.register.folding import fold
from knowledge.register.wording import bare_words, name_keys, word_key

_FILE = Path(__file__).with_name("slots.toml")
_NORWEGIAN = ("nb", "nn")
_SHARED = "mixed"
# Lists that tell the same kind of thing: whether one is wanted, who, when, where; all else is 0.
_GROUPS_OF_A_KIND = (
    "want weak ask whether where how about acting someone speaker",
    "act family person other setting",
    "day before clock hours hour month joint",
    "at place_noun",
    "tongue",
)
_KINDS = {
    group: kind
    for kind, groups in enumerate(_GROUPS_OF_A_KIND, start=1)
    for group in groups.split()
}
_HIDING = ("ignore", "day", "in_person")
_PEOPLE = ("someone", "speaker")  # "can someone" tells both that one asks and of whom
_HIDDEN = -1


@dataclass(frozen=True, slots=True)
class Found:
    """A listed word or phrase in a question: its list, first word, and number of words."""

    group: str
    start: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length


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
            if not entries and "\u0600" <= key[0] <= "\u137f":  # ንቪድዮ, وبدي: a word is written on
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
    """Yield the entry if the rest of its phrase follows, in the same clause."""
    group, at_beginning, rest = entry
    clause = words[start].clause
    if at_beginning and start and words[start - 1].sentence == words[start].sentence:
        return
    if start + len(rest) >= len(words) + (not rest):
        return
    for offset, key in enumerate(rest, 1):
        word = words[start + offset]
        same = word.key.startswith(key[:-1]) if key.endswith("*") else word.key == key
        if not same or word.clause != clause:
            return
    yield Found(group, start, 1 + len(rest))


def longest_only(hits: Iterable[Found]) -> list[Found]:
    """Return the hits that do not lie inside a longer one: "who can help" is no "who".

    Only lists that tell the same kind of thing compete; those of `_HIDING` do so with them all:
    "in the same room" does not ask about "the same" one.
    """
    kept: list[Found] = []
    around: dict[tuple[int, int], list[Found]] = {}  # by kind and word, the longest first
    for hit in sorted(set(hits), key=lambda hit: -hit.length):
        kind = _KINDS.get(hit.group, 0)
        longer = (*around.get((kind, hit.start), ()), *around.get((_HIDDEN, hit.start), ()))
        inside = any(one.end >= hit.end and one.length > hit.length for one in longer)
        if inside and hit.group not in _PEOPLE:
            continue
        kept.append(hit)
        kinds = (kind, _HIDDEN) if hit.group in _HIDING else (kind,)
        for one_kind, place in product(kinds, range(hit.start, hit.end)):
            around.setdefault((one_kind, place), []).append(hit)
    return kept


@cache
def _lists() -> dict[str, dict[str, Any]]:
    lists = tomllib.loads(_FILE.read_text("utf-8"))
    for lang, groups in lists.items():
        if "extends" in groups:
            base = groups.pop("extends")
            lists[lang] = {**lists[base], **groups}
    mixed = lists[_SHARED]
    for lang in lists.keys() - {"places", _SHARED}:
        groups = lists[lang]
        lists[lang] = groups | {
            group: [*groups.get(group, ()), *words]
            for group, words in mixed.items()
            if group != "noun" or lang not in _NORWEGIAN
        }
    return lists


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the word lists of one of our languages."""
    groups = dict(_lists()[lang])
    groups.pop("not_spoken", None)
    return Lexicon(groups)


@cache
def nouns() -> Lexicon:
    """Return the words for an interpreter in all languages; the group is the language, or
    "mixed" for Norwegian words in another one."""
    lists = {lang: g for lang, g in _lists().items() if lang != "places"}
    shared = set(lists[_SHARED]["noun"])
    return Lexicon(
        {
            lang: [
                word
                for word in (*groups["noun"], *groups.get("noun_f", ()))
                if lang in (_SHARED, *_NORWEGIAN) or word not in shared
            ]
            for lang, groups in lists.items()
        }
    )


@cache
def interpreting(lang: str) -> Lexicon:
    """Return the words of `lang` for what an interpreter does."""
    return Lexicon({"act": _lists()[lang]["act"]})


@cache
def not_spoken(lang: str) -> frozenset[str]:
    """Return words of `lang` that look like the name of a language and are none."""
    return frozenset(word_key(fold(w)) for w in _lists()[lang].get("not_spoken", ()))


@cache
def place_words(group: str) -> frozenset[str]:
    """Return the folded words of a list in section `places`."""
    return frozenset(key for word in _lists()["places"][group] for key in name_keys(word))


@cache
def place_beginnings(group: str) -> tuple[str, ...]:
    """Return how the words of a list in section `places` begin, folded."""
    return tuple(sorted({fold(word.rstrip("*")) for word in _lists()["places"][group]}))


def known_languages() -> frozenset[str]:
    """Return the languages that have word lists."""
    return frozenset(_lists()) - {"places", _SHARED}
