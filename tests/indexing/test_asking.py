"""What kind of thing a question wants is told by its words, in every language."""

import pytest

from indexing.asking import KINDS, SECTIONS, answers, kinds_of, section_of
from knowledge.languages import languages

HOW_MUCH = {
    "nb": "Hva koster barnehagen?",
    "nn": "Kva kostar barnehagen?",
    "en": "How much is kindergarten?",
    "pl": "Ile kosztuje przedszkole?",
    "uk": "Скільки коштує садок?",
    "ru": "Сколько стоит садик?",
    "ar": "كم تكلفة الروضة؟",
    "so": "Waa imisa qiimaha?",
    "ti": "ዋጋ ክንደይ እዩ፧",
    "fa": "هزینه چقدر است؟",
    "tr": "Kreş ücreti ne kadar?",
    "lt": "Kiek kainuoja darželis?",
}


@pytest.mark.parametrize("lang", languages())
def test_a_question_for_an_amount_is_known_in_every_language(lang: str) -> None:
    assert kinds_of(HOW_MUCH[lang], lang)[KINDS.index("amount")] == 1.0


def test_a_question_may_be_of_no_kind_or_of_several() -> None:
    assert not kinds_of("library card", "en").any()
    several = kinds_of("When must I pay?", "en")
    assert {kind for kind, is_so in zip(KINDS, several, strict=True) if is_so} == {
        "amount",
        "time",
        "may",
    }


def test_how_much_asks_for_an_amount_and_not_for_a_way() -> None:
    way, place = KINDS.index("way"), KINDS.index("place")
    assert kinds_of("How much is it?", "en")[way] == 0.0
    assert kinds_of("How is it done?", "en")[way] == 1.0
    assert kinds_of("hvor lenge varer det", "nb")[place] == 0.0
    assert kinds_of("hvor er det", "nb")[place] == 1.0


def test_a_language_without_words_gives_no_kind() -> None:
    assert not kinds_of("How much is it?", "xx").any()


def test_a_star_stands_for_any_ending_and_other_words_are_whole() -> None:
    assert kinds_of("billigere prisene", "nb")[KINDS.index("amount")] == 1.0
    assert kinds_of("kanskje", "nb")[KINDS.index("may")] == 0.0


def test_sections_are_told_by_their_anchors() -> None:
    assert SECTIONS[section_of("rates")] == "cost"
    assert SECTIONS[section_of("")] == "summary"
    assert SECTIONS[section_of("ukraine")] == "other"


def test_every_kind_is_answered_by_some_section() -> None:
    assert answers().sum(axis=1).min() >= 1
    assert answers()[KINDS.index("time"), SECTIONS.index("time")] == 1.0
