"""Decide whether a message tells of danger, and what to show.

What is looked at: the harm, who (the writer, a friend, people in general), when, and the wish
(help, or an essay). The rules say which words mean what; this file says what it makes of them:
look-alikes are set aside first, a negation or the past takes weight off, homework and fiction
take it all, and two signs are merged with the more urgent first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexing.safety.folding import fold_message
from indexing.safety.lines import choose_lines
from indexing.safety.matching import Matcher, Span, Vocabulary
from indexing.safety.rules import Element, Rule, RuleSet, read_rules, rule_langs
from indexing.values import Danger, DangerKind

# More than an honest message has; what lies beyond is not read, so that time stays bounded.
_MAX_CHARS = 2000
_MAX_HISTORY = 6
# So short a message leans on what was said before it: "it happens tonight".
_SHORT_WORDS = 6
# Which of two equally red signs comes first: the body, then life, then being taken away.
_URGENCY: tuple[DangerKind, ...] = (
    "medical_emergency",
    "suicide",
    "violence_now",
    "locked_up",
    "fgm_risk",
    "forced_travel",
    "forced_marriage_imminent",
    "child_abuse",
    "trafficking",
    "runaway_danger",
)
_NOTHING: Element = frozenset()


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign of danger in a message, and the rule and words that gave it."""

    kind: DangerKind
    level: Literal["red", "amber"]
    tags: frozenset[str]
    lang: str
    rule: str
    words: str


@cache
def _machine() -> tuple[tuple[RuleSet, ...], Vocabulary, dict[Element, list[tuple[RuleSet, Rule]]]]:
    """Return all rules, their vocabulary, and the rules by the rarest of their elements."""
    sets = tuple(read_rules(lang) for lang in rule_langs())
    patterns = [
        p
        for s in sets
        for p in (
            *s.idioms,
            *s.strong_frames,
            *s.weak_frames,
            *s.reclaims,
            *(r.pattern for r in s.rules),
        )
    ]
    named = [
        e
        for s in sets
        for e in (s.sets.get(n, _NOTHING) for n in ("NOW", "SOON", "PAST", "NEG", "ME"))
        if e
    ]
    used: dict[Element, int] = defaultdict(int)
    for rule_set in sets:
        for rule in rule_set.rules:
            for part in rule.pattern.parts:
                for element in part.elements:
                    used[element] += 1
    guarded: dict[Element, list[tuple[RuleSet, Rule]]] = defaultdict(list)
    for rule_set in sets:
        for rule in rule_set.rules:
            elements = [e for part in rule.pattern.parts for e in part.elements]
            guarded[min(elements, key=lambda e: (used[e], len(e)))].append((rule_set, rule))
    return sets, Vocabulary(patterns, named), dict(guarded)


def find_signals(text: str) -> tuple[Signal, ...]:
    """Return every sign of danger in one message, the most urgent first."""
    message = fold_message(text[:_MAX_CHARS])
    if not message.words:
        return ()
    sets, vocabulary, guarded = _machine()
    found = vocabulary.find_phrases(message)
    if not found:
        return ()
    bare = Matcher(message, found)
    masked = frozenset(
        at
        for rule_set in sets
        for idiom in rule_set.idioms
        if (span := bare.find(idiom))
        for at in range(*span)
    )
    matcher = Matcher(message, found, masked) if masked else bare
    # A frame takes all weight off a message, so a misspelt word must not make one.
    as_written = Matcher(message, vocabulary.find_phrases(message, forgiving=False))
    frames = {rule_set.lang: _frame(rule_set, as_written) for rule_set in sets}
    framed = "strong" if "strong" in frames.values() else None
    signals = []
    for element, rules in guarded.items():
        if found.keys().isdisjoint(element) or not matcher.spans(element):
            continue
        for rule_set, rule in rules:
            if (framed or frames[rule_set.lang]) == "strong":
                continue
            span = matcher.find(rule.pattern)
            if span and (signal := _weigh(rule, rule_set, span, matcher, frames[rule_set.lang])):
                signals.append(signal)
    signals.sort(key=lambda s: (s.level != "red", _URGENCY.index(s.kind), s.rule))
    return tuple(signals)


