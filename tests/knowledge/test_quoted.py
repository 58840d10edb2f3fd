"""A quote in the form of its page: steps keep their numbers, and no word is lost or added."""

from datetime import date

import pytest

from knowledge.articles import Article, Section, Translation
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.loading import Knowledge
from knowledge.quoted import QuotedBlock, blocks_of_quote

TEXT = (
    "You can complain:\n\n1. Talk.\n2. Ask the ombud.\n   It is free.\n3. Write.\n\n- Pass\n- Form"
)


def article(markdown: str = TEXT) -> Article:
    sections = (Section("H", "how", 2, markdown),)
    day = date(2026, 11, 20)
    return Article("c", "s", "en", "T", "Sum.", (), sections, (), day, "R", Translation("source"))


def test_steps_are_numbered_as_on_their_page() -> None:
    quote = "Ask the ombud. It is free.\nWrite."
    assert blocks_of_quote(quote, article(), "how", Facts()) == (
        QuotedBlock("steps", ("Ask the ombud. It is free.", "Write."), 2),
    )


def test_paragraphs_steps_and_points_stay_what_they_are() -> None:
    quote = expand_plain(TEXT, "en", Facts())
    assert blocks_of_quote(quote, article(), "how", Facts()) == (
        QuotedBlock("text", ("You can complain:",)),
        QuotedBlock("steps", ("Talk.", "Ask the ombud. It is free.", "Write."), 1),
        QuotedBlock("points", ("Pass", "Form")),
    )


def test_half_a_step_keeps_the_number_of_the_whole() -> None:
    assert blocks_of_quote("It is free.", article(), "how", Facts()) == (
        QuotedBlock("steps", ("It is free.",), 2),
    )


def test_item_of_two_paragraphs_is_one_item() -> None:
    found = blocks_of_quote("Two.\nMore.", article("- One.\n\n  Two.\n\n  More."), "how", Facts())
    assert found == (QuotedBlock("points", ("Two. More.",)),)


@pytest.mark.parametrize("anchor", ["how", "", "gone"])
def test_quote_that_is_not_there_is_shown_line_by_line(anchor: str) -> None:
    found = blocks_of_quote("Old text.\n\nOlder.", article(), anchor, Facts())
    assert found == (QuotedBlock("text", ("Old text.",)), QuotedBlock("text", ("Older.",)))


def test_quote_from_a_page_that_is_gone_is_shown_line_by_line() -> None:
    assert blocks_of_quote("One.\nTwo.", None, "how", Facts())[1].lines == ("Two.",)


def test_every_section_that_ships_keeps_all_its_words_in_their_order(
    all_knowledge: Knowledge,
) -> None:
    steps = 0
    for (_, slug, lang), own in all_knowledge.articles.items():
        if lang not in {"nb", "fa", "ti"}:
            continue
        for section in own.sections:
            whole = expand_plain(section.markdown, lang, all_knowledge.facts)
            blocks = blocks_of_quote(whole, own, section.anchor, all_knowledge.facts)
            assert " ".join(" ".join(b.lines) for b in blocks).split() == whole.split(), slug
            steps += sum(block.kind == "steps" for block in blocks)
    assert steps > 100
