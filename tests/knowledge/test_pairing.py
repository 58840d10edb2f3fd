"""A text beside its original: nothing is lost, and what stands side by side says the same."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.articles import Article, Section, Translation
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.loading import Knowledge
from knowledge.pairing import (
    Pair,
    PairedBlock,
    beside_quote,
    pair_articles,
    pair_sections,
)

NB = "Du har rett.\n\n1. Meld fra\n   straks.\n2. Vent.\n\n- Pass\n\nSpør oss."
EN = "You have a right.\n\n1. Report\n   at once.\n2. Wait.\n\n- Passport\n\nAsk us."


def section(markdown: str, anchor: str = "how", heading: str = "H") -> Section:
    return Section(heading, anchor, 2, markdown)


def article(lang: str, *sections: Section) -> Article:
    day = date(2026, 11, 20)
    state = Translation("source")
    return Article("c", "s", lang, "T", f"Sum {lang}.", (), sections, (), day, "R", state)


def test_paragraphs_steps_and_points_stand_beside_their_originals() -> None:
    paired = pair_sections(section(EN, heading="How?"), section(NB, heading="Hvordan?"))
    assert paired.heading == Pair("How?", "Hvordan?")
    assert paired.blocks == (
        PairedBlock("text", (Pair("You have a right.", "Du har rett."),)),
        PairedBlock(
            "steps", (Pair("Report\nat once.", "Meld fra\nstraks."), Pair("Wait.", "Vent."))
        ),
        PairedBlock("points", (Pair("Passport", "Pass"),)),
        PairedBlock("text", (Pair("Ask us.", "Spør oss."),)),
    )


def test_steps_keep_the_number_that_they_begin_with() -> None:
    (block,) = pair_sections(section("3. Three"), section("3. Tre")).blocks
    assert block.start == 3


def test_item_that_only_one_text_has_stands_alone() -> None:
    (block,) = pair_sections(section("- One"), section("- En\n- To")).blocks
    assert block.pairs == (Pair("One", "En"), Pair("", "To"))


def test_sections_of_another_build_stand_beside_each_other_as_wholes() -> None:
    (block,) = pair_sections(section("One.\n\n- Two"), section("En.")).blocks
    assert block.pairs == (Pair("One.\n\n- Two", "En."),)


def test_section_that_one_text_lacks_is_kept() -> None:
    ours = article("en", section("New.", "new", "New"), section("A.", "a", "A"))
    theirs = article("nb", section("A.", "a", "A"), section("Gammel.", "old", "Gammel"))
    paired = pair_articles(ours, theirs)
    assert [(s.anchor, s.heading) for s in paired] == [
        ("a", Pair("A", "A")),
        ("old", Pair("", "Gammel")),
        ("new", Pair("New", "")),
    ]


def test_pairing_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no section"):
        pair_sections(None, None)


def test_quote_stands_beside_the_piece_of_the_original() -> None:
    ours, theirs = article("en", section(EN)), article("nb", section(NB))
    facts = Facts()
    assert beside_quote("a right.", ours, theirs, "how", facts) == (
        Pair("You have a right.", "Du har rett."),
    )
    steps = beside_quote("Report at once.\nWait.", ours, theirs, "how", facts)
    assert steps == (Pair("Report at once.", "Meld fra straks."), Pair("Wait.", "Vent."))
    assert beside_quote("Sum en.", ours, theirs, "", facts) == (Pair("Sum en.", "Sum nb."),)


def test_quote_that_is_not_there_has_nothing_beside_it() -> None:
    ours, theirs = article("en", section(EN)), article("nb", section(NB))
    assert beside_quote("Elsewhere.", ours, theirs, "how", Facts()) == ()
    assert beside_quote("Ask us.", ours, replace(theirs, sections=()), "how", Facts()) == ()
    assert beside_quote("Elsewhere.", ours, theirs, "", Facts()) == ()


def test_quote_from_an_item_of_several_paragraphs_has_nothing_beside_it() -> None:
    ours, theirs = article("en", section("- A.\n\n  B.")), article("nb", section("- C.\n\n  D."))
    assert beside_quote("B.", ours, theirs, "how", Facts()) == ()


def test_quote_that_occurs_inside_other_words_is_found_where_it_stands() -> None:
    ours = article("en", section("- A form\n- form", "how"))
    theirs = article("nb", section("- Et skjema\n- skjema", "how"))
    assert beside_quote("A form\nform", ours, theirs, "how", Facts())[1].theirs == "skjema"


def test_every_translation_that_ships_pairs_with_its_original_piece_by_piece(
    all_knowledge: Knowledge,
) -> None:
    for (collection, slug, lang), ours in all_knowledge.articles.items():
        theirs = all_knowledge.articles[collection, slug, "nb"]
        if lang == "nb" or not ours.sections:
            continue
        paired = pair_articles(ours, theirs)
        assert [s.anchor for s in paired] == [s.anchor for s in theirs.sections]
        for both in paired:
            for block in both.blocks:
                assert all(pair.ours and pair.theirs for pair in block.pairs), (slug, lang)


def test_pieces_joined_say_all_that_the_section_says(all_knowledge: Knowledge) -> None:
    for (_, slug, lang), own in all_knowledge.articles.items():
        if lang not in {"nb", "ar"}:
            continue
        for part in own.sections:
            pieces = [p.ours for b in pair_sections(part, part).blocks for p in b.pairs]
            whole = expand_plain(part.markdown, lang, all_knowledge.facts).split()
            said = " ".join(expand_plain(p, lang, all_knowledge.facts) for p in pieces).split()
            assert said == whole, (slug, part.anchor)
