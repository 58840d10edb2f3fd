"""The data files and the guidance that ship with the portal have no fault."""

from datetime import date

import pytest

from knowledge.checks import check_knowledge
from knowledge.languages import languages
from knowledge.loading import DATA_DIR, Knowledge
from knowledge.style import check_style
from knowledge.termbase import TERMBASE_FILE, check_termbase, load_termbase
from knowledge.translated import check_translated


def test_nothing_that_ships_has_an_error(all_knowledge: Knowledge) -> None:
    problems = check_knowledge(all_knowledge, today=date(2026, 11, 21))
    assert [str(problem) for problem in problems if problem.level == "error"] == []


def test_nothing_that_ships_needs_the_eye_of_an_editor(all_knowledge: Knowledge) -> None:
    assert [str(problem) for problem in check_style(all_knowledge)] == []


def test_no_translation_looks_unfinished(all_knowledge: Knowledge) -> None:
    assert [str(problem) for problem in check_translated(all_knowledge)] == []


def test_every_translation_uses_the_words_that_were_agreed(all_knowledge: Knowledge) -> None:
    assert [str(problem) for problem in check_termbase(all_knowledge)] == []


def test_the_termbase_has_every_concept_in_every_language() -> None:
    base = load_termbase(TERMBASE_FILE, [])
    assert len(base) >= 150
    assert [
        concept for concept, wordings in base.items() if set(wordings) != set(languages())
    ] == []


@pytest.mark.parametrize("lang", languages())
def test_every_topic_has_a_title_and_core_topics_have_a_text(
    all_knowledge: Knowledge, lang: str
) -> None:
    lacking = []
    for topic in all_knowledge.topics:
        article = all_knowledge.article(topic.collection, topic.slug, lang)
        needs_text = topic.core or lang in ("nb", "en")
        if article is None or (needs_text and article.is_outline):
            lacking.append(topic.slug)
    assert lacking == []


def test_no_translation_is_behind_the_text_it_was_made_from(all_knowledge: Knowledge) -> None:
    behind = [
        key for key, article in all_knowledge.articles.items() if all_knowledge.is_outdated(article)
    ]
    assert behind == []


@pytest.mark.parametrize("lang", languages())
def test_glossary_explains_every_word(all_knowledge: Knowledge, lang: str) -> None:
    terms = all_knowledge.facts.glossary.values()
    assert len(terms) >= 600
    assert [term.word for term in terms if not term.explanation(lang)] == []


def test_topics_are_those_that_were_agreed(all_knowledge: Knowledge) -> None:
    counted = {
        collection.id: sum(topic.collection == collection.id for topic in all_knowledge.topics)
        for collection in all_knowledge.collections
    }
    assert counted == {"ny-i-norge": 93, "nora": 47, "tolk": 31}


def test_every_category_has_topics_and_a_name_in_every_language(all_knowledge: Knowledge) -> None:
    used = {(topic.collection, topic.category) for topic in all_knowledge.topics}
    for collection in all_knowledge.collections:
        assert set(collection.name) == set(collection.description) == set(languages())
        for category in collection.categories:
            assert (collection.id, category.id) in used
            assert all(category.name[lang] for lang in languages())


@pytest.mark.parametrize("name", ["figures.toml", "helplines.toml", "glossary.toml"])
def test_entries_stand_in_order_so_that_two_editors_seldom_meet(name: str) -> None:
    import tomllib  # noqa: PLC0415

    keys = list(tomllib.loads((DATA_DIR / name).read_text("utf-8")))
    assert keys == sorted(keys)


def test_invented_stories_are_known_as_such(all_knowledge: Knowledge) -> None:
    assert len(all_knowledge.fiction) == 8
    assert {(topic, slug[:6]) for topic, slug in all_knowledge.fiction} == {("nora", "story-")}
