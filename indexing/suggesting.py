"""Suggest while somebody types: pages, parts of pages, Norwegian words and categories.

What is typed is compared, folded, with the words of each name: first the names that begin with
it, then those of which a word begins with it, then those that hold all that was typed in whatever
order, and where nothing does, the names whose words are one slip away. A page is found by its
Norwegian title in every language as well, since that is what stands on letters and doors.

A list is made once per language, and is small: a few thousand short names. Nothing of what is
typed is kept.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from indexing.marking import cut_words
from indexing.normalising import plain_nordic
from indexing.opening import OpenIndex
from indexing.page_values import Kind, Suggestion
from indexing.retrieval import shown_articles
from indexing.spelling import distance_to_start
from indexing.values import Identified
from knowledge.glossary import Term
from knowledge.languages import SOURCE_LANG
from knowledge.topics import Collection, Topic

_ORDER: dict[Kind, int] = {"page": 0, "category": 1, "word": 2, "section": 3}
_LEAST_CHARS, _GUARDED_CHARS = 2, 4  # typed
_MOST_ALIKE = 2  # parts of pages under the same heading
_SHORTEST_FUZZY = 4  # letters, before a slip is forgiven
_LONG = 8  # letters from which on two are
_MOST_READ = 100  # characters of what is typed
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A suggestion, what else it is known by, and from how many typed letters on it is offered."""

    suggestion: Suggestion
    aliases: tuple[str, ...] = ()
    least_chars: int = _LEAST_CHARS


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a suggestion: its words, folded, with a space before each."""

    place: int
    text: str
    is_alias: bool


_Ranked = tuple[_Name, tuple[int, int]]


class Suggester:
    """The names that can be suggested in one language."""

    def __init__(self, named: Iterable[Named]) -> None:
        """
        :param named: in the order in which equals are suggested.
        """
        self._named = tuple(named)
        self._names = tuple(
            name for place, one in enumerate(self._named) for name in _names_of(place, one)
        )
        # Names share most of their words, and each word is compared once.
        self._words = sorted({word for name in self._names for word in name.text.split()})
        self._letters = np.array([_letters(word) for word in self._words], np.uint64)

    def suggest(
        self, text: str, limit: int = 8, *, kinds: Sequence[Kind] = ()
    ) -> tuple[Suggestion, ...]:
        """Return what a text may be the beginning of, best first; each page and part once.

        :param kinds: which kinds of suggestions; none means all.
        """
        words = [word.folded for word in cut_words(text[:_MOST_READ])][:_MOST_WORDS]
        typed = sum(map(len, words))
        if typed < min((one.least_chars for one in self._named), default=1):
            return ()
        ranked = self._rank(words) or self._rank_alike(words)
        best: dict[int, tuple[int, ...]] = {}
        for name, rank in ranked:
            one = self._named[name.place]
            if typed >= one.least_chars and (not kinds or one.suggestion.kind in kinds):
                key = (*rank, name.is_alias, _ORDER[one.suggestion.kind], len(name.text))
                best[name.place] = min(best.get(name.place, key), key)
        order = sorted(best, key=lambda place: (best[place], place))
        return tuple(self._named[place].suggestion for place in order[:limit])

    def _rank(self, words: Sequence[str]) -> list[_Ranked]:
        """Return the names that hold every word as typed, the last one perhaps unfinished."""
        start = " " + " ".join(words)
        longest = max(words, key=len)
        found: list[_Ranked] = []
        for name in [name for name in self._names if longest in name.text]:
            if all(word in name.text for word in words):
                whole = 0 if name.text.startswith(start) else 1 if start in name.text else 2
                inside = sum(f" {word}" not in name.text for word in words)
                found.append((name, (whole, inside)))
        return found

    def _rank_alike(self, words: Sequence[str]) -> list[_Ranked]:
        """Return the names of which some word is a slip away from each word that was typed."""
        alike = [self._words_alike(word) for word in words if len(word) >= _SHORTEST_FUZZY]
        if not all(alike):
            return []
        found: list[_Ranked] = []
        for name in self._names if alike else ():
            words_of = name.text.split()
            apart = [min((near[w] for w in words_of if w in near), default=-1) for near in alike]
            if min(apart) >= 0:
                found.append((name, (0, sum(apart))))
        return found

    def _words_alike(self, typed: str) -> dict[str, int]:
        """Return the words that may be meant, and how many slips away the beginning of each is."""
        most = 2 if len(typed) >= _LONG else 1
        strange = np.bitwise_count(np.uint64(_letters(typed)) & ~self._letters)
        found = {}
        for place in np.flatnonzero(strange <= most).tolist():
            word = self._words[place]
            if word[0] == typed[0] and len(word) >= len(typed) - most:
                slips = distance_to_start(typed, word, most)
                if slips <= most:
                    found[word] = slips
        return found


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be suggested beside the guidance itself, and which category a topic stands in.

    Of the collections in `guarded` nothing is offered before some letters are typed: a title
    that tells much must not come up by chance.
    """

    collections: tuple[Collection, ...] = ()
    topics: tuple[Topic, ...] = ()
    glossary: Mapping[str, Term] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()

    def least_chars(self, collection: str) -> int:
        """Return how many letters must be typed before anything of a collection is suggested."""
        return _GUARDED_CHARS if collection in self.guarded else _LEAST_CHARS

    def page(self, collection: str, slug: str, title: str, lang: str, title_nb: str) -> Named:
        """Return a page as it is suggested, known by its Norwegian title too."""
        detail = title_nb if title_nb != title else ""
        page = Suggestion(
            "page", title, lang, collection, slug, detail=detail, detail_lang=SOURCE_LANG
        )
        return Named(page, (title_nb,) if detail else (), self.least_chars(collection))

    def categories_and_words(self, lang: str) -> Iterable[Named]:
        """Yield the categories that have topics, and the Norwegian words of the glossary."""
        filled = {(topic.collection, topic.category) for topic in self.topics}
        for collection in self.collections:
            for category in collection.categories:
                if (collection.id, category.id) in filled:
                    yield Named(
                        Suggestion(
                            "category",
                            category.name[lang],
                            lang,
                            collection.id,
                            anchor=category.id,
                            detail=collection.name[lang],
                            detail_lang=lang,
                        ),
                        (category.name[SOURCE_LANG],),
                        self.least_chars(collection.id),
                    )
        for term in self.glossary.values():
            explained = next((c for c in (lang, "en", SOURCE_LANG) if term.explanation(c)), "")
            yield Named(
                Suggestion(
                    "word",
                    term.shown_as(term.word),
                    SOURCE_LANG,
                    anchor=term.anchor,
                    detail=term.explanation(explained),
                    detail_lang=explained,
                )
            )


