"""What holds for every text, whatever it is."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from indexing.normalising import MAX_QUESTION_CHARS, clean_question, fold, plain_nordic

_LETTERS = "aåæøéłıİß'’-0149.,\u00a0 \u0301\u030aأةیکـًأسሠሰዓኣёйіїґЁ\u200c\u202e٤۴ﬁ½"
TEXTS = st.text() | st.text(alphabet=_LETTERS)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_composed_and_decomposed_text_fold_to_the_same(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {fold(text)}


@given(TEXTS)
def test_invisible_characters_between_letters_change_nothing(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    assert fold("\u200b".join(decomposed)) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_folds_to_what_the_long_way_gives(text: str) -> None:
    assert fold(text) == fold(text + "é").removesuffix("e")


@given(TEXTS)
def test_plain_words_are_folded_already(text: str) -> None:
    assert fold(plain_nordic(text)) == plain_nordic(text)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_question(clean_question(text)) == clean_question(text)


@given(TEXTS)
def test_a_cleaned_question_is_one_short_line_of_visible_characters(text: str) -> None:
    cleaned = clean_question(text)
    assert len(cleaned) <= MAX_QUESTION_CHARS
    assert cleaned == cleaned.strip()
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    invisible = [c for c in cleaned if unicodedata.category(c)[0] == "C" and c != "\u200c"]
    assert invisible == []


@given(TEXTS)
def test_cleaning_does_not_change_what_a_text_folds_to(text: str) -> None:
    assert fold(clean_question(text)).split() == fold(text).split()
