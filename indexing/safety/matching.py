"""Find patterns in a folded message, quickly: every word is looked up once for all languages.

A vocabulary maps words to the phrases they belong to, so the cost grows with the length of the
message and hardly with the number of rules. What a found pattern means is decided in finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from indexing.safety.folding import Folded
from indexing.safety.rules import Element, Part, Pattern, Phrase, Term
from indexing.safety.spelling import Speller

Span = tuple[int, int]
# The parts of a pattern must stand this close together to tell of one thing, in words.
_WINDOW = 18
# A compound or inflected form may grow by so many letters from a beginning that a rule names.
_MAX_GROWTH = 14
# Arabic writes "and" and "so" in one with the word that follows.
_ARABIC_AND = "وف"


class Vocabulary:
    """The words of many patterns, ready to be looked up."""

    def __init__(self, patterns: Iterable[Pattern], elements: Iterable[Element]) -> None:
        self._phrases: dict[Term, list[Phrase]] = defaultdict(list)
        self.words: dict[str, Term] = {}
        self.starts: dict[str, Term] = {}
        self.ends: list[Term] = []
        self.insides: list[Term] = []
        self.exact: dict[str, Term] = {}
        seen: set[Phrase] = set()
        parts = (part for p in patterns for part in (*p.parts, *p.without))
        for element in [*(e for part in parts for e in part.elements), *elements]:
            for phrase in element - seen:
                seen.add(phrase)
                self._phrases[phrase[0]].append(phrase)
                for term in phrase:
                    self._add(term)
        self.ends.sort(key=lambda term: term.text)
        self.insides.sort(key=lambda term: term.text)
        self.speller = Speller([*self.words], [*self.starts])

    def _add(self, term: Term) -> None:
        match term.form:
            case "word":
                self.words[term.text] = term
            case "start":
                self.starts[term.text] = term
            case "exact":
                self.exact[term.text] = term
            case "end" if term not in self.ends:
                self.ends.append(term)
            case "inside" if term not in self.insides:
                self.insides.append(term)

    def find_phrases(self, message: Folded, *, forgiving: bool = True) -> dict[Phrase, list[Span]]:
        """Return where each phrase stands, as half-open spans of tokens.

        :param forgiving: whether a word with one slip counts as the word that was meant.
        """
        places = self._find_terms(message, forgiving=forgiving)
        found: dict[Phrase, list[Span]] = {}
        for term, starts in places.items():
            for phrase in self._phrases.get(term, ()):
                spans = [
                    (at, at + len(phrase))
                    for at in starts
                    if all(at + k in places.get(t, ()) for k, t in enumerate(phrase))
                ]
                if spans:
                    found[phrase] = spans
        return found

    def _find_terms(self, message: Folded, *, forgiving: bool) -> dict[Term, list[int]]:
        places: dict[Term, list[int]] = defaultdict(list)
        for at, word in enumerate(message.words):
            terms = set(self._look_up(word))
            if word[0] in _ARABIC_AND and len(word) > 2:
                terms.update(self._look_up(word[1:]))
            if not terms and forgiving:
                terms.update(self.speller.correct(word))
            if exact := self.exact.get(message.exact[at]):
                terms.add(exact)
            for term in terms:
                places[term].append(at)
        self._find_inside(message.words, places)
        return places

    def _look_up(self, word: str) -> Iterator[Term]:
        if term := self.words.get(word):
            yield term
        for length in range(max(1, len(word) - _MAX_GROWTH), len(word) + 1):
            if term := self.starts.get(word[:length]):
                yield term

    def _find_inside(self, words: Sequence[str], places: dict[Term, list[int]]) -> None:
        """Look for word endings and cores with one search over the whole text for each."""
        text = " " + " ".join(words) + " "
        offsets = [at for at, word in enumerate(words) for _ in range(len(word) + 1)]
        for terms, closing in ((self.ends, " "), (self.insides, "")):
            for term in terms:
                needle = term.text + closing
                at = text.find(needle)
                while at >= 0:
                    token = offsets[at - 1]
                    if not places[term] or places[term][-1] != token:
                        places[term].append(token)
                    at = text.find(needle, at + 1)
                if not places[term]:
                    del places[term]


class Matcher:
    """One message, and the patterns asked of it."""

    def __init__(
        self, message: Folded, found: dict[Phrase, list[Span]], masked: frozenset[int] = frozenset()
    ) -> None:
        self.message = message
        self._found = found
        self._masked = masked
        self._spans: dict[Element, list[Span]] = {}

    def spans(self, element: Element) -> list[Span]:
        """Return where an element stands, in order, without masked words."""
        cached = self._spans.get(element)
        if cached is None:
            cached = sorted(
                {
                    span
                    for phrase in self._found.keys() & element
                    for span in self._found[phrase]
                    if not self._masked or self._masked.isdisjoint(range(*span))
                }
            )
            self._spans[element] = cached
        return cached

    def part_spans(self, part: Part) -> list[Span]:
        """Return the shortest stretch from each place where the part begins."""
        if not all(map(self.spans, part.elements)):
            return []
        result = []
        for start, end in self.spans(part.elements[0]):
            if part.at_start and start != 0:
                continue
            ends = self._follow(part, 1, end, self.message.sentence[start])
            if part.at_end:
                ends = [e for e in ends if e == len(self.message.words)]
            if ends:
                result.append((start, min(ends)))
        return result

    def _follow(self, part: Part, at: int, position: int, sentence: int) -> list[int]:
        if at == len(part.elements):
            return [position]
        ends: list[int] = []
        for start, end in self.spans(part.elements[at]):
            if position <= start <= position + part.gaps[at] and (
                self.message.sentence[end - 1] == sentence
            ):
                ends += self._follow(part, at + 1, end, sentence)
        return ends

    def find(self, pattern: Pattern) -> Span | None:
        """Return the shortest stretch of one sentence in which the whole pattern stands."""
        per_part = []
        for part in pattern.parts:
            spans = self.part_spans(part)
            if not spans:
                return None
            per_part.append(spans)
        best: Span | None = None
        for first in per_part[0]:
            stretch = self._join(first, per_part[1:])
            if stretch and (best is None or stretch[1] - stretch[0] < best[1] - best[0]):
                best = stretch
        if best is None or not pattern.without:
            return best
        sentence = self.message.sentence[best[0]]
        for part in pattern.without:
            if any(self.message.sentence[s] == sentence for s, _ in self.part_spans(part)):
                return None
        return best

    def _join(self, first: Span, others: list[list[Span]]) -> Span | None:
        """Add to the first part the nearest place of every other, none using its words twice."""
        sentence = self.message.sentence[first[0]]
        taken = [first]
        start, end = first
        for spans in others:
            nearest: Span | None = None
            cost = _WINDOW + 1
            for s, e in spans:
                if self.message.sentence[s] != sentence or any(
                    s < t_end and t_start < e for t_start, t_end in taken
                ):
                    continue
                length = max(end, e) - min(start, s)
                if length < cost:
                    nearest, cost = (s, e), length
            if nearest is None:
                return None
            taken.append(nearest)
            start, end = min(start, nearest[0]), max(end, nearest[1])
        return (start, end)
