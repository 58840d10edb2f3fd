"""`python -m indexing.evaluation.quoting`: are the right sentences quoted, not just the right page?

Two measures. `report` puts the questions of quoting.tsv to the index; each names the sections of
one article that answer it and, where a single figure or number decides, the fragment that must be
quoted. Given that retrieval found the article, an answer is right if one quote lies in one of
those sections and has the fragment. `pages` measures indexing.selecting alone on OMoS-QA, where
people marked the lines that answer. `fit` fits the weights of indexing.sections on the half `tune`.
"""

import argparse
import csv
import json
import re
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.asking import SECTIONS
from indexing.composing import compose, heading_nearness, of_one_article
from indexing.embedding import Embedder, load_embedder
from indexing.errors import IndexingError
from indexing.evaluation.questions import Half
from indexing.identifying import identify
from indexing.normalising import clean_question
from indexing.opening import IndexHandle
from indexing.retrieval import retrieve
from indexing.sections import FEATURES, SECTIONS_FILE, SectionWeights, measure_sections
from indexing.selecting import selector
from indexing.training.corpora import read_question_pages
from indexing.training.selection import Counts, count, measure_pages
from indexing.values import Question, Quote, Retrieved
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.loading import load_knowledge

_RIDGE = 15.0
_RATE, _STEPS = 0.02, 3000
_ALL = "all"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TestAnswer:
    """A question, and where its answer stands: in one of the sections `anchors` of `slug`.

    `fragment` must be quoted, written as in the article ("{figure:gp-fee-day}"); "" if no single
    fragment decides.
    """

    __test__ = False  # its name begins as those of pytest do

    lang: str
    half: Half
    question: str
    slug: str
    anchors: frozenset[str]
    fragment: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """What was quoted on a question whose article was found."""

    lang: str
    right: bool
    first_right: bool
    chars: int
    took_ms: float


