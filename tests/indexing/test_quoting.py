"""The committed answers name what exists, and the measure counts as it says."""

from collections import Counter
from datetime import date

from indexing.evaluation.quoting import Quoted, TestAnswer, format_quoted, is_right, read_answers
from indexing.values import Quote
from knowledge.expanding import expand_plain
from knowledge.languages import languages
from knowledge.loading import Knowledge


def test_there_are_three_hundred_answers_and_some_twenty_five_or_more_in_each_language() -> None:
    answers = read_answers()
    assert len(answers) >= 300
    counts = Counter(answer.lang for answer in answers)
    assert set(counts) == set(languages())
    assert min(counts.values()) >= 25
    assert Counter(answer.half for answer in answers).keys() == {"tune", "report"}


def test_no_question_stands_twice() -> None:
    asked = Counter((answer.lang, answer.question) for answer in read_answers())
    assert [question for question, times in asked.items() if times > 1] == []


def test_every_answer_names_sections_that_exist_and_hold_its_fragment(
    all_knowledge: Knowledge,
) -> None:
    faults = []
    articles = {
        (slug, lang): article for (_, slug, lang), article in all_knowledge.articles.items()
    }
    for answer in read_answers():
        article = articles[answer.slug, answer.lang]
        texts = {
            section.anchor: expand_plain(section.markdown, answer.lang, all_knowledge.facts)
            for section in article.sections
        }
        fragment = expand_plain(answer.fragment, answer.lang, all_knowledge.facts)
        named = [texts.get(anchor) for anchor in answer.anchors]
        if None in named or not any(fragment in (text or "") for text in named):
            faults.append((answer.lang, answer.slug, sorted(answer.anchors), answer.fragment))
    assert faults == []


def quote(text: str, anchor: str = "when", slug: str = "reporting-a-move") -> Quote:
    return Quote(text, "ny-i-norge", slug, "Heading", anchor, "en", date(2026, 11, 20), "source")


def test_a_quote_is_right_in_the_right_section_with_the_whole_fragment(
    all_knowledge: Knowledge,
) -> None:
    facts = all_knowledge.facts
    expected = TestAnswer(
        "en", "tune", "How soon?", "reporting-a-move", frozenset({"when", "how"}), "8"
    )
    assert is_right(quote("Within 8 days."), expected, facts)
    assert is_right(quote("Within 8 days.", anchor="how"), expected, facts)
    assert not is_right(quote("Within 18 days."), expected, facts)
    assert not is_right(quote("Within 8 days.", anchor="problems"), expected, facts)
    assert not is_right(quote("Within 8 days.", slug="first-steps"), expected, facts)


def test_the_table_tells_the_shares_by_language_and_of_all() -> None:
    judged = [
        Quoted("nb", True, True, 300, 0.5),
        Quoted("nb", True, False, 500, 0.7),
        Quoted("ar", False, False, 400, 0.9),
    ]
    rows = [line.split() for line in format_quoted(judged, 5).splitlines()]
    assert rows[1] == ["ar", "1", "0.000", "0.000", "400", "0.90"]
    assert rows[2] == ["nb", "2", "1.000", "0.500", "400", "0.60"]
    assert rows[3] == ["all", "3", "0.667", "0.333", "400", "0.70"]
