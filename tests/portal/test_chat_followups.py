"""What is suggested to ask next: others' questions, about something else, always the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from indexing.values import Quote
from knowledge.articles import Article, Section, Translation
from portal.chat.followups import suggest_questions
from portal.shelf import Shelf


def article(slug: str, *questions: str, related: tuple[str, ...] = (), lang: str = "en") -> Article:
    text = "A doctor sees you. You pay a fee. A dentist mends teeth. You get an x-ray."
    sections = (Section("Doctor", "what", 2, text),)
    day, state = date(2026, 11, 20), Translation("source")
    return Article("c", slug, lang, slug, "Sum.", questions, sections, (), day, "R", state, related)


class Small:
    """As much of a library as suggestions need."""

    def __init__(self, *articles: Article) -> None:
        self._articles = {(a.slug, a.lang): a for a in articles}

    def article(self, _collection: str, slug: str, lang: str) -> Article | None:
        return self._articles.get((slug, lang))


def suggest(
    *articles: Article,
    asked: tuple[str, ...] = ("how do I get a doctor",),
    lang: str = "en",
    is_fit: Callable[[str], bool] = lambda _: True,
) -> tuple[str, ...]:
    """Return what is suggested after an answer from the first article."""
    quote = Quote("A doctor sees you.", "c", articles[0].slug, "Doctor", "what", "en", None, "")
    library = Small(*articles)
    return suggest_questions(library, (quote,), asked, lang, is_fit=is_fit)  # type: ignore[arg-type]


def test_one_question_comes_from_the_article_and_one_from_each_related_one() -> None:
    found = suggest(
        article("gp", "does the doctor take a fee", related=("dentist", "gone", "xray")),
        article("dentist", "who mends teeth"),
        article("xray", "where do I get an x-ray"),
    )
    assert found == ("does the doctor take a fee", "who mends teeth", "where do I get an x-ray")


def test_what_was_just_asked_and_answered_is_not_suggested() -> None:
    asked = ("how do I get a doctor", "who mends teeth")
    own = article("gp", "how do I get a doctor?", "Do I get a doctor", related=("dentist",))
    assert suggest(own, article("dentist", "Who mends teeth?"), asked=asked) == ()


def test_questions_spelt_as_the_article_is_come_first() -> None:
    own = article("gp", "wat du i pey de dokter", "what is the fee you pay")
    assert suggest(own) == ("what is the fee you pay",)


def test_questions_that_are_too_short_or_too_long_or_unfit_are_left_out() -> None:
    own = article("gp", "fee?", "fee " * 30, "is there a fee here", "who pays what fee")
    assert suggest(own) == ("is there a fee here",)
    assert suggest(own, is_fit=lambda text: "here" not in text) == ("who pays what fee",)


def test_an_article_that_is_not_in_the_language_of_the_answer_suggests_nothing() -> None:
    own = article("gp", "what is the fee you pay", related=("dentist",))
    assert suggest(own, article("dentist", "hvem lager nye tenner", lang="nb"), lang="nb") == ()
    assert suggest_questions(Shelf(()), (), ("x",), "en") == ()


def test_no_question_is_suggested_twice() -> None:
    twice = article("gp", "who mends teeth", related=("dentist",))
    assert suggest(twice, article("dentist", "who mends teeth")) == ("who mends teeth",)


@pytest.mark.parametrize("lang", ["nb", "ar", "ti", "so"])
def test_the_guidance_that_ships_suggests_three_questions_and_the_same_ones_again(
    lang: str,
) -> None:
    found = []
    for shelf in (Shelf(), Shelf()):
        own = shelf.article("ny-i-norge", "general-practitioner", lang)
        assert own is not None
        quote = Quote(own.summary, own.collection, own.slug, own.title, "", lang, None, "")
        found.append(suggest_questions(shelf, (quote, replace(quote)), (own.title,), lang))
    assert found[0] == found[1]
    assert len(set(found[0])) == 3
