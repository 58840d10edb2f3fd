"""What the report counts: texts, ages, gaps, and figures that may soon change."""

from dataclasses import replace
from datetime import date

from knowledge.articles import Article
from knowledge.facts import Facts
from knowledge.figures import Figure
from knowledge.languages import languages
from knowledge.loading import Knowledge
from knowledge.reporting import Redo, ages, coming_changes, coverage, gaps, to_redo

TODAY = date(2026, 11, 21)


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


def test_coverage_counts_texts_by_collection_and_language(all_knowledge: Knowledge) -> None:
    counted = coverage(only(all_knowledge, "nb"))
    assert len(counted) == 3 * len(languages())
    first = counted[0]
    assert (first.collection, first.lang) == ("ny-i-norge", "nb")
    assert (first.present, first.topics, first.core_present, first.core) == (2, 93, 2, 50)


def test_gaps_count_missing_outdated_and_unread_texts(all_knowledge: Knowledge) -> None:
    knowledge = only(all_knowledge, "nb", "en")
    key = ("ny-i-norge", "general-practitioner", "nb")
    changed = replace(knowledge.articles[key], title="Fastlegen")
    knowledge = replace(knowledge, articles={**knowledge.articles, key: changed})
    found = {gap.lang: gap for gap in gaps(knowledge)}
    assert (found["nb"].missing, found["nb"].outdated, found["nb"].unreviewed) == (169, 0, 0)
    assert (found["en"].missing, found["en"].outdated, found["en"].unreviewed) == (169, 1, 2)
    assert found["so"].missing == 171


def test_age_is_that_of_the_oldest_check_of_a_text_or_its_sources(all_knowledge: Knowledge) -> None:
    knowledge = only(all_knowledge, "nb")
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


GP = ("ny-i-norge", "general-practitioner")


def with_source(knowledge: Knowledge, source: Article) -> Knowledge:
    return replace(knowledge, articles={**knowledge.articles, (*GP, "nb"): source})


def test_only_the_parts_that_changed_are_to_be_redone(all_knowledge: Knowledge) -> None:
    knowledge = only(all_knowledge, "nb", "en", "so")
    assert to_redo(knowledge) == []
    source = knowledge.articles[*GP, "nb"]
    first, second, *rest = source.sections
    told = (replace(first, markdown="Noe annet."), second, *rest)
    assert to_redo(with_source(knowledge, replace(source, sections=told))) == [
        Redo("ny-i-norge/general-practitioner", (first.anchor,), ("en", "so"))
    ]
    longer = (first, second, replace(second, anchor="new"), *rest)
    assert to_redo(with_source(knowledge, replace(source, sections=longer)))[0].parts == ("new",)
    titled = replace(source, title="Fastlegen")
    assert to_redo(with_source(knowledge, titled))[0].parts == ("title and summary",)


def test_a_section_that_is_gone_is_told_of(all_knowledge: Knowledge) -> None:
    knowledge = only(all_knowledge, "nb", "en")
    source = knowledge.articles[*GP, "nb"]
    shorter = with_source(knowledge, replace(source, sections=source.sections[1:]))
    assert to_redo(shorter)[0].parts == ("the order, or a section that is gone",)


def test_an_outline_counts_as_title_and_summary_but_not_as_a_text(all_knowledge: Knowledge) -> None:
    knowledge = only(all_knowledge, "nb", "en")
    outline = replace(knowledge.articles[*GP, "en"], sections=())
    knowledge = replace(knowledge, articles={**knowledge.articles, (*GP, "en"): outline})
    (counted,) = [c for c in coverage(knowledge) if (c.collection, c.lang) == (GP[0], "en")]
    assert (counted.present, counted.outlined, counted.core_present) == (1, 2, 1)
    assert {gap.lang: gap.missing for gap in gaps(knowledge)}["en"] == 170