def _frame(rule_set: RuleSet, matcher: Matcher) -> Literal["strong", "weak"] | None:
    """Return how firmly a message says that it is about nobody in particular."""
    if any(matcher.find(p) for p in rule_set.strong_frames):
        return None if any(matcher.find(p) for p in rule_set.reclaims) else "strong"
    return "weak" if any(matcher.find(p) for p in rule_set.weak_frames) else None


def _weigh(
    rule: Rule, rule_set: RuleSet, span: Span, matcher: Matcher, frame: str | None
) -> Signal | None:
    """Turn a found rule into a signal; None when a negation or a frame takes it back."""
    sentence = matcher.message.sentence[span[0]]

    def stands(name: str, *, anywhere: bool = False) -> bool:
        spans = matcher.spans(rule_set.sets.get(name, _NOTHING))
        return any(anywhere or matcher.message.sentence[s] == sentence for s, _ in spans)

    if frame == "weak" and not stands("ME"):
        return None
    negated = _is_negated(rule, rule_set, span, matcher)
    if negated and rule.kind != "suicide":
        return None
    past = rule.level != "red!" and stands("PAST")
    if past and rule.kind == "medical_emergency":
        return None
    urgent = rule.level in ("red", "red!")
    urgent |= rule.level in ("now", "soon") and stands("NOW", anywhere=True)
    urgent |= rule.level == "soon" and stands("SOON", anywhere=True)
    level: Literal["red", "amber"] = "red" if urgent and not past and not negated else "amber"
    words = " ".join(matcher.message.words[slice(*span)])
    return Signal(rule.kind, level, rule.tags, rule.lang, rule.pattern.source, words)


def _is_negated(rule: Rule, rule_set: RuleSet, span: Span, matcher: Matcher) -> bool:
    """Return whether a word of denial stands in or beside the sign, and is no part of it."""
    start, end = span
    sentences = matcher.message.sentence
    own = {
        at
        for part in rule.pattern.parts
        for element in part.elements
        for first, stop in matcher.spans(element)
        for at in range(first, stop)
    }
    for at, stop in matcher.spans(rule_set.sets.get("NEG", _NOTHING)):
        if at in own or sentences[at] != sentences[start]:
            continue
        if start - 1 <= at < end:
            return True
        if at == end and (stop == len(sentences) or sentences[stop] != sentences[at]):
            return True
    return False


def find_danger(text: str, *, history: Sequence[str] = ()) -> Danger | None:
    """Return the danger a message tells of, with the helplines to show; None if there is none.

    It needs no language and no model, and never raises: it runs before everything else. A red
    sign in the earlier messages stays in sight as amber until the conversation ends, and a short
    message that says "now" after any sign makes that sign red.

    :param text: the message as it was typed.
    :param history: earlier messages of this conversation, oldest first.
    """
    signals = find_signals(text)
    if signals:
        return _danger(signals, signals[0].level)
    remembered = [find_signals(earlier) for earlier in history[-_MAX_HISTORY:]]
    for earlier in reversed(remembered):
        if earlier and _says_now(text):
            return _danger(earlier, "red")
    for earlier in reversed(remembered):
        if earlier and earlier[0].level == "red":
            return _danger(earlier, "amber")
    return None


def _danger(signals: Sequence[Signal], level: Literal["red", "amber"]) -> Danger:
    return Danger(signals[0].kind, level, choose_lines(signals, level))


def _says_now(text: str) -> bool:
    message = fold_message(text[:_MAX_CHARS])
    if not 0 < len(message.words) <= _SHORT_WORDS:
        return False
    sets, vocabulary, _ = _machine()
    matcher = Matcher(message, vocabulary.find_phrases(message))
    return any(matcher.spans(s.sets.get("NOW", _NOTHING)) for s in sets)
