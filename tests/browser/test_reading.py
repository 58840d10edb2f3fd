"""What script adds to the pages that are read: words explained in place, ticks, a filter.

Each is tried by hand and by keyboard, on a phone and on a wide screen, and without script what
stands in its place.
"""

import pytest

from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.visitor import SMALL_PHONE, Screen, Visitor

pytestmark = pytest.mark.browser

LAPTOP = Screen(1280, 900)
ARTICLE = "/ny-i-norge/general-practitioner"
PRIVATE = "/nora/your-rights"
CHECKLIST = "/ny-i-norge/my-first-weeks"
# The card lies within the screen, and beside the word that it explains.
_IN_SIGHT = """() => {
  const box = document.querySelector(".explained").getBoundingClientRect();
  return box.left >= 0 && box.top >= 0
    && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
}"""
_EXIT_COVERED = """() => {
  const box = document.getElementById("page_exit").getBoundingClientRect();
  const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return !over.closest("#page_exit");
}"""


def has_focus(visitor: Visitor, selector: str) -> bool:
    """Return whether the focus is on what the selector finds, or in it."""
    return bool(
        visitor.page.evaluate("(found) => Boolean(document.activeElement.closest(found))", selector)
    )


def breaches(visitor: Visitor) -> list[str]:
    """Return the breaches of a rule on the page; what lies over what is measured elsewhere."""
    found = engines.look(visitor.page, "main")
    return [str(finding) for finding in found if finding.kind == "violations"]


@pytest.mark.parametrize("screen", [SMALL_PHONE, LAPTOP], ids=str)
@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_word_is_explained_where_it_stands_and_the_focus_comes_back(
    visits: Visits, fixed_url: str, lang: str, screen: Screen
) -> None:
    visitor = visits(screen, at=fixed_url)
    visitor.opens(f"/{lang}{ARTICLE}")
    explanation = visitor.page.locator("a.term").first.get_attribute("data-explained")
    visitor.page.locator("a.term").first.focus()
    visitor.presses("Enter")
    assert explanation
    assert explanation in visitor.reads(".explained")
    assert visitor.measures(_IN_SIGHT)
    assert has_focus(visitor, ".explained")
    assert visitor.address == f"/{lang}{ARTICLE}"
    visitor.takes_a_picture(f"word-{lang}-{screen}")
    visitor.presses("Escape")
    visitor.waits_until("!document.querySelector('.explained')")
    assert has_focus(visitor, "a.term")
    assert visitor.page.locator("a.term").first.get_attribute("aria-expanded") == "false"


def test_word_leads_on_to_all_words_and_a_tap_beside_it_closes_it(
    visits: Visits, fixed_url: str
) -> None:
    visitor = visits(LAPTOP, at=fixed_url)
    visitor.opens(f"/nb{ARTICLE}")
    visitor.page.locator("a.term").first.click()
    visitor.page.locator("h1").click()
    visitor.waits_until("!document.querySelector('.explained')")
    visitor.page.locator("a.term").first.click()
    visitor.follows(".explained a")
    assert visitor.address == "/nb/words#fastlege"


@pytest.mark.parametrize("screen", [SMALL_PHONE, LAPTOP], ids=str)
def test_word_of_a_private_page_is_explained_in_the_text_and_covers_no_way_out(
    visits: Visits, fixed_url: str, screen: Screen
) -> None:
    visitor = visits(screen, at=fixed_url)
    visitor.opens(f"/en{PRIVATE}")
    visitor.page.locator("a.term").first.click()
    assert has_focus(visitor, ".explained")
    assert not visitor.sees(".explained a")
    assert not visitor.measures(_EXIT_COVERED)
    visitor.presses("Escape")
    assert has_focus(visitor, "a.term")
    assert not visitor.page.locator(".explained").count()


def test_without_script_a_word_leads_to_where_it_is_explained(
    visits: Visits, fixed_url: str
) -> None:
    visitor = visits(Screen(has_script=False), at=fixed_url)
    visitor.opens(f"/so{ARTICLE}")
    visitor.follows("a.term")
    assert visitor.address == "/so/words#fastlege"
    assert not visitor.page.locator("#page_filter").is_visible()
    visitor.opens(f"/so{PRIVATE}")
    visitor.page.locator("a.term").first.click()
    assert visitor.address.startswith(f"/so{PRIVATE}#page_word_")
    assert visitor.page.locator("dl.words :target").is_visible()


def test_contents_stand_beside_the_text_on_a_wide_screen_and_are_folded_on_a_phone(
    visits: Visits, fixed_url: str
) -> None:
    visitor = visits(LAPTOP, at=fixed_url)
    visitor.opens(f"/nb{ARTICLE}")
    assert visitor.page.locator(".contents-side a").first.is_visible()
    visitor.turns_to(SMALL_PHONE)
    assert not visitor.page.locator(".contents-side").is_visible()
    visitor.page.locator(".contents-small summary").click()
    assert visitor.page.locator(".contents-small a").first.is_visible()


