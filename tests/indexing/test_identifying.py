"""Which language a question is in, and which it is answered in."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.identifying import find_script, hash_ngrams, identify
from indexing.values import Question
from knowledge.languages import languages


def questions(test_data: Path) -> dict[str, list[str]]:
    lines = (test_data / "everyday-questions.tsv").read_text("utf-8").splitlines()
    columns = zip(*(line.split("\t") for line in lines), strict=True)
    return {code: list(texts) for code, *texts in columns}


@pytest.mark.parametrize("lang", languages())
def test_everyday_questions_are_identified_on_any_page(test_data: Path, lang: str) -> None:
    """Three of the Nynorsk questions are, word for word or nearly, Bokmål as well."""
    texts = questions(test_data)[lang]
    named = [identify(Question(text)).lang == lang for text in texts]
    on_own_page = [identify(Question(text, lang)).reply_lang == lang for text in texts]
    on_norwegian_page = [identify(Question(text, "nb")).reply_lang == lang for text in texts]
    assert np.mean(named) >= (0.88 if lang == "nn" else 0.97)
    assert np.mean(on_own_page) >= 0.95
    assert np.mean(on_norwegian_page) >= (0.65 if lang == "nn" else 0.97)


@pytest.mark.parametrize(
    ("text", "lang", "script"),
    [
        ("ሓኪም", "ti", "Ethi"),
        ("лікарні є?", "uk", "Cyrl"),
        ("мы эти", "ru", "Cyrl"),
        ("پزشک چیست", "fa", "Arab"),
        ("أين الطبيب", "ar", "Arab"),
        ("أريد أن أعرف ما هو skattekort وكيف أحصل عليه", "ar", "Arab"),
        ("Що таке fastlege і як його знайти?", "uk", "Cyrl"),
    ],
)
def test_the_script_decides_even_on_a_norwegian_page(text: str, lang: str, script: str) -> None:
    found = identify(Question(text, page_lang="nb"))
    assert (found.lang, found.reply_lang, found.script) == (lang, lang, script)


@pytest.mark.parametrize("page", ["nb", "en", "so", "tr"])
@pytest.mark.parametrize("text", ["fastlege", "skattekort?", "UDI", "Abdirahman", "NAV Oslo"])
def test_a_word_or_two_is_answered_in_the_language_of_the_page(page: str, text: str) -> None:
    found = identify(Question(text, page_lang=page))
    assert (found.lang, found.reply_lang) == (page, page)


def test_a_short_text_with_letters_that_the_page_never_writes_is_not_kept_to_the_page() -> None:
    assert identify(Question("Mąż mnie bije", page_lang="nb")).reply_lang == "pl"


@pytest.mark.parametrize(
    "text",
    [
        "Wo kann ich einen Deutschkurs für Anfänger besuchen?",
        "Où est-ce que je peux trouver un médecin pour mes enfants ?",
        "¿Dónde puedo encontrar un médico para mis hijos?",
        "من دەمەوێت فێری زمانی نەرویجی ببم",
        "مجھے ڈاکٹر کہاں ملے گا؟",
        "Γεια σας, πού είναι ο γιατρός;",
        "どこで医者に会えますか",
    ],
)
def test_a_language_that_is_not_ours_is_answered_in_that_of_the_page(text: str) -> None:
    found = identify(Question(text, page_lang="en"))
    assert found.confidence < 0.6
    assert found.reply_lang == "en"
    assert found.lang in languages()


@pytest.mark.parametrize("text", ["", "   ", "12345", "?!", "\U0001f600", "\ud800"])
def test_a_text_without_letters_is_answered_in_that_of_the_page_or_norwegian(text: str) -> None:
    assert identify(Question(text, page_lang="lt")).reply_lang == "lt"
    assert identify(Question(text)).reply_lang == "nb"
    assert identify(Question(text)).confidence == 0.0


def test_a_page_language_that_does_not_exist_is_passed_over() -> None:
    assert identify(Question("hei", page_lang="xx")).reply_lang in languages()


@given(st.text(), st.none() | st.sampled_from([*languages(), "xx"]))
def test_every_string_has_an_answer_among_our_languages(text: str, page: str | None) -> None:
    found = identify(Question(text, page_lang=page))
    assert found.lang in languages()
    assert found.reply_lang in languages()
    assert 0.0 <= found.confidence <= 1.0
    assert len(found.script) == 4


@given(st.text(st.characters()))
def test_ngrams_of_any_string_are_places_in_the_table(text: str) -> None:
    buckets = hash_ngrams(text)
    assert np.all((buckets >= 0) & (buckets < 1 << 15))


def test_ngrams_are_the_same_in_every_process() -> None:
    assert hash_ngrams("å").tolist() == hash_ngrams(" Å!? 7 ").tolist()
    assert len(hash_ngrams("ja")) == 10
    assert hash_ngrams("ja").tolist()[:3] == [32367, 31434, 31546]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("hei", "Latn"),
        ("привіт hello", "Cyrl"),
        ("a very long English sentence with один word", "Latn"),
        ("שלום", "Hebr"),
        ("123", "Zyyy"),
    ],
)
def test_the_script_is_that_of_a_third_of_the_letters(text: str, script: str) -> None:
    assert find_script(text) == script


def test_identifying_takes_a_fraction_of_a_millisecond(test_data: Path) -> None:
    """Measured 0.07 ms; the bound is wide for shared machines."""
    times = []
    for text in questions(test_data)["nb"] * 3:
        began = time.perf_counter()
        identify(Question(text, page_lang="nb"))
        times.append(time.perf_counter() - began)
    assert np.median(times) < 0.3e-3


def test_a_question_of_ten_megabytes_costs_no_more_than_its_beginning() -> None:
    began = time.perf_counter()
    assert identify(Question("jeg trenger hjelp " * 600_000)).lang == "nb"
    assert time.perf_counter() - began < 0.05


def test_norwegian_that_may_be_either_is_answered_in_bokmal_where_no_page_says_more() -> None:
    found = identify(Question("min sønn har feber om natta"))
    assert (found.lang, found.reply_lang) == ("nn", "nb")
    assert identify(Question("eg treng skattekort")).reply_lang == "nn"
