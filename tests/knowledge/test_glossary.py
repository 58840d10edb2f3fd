"""Norwegian words: their order, and the addresses of their explanations."""

from knowledge.glossary import Term, alphabetical


def word(text: str) -> Term:
    return Term(text, {"nb": "En forklaring."}, text)


def test_words_stand_as_in_a_norwegian_dictionary() -> None:
    words = ["årsoppgave", "øyeblikkelig hjelp", "a-melding", "ærlig", "zoo", "avtale", "åpen"]
    assert [term.word for term in alphabetical(map(word, words))] == [
        "a-melding",
        "avtale",
        "zoo",
        "ærlig",
        "øyeblikkelig hjelp",
        "åpen",
        "årsoppgave",
    ]


def test_anchor_has_no_space() -> None:
    assert word("øyeblikkelig hjelp").anchor == "øyeblikkelig-hjelp"


def test_word_stands_under_its_first_letter_whatever_comes_before() -> None:
    assert [word(text).letter for text in ("øre", "24-timers tjeneste", "a-melding")] == [
        "Ø",
        "T",
        "A",
    ]
