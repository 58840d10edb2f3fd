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
    chosen = [found.passage.text for found in choose_hits("", hits, EMBEDDER)]
    assert sorted(chosen) == ["First.", "Second.", "Third."]
    assert [found.passage.text for found in choose_hits("", [hits[0], hits[1]], EMBEDDER)] == [
        "First.",
        "Other.",
    ]
    assert choose_hits("", [], EMBEDDER) == []


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
    (scores,) = score_units("library card", [passage(" ".join(texts))], EMBEDDER)
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
    assert [h.passage.anchor for h in choose_hits("how do I get a card", hits, EMBEDDER)] == ["how"]
    assert choose_hits("hva er lånekort?", hits, EMBEDDER)[0].passage.anchor == "words"
    assert choose_hits("how do I get a card", hits[:1], EMBEDDER)[0].passage.anchor == "words"
    second = [Hit(how, 7.0, 0.2, 0.4), Hit(words, 6.9, 0.2, 0.4)]
    assert [h.passage.anchor for h in choose_hits("how do I get a card", second, EMBEDDER)] == [
        "how"
    ]


def test_the_section_on_costs_is_quoted_to_who_asks_what_it_costs() -> None:
    text = "You need a card, and you get it at the desk of the library with your passport."
    hits = [
        Hit(replace(passage(text, id_=1, anchor="how"), section="The card"), 7.0, 0.2, 0.4),
        Hit(replace(passage(text, id_=2, anchor="cost"), section="The card"), 6.9, 0.2, 0.4),
    ]
    asked = choose_hits("How much do I pay for a card?", hits, EMBEDDER)
    assert asked[0].passage.anchor == "cost"
    assert choose_hits("How do I get a card?", hits, EMBEDDER)[0].passage.anchor == "how"


def test_a_sentence_that_limits_the_one_before_it_is_quoted_with_it() -> None:
    first = (
        "A library card is free for everybody who lives in the municipality and shows a passport."
    )
    limit = "But children under ten need a letter from a parent who has signed it beforehand."
    cut = cut_units(passage(f"{first} {limit} The café sells cake."))
    assert [unit.limits for unit in cut] == [False, True, False]
    units = [Unit(0, 300), Unit(301, 400), Unit(401, 500, goes_on=True, limits=True)]
    assert choose_block(units, np.array([0.9, 0.0, 0.0])) == (0, 1)
    units[1] = replace(units[1], limits=True, goes_on=True)
    assert choose_block(units, np.array([0.9, 0.0, 0.0])) == (0, 3)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nb", "Det er gratis. Men ikke for voksne."),
        ("nn", "Det er gratis. Berre barn kan søkje."),
        ("en", "It is free. Unless you are an adult."),
        ("pl", "To jest bezpłatne. Chyba że masz 18 lat."),
        ("uk", "Це безкоштовно. Але не для дорослих."),
        ("ru", "Это бесплатно. Но не для взрослых."),
        ("ar", "هذا مجاني. لكن ليس للكبار."),
        ("so", "Waa bilaash. Laakiin ma aha dadka waaweyn."),
        ("ti", "ብነጻ እዩ። ግን ንዓበይቲ ኣይኮነን።"),
        ("fa", "این رایگان است. اما نه برای بزرگسالان."),
        ("tr", "Bu ücretsizdir. Ancak yetişkinler için değil."),
        ("lt", "Tai nemokama. Tačiau ne suaugusiems."),
    ],
)
def test_a_limit_is_known_in_every_language(lang: str, text: str) -> None:
    assert [unit.limits for unit in cut_units(replace(passage(text), lang=lang))] == [False, True]


def test_steps_of_a_long_list_keep_their_order_and_the_line_that_announces_them() -> None:
    steps = [f"Step {number}, go to the desk and ask for the form{'.' * 60}" for number in range(8)]
    text = "You get a card like this:\n\n" + "\n".join(steps)
    cut = cut_units(passage(text))
    assert [unit.is_item for unit in cut] == [False] + [True] * 8
    scores = np.zeros(9)
    scores[5] = 1.0
    assert choose_block(cut, scores) == (0, 7)  # and the next, as one line alone is short
    words = passage("lånekort: a card for borrowing\nskranke: the desk where you ask")
    assert not any(unit.is_item for unit in cut_units(words))


def test_units_of_several_sections_are_scored_as_one_page() -> None:
    sections = [passage(LONG, id_=1), passage("A card. It is free.", id_=2, anchor="cost")]
    scored = score_units("how do I get a library card", sections, EMBEDDER)
    assert [len(odds) for odds in scored] == [9, 2]
