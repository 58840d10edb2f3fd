"""Searching the register in a real browser: what is suggested for a line, and what is sent."""

import pytest

from tests.browser.sample import LANGS
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

SOMALI = {"nb": "somali", "ar": "الصومالية"}


def state_of(guest: Visitor, field: str) -> tuple[str | None, str | None]:
    """What a screen reader is told of the list: is it open, and which line of it is chosen?"""
    line = guest.page.locator(field)
    return line.get_attribute("aria-expanded"), line.get_attribute("aria-activedescendant")


def types_a_language(guest: Visitor, lang: str, path: str) -> None:
    guest.opens(f"/{lang}/{path}")
    guest.is_offered("#spoken", "somal")


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang in SOMALI])
@pytest.mark.parametrize("path", ["interpreters", "interpreters/verify"])
def test_a_language_is_filled_in_by_keyboard_and_nothing_is_searched_yet(
    guest: Visitor, lang: str, path: str
) -> None:
    types_a_language(guest, lang, path)
    assert guest.page.locator("#told").text_content()
    assert state_of(guest, "#spoken") == ("true", None)
    guest.presses("ArrowUp")  # past the field lies the last
    last = guest.page.locator("[role=option]").count() - 1
    assert state_of(guest, "#spoken") == ("true", f"spoken-suggestions-{last}")
    guest.presses("Escape")
    assert state_of(guest, "#spoken") == ("false", None)
    assert guest.page.locator("#spoken").input_value() == "somal"
    guest.presses("ArrowDown", "Enter")
    assert guest.page.locator("#spoken").input_value() == SOMALI[lang]
    assert state_of(guest, "#spoken") == ("false", None)
    assert guest.page.locator("#told").text_content() == ""
    assert guest.address == f"/{lang}/{path}"


def test_what_was_suggested_for_other_letters_is_never_taken(guest: Visitor) -> None:
    guest.opens("/nb/interpreters")
    guest.is_offered("#spoken", "da")
    for text, keys in {"somal": ["ArrowDown"], "tyrki": ["Escape", "ArrowDown"]}.items():
        guest.page.locator("#spoken").fill(text)
        guest.presses(*keys)  # most often before the answer is there
        guest.waits_until("document.querySelector('[aria-selected=true]')")
        assert guest.reads("[aria-selected=true]").startswith(text)


def test_only_what_was_chosen_stands_in_the_address_and_back_leads_to_a_form_that_works(
    guest: Visitor,
) -> None:
    types_a_language(guest, "nb", "interpreters")
    guest.page.locator("[role=option]").first.click()
    guest.follows("#lookup button[type=submit]")
    assert guest.address == "/nb/interpreters?spoken=somali&reach=county#found"
    guest.goes_back()
    assert guest.page.locator("#place").is_enabled()
