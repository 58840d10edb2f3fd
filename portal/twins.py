"""Small twins of what views use, for tests and for trying a page without an index.

The library has none: a Shelf over a folder of three articles is as small.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from indexing.errors import IndexingError
from indexing.page_values import PageQuery, SearchResults, Suggestion
from indexing.safety import find_danger
from indexing.values import Answer, Identified, Question
from knowledge.feedback import Feedback, FeedbackUnavailable
from knowledge.register.comparing import Change
from knowledge.register.crossing import CrossCount
from knowledge.register.interpreters import Interpreter
from knowledge.register.queries import (
    InterpreterPage,
    InterpreterQuery,
    RegisterInfo,
    RegisterOverview,
    SpokenOverview,
    Tally,
)
from knowledge.register.ranking import standing
from knowledge.register.spoken import spoken_languages
from portal.keys import Key
from portal.limits import ALLOWED, CONTACTS_A_DAY, Allowed, Client, Kind, Refused
from portal.services import Library, Services


@dataclass(slots=True)
class KnownAnswers:
    """A road that knows its answers by heart, and has none for every other question.

    With an `error` it raises that instead. `asked` holds what came, for a test to look at.
    The questions in `leaning` are answered by the one before them, where there is one.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    error: IndexingError | None = None
    leaning: frozenset[str] = frozenset()
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        """Return the answer known for these words, with the danger that they tell of."""
        self.asked.append(question)
        if self.error is not None:
            raise self.error
        if question.text in self.answers:
            known = self.answers[question.text]
            reply_lang = question.chosen_lang or known.identified.reply_lang
            return replace(
                known,
                identified=replace(known.identified, reply_lang=reply_lang),
                leans_on=question.history[-1] if self._leans(question) else None,
            )
        lang = question.chosen_lang or question.page_lang or "nb"
        danger = find_danger(question.text, history=question.history)
        return Answer("no_answer", Identified(lang, 0.5, lang, "Latn"), danger=danger)

    def _leans(self, question: Question) -> bool:
        return bool(question.history) and question.text in self.leaning


@dataclass(slots=True)
class KnownPages:
    """A search that knows by heart what it finds for some texts, and finds nothing for others.

    With an `error` it raises that instead. `asked` holds what came, for a test to look at.
    """

    results: Mapping[str, SearchResults] = field(default_factory=dict)
    suggestions: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    error: IndexingError | None = None
    asked: list[PageQuery] = field(default_factory=list)

    def search(self, query: PageQuery) -> SearchResults:
        """Return what is known for this text, one page of it."""
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        known = self.results.get(query.text, SearchResults(is_sure=False))
        hits = known.hits[query.offset : query.offset + query.limit]
        return replace(known, hits=hits, searched=known.searched or query.text)

    def suggest(self, text: str, lang: str) -> tuple[Suggestion, ...]:
        """Return what is known to be suggested for this text, whatever the language."""
        if self.error is not None:
            raise self.error
        return self.suggestions.get(text, ())


