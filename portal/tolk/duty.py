"""Walk the questions that tell whether the Interpreting Act demands an interpreter.

The tree stands in duty.toml and is explained there. A walk is the answers given so far, by their
short names; it knows nothing of words, addresses or people. Whether every way ends, and ends well,
is for a test that walks them all.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("duty.toml")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, where it leads, and the rules that it adds where an interpreter is booked."""

    id: str
    to: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `says` is the name that its words go by."""

    id: str
    says: str
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer | None:
        """Return the answer with this name."""
        return next((answer for answer in self.answers if answer.id == code), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a way ends: `why` and `now` are names of rules, in order."""

    id: str
    why: tuple[str, ...]
    now: tuple[str, ...]
    books: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """All questions and outcomes by name, and the question that is asked first."""

    first: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Given:
    """A question that was answered."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Walk:
    """The answers so far, and where they have led: to a question or to an outcome."""

    given: tuple[Given, ...]
    at: Question | Outcome

    @property
    def added(self) -> tuple[str, ...]:
        """The rules that the answers add, where an interpreter is to be booked."""
        if isinstance(self.at, Outcome) and self.at.books:
            return tuple(rule for given in self.given for rule in given.answer.adds)
        return ()


@cache
def tree() -> Tree:
    """Return the tree of duty.toml."""
    file = tomllib.loads(_FILE.read_text("utf-8"))
    return Tree(
        file["first"],
        {
            name: Question(
                name,
                entry.get("says", name),
                tuple(
                    Answer(answer["id"], answer["to"], tuple(answer.get("adds", ())))
                    for answer in entry["answers"]
                ),
            )
            for name, entry in file["question"].items()
        },
        {
            name: Outcome(name, tuple(entry["why"]), tuple(entry["now"]), entry.get("books", False))
            for name, entry in file["outcome"].items()
        },
    )


def walk(codes: Sequence[str]) -> Walk | None:
    """Return where these answers lead, None if there is no such way.

    >>> walk(["public", "yes"]).at.id
    'safe'
    """
    the_tree = tree()
    at: Question | Outcome = the_tree.questions[the_tree.first]
    given: list[Given] = []
    for code in codes:
        answer = at.answer(code) if isinstance(at, Question) else None
        if answer is None or not isinstance(at, Question):
            return None
        given.append(Given(at, answer))
        at = the_tree.questions.get(answer.to) or the_tree.outcomes[answer.to]
    return Walk(tuple(given), at)


def ways(codes: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the answers of every way from these to an outcome."""
    reached = walk(codes)
    if reached is None or isinstance(reached.at, Outcome):
        yield codes
        return
    for answer in reached.at.answers:
        yield from ways((*codes, answer.id))
