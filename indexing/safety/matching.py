"""Find patterns in a message whose words have been looked up.

What a found pattern means is decided in finding; which words stand where is found out in
vocabulary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexing.safety.folding import Folded
from indexing.safety.rules import Part, Pattern
from indexing.safety.vocabulary import Span, Spans, Vocabulary

# The parts of a pattern must stand this close together to tell of one thing, in words.
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """A Part whose elements are numbers of the vocabulary."""

    elements: tuple[int, ...]
    gaps: tuple[int, ...]
    at_start: bool
    at_end: bool


@dataclass(frozen=True, slots=True)
class NumberedPattern:
    """A Pattern whose elements are numbers; `needs` are those that must all be there."""

    parts: tuple[NumberedPart, ...]
    without: tuple[NumberedPart, ...]
    needs: frozenset[int]
    source: str


def number_pattern(pattern: Pattern, vocabulary: Vocabulary) -> NumberedPattern:
    """Put numbers in the place of elements."""

    def numbered(part: Part) -> NumberedPart:
        elements = tuple(vocabulary.numbers[element] for element in part.elements)
        return NumberedPart(elements, part.gaps, part.at_start, part.at_end)

    parts = tuple(map(numbered, pattern.parts))
    needs = frozenset(element for part in parts for element in part.elements)
    return NumberedPattern(parts, tuple(map(numbered, pattern.without)), needs, pattern.source)


class Matcher:
    """One message, and the patterns asked of it."""

    def __init__(self, message: Folded, found: Spans) -> None:
        self.message = message
        self._found = found
        self.present = found.keys()

    def mask(self, masked: frozenset[int]) -> "Matcher":
        """Return the same message without some of its tokens."""
        kept = {
            element: left
            for element, spans in self._found.items()
            if (left := [span for span in spans if masked.isdisjoint(range(*span))])
        }
        return Matcher(self.message, kept)

    def spans(self, element: int | None) -> Sequence[Span]:
        """Return where an element stands, in order."""
        return self._found.get(element, ()) if element is not None else ()

    def find(self, pattern: NumberedPattern) -> Span | None:
        """Return the shortest stretch of one sentence in which the whole pattern stands."""
        if not pattern.needs <= self.present:
            return None
        per_part: list[list[Span]] = []
        for part in pattern.parts:
            spans = self._part_spans(part)
            if not spans:
                return None
            per_part.append(spans)
        stretches = [s for first in per_part[0] if (s := self._join(first, per_part[1:]))]
        if not stretches:
            return None
        best = min(stretches, key=lambda span: (span[1] - span[0], span[0]))
        sentence = self.message.sentence[best[0]]
        return None if self._stands(pattern.without, sentence) else best

    def _stands(self, parts: Iterable[NumberedPart], sentence: int) -> bool:
        return any(
            self.message.sentence[start] == sentence
            for part in parts
            for start, _ in self._part_spans(part)
        )

    def _part_spans(self, part: NumberedPart) -> list[Span]:
        """Return the shortest stretch from each place where the part begins."""
        result = []
        for start, end in self.spans(part.elements[0]):
            if part.at_start and start != 0:
                continue
            ends = self._follow(part, 1, {end}, self.message.sentence[start])
            if part.at_end:
                ends &= {len(self.message.words)}
            if ends:
                result.append((start, min(ends)))
        return result

    def _follow(self, part: NumberedPart, at: int, places: set[int], sentence: int) -> set[int]:
        """Return where the part can end, when its elements before `at` end at `places`."""
        for element, gap in zip(part.elements[at:], part.gaps[at:], strict=True):
            if not places:
                break
            places = {
                end
                for start, end in self.spans(element)
                if self.message.sentence[end - 1] == sentence
                and any(place <= start <= place + gap for place in places)
            }
        return places

    def _join(self, first: Span, others: Sequence[Sequence[Span]]) -> Span | None:
        """Add to the first part the nearest place of every other, none using its words twice."""
        sentence = self.message.sentence[first[0]]
        taken = [first]
        start, end = first
        for spans in others:
            nearest: Span | None = None
            cost = _WINDOW + 1
            for s, e in spans:
                length = max(end, e) - min(start, s)
                if (
                    length < cost
                    and self.message.sentence[s] == sentence
                    and not any(s < t_end and t_start < e for t_start, t_end in taken)
                ):
                    nearest, cost = (s, e), length
            if nearest is None:
                return None
            taken.append(nearest)
            start, end = min(start, nearest[0]), max(end, nearest[1])
        return (start, end)
