"""Our own articles as pairs to learn from."""

from datetime import date

from indexing.training.articles import article_pairs, split_topics
from knowledge.articles import Article, Section, Translation
from knowledge.loading import Knowledge

TEXTS = {
    "nb": (
        "Fastlege for alle",
        "Alle har rett til fastlege.",
        "Du kan bytte lege.\n\nDet er gratis.",
    ),
    "en": (
        "A doctor for all",
        "Everybody has a right to a GP.",
        "You may change GP.\n\nIt is free of charge.",
    ),
    "pl": ("Lekarz dla wszystkich", "Każdy ma prawo do lekarza.", "Możesz zmienić lekarza."),
}


def knowledge(slugs: tuple[str, ...] = ("general-practitioner",)) -> Knowledge:
    articles = {}
    for slug in slugs:
        for lang, (title, summary, body) in TEXTS.items():
            articles["ny-i-norge", slug, lang] = Article(
                collection="ny-i-norge",
                slug=slug,
                lang=lang,
                title=title,
                summary=summary,
                questions=(f"{lang}: who is my doctor?",),
                sections=(Section(f"Heading in {lang}", "change", 2, body),),
                sources=(),
                checked=date(2026, 11, 20),
                responsible="Helsedirektoratet",
                translation=Translation("source"),
            )
    return Knowledge(articles)


def test_sections_under_one_anchor_are_translations_and_their_lines_where_counts_agree() -> None:
    everything = knowledge()
    pairs = list(article_pairs(everything, {("ny-i-norge", "general-practitioner")}))
    translations = {(p.left, p.right) for p in pairs if not p.is_question}
    assert ("Du kan bytte lege.", "You may change GP.") in translations
    assert ("Alle har rett til fastlege.", "Każdy ma prawo do lekarza.") in translations
    assert (
        "Heading in nb Du kan bytte lege. Det er gratis.",
        "Heading in pl Możesz zmienić lekarza.",
    ) in translations
    assert not any(left == "Det er gratis." for left, right in translations if "lekarz" in right)
    assert {(p.left_lang, p.right_lang) for p in pairs if not p.is_question} == {
        ("nb", "en"),
        ("nb", "pl"),
        ("en", "pl"),
    }


def test_questions_meet_their_article_in_their_own_language_and_across() -> None:
    pairs = article_pairs(knowledge(), {("ny-i-norge", "general-practitioner")})
    questions = [p for p in pairs if p.is_question]
    assert {(p.left_lang, p.right_lang) for p in questions} == {
        (asked, told) for asked in TEXTS for told in {asked, "nb", "en"}
    }
    assert {p.group for p in questions} == {"ny-i-norge/general-practitioner"}


def test_topics_held_back_stay_held_back_when_others_are_added() -> None:
    few = tuple(f"topic-{n}" for n in range(40))
    learnt, measured = split_topics(knowledge(few))
    assert learnt | measured == {("ny-i-norge", slug) for slug in few}
    assert not learnt & measured
    assert 1 <= len(measured) <= 12
    more_learnt, more_measured = split_topics(knowledge((*few, "another", "third")))
    assert measured <= more_measured
    assert learnt <= more_learnt


def test_no_pair_comes_from_a_topic_that_was_not_named() -> None:
    pairs = article_pairs(knowledge(("a", "b")), {("ny-i-norge", "a")})
    assert {p.group.split("#")[0] for p in pairs if p.group} == {"ny-i-norge/a"}
