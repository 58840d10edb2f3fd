"""What a reader has asked the machine for is respected: stillness, colours of their own, keys.

Forced colours take away every ground and shadow, so what is only a colour must have a line as
well. Without a mouse everything is reached with Tab, in sight and marked (WCAG 2.1.1, 2.4.7,
2.4.11), and nothing holds the focus back (2.1.2).
"""

import pytest

from tests.browser.answers import question
from tests.browser.conftest import Visits
from tests.browser.sample import LANGS
from tests.browser.visitor import Screen, Visitor
from tests.browser.walking import Stop

pytestmark = pytest.mark.browser

MOST_TABS = 60
# What looks like a button, a field or a box must keep its shape when all grounds are gone.
WITHOUT_SHAPE = """() => {
  const boxes = "main button, main .button, main input:not([type=hidden]), main select, "
    + "main textarea, main .card, main .notice, main .helpline, main .tag, #page_exit";
  return [...document.querySelectorAll(boxes)].flatMap((element) => {
    const isNative = element.matches("[type=radio], [type=checkbox]");
    if (isNative || !element.checkVisibility()) return [];
    const style = getComputedStyle(element);
    const hasLine = ["Top", "Right", "Bottom", "Left"].some((side) =>
      style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
    const isLink = element.matches("a") && style.textDecorationLine.includes("underline");
    const around = element.closest("nav, section, article, li, p, form");
    const inLine = around && parseFloat(getComputedStyle(around).borderBlockEndWidth) >= 1;
    return hasLine || isLink || element.id === "page_exit" && inLine
      ? [] : [element.outerHTML.slice(0, 120)];
  });
}"""
MOVING = """() => {
  const slow = [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    const lasts = (value) => value.split(",").some((part) => parseFloat(part) > 0.01);
    return lasts(style.transitionDuration) && style.transitionProperty !== "none"
      || style.animationName !== "none" && lasts(style.animationDuration);
  });
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
  return [...slow.map((e) => e.outerHTML.slice(0, 100)), ...(smooth ? ["smooth scrolling"] : [])];
}"""
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  const box = element.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const isOurs = (over) => over && (element.contains(over) || over.contains(element)
    || over.closest("label")?.control === element);
  const around = [element, element.closest(".tappable"), element.closest(".option")];
  const isMarked = around.filter(Boolean).map((one) => getComputedStyle(one)).some((style) =>
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return {
    place: [...document.querySelectorAll("*")].indexOf(element),
    what: element.outerHTML.slice(0, 120),
    isInSight: points.some(isOurs), isMarked,
  };
}"""


def looks_at(guest: Visitor, stops: tuple[Stop, ...], lang: str, script: str) -> list[str]:
    """Open every kind of page and an answer, and return what the script finds on each."""
    guest.forgives("the server responded with a status of 4")
    faults = []
    for stop in stops:
        guest.opens(stop.in_language(lang))
        faults += [f"{stop.name}: {found}" for found in guest.measures(script)]
    guest.opens(f"/{lang}/chat")
    guest.asks(question("answer", lang))
    return faults + [f"an answer: {found}" for found in guest.measures(script)]


@pytest.mark.parametrize("lang", LANGS)
def test_everything_keeps_its_shape_in_forced_colours(
    visits: Visits, fixed_url: str, stops: tuple[Stop, ...], lang: str
) -> None:
    guest = visits(Screen(has_forced_colours=True), at=fixed_url)
    faults = looks_at(guest, stops, lang, WITHOUT_SHAPE)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_moves_for_whoever_has_asked_for_stillness(
    visits: Visits, fixed_url: str, stops: tuple[Stop, ...], lang: str
) -> None:
    guest = visits(Screen(wants_less_motion=True), at=fixed_url)
    faults = looks_at(guest, stops, lang, MOVING)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", LANGS)
def test_everything_is_reached_with_the_keyboard_in_sight_and_marked(
    visits: Visits, fixed_url: str, stops: tuple[Stop, ...], lang: str
) -> None:
    guest = visits(Screen(wants_less_motion=True), at=fixed_url)
    guest.forgives("the server responded with a status of 4")
    faults = []
    for stop in stops:
        guest.opens(stop.in_language(lang))
        met: list[int] = []
        for _ in range(MOST_TABS):
            guest.presses("Tab")
            focus = guest.measures(FOCUS)
            if focus is None or focus["place"] in met[:1]:
                break
            if focus["place"] in met[-1:] and 'type="date"' in focus["what"]:
                continue  # day, month and year are reached one after the other
            if focus["place"] in met:
                faults.append(f"{stop.name}: the focus turns round at {focus['what']}")
                break
            met.append(focus["place"])
            if not focus["isInSight"]:
                faults.append(f"{stop.name}: covered or out of sight: {focus['what']}")
            if not focus["isMarked"]:
                faults.append(f"{stop.name}: no mark around {focus['what']}")
        assert len(met) > 5, stop.name
    assert not faults, "\n".join(faults)
