"""The way out on the screen: in sight wherever one scrolls, and the first thing the keyboard meets.

And what else only a browser shows of Nora: an age chosen in the page, nothing left on the device.
"""

import pytest

from tests.browser.conftest import Visits
from tests.browser.leaving import ROUTES
from tests.browser.sample import LANGS
from tests.browser.visitor import Screen, Visitor

pytestmark = pytest.mark.browser


SCREENS = [(320, 720), (320, 225), (412, 320), (768, 1024), (1280, 900)]
IN_SIGHT = """() => {
  const box = document.getElementById("page_exit").getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight + 1 && box.left >= 0
    && box.right <= innerWidth + 1 && box.height >= 44 && middle?.closest("#page_exit") !== null;
}"""
COVERED = """() => {
  const exit = document.querySelector(".exit").getBoundingClientRect();
  const covered = [];
  for (const link of document.querySelectorAll("footer a, footer p")) {
    const box = link.getBoundingClientRect();
    if (box.bottom > exit.top + 1 && box.top < exit.bottom - 1) covered.push(link.innerText);
  }
  return covered;
}"""
FOCUS_IS_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const exit = document.querySelector(".exit").getBoundingClientRect();
  if (document.activeElement.id === "page_exit") return true;
  return box.bottom <= exit.top + 1 || box.top >= exit.bottom - 1;
}"""


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", LANGS)
def test_the_exit_is_in_sight_wherever_the_page_is_scrolled_and_covers_nothing_at_its_end(
    visits: Visits, fixed_url: str, lang: str, size: tuple[int, int]
) -> None:
    visitor = visits(Screen(*size), at=fixed_url)
    for path in ("nora/", "nora/help/now", "nora/forced-marriage"):
        visitor.opens(f"/{lang}/{path}")
        visitor.page.emulate_media(reduced_motion="reduce")
        for part in (0, 0.5, 1):
            visitor.measures(f"scrollTo(0, {part} * document.documentElement.scrollHeight)")
            visitor.waits_until(f"({IN_SIGHT})()")
        assert visitor.measures(COVERED) == []
        assert visitor.scrolls_sideways_px() == 0


def test_wider_spaced_text_leaves_the_exit_in_sight(guest: Visitor) -> None:
    guest.opens("/lt/nora/help/now")
    guest.page.evaluate(
        """() => { for (const element of document.querySelectorAll("*")) {
          element.style.setProperty("line-height", "1.5", "important");
          element.style.setProperty("letter-spacing", "0.12em", "important");
          element.style.setProperty("word-spacing", "0.16em", "important");
        } }"""
    )
    guest.measures("scrollTo(0, document.documentElement.scrollHeight)")
    guest.waits_until(f"({IN_SIGHT})()")
    assert guest.measures(COVERED) == []


@pytest.mark.parametrize(
    "size", [(320, 720), (320, 225), (1280, 900)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_whoever_walks_with_the_keyboard_meets_the_exit_first_and_sees_where_they_are(
    visits: Visits, fixed_url: str, size: tuple[int, int]
) -> None:
    visitor = visits(Screen(*size, wants_less_motion=True), at=fixed_url)
    visitor.opens("/en/nora/help/now")
    visitor.presses("Tab")
    assert visitor.focused.get_attribute("id") == "page_exit"
    for _ in range(60):
        visitor.presses("Tab")
        if visitor.measures("document.activeElement === document.body"):
            break
        where = visitor.measures("document.activeElement.outerHTML.slice(0, 90)")
        assert visitor.measures(FOCUS_IS_SEEN), where


# ---------- the pages ----------


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_an_age_is_chosen_in_the_page_alone(
    visits: Visits, fixed_url: str, *, has_script: bool
) -> None:
    visitor = visits(Screen(has_script=has_script), at=fixed_url)
    visitor.opens("/en/nora/help/now")
    asked = len(visitor.requested_hosts())
    over, under = (
        visitor.page.locator(f".talk a[href='tel:{n}']") for n in ("47809050", "80033321")
    )
    assert over.is_visible() and under.is_visible()
    visitor.page.locator("label[for=age_under]").click()
    assert under.is_visible() and not over.is_visible()
    visitor.page.locator("label[for=age_over]").click()
    assert over.is_visible() and not under.is_visible()
    assert visitor.address == "/en/nora/help/now"
    assert len(visitor.requested_hosts()) == asked
    for number in ("112", "113", "116111", "116117"):
        assert visitor.page.locator(f".first-lines a[href='tel:{number}']").is_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_nora_is_left_on_the_device(guest: Visitor, lang: str) -> None:
    for path in {path for route in ROUTES for path in route}:
        guest.opens(f"/{lang}/{path}")
        assert sum(guest.stored_on_device().values()) == 0, path
    assert len(guest.requested_hosts()) == 1


def test_a_crumb_opens_the_category_it_leads_to(guest: Visitor) -> None:
    guest.opens("/en/nora/#category-rights")
    assert guest.sees("#category-rights a[href='/en/nora/your-rights']")