def names_of_index(index: OpenIndex, lang: str, catalogue: Catalogue) -> Iterable[Named]:
    """Yield every page in the language nearest to one, its categories and words, and the parts of
    the pages in the language itself."""
    places = index.places
    topics = np.arange(len(places.versions))
    articles = shown_articles(index, topics, Identified(lang, 1.0, lang, ""))
    names = index.texts.articles(articles.tolist())
    titles_nb = dict[int, str]()
    if SOURCE_LANG in places.langs:
        written = places.versions[:, places.langs.index(SOURCE_LANG)]
        there = np.flatnonzero(written >= 0)
        in_norwegian = index.texts.articles(written[there].tolist())
        titles_nb = {
            topic: name.title for topic, name in zip(there.tolist(), in_norwegian, strict=True)
        }
    pages = sorted(zip(names, topics.tolist(), strict=True), key=lambda pair: pair[0].title)
    for name, topic in pages:
        title_nb = titles_nb.get(topic, name.title)
        yield catalogue.page(name.collection, name.slug, name.title, name.lang, title_nb)
    yield from catalogue.categories_and_words(lang)
    sections = index.texts.sections(lang)
    # "Are you in danger now?" stands on many pages, and leads to none of them.
    usual = Counter(heading for _, heading, _ in sections)
    own = index.texts.articles([article for article, _, _ in sections])
    for (_, heading, anchor), name in zip(sections, own, strict=True):
        if usual[heading] <= _MOST_ALIKE:
            part = Suggestion(
                "section", heading, lang, name.collection, name.slug, anchor, name.title, lang
            )
            yield Named(part, least_chars=catalogue.least_chars(name.collection))


def _names_of(place: int, one: Named) -> Iterable[_Name]:
    labels = (one.suggestion.label, *one.aliases)
    for number, label in enumerate(dict.fromkeys(labels)):
        for text in (label, plain_nordic(label)):
            folded = "".join(f" {word.folded}" for word in cut_words(text))
            if folded:
                yield _Name(place, folded, number > 0)


def _letters(word: str) -> int:
    """Return the letters of a word as bits, several letters to a bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits
