"""The answers of the guidance that ships, held to the report that was last committed.

Half of all evaluation questions are put to an index of the real guidance: what fell by more than
its 95 % interval, in any language, fails here. After a change that is meant to be, look at
`veiviser evaluate`, and commit the report with `veiviser evaluate --write`.
"""

from pathlib import Path

import pytest

from indexing.embedding import load_embedder
from indexing.evaluation import (
    Results,
    evaluate,
    falls,
    find_spots,
    read_exam,
    read_report,
)
from indexing.opening import IndexHandle
from indexing.road import Road
from indexing.values import Question
from knowledge.languages import languages
from portal.i18n import translate
from portal.pages.home import EXAMPLES


@pytest.fixture(scope="module")
def road(whole_index: Path) -> Road:
    embedder = load_embedder()
    return Road(IndexHandle(whole_index, embedder), embedder)


@pytest.fixture(scope="module")
def results(road: Road) -> Results:
    return evaluate(road, read_exam("report"), spots=find_spots(road.index.current()))


def test_no_language_fell_by_more_than_chance_explains(results: Results) -> None:
    before = read_report()
    assert set(before.langs) == {*languages(), "all"}
    assert list(falls(results, before)) == []


@pytest.mark.parametrize("lang", languages())
def test_what_the_first_page_suggests_to_ask_is_answered(road: Road, lang: str) -> None:
    for example, slug in EXAMPLES.items():
        answer = road.answer(Question(translate(lang, example), page_lang=lang))
        assert answer.kind == "answer", (lang, example)
        assert {(quote.slug, quote.lang) for quote in answer.quotes[:1]} == {(slug, lang)}


def test_quotes_are_in_the_language_of_the_reader_where_it_has_them(results: Results) -> None:
    assert results.langs["all"]["quoted"].value >= 0.98


def test_who_is_surer_is_right_more_often(results: Results) -> None:
    curve = [told for told in results.reliability if told.right.count >= 30]
    assert len(curve) >= 5
    shares = [told.right.value for told in curve]
    assert shares[0] < 0.5 < shares[-1]
    # Within fifteen points of what the confidence says, in every tenth with enough answers.
    for told in curve:
        assert told.right.low - 0.15 <= (told.low + told.high) / 2 <= told.right.high + 0.15
