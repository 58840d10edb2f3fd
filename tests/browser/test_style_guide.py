"""The style guide looks as it was recorded: each part by its styles, and by a small picture.

Styles are what the browser has reckoned for each kind of element: colours, sizes, lines, spaces.
They do not depend on fonts. Pictures do: they are kept small and blurred enough that only what a
person would see makes a difference, and they are compared only where letters are as wide as where
they were recorded. Whoever changes how the portal looks records both anew, looks at the difference
in git, and commits it: `make snapshots`.
"""

import json
import os
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.browser.conftest import Visits
from tests.browser.darkroom import Darkroom
from tests.browser.visitor import Screen, Visitor

pytestmark = pytest.mark.browser

SNAPSHOTS = Path(__file__).with_name("snapshots")
IS_RECORDING = bool(os.environ.get("BROWSER_RECORD"))
STYLED = (
    ("nb", Screen(320)),
    ("nb", Screen(1280, is_dark=True)),
    ("ar", Screen(320, is_dark=True)),
    ("ar", Screen(1280)),
)
SMALLER = 8  # times, in both directions
MOST_DIFFERENT = 0.15  # of the range of a colour, in the spot that differs most
# What an element has beyond its parent and beyond nothing at all, by kind of element and part.
STYLES = """() => {
  const inherited = ["color", "font-size", "font-weight", "line-height", "text-align",
    "list-style"];
  const own = ["background-color", "display", "padding-block", "padding-inline", "margin-block",
    "border-block-start", "border-inline-start", "border-radius", "gap", "min-block-size",
    "text-decoration-line"];
  const isNothing = /^(0px|none|normal|auto|rgba\\(0, 0, 0, 0\\)|0px none .*|inline|block)$/;
  const name = (one) => [one.tagName.toLowerCase(), ...one.classList].join(".");
  const found = {};
  for (const part of document.querySelectorAll("section.part")) {
    const title = part.querySelector("h2").id.replace("part_", "");
    for (const element of part.querySelectorAll("*")) {
      if (element.closest("svg") && !element.matches("svg")) continue;
      const parent = element.parentElement;
      const tone = element.closest("[data-tone]")?.dataset.tone;
      const key = [title, tone, name(parent), name(element)].filter(Boolean).join(" > ");
      const [style, above] = [getComputedStyle(element), getComputedStyle(parent)];
      const value = (one) => style.getPropertyValue(one);
      found[key] ??= [
        ...inherited.filter((one) => value(one) !== above.getPropertyValue(one)),
        ...own.filter((one) => !isNothing.test(value(one))),
      ].map((one) => `${one}: ${value(one)}`).join("; ");
    }
  }
  return found;
}"""
# How wide letters are here: pictures drawn with other fonts cannot be compared.
LETTERS = """() => {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  return ["Hvordan får jeg fastlege?", "كيف أحصل على طبيب؟"].map((text) =>
    Math.round(context.measureText(text).width));
}"""


def name_of(lang: str, screen: Screen) -> str:
    """Return what a snapshot is called."""
    return f"{lang}-{screen}"


def opened(visits: Visits, fixed_url: str, lang: str, screen: Screen) -> Visitor:
    """Return a visitor in front of the style guide."""
    guest = visits(screen, at=fixed_url)
    guest.opens(f"/{lang}/styleguide")
    return guest


def recorded(name: str) -> Any:  # noqa: ANN401 - whatever was recorded
    """Return what a file of the snapshots holds."""
    return json.loads((SNAPSHOTS / name).read_text("utf-8"))


def record(name: str, found: object) -> None:
    """Write what was found, one line each, so that git shows what has changed."""
    SNAPSHOTS.mkdir(exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
    (SNAPSHOTS / name).write_text(text + "\n", "utf-8")


@pytest.mark.parametrize(("lang", "screen"), STYLED, ids=str)
def test_every_part_has_the_styles_that_were_recorded(
    visits: Visits, fixed_url: str, lang: str, screen: Screen
) -> None:
    guest = opened(visits, fixed_url, lang, screen)
    found = guest.measures(STYLES)
    name = f"styles-{name_of(lang, screen)}.json"
    if IS_RECORDING:
        record(name, found)
    before = recorded(name)
    changed = [
        f"{key}\n  was {before.get(key)}\n  is  {found.get(key)}"
        for key in sorted(before.keys() | found.keys())
        if before.get(key) != found.get(key)
    ]
    assert not changed, "record anew with `make snapshots`, or mend:\n" + "\n".join(changed)


@pytest.mark.parametrize(("lang", "screen"), STYLED, ids=str)
def test_every_part_looks_as_in_the_picture_that_was_recorded(
    visits: Visits, fixed_url: str, darkroom: Darkroom, lang: str, screen: Screen
) -> None:
    guest = opened(visits, fixed_url, lang, screen)
    letters = guest.measures(LETTERS)
    if IS_RECORDING:
        record("letters.json", letters)
    if letters != recorded("letters.json"):
        pytest.skip("the letters here are not as wide as where the pictures were recorded")
    faults = []
    # The swatches of the tones are all in the styles.
    for part in guest.page.locator("section.part:not(:has(.swatches))").all():
        title = str(part.locator("h2").first.get_attribute("id")).removeprefix("part_")
        path = SNAPSHOTS / f"{name_of(lang, screen)}-{title}.png"
        picture = part.screenshot(animations="disabled")
        box = part.bounding_box()
        assert box is not None
        if IS_RECORDING:
            size = (round(box["width"] / SMALLER), round(box["height"] / SMALLER))
            path.write_bytes(darkroom.shrunk(picture, *size))
        differs = darkroom.difference(path.read_bytes(), picture)
        if differs > MOST_DIFFERENT:
            seen = Path(mkdtemp(prefix="veiviser-")) / path.name
            seen.write_bytes(picture)
            faults.append(f"{title} differs by {differs:.2f}: see {seen}")
    assert not faults, "record anew with `make snapshots`, or mend:\n" + "\n".join(faults)


def test_a_part_that_looks_different_is_found(
    visits: Visits, fixed_url: str, darkroom: Darkroom
) -> None:
    guest = opened(visits, fixed_url, "nb", Screen(320))
    part = guest.page.locator("section.part:has(.button-row)").first
    box = part.bounding_box()
    assert box is not None
    size = (round(box["width"] / SMALLER), round(box["height"] / SMALLER))
    before = darkroom.shrunk(part.screenshot(), *size)
    assert darkroom.difference(before, part.screenshot()) < 0.01
    guest.measures("document.querySelector('.part .button-row button').style.opacity = 0")
    assert darkroom.difference(before, part.screenshot()) > MOST_DIFFERENT