@dataclass(frozen=True, slots=True)
class ListedInterpreters:
    """A register in a list; it looks at language, gender, category, name and number."""

    people: tuple[Interpreter, ...] = ()
    is_sample: bool = True
    change: Change | None = None

    def search(self, query: InterpreterQuery) -> InterpreterPage:
        """Return one page of those who fit, best category first."""
        found = [person for person in self.people if _fits(person, query)]
        found.sort(key=lambda person: min(own.category for own in person.languages))
        first = (query.page - 1) * query.per_page
        pages = -(-len(found) // query.per_page)
        shown = tuple(found[first : first + query.per_page])
        standings = tuple(standing(query, one, is_drawn=False) for one in shown)
        return InterpreterPage(shown, len(found), query.page, pages, standings=standings)

    def get(self, number: str) -> Interpreter | None:
        """Return the interpreter with this number."""
        return next((person for person in self.people if person.number == number), None)

    def info(self) -> RegisterInfo:
        """Return how many there are."""
        imported = datetime(2026, 11, 20, 8, tzinfo=UTC)
        return RegisterInfo(len(self.people), self.is_sample, imported, "1")

    def last_change(self) -> Change | None:
        """Return the change that it was made with."""
        return self.change

    def cross_counts(self) -> tuple[CrossCount, ...]:
        """Return how many interpret each language in each category in each county."""
        found = Counter(
            (own.spoken, own.category, person.county or "")
            for person in self.people
            for own in person.languages
        )
        return tuple(CrossCount(*key, total) for key, total in sorted(found.items()))

    def overview(self) -> RegisterOverview:
        """Return the register in numbers."""
        people = [min(own.category for own in person.languages) for person in self.people]
        codes = Counter(own.spoken for person in self.people for own in person.languages)
        return RegisterOverview(
            total=len(self.people),
            by_category=_tally(people),
            by_county=_tally(person.county or "" for person in self.people),
            spoken=tuple(self._spoken(code, total) for code, total in codes.most_common()),
            absent=tuple(code for code in spoken_languages() if code not in codes),
        )

    def _spoken(self, code: str, total: int) -> SpokenOverview:
        own = [(p, q) for p in self.people if (q := p.qualification(code))]
        return SpokenOverview(
            code,
            total,
            by_category=_tally(found.category for _, found in own),
            by_county=_tally(person.county or "" for person, _ in own),
        )


def _tally(values: Iterable[str]) -> tuple[Tally, ...]:
    return tuple(Tally(value, total) for value, total in sorted(Counter(values).items()))


def _fits(person: Interpreter, query: InterpreterQuery) -> bool:
    if query.number:
        return person.number == query.number
    own = [q for q in person.languages if query.spoken in {None, q.spoken}]
    least = query.min_category or "E"
    return (
        any(q.category <= least for q in own)
        and query.gender in {None, person.gender}
        and (query.name or "").casefold() in person.name.casefold()
    )


@dataclass(slots=True)
class ListedFeedback:
    """Feedback in a list: what was said, on which day, with the question if it was kept.

    With an `error` it raises that instead.
    """

    said: list[tuple[Feedback, date, str]] = field(default_factory=list)
    error: FeedbackUnavailable | None = None

    def add(self, feedback: Feedback, on: date, *, question: str = "") -> bool:
        """Remember what was said."""
        if self.error is not None:
            raise self.error
        self.said.append((feedback, on, question))
        return bool(question)


@dataclass(slots=True)
class CountedUses:
    """Limits in memory, for one day that never ends: only people's contacts are limited.

    `refusal` is given to everybody instead, where there is one.
    """

    refusal: Refused | None = None
    contacts: dict[str, set[str]] = field(default_factory=dict)

    def allow(self, client: Client, kind: Kind, what: str = "") -> Allowed | Refused:
        """Count the people whose contacts a client has seen."""
        if self.refusal is not None:
            return self.refusal
        seen = self.contacts.setdefault(client.name, set())
        if kind == "contact" and what not in seen and len(seen) >= CONTACTS_A_DAY:
            return Refused(86_400)
        if kind == "contact":
            seen.add(what)
        return ALLOWED


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """Keys by their secrets."""

    keys: Mapping[str, Key] = field(default_factory=dict)

    def find(self, secret: str) -> Key | None:
        """Return the key with this secret."""
        return self.keys.get(secret)


def small_services(  # noqa: PLR0913 - each is a part of its own, given by name
    library: Library,
    *,
    road: KnownAnswers | None = None,
    finder: KnownPages | None = None,
    register: ListedInterpreters | None = None,
    feedback: ListedFeedback | None = None,
    limits: CountedUses | None = None,
    keys: KnownKeys | None = None,
    parts: Mapping[str, str] | None = None,
) -> Services:
    """Return services that need no file beyond those of the library."""
    return Services(
        library=library,
        road=road or KnownAnswers(),
        finder=finder or KnownPages(),
        register=register or ListedInterpreters(),
        feedback=feedback or ListedFeedback(),
        limits=limits or CountedUses(),
        keys=keys or KnownKeys(),
        find_danger=find_danger,
        now=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC),
        check_parts=lambda: parts or {"knowledge": "", "index": "", "register": ""},
    )
