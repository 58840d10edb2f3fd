"""Signs that a translation was left half done are told, and good translations are let pass."""

from dataclasses import replace

import pytest

from knowledge.articles import Article, Translation
from knowledge.translated import bare_text, check_translated
from tests.knowledge.test_style import article, knowing

SOURCE = (
    "Du har rett til fastlege når du er registrert som bosatt i en kommune. Du velger legen "
    "selv på nettet. Kan du ikke logge inn, kan du ringe og be om hjelp. Det er gratis å bytte."
)
POLISH = (
    "Masz prawo do lekarza rodzinnego, gdy jesteś w rejestrze jako mieszkaniec gminy. Lekarza "
    "wybierasz w internecie. Jeśli nie możesz się zalogować, zadzwoń i poproś o pomoc."
)
UKRAINIAN = (
    "Ви маєте право на сімейного лікаря, коли ви зареєстровані як мешканець громади. Лікаря ви "
    "обираєте в інтернеті на Helsenorge. Якщо не можете увійти, зателефонуйте."
)
NYNORSK = (
    "Du har rett til fastlege når du er registrert som busett i ein kommune. Du vel legen sjølv "
    "på nettet. Kan du ikkje logge inn, kan du ringje og be om hjelp. Å byte er gratis."
)


def translation(text: str, lang: str, heading: str | None = None) -> Article:
    said = article(text, lang=lang, summary=text[:80], questions=("?",))
    own = heading or text[:30]
    section = replace(said.sections[0], heading=own)
    return replace(
        said, title=own, sections=(section,), translation=Translation("machine", "nb", "0")
    )


def faults(text: str, lang: str, source: str = SOURCE) -> list[str]:
    knowledge = knowing(article(source), translation(text, lang))
    found = list(check_translated(knowledge))
    assert {problem.level for problem in found} <= {"warning"}
    return [problem.fault for problem in found]


@pytest.mark.parametrize(("text", "lang"), [(POLISH, "pl"), (UKRAINIAN, "uk"), (NYNORSK, "nn")])
def test_a_whole_translation_is_let_pass(text: str, lang: str) -> None:
    assert faults(text, lang) == []


def test_a_sentence_left_in_the_source_language_is_told() -> None:
    left = f"{POLISH} Kan du ikke logge inn, kan du ringe og be om hjelp."
    assert "is left from the source" in faults(left, "pl")[0]


def test_norwegian_in_quotation_marks_and_lists_of_names_may_stay() -> None:
    said = "Du kan si: «Jeg vil gjerne ha en time hos legen i dag.» "
    assert faults(f"{POLISH} „Jeg vil gjerne ha en time hos legen i dag.”", "pl", said) == []
    names = "Australia, Canada, Israel, Japan, Monaco, San Marino, Singapore, Taiwan"
    assert faults(f"{POLISH} {names}", "pl", f"{SOURCE} {names}") == []


def test_a_text_in_another_script_is_told() -> None:
    assert any("of the letters are Cyrillic" in fault for fault in faults(POLISH, "uk"))


def test_a_word_of_two_scripts_is_told() -> None:
    assert "the word 'cім' mixes scripts" in faults(f"{UKRAINIAN} cім", "uk")[0]  # Latin c


def test_an_ending_on_a_latin_name_is_good_tigrinya() -> None:
    text = "ኣብ BankIDን ኣብ MinIDን ክትኣቱ ትኽእል ኢኻ። ሓኪም ስድራ ኣብ መርበብ ትመርጽ። ክትኣቱ እንተ ዘይክኢልካ ደውል።"
    assert faults(text, "ti") == []


def test_bokmal_in_nynorsk_is_told() -> None:
    assert "'ikke' is Bokmål" in faults(NYNORSK.replace("ikkje", "ikke"), "nn")[0]


def test_sentences_left_as_they_were_are_told_in_nynorsk() -> None:
    source = " ".join(f"Legen hjelper {name} i dag." for name in "ABCDEFGH")
    assert "sentences are those of the source" in faults(source, "nn", source)[0]


def test_a_digit_that_is_lost_is_told_whatever_digits_are_written_with() -> None:
    source = SOURCE + " Du må vente i 14 dager."
    assert "the digits are none, in the source 14" in faults(POLISH, "pl", source)[0]
    arabic = (
        "لك الحق في طبيب دائم عندما تكون مسجلا كمقيم في بلدية. تختار الطبيب بنفسك على الإنترنت. "
    )
    assert faults(f"{arabic} عليك أن تنتظر ١٤ يوما إذا لم تستطع الدخول.", "ar", source) == []


def test_a_translation_much_too_short_is_told() -> None:
    found = faults("Masz prawo do lekarza.", "pl", f"{SOURCE} {SOURCE}")
    assert any("times as long as the source" in fault for fault in found)


def test_a_paragraph_that_was_dropped_is_told() -> None:
    source = f"{SOURCE}\n\nEr det fare for livet, ring 113."
    found = faults(f"{POLISH} 113.", "pl", source)
    assert found == ["section 'who': 1 paragraphs and lists, 2 in the source"]


def test_a_question_taken_from_the_source_is_told() -> None:
    source = article(SOURCE, questions=("legen er full",))
    said = replace(translation(POLISH, "pl"), questions=("legen er full",))
    (problem,) = check_translated(knowing(source, said))
    assert "the question 'legen er full' is the source's" in problem.fault


def test_what_a_key_stands_for_is_not_the_translators_text() -> None:
    assert bare_text("Ring {helpline:police-112} nå, **straks**.") == "Ring   nå, straks."
