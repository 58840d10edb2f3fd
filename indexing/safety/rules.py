"""Read the rules of danger from their files: data, so that a language is added without code.

Each language has one file `rules/<lang>.tsv`; `rules/patterns.tsv` holds the patterns that
every language shares. A line is tab-separated and begins with its sort:

    set       NAME      words            named words, used by patterns in CAPITALS
    idiom               pattern          a look-alike: its words count for nothing
    frame     strong    pattern          homework, fiction, translation: the message tells of nobody
    frame     weak      pattern          "what is …": as strong, unless the writer speaks of herself
    reclaim             pattern          "… and I feel like her": undoes a frame
    <kind>    <level>   pattern  [tags]  a sign of danger

Levels: `red`; `red!` (also when told as past); `now` (red when NOW or RED-making words stand
beside it, else amber); `soon` (as now, and tomorrow or Saturday count); `amber`.

A pattern is made of parts joined by ` & `; all stand in one sentence, in any order. `!part`
must not. A part is elements in their order; `..` lets up to four words come between, `...` up to
ten. An element is words joined by `|`: `slår`, `slå*` (beginning), `*slå` (end), `*slå*`
(anywhere), `i_natt` (several), `=öldü` (accents count), NAME (a set). `^` and `$` are the ends
of the whole message. A shared pattern works in a language that has all of its sets.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, get_args

from indexing.errors import IndexingError
from indexing.safety.folding import exact_word, fold_message, fold_word
from indexing.values import DangerKind

RuleLevel = Literal["red", "red!", "now", "soon", "amber"]
_SHARED = "patterns"
_GAPS = {"..": 4, "...": 10}


class RuleFault(IndexingError):
    """A line of a rule file cannot be understood."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look for: `form` says how `text` is compared."""

    form: Literal["word", "start", "end", "inside", "exact"]
    text: str


Phrase = tuple[Term, ...]
Element = frozenset[Phrase]


@dataclass(frozen=True, slots=True)
class Part:
    """Elements in order; `gaps[i]` words at most may stand before element i."""

    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    at_start: bool = False
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that must all be found in one sentence, and parts that must not."""

    parts: tuple[Part, ...]
    without: tuple[Part, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that is a sign of danger."""

    pattern: Pattern
    kind: DangerKind
    level: RuleLevel
    tags: frozenset[str]
    lang: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything one language says about danger."""

    lang: str
    sets: dict[str, Element]
    idioms: tuple[Pattern, ...]
    strong_frames: tuple[Pattern, ...]
    weak_frames: tuple[Pattern, ...]
    reclaims: tuple[Pattern, ...]
    rules: tuple[Rule, ...]


def _term(text: str) -> Term:
    if text.startswith("="):
        return Term("exact", exact_word(text[1:]))
    starts, ends = text.endswith("*"), text.startswith("*")
    word = fold_word(text.strip("*"))
    if starts and ends:
        return Term("inside", word)
    return Term("start" if starts else "end" if ends else "word", word)


@lru_cache(maxsize=512)
def _phrase(text: str) -> Phrase:
    """Return the terms of `i_natt`; a hyphen or apostrophe is cut as in a message."""
    terms: list[Term] = []
    for piece in text.split("_"):
        if piece[:1] in "=*" or piece.endswith("*") or piece.isalnum():
            terms.append(_term(piece))
        else:
            terms += [Term("word", word) for word in fold_message(piece).words]
    return tuple(terms)


def _element(text: str, sets: dict[str, Element]) -> Element:
    phrases: set[Phrase] = set()
    for choice in text.split("|"):
        if choice.isascii() and choice.isupper() and len(choice) > 1:
            phrases |= sets[choice]
        elif choice:
            phrases.add(_phrase(choice))
    return frozenset(phrases)


def _part(text: str, sets: dict[str, Element]) -> Part:
    elements: list[Element] = []
    gaps: list[int] = []
    gap, at_start, at_end = 0, False, False
    for piece in text.split():
        if piece in _GAPS:
            gap = _GAPS[piece]
        elif piece == "^":
            at_start = True
        elif piece == "$":
            at_end = True
        else:
            elements.append(_element(piece, sets))
            gaps.append(gap)
            gap = 0
    if not elements or any(not phrase for element in elements for phrase in element):
        raise ValueError("a part without words")
    return Part(tuple(elements), tuple(gaps), at_start, at_end)


def _pattern(text: str, sets: dict[str, Element]) -> Pattern:
    parts, without = [], []
    for piece in text.split(" & "):
        bare = piece.strip()
        if bare.startswith("!"):
            without.append(_part(bare[1:], sets))
        else:
            parts.append(_part(bare, sets))
    return Pattern(tuple(parts), tuple(without), text)


def _lines(name: str) -> Iterator[tuple[int, list[str]]]:
    text = (resources.files(__package__) / "rules" / f"{name}.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [column.strip() for column in line.split("\t")]


def read_rules(lang: str) -> RuleSet:
    """Read one language's file, and the shared patterns that its sets allow.

    :raises RuleFault: naming file, line and what is wrong with it.
    """
    sets: dict[str, Element] = {}
    found: dict[str, list[Pattern]] = {"idiom": [], "strong": [], "weak": [], "reclaim": []}
    rules: list[Rule] = []
    for name in (lang, _SHARED):
        for number, columns in _lines(name):
            try:
                match columns:
                    case ["set", label, words]:
                        sets[label] = sets.get(label, frozenset()) | _element(words, sets)
                    case ["idiom" | "reclaim" as sort, pattern]:
                        found[sort].append(_pattern(pattern, sets))
                    case ["frame", "strong" | "weak" as sort, pattern]:
                        found[sort].append(_pattern(pattern, sets))
                    case [kind, level, pattern, *tags] if kind in get_args(
                        DangerKind
                    ) and level in get_args(RuleLevel):
                        made = _pattern(pattern, sets)
                        rules.append(_rule(made, kind, level, tags, lang))
                    case _:
                        raise ValueError("not one of the sorts of line")
            except KeyError as missing:
                if name == _SHARED:
                    continue  # this language has no such words: the pattern is not for it
                raise RuleFault(f"rules/{name}.tsv, line {number}: no set {missing}") from None
            except ValueError as fault:
                raise RuleFault(f"rules/{name}.tsv, line {number}: {fault}") from None
    return RuleSet(
        lang,
        sets,
        tuple(found["idiom"]),
        tuple(found["strong"]),
        tuple(found["weak"]),
        tuple(found["reclaim"]),
        tuple(rules),
    )


def _rule(pattern: Pattern, kind: str, level: str, tags: list[str], lang: str) -> Rule:
    words = frozenset(tag for column in tags for tag in column.split())
    return Rule(pattern, kind, level, words, lang)  # type: ignore[arg-type]  # matched above


@cache
def rule_langs() -> tuple[str, ...]:
    """Return the codes of every language that has a file of rules."""
    folder = resources.files(__package__) / "rules"
    names = (item.name.removesuffix(".tsv") for item in folder.iterdir())
    return tuple(sorted(name for name in names if name != _SHARED and not name.endswith(".md")))
