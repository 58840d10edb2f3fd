"""Articles are cut into passages that can be found and quoted on their own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indexing.passages import MAX_CHARS, MAX_WORDS, cut_article, cut_text, indexed_text
from indexing.values import Passage
from knowledge.articles import Article, Section
from knowledge.facts import Facts

SENTENCE = "Du har rett til en fastlege når du er bosatt i kommunen din."  # 12 words
FACTS = Facts()
MakeArticle = Callable[..., Article]


def test_an_article_becomes_its_summary_and_its_sections(make_article: MakeArticle) -> None:
    article = make_article(
        "general-practitioner",
        title="Fastlege",
        summary="Alle har rett til lege.",
        sections=[("who", "Du som er **bosatt**."), ("how", "På [Helsenorge](https://x.no).")],
    )
    assert cut_article(article, FACTS) == [
        Passage(
            id=number,
            collection="ny-i-norge",
            slug="general-practitioner",
            lang="nb",
            title="Fastlege",
            section=section,
            anchor=anchor,
            breadcrumb=breadcrumb,
            text=text,
            checked=date(2026, 11, 20),
            translation="source",
        )
        for number, (section, anchor, breadcrumb, text) in enumerate(
            [
                ("Fastlege", "", ("Fastlege",), "Alle har rett til lege."),
                ("Who", "who", ("Fastlege", "Who"), "Du som er bosatt."),
                ("How", "how", ("Fastlege", "How"), "På Helsenorge."),
            ]
        )
    ]


def test_a_heading_of_level_3_stands_under_the_one_of_level_2(make_article: MakeArticle) -> None:
    sections = (
        Section("Pris", "cost", 2, "Det koster."),
        Section("Barn", "children", 3, "Barn er gratis."),
        Section("Klage", "complaint", 2, "Du kan klage."),
    )
    article = replace(make_article("doctor", title="Lege"), sections=sections)
    assert [p.breadcrumb for p in cut_article(article, FACTS)] == [
        ("Lege", "Pris"),
        ("Lege", "Pris", "Barn"),
        ("Lege", "Klage"),
    ]


def test_what_is_searched_has_the_headings_and_what_is_quoted_has_not(
    make_article: MakeArticle,
) -> None:
    (passage,) = cut_article(
        make_article("doctor", title="Lege", sections=[("cost", "Gratis.")]), FACTS
    )
    assert indexed_text(passage) == "Lege\nCost\nGratis."
    assert passage.text == "Gratis."


def test_of_an_invented_story_only_its_summary_and_its_help_can_be_found(
    make_article: MakeArticle,
) -> None:
    story = make_article(
        "story-the-phone",
        title="Mobilen",
        summary="En diktet historie.",
        sections=[("evening", "Hun slo seg vrang."), ("help", "Ring 116 111.")],
    )
    passages = cut_article(story, FACTS, is_fiction=True)
    assert [(p.anchor, p.text) for p in passages] == [
        ("", "En diktet historie."),
        ("help", "Ring 116 111."),
    ]


def test_a_long_section_is_cut_into_even_parts_at_sentence_ends() -> None:
    parts = cut_text(" ".join([SENTENCE] * 30), "nb")  # 360 words
    assert [part.count(SENTENCE) for part in parts] == [10, 10, 10]
    assert all(part.endswith("din.") for part in parts)


def test_a_line_that_announces_a_list_stays_with_it() -> None:
    item = "pass " * 29 + "pass"
    text = f"{' '.join([SENTENCE] * 6)}\n\nDu trenger:\n{item}\n\n{' '.join([SENTENCE] * 5)}"
    first, second = cut_text(text, "nb")
    assert f"Du trenger:\n{item}" in first
    assert second.startswith(SENTENCE)


def test_white_space_inside_a_passage_is_left_as_it_was() -> None:
    half = "\n\n".join(["እወ።ብነጻ እዩ።\nሓኪም"] * 30)
    assert cut_text(f"{half}\n\n{half}", "ti") == [half, half]


def test_a_sentence_longer_than_a_passage_is_cut_between_words() -> None:
    parts = cut_text(" ".join(f"ord{i}" for i in range(400)), "nb")
    assert [len(part.split()) for part in parts] == [160, 160, 80]


def test_the_geez_word_space_parts_words() -> None:
    assert len(cut_text("፡".join(["ሓኪም"] * 150 + ["እወ።"]) + " " + "ሓኪም " * 20, "ti")) == 2


def test_text_without_a_word_gives_no_passage() -> None:
    assert cut_text(" \n\n ", "nb") == []


LINES = st.lists(
    st.text(alphabet="abc ÆØÅ. !?1:።؟", min_size=1, max_size=400) | st.just(""), max_size=30
)


@given(LINES)
def test_passages_joined_give_the_text_back(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join("".join(cut_text(text, "nb")).split()) == "".join(text.split())


@given(LINES)
def test_no_passage_is_longer_than_allowed(lines: list[str]) -> None:
    for part in cut_text("\n".join(lines), "nb"):
        assert part.strip() == part
        assert len(part.split()) <= MAX_WORDS
        assert len(part) <= MAX_CHARS or len(part.split()) == 1
