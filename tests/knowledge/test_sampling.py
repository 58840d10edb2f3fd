"""What is given to who translates back, and what to who looks for a lost "not"."""

import pytest

from knowledge.articles import Section
from knowledge.loading import Knowledge
from knowledge.negations import denies, doubtful
from knowledge.sampling import Pair, draw, pairs
from tests.knowledge.test_style import article, knowing

RIGHT = "Du har rett til fastlege når du er registrert som bosatt i en kommune."
BAN = "Du må ikke betale noe for å bytte fastlege, og det er ikke vanskelig."


def known(lang: str, translated: str, source: str = f"{RIGHT}\n\n{BAN}") -> Knowledge:
    return knowing(article(source), article(translated, lang=lang))


def test_each_paragraph_stands_beside_that_of_the_source() -> None:
    found = list(pairs(known("en", "You have the right.\n\nYou must not pay."), "en"))
    assert [(pair.text, pair.source) for pair in found[1:]] == [
        ("You have the right.", RIGHT),
        ("You must not pay.", BAN),
    ]
    assert found[1].place == "ny-i-norge/general-practitioner#who"


def test_paragraphs_that_do_not_match_are_compared_as_one() -> None:
    found = list(pairs(known("en", "You have the right, and need not pay."), "en"))
    assert [pair.source for pair in found[1:]] == [f"{RIGHT}\n\n{BAN}"]


def test_a_section_that_the_source_lacks_is_left_to_the_checker() -> None:
    extra = article(RIGHT, lang="en", more=(Section("More", "more", 2, "More."),))
    found = list(pairs(knowing(article(RIGHT), extra), "en"))
    assert {pair.anchor for pair in found} == {"", "who"}


def test_the_same_seed_draws_the_same_and_short_passages_are_not_drawn() -> None:
    knowledge = known("en", "You have the right.\n\nYou must not pay.")
    once = draw(knowledge, "en", count=60, seed=3)
    assert once == draw(knowledge, "en", count=60, seed=3)
    assert {pair.source for pair in once} == {RIGHT, BAN}  # "Legen din." is short
    assert len(draw(knowledge, "en", count=1, seed=3)) == 1


def doubts(lang: str, text: str, source: str) -> list[Pair]:
    return [pair for pair in doubtful(known(lang, text, source), lang) if pair.anchor]


@pytest.mark.parametrize(
    ("lang", "denies", "affirms"),
    [
        ("nn", "Du må ikkje betale.", "Du må betale."),
        ("en", "You don't have to pay.", "You have to pay."),
        ("pl", "Nie musisz płacić.", "Musisz zapłacić."),
        ("uk", "Вам не треба платити.", "Вам треба платити."),
        ("ru", "Вам не надо платить.", "Вам надо платить."),
        ("ar", "ليس عليك أن تدفع.", "عليك أن تدفع."),
        ("so", "Ma aha inaad bixiso.", "Waa inaad bixisaa."),
        ("ti", "ክትከፍል ኣየድልየካን።", "ክትከፍል የድልየካ።"),
        ("fa", "لازم نیست پول بدهید.", "لازم است پول بدهید."),
        ("tr", "Ödemeniz gerekmez.", "Ödemeniz gerekir."),
        ("lt", "Mokėti nereikia.", "Mokėti reikia."),
    ],
)
def test_a_lost_or_added_not_is_shown(lang: str, denies: str, affirms: str) -> None:
    no, yes = "Du må ikke betale.", "Du må betale."
    assert doubts(lang, denies, no) == []
    assert doubts(lang, affirms, yes) == []
    assert len(doubts(lang, affirms, no)) == 1
    assert len(doubts(lang, denies, yes)) == 1


def test_a_language_that_nobody_has_described_denies_nothing() -> None:
    assert not denies("Nei, aldri!", "xx")
