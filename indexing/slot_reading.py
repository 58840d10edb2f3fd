"""Read a question with the lists of slots.toml: which words are listed, and where the noun is.

The noun is the word for an interpreter, in any language; where there is none, "somebody who
interprets" stands for it. Whether that makes a request is for indexing.slots to say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexing.slot_lexicon import (
    Found,
    interpreting,
    known_languages,
    lexicon,
    longest_only,
    not_spoken,
    nouns,
)
from indexing.slot_words import Word, split_words
from knowledge.register.spoken import spoken_in_words

_NORWEGIAN = ("nb", "nn")
_QUESTION_MARKS = "?؟፧"
_ARTICLE = "ال"
_DEFINITE = ("tolken", "tolkene", "tolkane")
_REACH = 8  # words between "somebody" and "interpret"
_NEGATION_REACH = 2
_VERB_LAST = frozenset(("fa", "lt", "so", "ti", "tr"))  # "Türkçe bilmiyor": it may stand behind
_MIN_NEGATION = 4  # letters of a negation that may stand behind its word


@dataclass(frozen=True)
class Reading:
    """A question as it is read: its words, which of them are listed, by list, and the places of
    the nouns; `stand_in` says that these are no nouns, but "somebody" who interprets."""

    words: tuple[Word, ...]
    found: Mapping[str, Sequence[Found]]
    nouns: tuple[int, ...]
    lang: str
    stand_in: bool = False
    text: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)

    @cached_property
    def listed(self) -> frozenset[int]:
        """The places of all words that stand in a list."""
        return frozenset(
            place
            for hits in self.found.values()
            for hit in hits
            for place in range(hit.start, hit.end)
        )

    @cached_property
    def spoken(self) -> tuple[tuple[int, int, str], ...]:
        """Start, number of words and code of every language that is named and not denied."""
        excluded = not_spoken(self.lang)
        return tuple(
            (start, length, code)
            for start, length, code in spoken_in_words(self.keys)
            if (length > 1 or self.keys[start] not in excluded) and not self.is_denied(start)
        )

    def is_question(self, sentence: int) -> bool:
        """Say whether a question mark ends this sentence."""
        last = max(word.end for word in self.words if word.sentence == sentence)
        return self.text[last:].lstrip()[:1] in set(_QUESTION_MARKS)

    def is_definite(self, sentence: int) -> bool:
        """Say whether a certain interpreter is spoken of, and not any."""
        named = [self.words[i] for i in self.nouns if self.words[i].sentence == sentence]
        return self.has("definite", sentence) or all(
            self.text.startswith(_ARTICLE, word.start) or word.key.endswith(_DEFINITE)
            for word in named
        )

    def has(self, group: str, sentence: int | None = None) -> bool:
        """Say whether a word of this list stands in the question, or in one sentence of it."""
        return any(
            sentence is None or self.words[hit.start].sentence == sentence
            for hit in self.found[group]
        )

    def is_denied(self, start: int) -> bool:
        """Say whether a word stands beside a negation, in the same sentence."""
        sentence = self.words[start].sentence
        for hit in self.found["negation"]:
            if self.words[hit.start].sentence != sentence:
                continue
            behind = start - (hit.end - 1)
            ahead = self.lang in _VERB_LAST and hit.start - start == 1
            long_enough = len(self.words[hit.start].key) >= _MIN_NEGATION
            if 0 < behind <= _NEGATION_REACH or (ahead and long_enough):
                return True
        return False


def read_question(text: str, lang: str) -> Reading | None:
    """Read a question; None if it names no interpreter, no language and nobody who interprets.

    :param lang: the language of the question; the lists of a language whose interpreter is
        named are read as well.
    """
    if lang not in known_languages():
        return None
    words = split_words(text)
    named = list(nouns().find(words))
    if lang in _NORWEGIAN:
        named = [hit for hit in named if hit.group != "mixed"]
    places = {hit.start for hit in named} | {i for i, word in enumerate(words) if word.head}
    if (
        not places
        and not spoken_in_words(tuple(word.key for word in words))
        and next(interpreting(lang).find(words), None) is None
    ):
        return None
    langs = {lang}
    if not any(hit.group in (lang, "mixed") for hit in named):
        langs |= {hit.group for hit in named}
    found = listed_words(words, langs)
    places -= {place for hit in found["ignore"] for place in range(hit.start, hit.end)}
    if places:
        return Reading(words, found, tuple(sorted(places)), lang, text=text)
    return Reading(words, found, _stand_ins(words, found), lang, stand_in=True, text=text)


def listed_words(words: tuple[Word, ...], langs: set[str]) -> Mapping[str, Sequence[Found]]:
    """Return the listed words and phrases by list; what lies inside a longer one is left out."""
    hits = longest_only(hit for one in langs for hit in lexicon(one).find(words))
    found: dict[str, list[Found]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.start):
        found[hit.group].append(hit)
    return found


def _stand_ins(words: tuple[Word, ...], found: Mapping[str, Sequence[Found]]) -> tuple[int, ...]:
    """Return where "interpret" stands near somebody who is not one of the family."""
    if found["family"] and not found["someone"] and not found["speaker"]:
        return ()
    people = [h for group in ("someone", "female", "male", "speaker") for h in found[group]]
    return tuple(
        hit.start
        for hit in found["act"]
        if any(
            abs(hit.start - one.start) <= _REACH
            and words[one.start].sentence == words[hit.start].sentence
            for one in people
        )
    )