def read_answers(half: Half | None = None) -> tuple[TestAnswer, ...]:
    """Return the committed questions, of one half or of both."""
    text = (resources.files(__package__) / "quoting.tsv").read_text("utf-8")
    return tuple(
        TestAnswer(
            lang=row["lang"],
            half="tune" if row["half"] == "tune" else "report",
            question=row["question"],
            slug=row["slug"],
            anchors=frozenset(row["anchors"].split(",")),
            fragment="" if row["fragment"] == "-" else row["fragment"],
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        if half in (None, row["half"])
    )


def is_right(quote: Quote, expected: TestAnswer, facts: Facts) -> bool:
    """Return whether a quote lies in one of the right sections and has the fragment, whole."""
    if quote.slug != expected.slug or quote.anchor not in expected.anchors:
        return False
    fragment = expand_plain(expected.fragment, quote.lang, facts).strip()
    return bool(re.search(rf"(?<!\w){re.escape(fragment)}(?!\w)", quote.text))


def find(handle: IndexHandle, embedder: Embedder, asked: TestAnswer) -> tuple[Question, Retrieved]:
    """Return what is found for a question asked on a page of its language."""
    question = Question(clean_question(asked.question), page_lang=asked.lang)
    return question, retrieve(handle.current(), embedder, question, identify(question))


def judge_quotes(
    handle: IndexHandle, embedder: Embedder, answers: Iterable[TestAnswer], facts: Facts
) -> list[Quoted]:
    """Return what was quoted on each question whose article was found first."""
    judged = []
    for asked in answers:
        question, retrieved = find(handle, embedder, asked)
        if not retrieved.hits or retrieved.topics[0].slug != asked.slug:
            continue
        began = time.perf_counter()
        quotes = compose(question, retrieved, embedder)
        took_ms = (time.perf_counter() - began) * 1000
        right = [is_right(quote, asked, facts) for quote in quotes]
        chars = sum(len(quote.text) for quote in quotes)
        judged.append(Quoted(asked.lang, any(right), any(right[:1]), chars, took_ms))
    return judged


def fit(
    handle: IndexHandle, embedder: Embedder, answers: Sequence[TestAnswer], ridge: float = _RIDGE
) -> SectionWeights:
    """Return the weights under which the right sections are likeliest, by gradient ascent.

    Several sections may be right: the chance of all of them together is what is raised.

    :param ridge: penalty on the squared weights of the standardised features.
    """
    pages: list[tuple[Floats, Floats]] = []
    for asked in answers:
        question, retrieved = find(handle, embedder, asked)
        own = of_one_article([hit for hit in retrieved.hits if hit.passage.slug == asked.slug])
        right = np.array([float(hit.passage.anchor in asked.anchors) for hit in own])
        if len(own) > 1 and right.any():
            nearness = heading_nearness(question.text, own, embedder)
            pages.append((measure_sections(question.text, own, nearness), right))
    features = np.concatenate([page for page, _ in pages])
    means, scales = features.mean(axis=0), features.std(axis=0)
    scales[scales < 1e-9] = 1.0
    # Kinds of sections are told apart, not measured: a rare one would weigh too much.
    kinds = slice(len(FEATURES) - len(SECTIONS), None)
    means[kinds], scales[kinds] = 0.0, 0.3
    weights = np.zeros(len(FEATURES))
    for _ in range(_STEPS):
        slope = -ridge * weights
        for page, right in pages:
            standard = (page - means) / scales
            chances = SectionWeights(means, scales, weights).chances(page)
            wanted = chances * right / max(float((chances * right).sum()), 1e-12)
            slope += standard.T @ (wanted - chances)
        weights += _RATE * slope / len(pages) * 10
    told = f"{len(pages)} questions of the half tune whose article was found, with its sections"
    return SectionWeights(means, scales, weights, told)


def write_weights(fitted: SectionWeights, path: Path = SECTIONS_FILE) -> None:
    """Write the weights where indexing.sections reads them."""
    data = {
        "features": list(FEATURES),
        "means": [round(value, 5) for value in fitted.means.tolist()],
        "scales": [round(value, 5) for value in fitted.scales.tolist()],
        "weights": [round(value, 5) for value in fitted.weights.tolist()],
        "fitted_on": fitted.fitted_on,
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Marks:
    """How well the chosen lines of pages agree with those that people marked.

    `micro` counts all lines of all questions together, those of questions without an answer too.
    `macro` is the mean F1 of the questions, 1 for one without an answer if nothing was chosen.
    `refused` is the share of the questions without an answer for which nothing was chosen.
    """

    questions: int
    micro: Counts
    macro: float
    refused: float


def measure_marks(qa_dir: Path, embedder: Embedder) -> dict[str, Marks]:
    """Return the figures on the development part of OMoS-QA, by language."""
    figures = {}
    for lang, questions in sorted(read_question_pages(qa_dir, "dev").items()):
        chosen, right, each, refused = [], [], [], []
        for asked in questions:
            marked = measure_pages([asked], embedder)
            chosen.append(selector().select(marked.features))
            right.append(marked.answers > 0)
            nothing = not chosen[-1].any()
            has_answer = right[-1].any()
            each.append(count(chosen[-1], right[-1]).f1 if has_answer else float(nothing))
            refused += [] if has_answer else [nothing]
        micro = count(np.concatenate(chosen), np.concatenate(right))
        figures[lang] = Marks(
            len(questions), micro, statistics.mean(each), statistics.mean(refused)
        )
    return figures


def format_quoted(judged: Sequence[Quoted], asked: int) -> str:
    """Return a table: by language, the share of right answers given that the article was found."""
    lines = ["lang   found  right  first  chars  ms"]
    for lang in (*sorted({quoted.lang for quoted in judged}), _ALL):
        own = [quoted for quoted in judged if lang in (_ALL, quoted.lang)]
        right, first, chars = (
            statistics.mean(column)
            for column in zip(*((q.right, q.first_right, q.chars) for q in own), strict=True)
        )
        ms = statistics.median(quoted.took_ms for quoted in own)
        lines.append(f"{lang:5} {len(own):6} {right:6.3f} {first:6.3f} {chars:6.0f} {ms:5.2f}")
    return "\n".join([*lines, f"of {asked} questions\n"])


def format_marks(figures: dict[str, Marks]) -> str:
    """Return a table of the agreement with people, by language."""
    lines = ["lang  precision  recall  f1     macro  refused"]
    for lang, marks in figures.items():
        micro = marks.micro
        lines.append(
            f"{lang:5} {micro.precision:9.3f} {micro.recall:7.3f} {micro.f1:6.3f} "
            f"{marks.macro:6.3f} {marks.refused:7.3f}"
        )
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; 1 if there is no index to run on."""
    parser = argparse.ArgumentParser(prog="python -m indexing.evaluation.quoting")
    parser.add_argument("command", choices=("report", "fit", "pages"))
    parser.add_argument("--index", type=Path, default=Path("data/index"))
    parser.add_argument("--qa", type=Path, default=Path("../shared/qa"))
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    options = parser.parse_args(arguments)
    try:
        embedder = load_embedder()
        if options.command == "pages":
            sys.stdout.write(format_marks(measure_marks(options.qa, embedder)))
            return 0
        handle = IndexHandle(options.index, embedder)
        if options.command == "fit":
            fitted = fit(handle, embedder, read_answers("tune"))
            write_weights(fitted)
            sys.stdout.write(f"Fitted on {fitted.fitted_on}.\n")
            return 0
        answers = read_answers(options.half)
        judged = judge_quotes(handle, embedder, answers, load_knowledge().facts)
        sys.stdout.write(format_quoted(judged, len(answers)))
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
