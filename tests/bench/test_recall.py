"""The recall of `make bench`: what counts as found, and what does not."""

import pytest

from indexing.evaluation.questions import TestQuestion
from tests.bench.corpus import COPIES, Topic
from tests.bench.recall import draw_questions, measure_recall, rank_of_right

HEAT, BUS, TAX = (Topic("guide", slug) for slug in ("heat", "bus", "tax"))
COPY_OF_BUS = Topic(COPIES, "bus")


def question(*slugs: str, lang: str = "en", half: str = "report", text: str = "?") -> TestQuestion:
    return TestQuestion(lang, "plain", text, slugs, half)  # type: ignore[arg-type]


def test_passages_of_one_topic_take_one_place() -> None:
    assert rank_of_right([HEAT, HEAT, HEAT, BUS], {"bus"}) == 2


def test_a_copy_of_an_article_is_not_right_and_takes_a_place() -> None:
    assert rank_of_right([COPY_OF_BUS, BUS], {"bus"}) == 2
    assert rank_of_right([COPY_OF_BUS], {"bus"}) is None


def test_the_first_of_several_right_topics_counts() -> None:
    assert rank_of_right([TAX, BUS, HEAT], {"heat", "bus"}) == 2


def test_shares_are_counted_to_the_first_third_and_tenth_topic() -> None:
    others = [Topic("guide", f"other-{number}") for number in range(9)]
    found = [[BUS], [HEAT, TAX, BUS], [*others, BUS], [*others, HEAT, BUS], []]
    shares = measure_recall(found, [question("bus")] * 5)
    assert {depth: figure.value for depth, figure in shares.items()} == {1: 0.2, 3: 0.4, 10: 0.6}
    assert {figure.count for figure in shares.values()} == {5}


def test_an_answer_for_each_question_is_asked_for() -> None:
    with pytest.raises(ValueError, match="longer"):
        measure_recall([[BUS]], [question("bus"), question("tax")])


def test_only_answerable_questions_of_the_reporting_half_are_drawn() -> None:
    asked = [question("bus"), question("bus", half="tune"), question()]
    assert draw_questions(asked, 3) == [question("bus")]


def test_languages_are_drawn_alike_and_the_same_ones_each_time() -> None:
    asked = [
        question("bus", lang=lang, text=str(number))
        for lang, count in (("en", 50), ("ar", 20))
        for number in range(count)
    ]
    drawn = draw_questions(asked, 20)
    assert sorted(one.lang for one in drawn) == ["ar"] * 10 + ["en"] * 10
    assert len({(one.lang, one.text) for one in drawn}) == 20
    assert draw_questions(asked, 20) == drawn
