"""All rules of all languages, numbered and put where a message finds them quickly.

Every pattern waits at one of its elements, the one that fewest patterns share. A message only
looks at the patterns that wait where one of its own words stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indexing.safety.matching import NumberedPattern, number_pattern
from indexing.safety.rules import Pattern, RuleLevel, RuleSet, read_rules, rule_langs
from indexing.safety.vocabulary import Vocabulary
from indexing.values import DangerKind

# The sets that weighing asks for by name.
_NAMED = ("ME", "NEG", "NOW", "SOON", "PAST")


@dataclass(frozen=True, slots=True, eq=False)
class LanguageRules:
    """What one language says about words that take weight off a sign, or add to it."""

    lang: str
    sets: Mapping[str, int]
    strong_frames: Sequence[NumberedPattern]
    weak_frames: Sequence[NumberedPattern]
    reclaims: Sequence[NumberedPattern]


@dataclass(frozen=True, slots=True, eq=False)
class SafetyRule:
    """A pattern that is a sign of danger, and the language whose words it is made of."""

    pattern: NumberedPattern
    kind: DangerKind
    level: RuleLevel
    tags: frozenset[str]
    rules: LanguageRules


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """The rules of every language, ready to be asked."""

    vocabulary: Vocabulary
    langs: Sequence[LanguageRules]
    idioms: Mapping[int, Sequence[NumberedPattern]]
    rules: Mapping[int, Sequence[SafetyRule]]

    def idioms_of(self, present: Iterable[int]) -> Iterator[NumberedPattern]:
        """Return the look-alikes that may stand in a message with these elements."""
        return (idiom for element in present for idiom in self.idioms.get(element, ()))

    def rules_of(self, present: Iterable[int]) -> Iterator[SafetyRule]:
        """Return the rules that may fit a message with these elements."""
        return (rule for element in present for rule in self.rules.get(element, ()))


def _patterns(rules: RuleSet) -> Iterator[Pattern]:
    yield from rules.idioms
    yield from rules.strong_frames
    yield from rules.weak_frames
    yield from rules.reclaims
    yield from (rule.pattern for rule in rules.rules)


@cache
def machine() -> Machine:
    """Return the rules of all languages; read once."""
    read = [read_rules(lang) for lang in rule_langs()]
    elements = [
        element
        for rules in read
        for pattern in _patterns(rules)
        for part in (*pattern.parts, *pattern.without)
        for element in part.elements
    ]
    elements += [rules.sets[name] for rules in read for name in _NAMED if name in rules.sets]
    shared = Counter(elements)
    vocabulary = Vocabulary(elements)
    times = {vocabulary.numbers[element]: count for element, count in shared.items()}

    def numbered(patterns: Iterable[Pattern]) -> tuple[NumberedPattern, ...]:
        return tuple(number_pattern(pattern, vocabulary) for pattern in patterns)

    def wait_at(pattern: NumberedPattern) -> int:
        return min(pattern.needs, key=lambda element: (times[element], element))

    langs, idioms, waiting = [], defaultdict(list), defaultdict(list)
    for rules in read:
        own = LanguageRules(
            rules.lang,
            {n: vocabulary.numbers[rules.sets[n]] for n in _NAMED if n in rules.sets},
            numbered(rules.strong_frames),
            numbered(rules.weak_frames),
            numbered(rules.reclaims),
        )
        langs.append(own)
        for idiom in numbered(rules.idioms):
            idioms[wait_at(idiom)].append(idiom)
        for rule in rules.rules:
            pattern = number_pattern(rule.pattern, vocabulary)
            made = SafetyRule(pattern, rule.kind, rule.level, rule.tags, own)
            waiting[wait_at(pattern)].append(made)
    vocabulary.forget_elements()
    return Machine(vocabulary, tuple(langs), dict(idioms), dict(waiting))
