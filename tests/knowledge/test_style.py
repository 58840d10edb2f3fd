"""What an editor is warned of: texts that are true, and hard to use."""

from datetime import date

import pytest

from knowledge.articles import Article, Section, Source, Translation
from knowledge.facts import Facts
from knowledge.figures import Figure
from knowledge.loading import Knowledge
from knowledge.style import check_style, count_sentences, limits, lix
from knowledge.topics import Topic

DAY = date(2026, 11, 20)
PLAIN = "Du har rett til fastlege i kommunen der du bor. " * 30  # 10 words each
FIGURE = Figure("gp-fee-day", 179, "NOK", "https://example.org", DAY)


def article(
    markdown: str = PLAIN,
    *,
    lang: str = "nb",
    slug: str = "general-practitioner",
    collection: str = "ny-i-norge",
    summary: str = "Legen din.",
    questions: tuple[str, ...] = ("legen er full",),
    more: tuple[Section, ...] = (),
) -> Article:
    return Article(
        collection,
        slug,
        lang,
        title="Fastlege",
        summary=summary,
        questions=questions,
        sections=(Section("Hvem får fastlege?", "who", 2, markdown), *more),
        sources=(Source("Forskriften", "https://example.org", DAY),),
        checked=DAY,
        responsible="Helsedirektoratet",
        translation=Translation("source"),
    )


def knowing(*articles: Article, facts: Facts | None = None) -> Knowledge:
    slugs = dict.fromkeys((each.collection, each.slug) for each in articles)
    topics = tuple(
        Topic(collection, "stories" if slug.startswith("story") else "any", slug, True, "", "")
        for collection, slug in slugs
    )
    return Knowledge(
        {(each.collection, each.slug, each.lang): each for each in articles},
        topics,
        facts=facts or Facts(),
    )


def faults(*articles: Article, facts: Facts | None = None) -> list[str]:
    problems = check_style(knowing(*articles, facts=facts))
    assert {problem.level for problem in problems} <= {"warning"}
    return [problem.fault for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0.0),
        ("Du har rett til tolk. Tolken er gratis.", 4.0),  # 8 words, 2 sentences, none long
        ("Kommunen betaler tolken.", 69.7),  # 3 words, 1 sentence, 2 of 3 long
        ("Ta med:\npass\nbrev", 1.3),  # 4 words on 3 lines
    ],
)
def test_lix_counts_words_a_sentence_and_long_words(text: str, expected: float) -> None:
    assert lix(text) == expected


def test_sentences_end_in_arabic_and_ethiopic_marks_too() -> None:
    assert count_sentences("هل لديك طبيب؟ نعم.") == 2
    assert count_sentences("ሓኪም ኣሎካ። እወ።") == 2


def test_readable_text_of_the_right_length_is_not_warned_of() -> None:
    assert faults(article()) == []


def test_text_may_not_be_too_short_or_too_long() -> None:
    assert faults(article("Du har lege. Ring den.")) == ["5 words, 250 to 600 are wanted"]
    assert faults(article(PLAIN * 3)) == ["900 words, 250 to 600 are wanted"]


def test_english_may_be_longer_and_other_languages_are_not_counted() -> None:
    english = "You have the right to a doctor where you live. " * 70
    assert faults(article(english, lang="en")) == []
    assert faults(article(english * 2, lang="so")) == []


def test_hard_text_is_warned_of_in_bokmal_unless_it_is_for_people_at_work() -> None:
    hard = "Kommunen skal behandle saken etter forvaltningslovens bestemmelser. " * 40
    assert faults(article(hard)) == ["LIX 64.1, at most 37 is wanted"]
    assert limits("tolk", "duty").most_lix == limits("nora", "staff").most_lix == 48


def test_list_of_norwegian_words_is_not_counted() -> None:
    words = Section("Ord du møter", "words", 2, "Du møter disse. " * 200)
    assert faults(article(more=(words,))) == []


@pytest.mark.parametrize(
    ("markdown", "fault"),
    [
        ("Søknaden går til kommunen.", "one line only"),
        ("Legekontoret: telefon. Kommunen: nettside.", "no verb"),
        ("Det koster kr 179. Du betaler selv.", "'kr 179.' stands in the text"),
        ("Du må vente i 8 uker. Så får du svar.", "'8 uker' stands in the text"),
        ("Ring 22 33 44 55 nå. De hjelper deg.", "'22 33 44' stands in the text"),
        ("Loven gjelder fra 2026. Du har rett til lege.", "'2026' stands in the text"),
    ],
)
def test_section_that_cannot_be_quoted_or_kept_current_is_warned_of(
    markdown: str, fault: str
) -> None:
    more = (Section("Andre ting", "other", 2, markdown),)
    assert faults(article(more=more)) == [f"section 'other': {fault}"]


def test_small_counts_paragraphs_and_levels_may_stand_in_the_text() -> None:
    more = (Section("Mer", "more", 2, "Se loven § 10-2. Prøven er på nivå A2 eller B1, 17. mai."),)
    assert faults(article(more=more)) == []


def test_figure_named_by_its_key_may_stand_in_the_text() -> None:
    facts = Facts(figures={"gp-fee-day": FIGURE})
    more = (Section("Pris", "cost", 2, "Det koster {figure:gp-fee-day}. Du betaler selv."),)
    assert faults(article(more=more), facts=facts) == []
    assert faults(article(), facts=facts) == ["no text names figure 'gp-fee-day'"]


def test_question_that_repeats_a_heading_is_warned_of() -> None:
    assert faults(article(questions=("hvem får fastlege",))) == [
        "the question 'hvem får fastlege' only repeats a heading"
    ]


def test_question_that_two_topics_claim_is_warned_of_once() -> None:
    other = article(slug="dental-care", questions=("Legen er full!",))
    assert faults(article(), other) == [
        "the question 'legen er full' is also asked of 'general-practitioner'"
    ]
    assert faults(article(), article(lang="nn")) == []


def test_long_summary_is_warned_of() -> None:
    assert faults(article(summary="Du har rett til lege. " * 4)) == ["the summary is long"]


def test_story_may_be_longer() -> None:
    story = article("Jeg går hjem fra skolen, og hun venter. " * 80, slug="story-the-phone")
    assert faults(story) == []
