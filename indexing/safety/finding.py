"""Decide whether a message tells of danger, and what to show.

What is looked at: the harm, who (the writer, a friend, people in general), when, and the wish
(help, or an essay). The rules say which words mean what; this file says what it makes of them:
look-alikes are set aside first, a negation or the past takes weight off, homework and fiction
take it all, and two signs are merged with the more urgent first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexing.safety.folding import Folded, fold_message
from indexing.safety.learnt import read_message
from indexing.safety.lines import choose_lines
from indexing.safety.machine import LanguageRules, SafetyRule, machine
from indexing.safety.matching import Matcher
from indexing.safety.vocabulary import Span, Spans
from indexing.smalltalk import find_smalltalk
from indexing.values import Danger, DangerKind

# More than an honest message has; what lies beyond is not read, so that time stays bounded.
_MAX_CHARS = 2000
_MAX_HISTORY = 6
# So short a message leans on what was said before it: "it happens tonight".
_SHORT_WORDS = 6
# In a longer message enough words are spelt right, and one more corrected would do harm.
_FEW_WORDS = 14
# A corrected word that is a sign by itself has at least so many letters.
_TELLING_LETTERS = 8
# How sure the model must be to raise an alarm alone, also where the rules find a sign that the
# message takes back ("he never hit me. He throws plates", but "he has not hit me"), and how much
# it must give on a sign that a rule found. The first two were set on the half `tune` of
# indexing.evaluation and the sentences of tests/data/danger, the others by hand with both halves
# in sight.
_SURE, _SURE_THOUGH_TAKEN_BACK = 0.43, 0.95
_DOUBTED, _DOUBTED_RED = 0.05, 0.03
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
Frame = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign of danger in a message, and the rule and words that gave it."""

    kind: DangerKind
    level: Literal["red", "amber"]
    tags: frozenset[str]
    lang: str
    rule: str
    words: str


def find_signals(text: str) -> tuple[Signal, ...]:
    """Return every sign of danger in one message, the most urgent first: those that rules find,
    or else the one that the model of indexing.safety.learnt sees."""
    text = text[:_MAX_CHARS]
    signals, is_taken_back = _read_by_rules(text)
    learnt = read_message(text)
    if learnt is None:
        return signals
    if signals:
        least = _DOUBTED if signals[0].level == "amber" else _DOUBTED_RED
        return signals if learnt.danger >= least else ()
    # A goodbye is the commonest end of a conversation: no alarm for that word alone. What was
    # said before it is looked at beside it, by find_danger.
    least = _SURE_THOUGH_TAKEN_BACK if is_taken_back else _SURE
    if learnt.danger < least or find_smalltalk(text):
        return ()
    return (Signal(learnt.kind, learnt.level, frozenset(), "", "learnt from examples", ""),)


def _read_by_rules(text: str) -> tuple[tuple[Signal, ...], bool]:
    """Return every sign of danger that the rules find in one message, the most urgent first, and
    whether there were signs that the message itself takes back: by a denial, or as a story."""
    message = fold_message(text)
    if not message.words:
        return (), False
    found = machine()
    spans, slipped = found.vocabulary.find_misspelt(message)
    signals, is_taken_back = _judge(message, spans, slipped)
    if not signals and slipped and len(message.words) <= _FEW_WORDS:
        # Who misspells one word misspells another, and some slips make a real word.
        spans, _ = found.vocabulary.find_misspelt(message, boldly=True)
        signals, _ = _judge(message, spans, frozenset(range(len(message.words))))
    return signals, is_taken_back and not signals


def _judge(
    message: Folded, spans: Spans, slipped: frozenset[int]
) -> tuple[tuple[Signal, ...], bool]:
    """Return the signs that stand in a message whose words have been looked up, and whether any
    was taken back.

    :param slipped: tokens that were corrected; one short corrected word is no sign by itself.
    """
    found = machine()
    matcher = Matcher(message, spans)
    masked = frozenset(
        at
        for idiom in found.idioms_of(matcher.present)
        if (span := matcher.find(idiom))
        for at in range(*span)
    )
    if masked:
        matcher = matcher.mask(masked)
    candidates = [
        (rule, span)
        for rule in found.rules_of(matcher.present)
        if (span := matcher.find(rule.pattern)) and not _is_guess(message, span, slipped)
    ]
    if not candidates:
        return (), False
    # A frame takes all weight off a message, so a misspelt word must not make one.
    frames = _frames(found.langs, Matcher(message, found.vocabulary.find(message)))
    if "strong" in frames.values():
        return (), True
    weighed = (
        _weigh(rule, span, matcher, frames.get(rule.rules.lang)) for rule, span in candidates
    )
    signals = [signal for signal in weighed if signal]
    signals.sort(key=lambda s: (s.level != "red", _URGENCY.index(s.kind), s.lang, s.rule))
    return tuple(signals), len(signals) < len(candidates)


