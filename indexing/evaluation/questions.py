"""What answers are measured with: questions, messages of danger, requests for an interpreter.

questions/<lang>.tsv has the half, the kind, the question, and the slugs of the topics that
answer it, best first ("-" where the guidance has no answer). danger/<lang>.tsv has messages that
tell of danger, and others that only look like it; requests/<lang>.tsv messages that ask for an
interpreter, with what they say of it, and others that ask about interpreters. Coefficients and
thresholds are fitted on the half `tune`; figures are told from the half `report` alone. How they
were written, and how many there are, stands in README.md.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from indexing.values import DangerKind
from knowledge.languages import languages

Half = Literal["tune", "report"]
# Kinds of questions that the guidance has no answer to.
UNANSWERABLE = ("unanswerable", "elsewhere", "own_case")


@dataclass(frozen=True, slots=True)
class TestQuestion:
    """One question and the topics that answer it; none for one that nothing answers."""

    __test__ = False  # its name begins as those of pytest do

    lang: str
    kind: str
    text: str
    slugs: tuple[str, ...]
    half: Half


@dataclass(frozen=True, slots=True)
class TestMessage:
    """A message, and whether it tells of danger; `kind` is None where it does not."""

    __test__ = False

    lang: str
    text: str
    level: Literal["red", "amber"] | None
    kind: DangerKind | None
    half: Half


@dataclass(frozen=True, slots=True)
class TestRequest:
    """A message, and the slots of the interpreter it asks for; None if it asks for none."""

    __test__ = False

    lang: str
    text: str
    slots: Mapping[str, str] | None
    half: Half


def read_questions(langs: Iterable[str] | None = None) -> tuple[TestQuestion, ...]:
    """Return the committed questions of some languages (all of ours if none is named)."""
    return tuple(
        TestQuestion(
            lang,
            row["kind"],
            row["question"],
            () if row["expected"] == "-" else tuple(row["expected"].split(",")),
            _half(row),
        )
        for lang, row in _rows("questions", langs)
    )


def read_messages(langs: Iterable[str] | None = None) -> tuple[TestMessage, ...]:
    """Return the committed messages of some languages, of danger and of none."""
    return tuple(
        TestMessage(
            lang,
            row["message"],
            # Tests hold the files to the kinds and levels that there are.
            None if row["level"] == "none" else row["level"],  # type: ignore[arg-type]  # as above
            None if row["level"] == "none" else row["kind"],  # type: ignore[arg-type]  # as above
            _half(row),
        )
        for lang, row in _rows("danger", langs)
    )


def read_requests(langs: Iterable[str] | None = None) -> tuple[TestRequest, ...]:
    """Return the committed requests for an interpreter, and questions about interpreters."""
    return tuple(
        TestRequest(lang, row["message"], _slots(row["expected"]), _half(row))
        for lang, row in _rows("requests", langs)
    )


def _slots(told: str) -> Mapping[str, str] | None:
    if told == "none":
        return None
    pairs = (slot.split("=") for slot in told.split() if slot != "-")
    # Two words of a name are joined in the file, where a space parts the slots.
    return {
        name: value.replace("_", " ") if name in ("place", "county") else value
        for name, value in pairs
    }


def _half(row: Mapping[str, str]) -> Half:
    return "tune" if row["half"] == "tune" else "report"


def _rows(what: str, langs: Iterable[str] | None) -> Iterator[tuple[str, Mapping[str, str]]]:
    folder = resources.files(__package__) / what
    for lang in langs or languages():
        text = (folder / f"{lang}.tsv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            yield lang, row
