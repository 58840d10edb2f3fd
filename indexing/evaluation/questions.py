"""The questions that answers are measured with: questions/<lang>.tsv.

Each line has its half, its kind, the question, and the slugs of the topics that answer it, best
first ("-" where the guidance has no answer). Coefficients and thresholds are fitted on the half
`tune`; figures are told from the half `report` alone. See questions/README.md.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from knowledge.languages import languages

Half = Literal["tune", "report"]


@dataclass(frozen=True, slots=True)
class TestQuestion:
    """One question and the topics that answer it; none for one that nothing answers."""

    __test__ = False  # its name begins as those of pytest do

    lang: str
    kind: str
    text: str
    slugs: tuple[str, ...]
    half: Half


def read_questions(langs: Iterable[str] | None = None) -> tuple[TestQuestion, ...]:
    """Return the committed questions of some languages (all of ours if none is named)."""
    folder = resources.files(__package__) / "questions"
    found: list[TestQuestion] = []
    for lang in langs or languages():
        text = (folder / f"{lang}.tsv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            half: Half = "tune" if row["half"] == "tune" else "report"
            slugs = () if row["expected"] == "-" else tuple(row["expected"].split(","))
            found.append(TestQuestion(lang, row["kind"], row["question"], slugs, half))
    return tuple(found)
