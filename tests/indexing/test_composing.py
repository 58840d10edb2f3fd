"""Quotes are contiguous stretches of passages, letter for letter."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.composing import (
    Unit,
    choose_block,
    choose_hits,
    compose,
    cut_units,
    is_verbatim,
    score_units,
)
from indexing.embedding import HashEmbedder
from indexing.values import Hit, Passage, Question, Retrieved

EMBEDDER = HashEmbedder()


def passage(text: str, *, id_: int = 0, slug: str = "library", anchor: str = "what") -> Passage:
    return Passage(
        id_, "guide", slug, "en", "Title", "Heading", anchor, ("Title",), text, None, "source"
    )


def hit(score: float, text: str = "A sentence.", slug: str = "library", id_: int = 0) -> Hit:
    return Hit(passage(text, id_=id_, slug=slug), score, 0.5, 0.5)


LONG = (
    "The library is open to all. You need no card to read there. "
    "A library card is free for children and adults. You get the card at the desk with your "
    "passport. The card is valid in every library of the country. "
    "In summer the library closes early. The café sells coffee and cake to visitors all day. "
    "Dogs must wait outside, because some readers are allergic to them. "
    "The building was drawn by a well known architect and opened long ago by the mayor."
)


def test_units_are_sentences_and_whole_lists_and_stand_where_they_say() -> None:
    text = "You need two things.\n\nDo this:\n\nGo to the desk.\nShow your card.\n\nThat is all."
    cut = cut_units(passage(text))
    assert [text[unit.start : unit.end] for unit in cut] == [
        "You need two things.",
        "Do this:",
        "Go to the desk.\nShow your card.",
        "That is all.",
    ]
    assert [unit.leads for unit in cut] == [False, True, False, False]


def test_words_that_are_explained_and_sayings_can_be_quoted_one_by_one() -> None:
    words = passage("lånekort: a card for borrowing\nskranke: the desk where you ask")
    assert len(cut_units(words)) == 2
    sayings = passage('"It costs money." No, it is free.\n"I need a job." No, all may come.')
    assert len(cut_units(sayings)) == 2


def test_the_quote_is_the_stretch_that_answers_and_not_the_whole_page() -> None:
    retrieved = Retrieved((Hit(passage(LONG), 5.0, 0.5, 0.5),), ())
    (quote,) = compose(Question("how do I get a library card"), retrieved, EMBEDDER)
    assert "A library card is free for children and adults." in quote.text
    assert "Dogs" not in quote.text
    assert is_verbatim(quote, passage(LONG))


def test_steps_are_never_torn_apart() -> None:
    steps = "Ask at the desk for a form.\nFill in the form at home.\nBring the form back."
    text = f"{LONG}\n\nTo borrow books:\n\n{steps}"
    retrieved = Retrieved((Hit(passage(text), 5.0, 0.5, 0.5),), ())
    (quote,) = compose(Question("where do I get the form to borrow books"), retrieved, EMBEDDER)
    assert steps in quote.text
    assert "To borrow books:" in quote.text


def test_a_short_passage_is_quoted_whole() -> None:
    text = "The card is free.\n\nYou get it at once."
    retrieved = Retrieved((Hit(passage(text), 5.0, 0.5, 0.5),), ())
    assert compose(Question("what does the card cost"), retrieved, EMBEDDER)[0].text == text


def test_passages_of_the_best_article_come_before_equally_good_ones_of_others() -> None:
    hits = [
        hit(8.0, "First.", "library", 1),
        hit(7.9, "Other.", "museum", 2),
        hit(7.0, "Second.", "library", 3),
        hit(6.5, "Third.", "library", 4),
        hit(3.0, "Far.", "library", 5),
    ]
    chosen = [found.passage.text for found in choose_hits("", hits)]
    assert chosen == ["First.", "Second.", "Third."]
    assert [found.passage.text for found in choose_hits("", [hits[0], hits[1]])] == [
        "First.",
        "Other.",
    ]
    assert choose_hits("", []) == []


def test_nothing_found_gives_no_quotes() -> None:
    assert compose(Question("anything"), Retrieved((), ()), EMBEDDER) == ()


def test_a_lone_short_sentence_takes_its_better_neighbour() -> None:
    units = [Unit(0, 30), Unit(31, 60), Unit(61, 90), Unit(91, 120)]
    assert choose_block(units, np.array([0.1, 0.2, 0.9, 0.3])) == (2, 4)


def test_a_lone_short_sentence_that_takes_a_leading_one_takes_the_list_too() -> None:
    units = [Unit(0, 98), Unit(99, 136, leads=True), Unit(138, 443)]
    assert choose_block(units, np.array([0.9, 0.3, 0.1])) == (0, 3)


def test_a_paragraph_is_quoted_from_its_beginning_where_there_is_room() -> None:
    units = [Unit(0, 150), Unit(151, 300, goes_on=True), Unit(301, 450, goes_on=True)]
    assert choose_block(units, np.array([0.0, 0.0, 0.9])) == (0, 3)
    long = [Unit(0, 400), Unit(401, 700, goes_on=True), Unit(701, 900, goes_on=True)]
    assert choose_block(long, np.array([0.0, 0.0, 0.9])) == (1, 3)
    items = [Unit(0, 150), Unit(151, 300), Unit(301, 450)]
    assert choose_block(items, np.array([0.0, 0.0, 0.9])) == (2, 3)


def test_only_a_sentence_after_another_goes_on() -> None:
    cut = cut_units(passage("First sentence here. And so it goes on.\n\nA new thought begins."))
    assert [unit.goes_on for unit in cut] == [False, True, False]


def test_a_question_inside_the_text_keeps_its_answer() -> None:
    units = [Unit(0, 200), Unit(201, 400), Unit(401, 600, leads=True), Unit(601, 700)]
    assert choose_block(units, np.array([0.0, 0.0, 0.9, 0.1])) == (2, 4)


def test_words_shared_with_the_question_raise_a_sentence() -> None:
    texts = ["The café sells coffee.", "A library card is free.", "Dogs wait outside."]
    scores = score_units("library card", texts, EMBEDDER)
    assert int(scores.argmax()) == 1


def test_a_quote_that_was_changed_or_named_wrongly_is_not_verbatim() -> None:
    retrieved = Retrieved((Hit(passage(LONG), 5.0, 0.5, 0.5),), ())
    (quote,) = compose(Question("library card"), retrieved, EMBEDDER)
    assert is_verbatim(quote, passage(LONG))
    assert not is_verbatim(replace(quote, text=quote.text.replace("free", "cheap")), passage(LONG))
    assert not is_verbatim(replace(quote, slug="museum"), passage(LONG))
    assert not is_verbatim(replace(quote, text=" "), passage(LONG))


@given(
    st.text(alphabet="ab .:?!\n\"'؟።\u00a0", max_size=300),
    st.text(alphabet="ab ?", max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_every_quote_of_any_text_stands_in_it(text: str, question: str) -> None:
    source = passage(text)
    retrieved = Retrieved((Hit(source, 5.0, 0.5, 0.5),), ())
    for quote in compose(Question(question), retrieved, EMBEDDER):
        assert is_verbatim(quote, source)
    units = cut_units(source)
    assert all(a.end <= b.start for a, b in pairwise(units))


@pytest.mark.parametrize("lang", ["ar", "ti", "fa"])
def test_other_scripts_are_cut_at_their_own_marks(lang: str) -> None:
    texts = {
        "ar": ("هل البطاقة مجانية؟ نعم. تحصل عليها في المكتبة.", 3),
        "ti": ("ካርድ ነጻ እዩ። ኣብ ቤት ንባብ ትወስዶ።", 2),
        "fa": ("کارت رایگان است. آن را در کتابخانه می‌گیرید.", 2),
    }
    text, sentences = texts[lang]
    assert len(cut_units(replace(passage(text), lang=lang))) == sentences


def test_the_list_of_words_answers_only_who_asks_for_one_of_them() -> None:
    words = passage("lånekort: a card for borrowing\nskranke: a desk", id_=1, anchor="words")
    how = passage("Ask for a card at the desk.", id_=2, anchor="how")
    hits = [Hit(words, 7.0, 0.2, 0.4), Hit(how, 3.0, 0.2, 0.3)]
    assert [h.passage.anchor for h in choose_hits("how do I get a card", hits)] == ["how"]
    assert choose_hits("hva er lånekort?", hits)[0].passage.anchor == "words"
    assert choose_hits("how do I get a card", hits[:1])[0].passage.anchor == "words"
    second = [Hit(how, 7.0, 0.2, 0.4), Hit(words, 6.9, 0.2, 0.4)]
    assert [h.passage.anchor for h in choose_hits("how do I get a card", second)] == ["how"]


def test_misunderstandings_give_way_to_a_section_that_fits_nearly_as_well() -> None:
    sayings = passage('"You pay for a card." No.', id_=1, anchor="misunderstandings")
    how = passage("Ask for a card at the desk.", id_=2, anchor="how")
    near = [Hit(sayings, 7.0, 0.2, 0.4), Hit(how, 4.0, 0.2, 0.3)]
    far = [Hit(sayings, 7.0, 0.2, 0.4), Hit(how, 3.0, 0.2, 0.3)]
    assert choose_hits("how do I get a card", near)[0].passage.anchor == "how"
    assert choose_hits("how do I get a card", far)[0].passage.anchor == "misunderstandings"
