"""Which language a question is in, and which it is answered in."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.embedding import BUNDLED_MODEL_DIR
from indexing.errors import ModelMissing
from indexing.identifying import LOOKALIKES, MODEL_FILE, OTHER, hash_ngrams, identify
from indexing.scripts import find_script
from indexing.training.lookalikes import read_lookalikes
from indexing.values import Question
from knowledge.languages import languages
from tests.pace import least_s, pace


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
    assert np.all((buckets >= 0) & (buckets < 1 << 16))


def test_ngrams_are_the_same_in_every_process() -> None:
    assert hash_ngrams("å").tolist() == hash_ngrams(" Å!? 7 ").tolist()
    assert len(hash_ngrams("ja")) == 14
    assert hash_ngrams("ja").tolist()[:3] == [64735, 62868, 63092]


def test_a_digit_counts_as_a_letter_only_inside_a_word() -> None:
    assert hash_ngrams("fi 2024 ma").tolist() == hash_ngrams("fi ma").tolist()
    assert hash_ngrams("7a22i").tolist() != hash_ngrams("ai").tolist()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("hei", "Latn"),
        ("привіт hello", "Cyrl"),
        ("a very long English sentence with один word", "Latn"),
        ("שלום", "Hebr"),
        ("123", "Zyyy"),
        ("norgespris или spotpris", "Cyrl"),
        ("mangfoldsrådgiver хто це", "Cyrl"),
    ],
)
def test_the_script_is_that_of_a_third_of_the_letters_or_words(text: str, script: str) -> None:
    assert find_script(text) == script


def test_identifying_takes_a_fraction_of_a_millisecond(test_data: Path) -> None:
    """Measured 0.08 ms; the bound is wide for shared machines."""
    asked = [Question(text, page_lang="nb") for text in questions(test_data)["nb"]]
    assert np.median([least_s(partial(identify, one)) for one in asked]) < 0.3e-3 * pace()


def test_a_question_of_ten_megabytes_costs_no_more_than_its_beginning() -> None:
    question = Question("jeg trenger hjelp " * 600_000)
    assert identify(question).lang == "nb"
    assert least_s(lambda: identify(question)) < 0.05 * pace()


def test_norwegian_that_may_be_either_is_answered_in_bokmal_where_no_page_says_more() -> None:
    found = identify(Question("min sønn har feber om natta"))
    assert (found.lang, found.reply_lang) == ("nn", "nb")
    assert identify(Question("eg treng skattekort")).reply_lang == "nn"


@pytest.mark.parametrize("page", [None, "nb", "en", "own"])
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("kif fini ghayyer tabib el 3ayle bel norwej", "ar"),
        ("shlon agdar asajjil ibni bil madrasa", "ar"),
        ("chetori mitunam doctor khanevade begiram", "fa"),
        ("hamsaram mano mizane kojā beram", "fa"),
        ("kak mne zapisatsya k vrachu esli net nomera", "ru"),
        ("kuda zhalovatsa esli ne platyat zarplatu", "ru"),
        ("yak meni znayty likarya dlya dytyny", "uk"),
        ("shcho robyty yakshcho khaziain ne viddaie hroshi", "uk"),
        ("kemey gere hakim kirekib yikhil", "ti"),
        ("sirah kiresib entay kgebr aleni", "ti"),
    ],
)
def test_what_is_typed_in_latin_letters_is_known(text: str, lang: str, page: str | None) -> None:
    found = identify(Question(text, page_lang=lang if page == "own" else page))
    assert (found.lang, found.reply_lang, found.script) == (lang, lang, "Latn")


@pytest.mark.parametrize("page", ["ar", "fa", "ru", "uk", "ti"])
@pytest.mark.parametrize("text", ["fastlege", "NAV Oslo", "skattekort?"])
def test_a_norwegian_word_on_the_page_of_another_script_is_answered_in_its_language(
    text: str, page: str
) -> None:
    assert identify(Question(text, page_lang=page)).reply_lang == page


@pytest.mark.parametrize("page", ["ar", "fa", "ru", "uk", "ti"])
def test_a_sentence_in_another_language_is_not_taken_for_the_page_typed_in_latin_letters(
    test_data: Path, page: str
) -> None:
    for lang, texts in questions(test_data).items():
        if lang in ("nb", "en", "pl", "so", "tr", "lt"):
            found = [identify(Question(text, page)) for text in texts]
            assert np.mean([one.lang == lang for one in found]) >= 0.9, lang


@pytest.mark.parametrize("code", [*LOOKALIKES, OTHER])
def test_a_look_alike_is_answered_in_the_language_of_the_page(code: str) -> None:
    """Sentences that were not learnt; Bulgarian is hardly known and not far from Russian."""
    texts = read_lookalikes(held_out=True)[code]
    for page in ("en", "so", "ar"):
        found = [identify(Question(text, page)) for text in texts]
        assert all(one.lang in languages() for one in found)
        kept = np.mean([one.reply_lang == page for one in found])
        assert kept >= {"bg": 0.4, "be": 0.7, "da": 0.75, OTHER: 0.85}.get(code, 0.9)


@pytest.mark.parametrize("code", ["da", "sv"])
def test_danish_and_swedish_are_answered_in_bokmal_where_no_page_says_more(code: str) -> None:
    texts = read_lookalikes(held_out=True)[code]
    assert {identify(Question(text)).reply_lang for text in texts} == {"nb"}


def test_the_choice_of_the_reader_wins_over_page_and_question() -> None:
    asked = Question("Jak mogę dostać lekarza rodzinnego?", page_lang="nb")
    assert identify(asked).reply_lang == "pl"
    found = identify(asked, chosen="uk")
    assert (found.lang, found.reply_lang) == ("pl", "uk")
    assert identify(asked, chosen="xx").reply_lang == "pl"


def test_a_language_that_was_chosen_travels_with_the_question_and_wins() -> None:
    asked = Question("Jak mogę dostać lekarza rodzinnego?", page_lang="nb", chosen_lang="so")
    found = identify(asked)
    assert (found.lang, found.reply_lang) == ("pl", "so")
    assert identify(asked, chosen="uk").reply_lang == "uk"


def test_the_languages_that_a_question_may_be_in_as_well_are_named_the_likeliest_first() -> None:
    found = identify(Question("doctor", page_lang="nb"))
    assert (found.lang, found.nearest[0], len(found.nearest)) == ("nb", "en", 2)
    assert identify(Question("Как получить врача?")).nearest == ("uk",)
    assert identify(Question("كيف أحصل على طبيب؟")).nearest == ()
    assert identify(Question("12345")).nearest == ()


def test_norwegian_that_may_be_either_is_answered_in_bokmal_on_an_english_page() -> None:
    found = identify(Question("min sønn har feber om natta", page_lang="en"))
    assert found.reply_lang == "nb"


def test_the_file_is_small() -> None:
    assert (BUNDLED_MODEL_DIR / MODEL_FILE).stat().st_size < 700_000


def test_a_file_of_another_size_is_refused_with_the_remedy(tmp_path: Path) -> None:
    columns = np.zeros(2, np.float32)
    np.savez(
        tmp_path / MODEL_FILE,
        labels=np.array(["nb", "en"]),
        rows=np.zeros((8, 2), np.int8),
        scales=columns,
        bias=columns,
    )
    with pytest.raises(ModelMissing, match="veiviser model train"):
        identify(Question("hei"), model_dir=tmp_path)
