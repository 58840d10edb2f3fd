"""Look up every word of a message once, for the rules of all languages together.

Words, phrases and elements of the rules are numbered, so the cost of a message grows with its
length and hardly with the number of rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexing.safety.folding import Folded
from indexing.safety.rules import Element, Phrase, Term
from indexing.safety.spelling import Speller

Span = tuple[int, int]
Spans = Mapping[int, Sequence[Span]]
# A compound or inflected form may grow by so many letters from a beginning that a rule names.
_MAX_GROWTH = 14
# No core that a rule looks for inside a word is shorter or longer, in letters.
_SHORTEST_CORE, _LONGEST_CORE = 2, 12
# Arabic writes "and" and "so" in one with the word that follows.
_ARABIC_AND = "وف"


class Vocabulary:
    """The elements of all rules, numbered in the order in which they were given."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.numbers: dict[Element, int] = {}
        self._terms: dict[str, dict[str, int]] = defaultdict(dict)
        self._n_terms = 0
        self._phrases: list[tuple[int, ...]] = []
        self._elements_of: list[list[int]] = []
        self._beginning: dict[int, list[int]] = defaultdict(list)
        known: dict[Phrase, int] = {}
        for element in elements:
            if element in self.numbers:
                continue
            number = self.numbers[element] = len(self.numbers)
            for phrase in element:
                if phrase not in known:
                    known[phrase] = len(self._phrases)
                    terms = tuple(self._number(term) for term in phrase)
                    self._beginning[terms[0]].append(len(self._phrases))
                    self._phrases.append(terms)
                    self._elements_of.append([])
                self._elements_of[known[phrase]].append(number)
        self.speller = Speller(self._terms["word"], self._terms["start"])

    def _number(self, term: Term) -> int:
        table = self._terms[term.form]
        if term.text not in table:
            table[term.text] = self._n_terms
            self._n_terms += 1
        return table[term.text]

    def forget_elements(self) -> None:
        """Let go of the elements as they were given, once every rule has their numbers."""
        self.numbers = {}

    def words(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the whole words, and the beginnings of words, that a slip may hide."""
        return frozenset(self._terms["word"]), frozenset(self._terms["start"])

    def knows(self, word: str) -> bool:
        """Return whether a folded word is one that rules look for, as it stands."""
        return any(True for _ in self._look_up(word, ""))

    def find(self, message: Folded) -> Spans:
        """Return where each element stands, as half-open spans of tokens, in order.

        An element that stands nowhere is left out.
        """
        return self._gather(self._written(message))

    def find_misspelt(
        self, message: Folded, *, boldly: bool = False
    ) -> tuple[Spans, frozenset[int]]:
        """Return the same with slips of the finger forgiven, and the tokens that have one.

        :param boldly: whether a real word may be a slip as well, as in a message where others
            are ("my bay is shakng").
        """
        places = self._written(message)
        written = {at for starts in places.values() for at in starts}
        slipped = set()
        for at, word in enumerate(message.words):
            if boldly or at not in written:
                for form, meant in self.speller.correct(word, boldly=boldly):
                    places[self._terms[form][meant]].append(at)
                    slipped.add(at)
        return self._gather(places), frozenset(slipped - written)

    def _written(self, message: Folded) -> dict[int, list[int]]:
        places: dict[int, list[int]] = defaultdict(list)
        for at, word in enumerate(message.words):
            terms = set(self._look_up(word, message.exact[at]))
            if word[0] in _ARABIC_AND and len(word) > 2:
                terms.update(self._look_up(word[1:], ""))
            for term in terms:
                places[term].append(at)
        return places

    def _look_up(self, word: str, exact: str) -> Iterator[int]:
        tables = self._terms
        if (term := tables["word"].get(word)) is not None:
            yield term
        if (term := tables["exact"].get(exact)) is not None:
            yield term
        starts, ends, cores = tables["start"], tables["end"], tables["inside"]
        length = len(word)
        for end in range(max(1, length - _MAX_GROWTH), length + 1):
            if (term := starts.get(word[:end])) is not None:
                yield term
        for start in range(max(0, length - _LONGEST_CORE), length):
            if (term := ends.get(word[start:])) is not None:
                yield term
        if word.isascii():
            return  # cores are only needed where words have no beginnings: Semitic scripts
        for start in range(length - 1):
            for end in range(start + _SHORTEST_CORE, min(length, start + _LONGEST_CORE) + 1):
                if (term := cores.get(word[start:end])) is not None:
                    yield term

    def _gather(self, places: Mapping[int, Sequence[int]]) -> Spans:
        found: dict[int, set[Span]] = defaultdict(set)
        for term, starts in places.items():
            for phrase in self._beginning.get(term, ()):
                terms = self._phrases[phrase]
                for at in starts:
                    if all(at + k in places.get(t, ()) for k, t in enumerate(terms)):
                        for element in self._elements_of[phrase]:
                            found[element].add((at, at + len(terms)))
        return {element: sorted(spans) for element, spans in found.items()}
