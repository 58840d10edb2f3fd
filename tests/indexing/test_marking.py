"""Words are marked where they stand, in whatever form, and never a part of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.marking import Marker, cut_words, is_form_of


def marked(text: str, *words: str) -> list[str]:
    marker = Marker(dict.fromkeys([word.folded for w in words for word in cut_words(w)], 1.0))
    return [text[start:end] for start, end in marker.marks(text)]


@pytest.mark.parametrize(
    ("text", "searched", "found"),
    [
        (
            "Søk om skattekort. Skattekortet er gratis.",
            "skattekort",
            ["skattekort", "Skattekortet"],
        ),
        ("Du kan sende boligsøknaden på nett.", "soknad", ["boligsøknaden"]),
        ("طَبِيبُ الأسنان والطبيب العام", "طبيب", ["طَبِيبُ", "والطبيب"]),
        ("بچه‌ها نباید ترجمه کنند", "بچه ها", ["بچه‌ها"]),
        ("Всё ещё идёт приём", "прием", ["приём"]),
        ("Złóż wniosek o zasiłek", "zasilek", ["zasiłek"]),
        ("ቀዋሚ ሓኪምኩም", "ሓኪም", ["ሓኪምኩም"]),
        ("Ring 116 117 eller 116117.", "116117", ["116 117", "116117"]),
        ("Ring 113, ikke 1137.", "113", ["113"]),
        ("Et d-nummer er et D-nummer.", "dnummer", ["d-nummer", "D-nummer"]),
        ("Go’aanka iyo go'aan", "goaan", ["Go’aanka", "go'aan"]),
        ("En lege legger seg.", "lege", ["lege"]),
    ],
)
def test_a_word_is_found_in_other_forms_and_the_whole_word_is_marked(
    text: str, searched: str, found: list[str]
) -> None:
    assert marked(text, searched) == found


def test_words_that_only_begin_alike_are_not_the_same() -> None:
    assert not is_form_of("laan", "laanekassen")
    assert not is_form_of("sosiologi", "sosial")
    assert not is_form_of("112", "1123")


def test_an_excerpt_is_the_sentences_that_say_most_and_goes_on_to_be_understood() -> None:
    text = (
        "Alle som bor i Norge har rettigheter. Du betaler en egenandel hos legen. "
        "Den er høyere om kvelden. Barn betaler ikke."
    )
    marker = Marker({"egenandel": 2.0, "legen": 1.0})
    assert marker.excerpt(text, "nb", least_chars=40, most_chars=80) == (
        "Du betaler en egenandel hos legen. Den er høyere om kvelden."
    )


def test_a_sentence_that_announces_a_list_is_not_left_alone() -> None:
    text = "Innledning.\n\nDu trenger til skattekort:\n\npass\nadresse\n\nSlutt."
    marker = Marker({"skattekort": 1.0})
    excerpt = marker.excerpt(text, "nb", least_chars=10, most_chars=60)
    assert excerpt == "Du trenger til skattekort:\npass"


def test_an_excerpt_without_any_of_the_words_begins_where_the_text_does() -> None:
    assert Marker({}).excerpt("Først. Så.", "nb", least_chars=1) == "Først."
    assert Marker({"x": 1.0}).excerpt("", "nb") == ""


def test_an_overlong_sentence_ends_at_a_word() -> None:
    excerpt = Marker({}).excerpt("ord " * 200, "nb", most_chars=50)
    assert excerpt.endswith("ord …")
    assert len(excerpt) <= 52


def test_the_same_sentence_twice_is_quoted_from_its_own_place() -> None:
    text = "Ring oss. Ring oss. Skattekort får du her."
    excerpt = Marker({"skattekort": 1.0}).excerpt(text, "nb", least_chars=60, most_chars=90)
    assert excerpt == text


@given(st.text(max_size=80), st.text(min_size=1, max_size=12))
def test_marks_lie_inside_the_text_in_order_and_never_overlap(text: str, searched: str) -> None:
    marker = Marker({word.folded: 1.0 for word in cut_words(searched)})
    places = [place for mark in marker.marks(text) for place in mark]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(start < end for start, end in marker.marks(text))
    assert "".join(marker.excerpt(text, "nb").split()).rstrip("…") in "".join(text.split())