def test_checklist_shows_what_concerns_the_reader_and_how_far_it_is(guest: Visitor) -> None:
    guest.opens(f"/nb{CHECKLIST}")
    everything = guest.page.locator("li.task:visible").count()
    guest.page.locator("[data-situation=eea]").check()
    assert guest.page.locator("[data-task=eea]").is_visible()
    assert not guest.page.locator("[data-task=school]").is_visible()
    shown = guest.page.locator("li.task:visible").count()
    assert shown < everything
    guest.page.locator("[data-tick=bank]").check()
    bar = guest.page.locator("progress")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", str(shown))
    assert str(shown) in guest.reads("[data-progress]")


def test_ticks_are_forgotten_unless_the_reader_asks_to_keep_them(guest: Visitor) -> None:
    guest.opens(f"/nb{CHECKLIST}")
    guest.page.locator("[data-tick=bank]").check()
    assert guest.stored_on_device()["local"] == 0
    guest.opens(f"/nb{CHECKLIST}")
    assert not guest.page.locator("[data-tick=bank]").is_checked()


def test_ticks_are_kept_where_asked_and_deleted_where_asked(guest: Visitor) -> None:
    guest.asks_to_keep()
    guest.opens(f"/nb{CHECKLIST}")
    guest.page.locator("[data-situation=children]").check()
    guest.page.locator("[data-tick=school]").check()
    guest.page.locator("[data-keep]").check()
    guest.opens(f"/en{CHECKLIST}")
    assert guest.page.locator("[data-tick=school]").is_checked()
    assert guest.page.locator("[data-situation=children]").is_checked()
    guest.page.locator("[data-do=forget]").click()
    assert guest.stored_on_device()["local"] == 0
    assert has_focus(guest, "[data-keep]")
    guest.opens(f"/nb{CHECKLIST}")
    assert not guest.page.locator("[data-tick=school]").is_checked()
    assert not guest.page.locator("[data-do=forget]").is_visible()


def test_without_script_the_checklist_shows_every_task_with_its_box(
    visits: Visits, fixed_url: str
) -> None:
    visitor = visits(Screen(has_script=False), at=fixed_url)
    visitor.opens(f"/ar{CHECKLIST}")
    assert visitor.page.locator("li.task input:visible").count() >= 20
    assert not visitor.page.locator(".keeping").is_visible()


def test_filter_finds_words_by_norwegian_and_by_explanation(guest: Visitor) -> None:
    guest.opens("/en/words")
    guest.page.locator("#page_filter").fill("fastl")
    assert guest.page.locator("dt:visible").all_inner_texts() == ["fastlege"]
    guest.page.locator("#page_filter").fill("REGULAR DOCTOR")
    assert "fastlege" in guest.page.locator("dt:visible").all_inner_texts()
    guest.page.locator("#page_filter").fill("xyzzy")
    assert guest.page.locator("dt:visible").count() == 0
    assert guest.reads("[data-none]")


@pytest.mark.parametrize("screen", [SMALL_PHONE, LAPTOP], ids=str)
def test_original_stands_beside_on_a_wide_screen_and_below_on_a_phone(
    visits: Visits, fixed_url: str, screen: Screen
) -> None:
    visitor = visits(screen, at=fixed_url)
    visitor.opens(f"/ar{ARTICLE}/beside")
    pair = visitor.page.locator("section .pair.side-by-side:not(.pair-heading)").first
    ours, theirs = (
        pair.locator("> div").nth(0).bounding_box(),
        pair.locator("> div").nth(1).bounding_box(),
    )
    assert ours and theirs
    if screen is LAPTOP:
        assert abs(ours["y"] - theirs["y"]) < 1
        assert theirs["x"] < ours["x"]  # right to left: ours comes first
    else:
        assert theirs["y"] >= ours["y"] + ours["height"]
    assert visitor.scrolls_sideways_px() == 0


@pytest.mark.skipif(not engines.are_there(), reason=engines.HOW_TO_GET_THEM)
@pytest.mark.parametrize("screen", [SMALL_PHONE, LAPTOP], ids=str)
@pytest.mark.parametrize("path", [ARTICLE, PRIVATE])
def test_explanation_that_is_open_is_no_barrier(
    visits: Visits, fixed_url: str, path: str, screen: Screen
) -> None:
    visitor = visits(screen, at=fixed_url)
    visitor.opens(f"/ar{path}")
    visitor.page.locator("a.term").first.click()
    assert engines.unexplained(engines.look(visitor.page, ".explained")) == []
    assert breaches(visitor) == []


@pytest.mark.skipif(not engines.are_there(), reason=engines.HOW_TO_GET_THEM)
def test_checklist_in_use_is_no_barrier(guest: Visitor) -> None:
    guest.asks_to_keep()
    guest.opens(f"/ar{CHECKLIST}")
    for box in ("[data-situation=work]", "[data-tick=bank]", "[data-keep]"):
        guest.page.locator(box).check()
    assert breaches(guest) == []
