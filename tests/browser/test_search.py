"""Searching in a real browser: suggestions by keyboard and thumb, results, Back, and privacy.

Against the real portal with its real index, in nb and ar each time.
"""

import pytest

from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.sample import LANGS
from tests.browser.visitor import NEUTRAL, Screen, Visitor

pytestmark = pytest.mark.browser

BEGINNING = {
    "nb": "skattek",
    "nn": "skattek",
    "en": "tax ded",
    "pl": "skattek",
    "uk": "skattek",
    "ru": "skattek",
    "ar": "الضريب",
    "so": "skattek",
    "ti": "skattek",
    "fa": "skattek",
    "tr": "skattek",
    "lt": "skattek",
}
SCREENS = {"phone": Screen(320), "dark desk": Screen(1280, 900, is_dark=True)}


def types_into_the_search(visitor: Visitor, lang: str, text: str) -> None:
    """Open the search, write, and wait until suggestions are shown."""
    visitor.opens(f"/{lang}/search")
    visitor.is_offered("#text", text)


def searches(visitor: Visitor, text: str) -> None:
    """Write a text into the search, press Enter, and wait for what was found."""
    visitor.page.locator("#text").fill(text)
    visitor.presses("Enter")
    # The page remembers in a hidden field what it has searched for.
    remembered = visitor.page.locator(f"#remembered input[name=before][value='{text}']")
    remembered.wait_for(state="attached")
    visitor.page.wait_for_load_state()


def state_of_the_field(visitor: Visitor) -> tuple[str | None, str | None]:
    """What a screen reader is told of the list: is it open, and which line of it is chosen?"""
    field = visitor.page.locator("#text")
    return field.get_attribute("aria-expanded"), field.get_attribute("aria-activedescendant")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_page_is_found_by_its_beginning_with_the_keyboard_alone(
    visits: Visits, lang: str, screen: Screen
) -> None:
    visitor = visits(screen)
    types_into_the_search(visitor, lang, BEGINNING[lang])
    visitor.takes_a_picture(f"search-suggestions-{lang}-{screen.width_px}")
    count = visitor.page.locator("[role=option]").count()
    assert 1 <= count <= 8
    # A screen reader hears how many there are, once.
    assert visitor.reads("#told").strip() or visitor.page.locator("#told").text_content()
    assert state_of_the_field(visitor) == ("true", None)
    assert visitor.scrolls_sideways_px() == 0
    visitor.presses("ArrowDown")
    assert state_of_the_field(visitor) == ("true", "text-suggestions-0")
    visitor.presses("ArrowUp", "ArrowUp")  # past the first is the field, and then the last
    assert state_of_the_field(visitor) == ("true", f"text-suggestions-{count - 1}")
    visitor.presses("Escape")
    assert state_of_the_field(visitor) == ("false", None)
    assert visitor.sees("#text-suggestions") == []
    assert visitor.page.locator("#text").input_value() == BEGINNING[lang]
    visitor.presses("ArrowDown")
    assert state_of_the_field(visitor) == ("true", "text-suggestions-0")
    visitor.submits_with_enter()
    assert "/search" not in visitor.address
    assert BEGINNING[lang] not in visitor.address


@pytest.mark.parametrize("lang", LANGS)
def test_a_suggestion_is_opened_with_a_thumb_and_is_as_large_as_one(
    visits: Visits, lang: str
) -> None:
    visitor = visits()
    types_into_the_search(visitor, lang, BEGINNING[lang])
    for option in visitor.page.locator("[role=option]").all():
        box = option.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 320
    visitor.follows("[role=option]")
    assert "/search" not in visitor.address


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_results_are_narrowed_and_opened_with_and_without_script(
    visits: Visits, lang: str, has_script: bool
) -> None:
    visitor = visits(Screen(has_script=has_script))
    visitor.opens(f"/{lang}/search")
    searches(visitor, "NAV")
    visitor.takes_a_picture(f"search-results-{lang}-{has_script}")
    assert visitor.address == f"/{lang}/search"
    assert visitor.sees(".result mark")
    assert visitor.scrolls_sideways_px() == 0
    before = visitor.reads("#found")
    visitor.page.locator(".pager button[name=page]").first.click()
    visitor.page.locator(".pager button[name=page][value='1']").wait_for()
    visitor.page.locator(".narrow button[value=tolk]").click()
    visitor.page.locator(".narrow button[value=tolk][aria-pressed=true]").wait_for()
    assert visitor.reads("#found") != before
    visitor.follows(".result h3 a")
    assert "/tolk/" in visitor.address
    assert "NAV" not in visitor.address


def test_with_script_back_leads_from_a_page_to_the_search_and_not_to_an_error(
    visits: Visits,
) -> None:
    visitor = visits()
    visitor.opens("/nb/search")
    searches(visitor, "skattekort")
    assert visitor.focused.get_attribute("id") == "found"
    visitor.follows(".result h3 a")
    visitor.goes_back()
    assert visitor.address == "/nb/search"
    assert visitor.sees("#text")


def test_results_that_nobody_else_should_see_bring_the_way_out_with_them(visits: Visits) -> None:
    visitor = visits()
    visitor.opens("/nb/search")
    searches(visitor, "tvangsekteskap")
    assert visitor.address == "/nb/search"
    assert visitor.title == "Veiviser"
    leaves_quickly(visitor)
    # One step further on it is the same: the search that lies behind has forgotten what it found.
    searches_on_another_visit(visitor, "tvangsekteskap")
    visitor.follows(".result h3 a")
    assert "/nora/" in visitor.address
    leaves_quickly(visitor)


def searches_on_another_visit(visitor: Visitor, text: str) -> None:
    """Open the search anew and use it."""
    visitor.opens("/nb/search")
    searches(visitor, text)


def leaves_quickly(visitor: Visitor) -> None:
    """Use the quick exit, go back, and see nothing of what was found."""
    (way_out,) = visitor.sees("a[data-exit]")
    with visitor.expects_another_page():
        way_out.click()
    visitor.waits_until_at(NEUTRAL)
    visitor.goes_back()
    assert visitor.sees(".result") == []
    assert "tvangsekteskap" not in visitor.measures("document.documentElement.outerHTML")


def test_without_script_they_are_a_private_page_as_well(visits: Visits) -> None:
    visitor = visits(Screen(has_script=False))
    visitor.opens("/nb/search")
    searches(visitor, "tvangsekteskap")
    assert visitor.title == "Veiviser"
    assert visitor.sees("a[data-exit]")


@pytest.mark.skipif(not engines.are_there(), reason=engines.HOW_TO_GET_THEM)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_neither_engine_finds_a_barrier_while_one_types_and_in_what_is_found(
    visits: Visits, lang: str, screen: Screen
) -> None:
    visitor = visits(screen)
    types_into_the_search(visitor, lang, BEGINNING[lang])
    visitor.presses("ArrowDown")
    assert engines.unexplained(engines.look(visitor.page, "#find")) == []
    visitor.presses("Escape")
    for text in ("skattekort", "tolk på tigrinja i Bergen", "9988776655"):
        searches(visitor, text)
        found = engines.unexplained(engines.look(visitor.page))
        assert [str(finding) for finding in found] == [], text
