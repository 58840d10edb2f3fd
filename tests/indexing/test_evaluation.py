"""The exam: enough of every kind, both halves apart, and read and told as it is written."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from indexing.evaluation import (
    Exam,
    Figure,
    Results,
    TestMessage,
    TestQuestion,
    TestRequest,
    evaluate,
    falls,
    format_report,
    list_outcomes,
    read_messages,
    read_questions,
    read_report,
    read_requests,
    write_report,
)
from indexing.evaluation.questions import UNANSWERABLE
from indexing.road import Road
from indexing.values import (
    Answer,
    AnswerKind,
    DangerKind,
    Identified,
    Question,
    Quote,
    TopicHit,
)
from knowledge.languages import languages
from knowledge.loading import Knowledge

KINDS = {"natural", "keyword", "situation", "misspelt", "mixed", "latin", *UNANSWERABLE}


def test_every_topic_is_asked_about_in_every_language_and_both_halves(
    all_knowledge: Knowledge,
) -> None:
    slugs = {slug for _, slug, _ in all_knowledge.articles}
    for lang in languages():
        own = read_questions([lang])
        assert {slug for asked in own for slug in asked.slugs} <= slugs
        assert {asked.kind for asked in own} <= KINDS
        for half in ("tune", "report"):
            part = [asked for asked in own if asked.half == half]
            asked_about = {slug for asked in part for slug in asked.slugs}
            assert len(asked_about) >= 160, (lang, half)
            assert sum(not asked.slugs for asked in part) >= 30, (lang, half)
        for asked in own:
            assert bool(asked.slugs) == (asked.kind not in UNANSWERABLE), asked


@pytest.mark.parametrize("lang", list(languages()))
def test_no_text_stands_twice_so_that_none_is_in_both_halves(lang: str) -> None:
    for read in (read_questions, read_messages, read_requests):
        texts = [one.text.casefold() for one in read([lang])]
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_no_question_of_the_exam_stands_in_an_article(all_knowledge: Knowledge) -> None:
    asked = {(one.lang, one.text.casefold()) for one in read_questions() if one.slugs}
    listed = {
        (article.lang, question.casefold())
        for article in all_knowledge.articles.values()
        for question in article.questions
    }
    assert asked & listed == set()


def test_messages_are_of_the_kinds_and_levels_that_there_are() -> None:
    for message in read_messages():
        assert message.level in ("red", "amber", None)
        assert message.kind in (*get_args(DangerKind), None)
        assert (message.level is None) == (message.kind is None)


def test_there_are_as_many_of_each_as_the_intervals_need() -> None:
    questions, messages, requests = read_questions(), read_messages(), read_requests()
    assert sum(bool(asked.slugs) for asked in questions) >= 2000
    assert sum(not asked.slugs for asked in questions) >= 400
    assert sum(message.level is not None for message in messages) >= 400
    assert sum(message.level is None for message in messages) >= 400
    assert sum(request.slots is not None for request in requests) >= 300


def test_a_report_is_read_as_it_was_written_and_changes_are_marked(tmp_path: Path) -> None:
    figures = {
        "recall_1": Figure(0.5, 0.4, 0.6, 100),
        "wrongly_refused": Figure(0.2, 0.15, 0.25, 100),
        "right": Figure(0.6, 0.5, 0.7, 100),
    }
    before = Results({"so": figures}, {"natural": figures})
    write_report(before, tmp_path / "report.json", baselines={"BM25 alone": figures})
    assert read_report(tmp_path / "report.json") == before
    assert read_report(tmp_path / "missing.json") == Results({})
    now = Results(
        {
            "so": {
                "recall_1": Figure(0.3, 0.2, 0.4, 100),
                "wrongly_refused": Figure(0.3, 0.2, 0.4, 100),
                "right": Figure(0.7, 0.6, 0.8, 100),
            }
        }
    )
    table = format_report(now, before)
    assert "30.0 ±10 (-20.0 !)" in table  # a fall
    assert "30.0 ±10 (+10.0 !)" in table  # more wrongly refused is worse
    assert "70.0 ±10 (+10.0)" in table
    assert table.endswith("worst language: so, 70.0% right")
    assert list(falls(now, before)) == [
        "so: first 30.0%, was 50.0% (40.0% to 60.0%)",
        "so: wrongly refused 30.0%, was 20.0% (15.0% to 25.0%)",
    ]


class RoadOf(Road):
    """A road that gives each question the kind, topic and language that stand in its text."""

    def __init__(self) -> None:
        """Needs no index."""

    def answer(self, question: Question) -> Answer:
        kind, slug, lang = (*question.text.split(), "nb")[:3]
        kinds: dict[str, AnswerKind] = {"yes": "answer", "no": "no_answer", "which": "choose"}
        hits = () if slug == "-" else (TopicHit("guide", slug, "nb", slug, 1.0),)
        quote = Quote("Text.", "guide", slug, "H", "a", lang, None, "source")
        return Answer(
            kinds[kind],
            Identified(lang, 1.0, lang, "Latn"),
            topics=hits,
            choices=hits if kind == "which" else (),
            quotes=(quote,) if kind == "yes" else (),
        )


@pytest.mark.parametrize(
    ("text", "slugs", "verdict"),
    [
        ("yes dental-care", ("dental-care",), "right"),
        ("yes dental-care", ("bank-account",), "wrong"),
        ("which dental-care", ("dental-care",), "right"),
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
    assert line.split("\t") == ["nb", verdict, text, first, expected, "0.00"]


def test_to_ask_back_is_no_refusal() -> None:
    questions = [
        TestQuestion("nb", "natural", text, slugs, "report")
        for text, slugs in [
            ("which dental-care", ("dental-care",)),
            ("no dental-care", ("dental-care",)),
            ("which dental-care", ()),
        ]
    ]
    figures = evaluate(RoadOf(), Exam(questions)).langs["nb"]
    assert figures["wrongly_refused"].value == 0.5
    assert figures["rightly_refused"].value == 0.0


def test_a_quote_in_another_language_is_wrong_only_where_the_reader_could_have_had_theirs() -> None:
    asked = [TestQuestion("nb", "natural", "yes dental-care en", ("dental-care",), "report")]
    without = evaluate(RoadOf(), Exam(asked)).langs["nb"]
    spots = {("guide", "dental-care", "a", "nb")}
    having = evaluate(RoadOf(), Exam(asked), spots=spots).langs["nb"]
    assert (without["quoted"].value, having["quoted"].value) == (1.0, 0.0)


def test_danger_and_requests_are_counted_by_language() -> None:
    exam = Exam(
        [TestQuestion("en", "natural", "yes dental-care en", ("dental-care",), "report")],
        [
            TestMessage("en", "I want to die", "amber", "suicide", "report"),
            TestMessage("en", "How do I find a doctor?", None, None, "report"),
        ],
        [
            TestRequest("en", "We need a Tigrinya interpreter in Bergen",
                        {"spoken": "ti", "place": "Bergen"}, "report"),
            TestRequest("en", "Who pays for the interpreter?", None, "report"),
            TestRequest("en", "We need a Tigrinya interpreter in Bergen",
                        {"spoken": "so", "place": "Bergen"}, "report"),
        ],
    )  # fmt: skip
    figures = evaluate(RoadOf(), exam).langs["en"]
    assert (figures["danger"].value, figures["alarms"].value) == (1.0, 0.0)
    assert figures["slots"].value == pytest.approx(2 / 3)
