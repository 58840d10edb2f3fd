"""A message is small talk only when there is nothing else in it."""

import pytest

from indexing.smalltalk import find_smalltalk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hei!", "greeting"),
        ("hei hei 👋", "greeting"),
        ("Tusen takk for hjelpen", "thanks"),
        ("ha det bra", "goodbye"),
        ("Hei, hvem er du?", "who"),
        ("Kven er du?", "who"),
        ("thank you so much", "thanks"),
        ("Dzień dobry", "greeting"),
        ("czesc", "greeting"),
        ("дякую", "thanks"),
        ("Здравствуйте, кто вы?", "who"),
        ("السَّلامُ عليكم", "greeting"),
        ("شكرا جزيلا", "thanks"),
        ("mahadsanid walaal", "thanks"),
        ("ሰላም ከመይ ኣለኻ", "greeting"),
        ("የቐንየለይ", "thanks"),
        ("خیلی ممنون", "thanks"),
        ("می‌توانی کمکم کنی؟", "who"),
        ("Merhaba, nasılsınız?", "greeting"),
        ("Labas rytas", "greeting"),
        ("thanks, bye", "goodbye"),
    ],
)
def test_greetings_thanks_goodbyes_and_who_are_you_are_recognised(text: str, kind: str) -> None:
    assert find_smalltalk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "hei, hvordan får jeg fastlege",
        "thanks, but where do I get a tax card",
        "hvem er fastlegen min",
        "who are you supposed to call at night",
        "so much",
        "skattekort",
        "سلام چطور دکتر بگیرم",
    ],
)
def test_a_question_beside_the_greeting_is_a_question(text: str) -> None:
    assert find_smalltalk(text) is None