def _is_guess(message: Folded, span: Span, slipped: frozenset[int]) -> bool:
    start, end = span
    return end - start == 1 and start in slipped and len(message.words[start]) < _TELLING_LETTERS


def _frames(langs: Sequence[LanguageRules], matcher: Matcher) -> Mapping[str, Frame]:
    """Return how firmly a message says, in each language, that it is about nobody."""
    frames: dict[str, Frame] = {}
    for rules in langs:
        if any(matcher.find(pattern) for pattern in rules.strong_frames):
            if not any(matcher.find(pattern) for pattern in rules.reclaims):
                frames[rules.lang] = "strong"
        elif any(matcher.find(pattern) for pattern in rules.weak_frames):
            frames[rules.lang] = "weak"
    return frames


def _weigh(rule: SafetyRule, span: Span, matcher: Matcher, frame: Frame | None) -> Signal | None:
    """Turn a found rule into a signal; None when a negation or a frame takes it back."""
    sentences = matcher.message.sentence

    def stands(name: str, *, anywhere: bool = False) -> bool:
        spans = matcher.spans(rule.rules.sets.get(name))
        return any(anywhere or sentences[start] == sentences[span[0]] for start, _ in spans)

    if frame == "weak" and not stands("ME"):
        return None
    negated = _is_negated(rule, span, matcher)
    if negated and rule.kind != "suicide":
        return None
    past = rule.level != "red!" and stands("PAST")
    if past and rule.kind == "medical_emergency":
        return None
    urgent = rule.level in ("red", "red!")
    urgent |= rule.level in ("now", "soon") and stands("NOW", anywhere=True)
    urgent |= rule.level == "soon" and stands("SOON", anywhere=True)
    words = " ".join(matcher.message.words[slice(*span)])
    return Signal(
        rule.kind,
        "red" if urgent and not past and not negated else "amber",
        rule.tags,
        rule.rules.lang,
        rule.pattern.source,
        words,
    )


def _is_negated(rule: SafetyRule, span: Span, matcher: Matcher) -> bool:
    """Return whether a word of denial stands in or beside the sign, and is no part of it."""
    denials = matcher.spans(rule.rules.sets.get("NEG"))
    if not denials:
        return False
    start, end = span
    sentences = matcher.message.sentence
    own = {
        at
        for element in rule.pattern.needs
        for stretch in matcher.spans(element)
        for at in range(*stretch)
    }
    for at, stop in denials:
        if at in own or sentences[at] != sentences[start]:
            continue
        if start - 1 <= at < end:
            return True
        if at == end and (stop == len(sentences) or sentences[stop] != sentences[at]):
            return True
    return False


def find_danger(text: str, *, history: Sequence[str] = ()) -> Danger | None:
    """Return the danger a message tells of, with the helplines to show; None if there is none.

    It needs no language and no index, and never raises: it runs before everything else. A red
    sign in the earlier messages stays in sight as amber until the conversation ends, and a short
    message that says "now" after any sign makes that sign red.

    :param text: the message as it was typed.
    :param history: earlier messages of this conversation, oldest first.
    """
    signals = find_signals(text)
    if signals:
        return _danger(signals, signals[0].level)
    remembered = [find_signals(earlier) for earlier in history[-_MAX_HISTORY:]]
    earlier = next((signs for signs in reversed(remembered) if signs), None)
    if earlier and _says_now(text):
        return _danger(earlier, "red")
    for signs in reversed(remembered):
        if signs and signs[0].level == "red":
            return _danger(signs, "amber")
    return None


def _danger(signals: Sequence[Signal], level: Literal["red", "amber"]) -> Danger:
    return Danger(signals[0].kind, level, choose_lines(signals, level))


def _says_now(text: str) -> bool:
    message = fold_message(text[:_MAX_CHARS])
    if not 0 < len(message.words) <= _SHORT_WORDS:
        return False
    found = machine()
    matcher = Matcher(message, found.vocabulary.find(message))
    return any(matcher.spans(rules.sets.get("NOW")) for rules in found.langs)
