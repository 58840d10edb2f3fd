"""What the report counts: texts, ages, gaps, and figures that may soon change."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.facts import Facts
from knowledge.figures import Figure
from knowledge.languages import languages
from knowledge.loading import Knowledge, load_knowledge
from knowledge.reporting import ages, coming_changes, coverage, gaps

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def whole() -> Knowledge:
    return load_knowledge()


def only(knowledge: Knowledge, *langs: str) -> Knowledge:
    """Two topics in some languages, as if the others were not written yet."""
    slugs = {"general-practitioner", "dental-care"}
    return replace(
        knowledge,
        articles={
            key: article
            for key, article in knowledge.articles.items()
            if key[1] in slugs and key[2] in langs
        },
    )


def test_coverage_counts_texts_by_collection_and_language(whole: Knowledge) -> None:
    counted = coverage(only(whole, "nb"))
    assert len(counted) == 3 * len(languages())
    first = counted[0]
    assert (first.collection, first.lang) == ("ny-i-norge", "nb")
    assert (first.present, first.topics, first.core_present, first.core) == (2, 93, 2, 50)


def test_gaps_count_missing_outdated_and_unread_texts(whole: Knowledge) -> None:
    knowledge = only(whole, "nb", "en")
    key = ("ny-i-norge", "general-practitioner", "nb")
    changed = replace(knowledge.articles[key], title="Fastlegen")
    knowledge = replace(knowledge, articles={**knowledge.articles, key: changed})
    found = {gap.lang: gap for gap in gaps(knowledge)}
    assert (found["nb"].missing, found["nb"].outdated, found["nb"].unreviewed) == (169, 0, 0)
    assert (found["en"].missing, found["en"].outdated, found["en"].unreviewed) == (169, 1, 2)
    assert found["so"].missing == 171


def test_age_is_that_of_the_oldest_check_of_a_text_or_its_sources(whole: Knowledge) -> None:
    knowledge = only(whole, "nb")
    key = ("ny-i-norge", "general-practitioner", "nb")
    article = knowledge.articles[key]
    old = replace(article.sources[0], checked=date(2026, 11, 1))
    aged = replace(article, sources=(old, *article.sources[1:]))
    knowledge = replace(knowledge, articles={**knowledge.articles, key: aged})
    found = {age.what: age for age in ages(knowledge, today=TODAY)}
    assert (found["ny-i-norge"].count, found["ny-i-norge"].days) == (2, 20)
    assert (found["nora"].count, found["nora"].oldest, found["nora"].days) == (0, None, 0)


def test_figures_that_may_change_within_two_months_are_told_soonest_first() -> None:
    def figure(key: str, day: date | None) -> Figure:
        return Figure(key, 5, "days", "https://example.org", TODAY, next_change=day)

    figures = [
        figure("later", date(2027, 5, 1)),
        figure("soon", date(2027, 1, 1)),
        figure("passed", date(2026, 5, 1)),
        figure("never", None),
    ]
    knowledge = Knowledge({}, facts=Facts(figures={each.key: each for each in figures}))
    assert [(change.key, change.value) for change in coming_changes(knowledge, today=TODAY)] == [
        ("passed", "5 days"),
        ("soon", "5 days"),
    ]
