"""Metrics are checked against a second, slow and obvious implementation."""

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.evaluation import (
    Figures,
    Outcome,
    TestQuestion,
    format_report,
    list_outcomes,
    measure,
    read_questions,
    read_report,
    write_report,
)
from indexing.road import Road
from indexing.values import Answer, AnswerKind, Identified, Question, TopicHit
from knowledge.languages import languages

outcomes = st.lists(
    st.builds(
        Outcome,
        answerable=st.booleans(),
        rank=st.none() | st.integers(1, 20),
        answered=st.booleans(),
        lang_right=st.booleans(),
    ),
    max_size=30,
)


def slow_figures(given_outcomes: list[Outcome]) -> dict[str, float]:
    """Each figure by a loop over lists of relevance, as a textbook writes it."""
    sums: Counter[str] = Counter()
    n_answerable = n_other = 0
    for outcome in given_outcomes:
        if outcome.lang_right:
            sums["language"] += 1
        if not outcome.answerable:
            n_other += 1
            if not outcome.answered:
                sums["rightly_refused"] += 1
                sums["right"] += 1
            continue
        n_answerable += 1
        if not outcome.answered:
            sums["wrongly_refused"] += 1
        relevance = [1 if place == outcome.rank else 0 for place in range(1, 21)]
        sums["recall_1"] += sum(relevance[:1])
        sums["recall_3"] += sum(relevance[:3])
        for place in range(10):
            sums["ndcg_10"] += relevance[place] / math.log2(place + 2)
            sums["mrr_10"] += relevance[place] / (place + 1)
        if outcome.answered and relevance[0]:
            sums["right"] += 1
    shares = dict.fromkeys(("recall_1", "recall_3", "mrr_10", "ndcg_10", "wrongly_refused"), 0.0)
    shares = {name: sums[name] / n_answerable if n_answerable else 0.0 for name in shares}
    shares["rightly_refused"] = sums["rightly_refused"] / n_other if n_other else 0.0
    for name in ("right", "language"):
        shares[name] = sums[name] / len(given_outcomes) if given_outcomes else 0.0
    return shares


@given(outcomes)
def test_figures_equal_those_of_the_slow_twin(given_outcomes: list[Outcome]) -> None:
    figures = measure(given_outcomes)
    for name, value in slow_figures(given_outcomes).items():
        assert getattr(figures, name) == pytest.approx(value), name


def test_figures_of_four_known_outcomes() -> None:
    figures = measure(
        [
            Outcome(True, 1, True, True),
            Outcome(True, 3, True, False),
            Outcome(True, None, False, True),
            Outcome(False, None, False, True),
        ]
    )
    assert figures == Figures(
        questions=4,
        recall_1=1 / 3,
        recall_3=2 / 3,
        mrr_10=pytest.approx((1 + 1 / 3) / 3),
        ndcg_10=pytest.approx(0.5),
        wrongly_refused=1 / 3,
        rightly_refused=1.0,
        right=0.5,
        language=0.75,
    )


def test_every_language_has_enough_questions_in_both_halves() -> None:
    for lang in languages():
        own = read_questions([lang])
        for half in ("tune", "report"):
            part = [asked for asked in own if asked.half == half]
            assert sum(bool(asked.slugs) for asked in part) >= 20, (lang, half)
            assert sum(not asked.slugs for asked in part) >= 10, (lang, half)
        texts = [asked.text.casefold() for asked in own]
        assert len(set(texts)) == len(texts), lang


def test_a_report_is_read_as_it_was_written_and_changes_are_marked(tmp_path: Path) -> None:
    before = Figures(10, 0.5, 0.8, 0.6, 0.7, 0.2, 0.9, 0.6, 1.0)
    write_report({"so": before}, tmp_path / "report.json")
    assert read_report(tmp_path / "report.json") == {"so": before}
    assert read_report(tmp_path / "missing.json") == {}
    now = Figures(10, 0.6, 0.7, 0.6, 0.7, 0.3, 0.9, 0.6, 1.0)
    table = format_report({"so": now}, {"so": before})
    assert "60.0 (+10.0)" in table
    assert "70.0 (-10.0 !)" in table  # a fall
    assert "30.0 (+10.0 !)" in table  # more wrongly refused is worse
    assert table.endswith("worst language: so, 60.0% right")


class RoadOf(Road):
    """A road that gives each question the kind and topic that stand in its text."""

    def __init__(self) -> None:
        """Needs no index."""

    def answer(self, question: Question) -> Answer:
        kind, slug = question.text.split()
        kinds: dict[str, AnswerKind] = {"yes": "answer", "no": "no_answer"}
        hits = () if slug == "-" else (TopicHit("ny-i-norge", slug, slug, "nb", 1.0),)
        return Answer(kinds[kind], Identified("nb", 1.0, "nb", "Latn"), topics=hits)


@pytest.mark.parametrize(
    ("text", "slugs", "verdict"),
    [
        ("yes dental-care", ("dental-care",), "right"),
        ("yes dental-care", ("bank-account",), "wrong"),
        ("no dental-care", ("dental-care",), "refused"),
        ("no -", (), "right"),
        ("yes dental-care", (), "answered"),
    ],
)
def test_list_says_what_became_of_each_question(
    text: str, slugs: tuple[str, ...], verdict: str
) -> None:
    asked = TestQuestion("nb", "natural", text, slugs, "report")
    (line,) = list_outcomes(RoadOf(), [asked])
    first, expected = text.split()[1], ",".join(slugs) or "-"
    assert line.split("\t") == ["nb", verdict, text, first, expected]
