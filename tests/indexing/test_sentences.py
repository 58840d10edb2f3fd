"""Text is cut into sentences, in twelve languages, and no sentence is torn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.sentences import sentences
from knowledge.languages import languages
from tests.pace import least_s, pace

CUT = [
    ("nb", "Du har rett til lege. Det er gratis!", ["Du har rett til lege.", "Det er gratis!"]),
    ("nb", "Møt f.eks. kl. 9. Ta med pass.", ["Møt f.eks. kl. 9.", "Ta med pass."]),
    ("nb", "Bl.a. gjelder § 7. Fra 1. januar.", ["Bl.a. gjelder § 7.", "Fra 1. januar."]),
    ("nb", "Du betaler 179 kr. Barn betaler 0.", ["Du betaler 179 kr.", "Barn betaler 0."]),
    ("nb", "Pass, kort osv. Ring oss.", ["Pass, kort osv.", "Ring oss."]),
    ("nb", "1. Ring legen. Bestill time.", ["1. Ring legen.", "Bestill time."]),
    ("nb", "Meld. St. 27 sier det. Ja.", ["Meld. St. 27 sier det.", "Ja."]),
    ("nn", "Du kan t.d. ringje. Det er gratis.", ["Du kan t.d. ringje.", "Det er gratis."]),
    (
        "en",
        "Call Mr. Smith, e.g. at 5 p.m. Then go.",
        ["Call Mr. Smith, e.g. at 5 p.m.", "Then go."],
    ),
    ("en", "It costs 3.5 kroner. Really?! Yes.", ["It costs 3.5 kroner.", "Really?!", "Yes."]),
    ("en", "J. R. Hansen wrote. “Yes.” He left.", ["J. R. Hansen wrote.", "“Yes.”", "He left."]),
    ("pl", "Np. paszport, ul. Nowa 3. Potem 5 zł. Koniec.", None),
    ("uk", "Див. вул. Нова, буд. 3. Це 5 грн. Потім.", None),
    ("ru", "В 2020 г. было так, т. е. иначе. И т.д. Потом.", None),
    ("lt", "Pvz. 2026 m. sausio 1 d. reikia paso. Taip.", None),
    ("tr", "Dr. Ali geldi. 1. sınıf bitti. Evet!", ["Dr. Ali geldi.", "1. sınıf bitti.", "Evet!"]),
    (
        "so",
        "Ma heshay dhakhtar? Haa. Waa bilaash.",
        ["Ma heshay dhakhtar?", "Haa.", "Waa bilaash."],
    ),
    ("ar", "هل لديك طبيب؟ نعم. اتصل الآن!", ["هل لديك طبيب؟", "نعم.", "اتصل الآن!"]),
    ("ar", "اتصل بـ د. أحمد. شكرا۔", ["اتصل بـ د. أحمد.", "شكرا۔"]),
    ("fa", "آیا پزشک دارید؟ بله. رایگان است.", ["آیا پزشک دارید؟", "بله.", "رایگان است."]),
    ("ti", "ሓኪም ኣለካ፧ እወ። ብነጻ እዩ።", ["ሓኪም ኣለካ፧", "እወ።", "ብነጻ እዩ።"]),
    ("ti", "እወ።ብነጻ እዩ፡፡ ኣብ 2016 ዓ.ም. ነበረ።", ["እወ።", "ብነጻ እዩ፡፡", "ኣብ 2016 ዓ.ም. ነበረ።"]),
]
EXPECTED_OF = {
    "pl": ["Np. paszport, ul. Nowa 3.", "Potem 5 zł.", "Koniec."],
    "uk": ["Див. вул. Нова, буд. 3.", "Це 5 грн.", "Потім."],
    "ru": ["В 2020 г. было так, т. е. иначе.", "И т.д.", "Потом."],
    "lt": ["Pvz. 2026 m. sausio 1 d. reikia paso.", "Taip."],
}


@pytest.mark.parametrize(
    ("lang", "text", "expected"), CUT, ids=[f"{c[0]}-{i}" for i, c in enumerate(CUT)]
)
def test_text_is_cut_at_the_ends_of_its_sentences(
    lang: str, text: str, expected: list[str] | None
) -> None:
    assert sentences(text, lang) == (expected or EXPECTED_OF[lang])


def test_lines_are_never_joined() -> None:
    text = "Du trenger:\n\nnorsk pass\nen arbeidsavtale\n"
    assert sentences(text, "nb") == ["Du trenger:", "norsk pass", "en arbeidsavtale"]


def test_every_language_has_its_abbreviations() -> None:
    # Without them "tel." would end a sentence; each language writes it so or has its own word.
    known = {"nb": "tlf.", "nn": "tlf.", "ar": "د.", "fa": "د.", "ti": "ዶ.ር.", "uk": "тел."}
    known |= {"ru": "тел."} | dict.fromkeys(["en", "pl", "lt", "tr", "so"], "tel.")
    for lang in languages():
        assert len(sentences(f"Xx {known[lang]} 123 Yy.", lang)) == 1, lang


def test_an_unknown_language_is_cut_with_all_abbreviations() -> None:
    assert sentences("Ring tlf. 112 nå. Vent.", "xx") == ["Ring tlf. 112 nå.", "Vent."]


@given(st.text(alphabet='ab Å1.!?\n\t።፧؟۔፡:"»(kl'), st.sampled_from(["nb", "en", "ti", "ar"]))
def test_no_word_is_lost_or_moved(text: str, lang: str) -> None:
    assert "".join(" ".join(sentences(text, lang)).split()) == "".join(text.split())


def test_one_endless_line_is_cut_in_no_time() -> None:
    line = "f.eks. e.g. 1. " * 60_000
    assert len(sentences(line, "nb")) < 10
    assert least_s(lambda: sentences(line, "nb"), rounds=1) < 5 * pace()
