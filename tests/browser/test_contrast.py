"""Colours stand out from each other: every tone, light and dark (WCAG 1.4.3, 1.4.6, 1.4.11)."""

import pytest

from tests.browser.conftest import Visits
from tests.browser.darkroom import Darkroom
from tests.browser.matrix import SCREENS
from tests.browser.visitor import Screen

pytestmark = pytest.mark.browser

TEXT = 4.5
SHAPE = 3.0
# What is written or drawn in a colour, on which grounds, and how well it must stand out.
PAIRS = (
    ("text", ("ground", "raised", "sunken", "accent-ground", "mark"), TEXT),
    ("text", ("good-ground", "warn-ground", "danger-ground"), TEXT),
    ("quiet", ("ground", "raised", "sunken"), TEXT),
    ("accent", ("ground", "raised", "sunken", "accent-ground"), TEXT),
    ("accent-strong", ("ground", "raised", "sunken", "accent-ground"), TEXT),
    ("on-accent", ("accent", "accent-strong"), TEXT),
    ("good", ("ground", "raised", "good-ground"), TEXT),
    ("warn", ("ground", "raised", "warn-ground"), TEXT),
    ("danger", ("ground", "raised", "danger-ground"), TEXT),
    ("on-danger", ("danger",), TEXT),
    ("line-strong", ("ground", "raised", "sunken"), SHAPE),
)
COLOURS = """([tone, names]) => {
  document.documentElement.dataset.tone = tone;
  const probe = document.body.appendChild(document.createElement("i"));
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  }
  probe.remove();
  return found;
}"""


def luminance(colour: list[float]) -> float:
    """Return the relative luminance of a colour in sRGB, each part 0 to 255."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast([0, 0, 0], [255, 255, 255]) == 21
    assert round(contrast([118, 118, 118], [255, 255, 255]), 2) == 4.54  # W3C's own example


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["", "open", "quiet", "dense"])
def test_every_colour_stands_out_from_its_grounds(
    visits: Visits, fixed_url: str, tone: str, is_dark: bool
) -> None:
    guest = visits(Screen(is_dark=is_dark), at=fixed_url)
    guest.opens("/nb/about")
    names = sorted({name for pair in PAIRS for name in (pair[0], *pair[1])})
    colours = guest.page.evaluate(COLOURS, [tone, names])
    assert len({tuple(colour) for colour in colours.values()}) > len(names) / 2
    weak = [
        f"--{name} on --{ground}: {contrast(colours[name], colours[ground]):.2f} of {least}"
        for name, grounds, least in PAIRS
        for ground in grounds
        if contrast(colours[name], colours[ground]) < least
    ]
    assert not weak, "\n".join(weak)


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_text_on_the_first_page_stands_out_from_the_picture_behind_it(
    visits: Visits, fixed_url: str, darkroom: Darkroom, lang: str, screen: Screen
) -> None:
    guest = visits(screen, at=fixed_url)
    guest.opens(f"/{lang}/")
    texts = [".hero h1", ".hero .lead", ".hero label", ".hero > .hint", "#examples"]
    found = darkroom.contrasts(guest.page, texts)
    assert [f"{c.selector} {c.ratio:.1f}" for c in found if c.ratio < c.least] == []


def test_a_text_that_does_not_stand_out_from_a_picture_is_found(
    visits: Visits, fixed_url: str, darkroom: Darkroom
) -> None:
    guest = visits(at=fixed_url)
    guest.opens("/nb/")
    guest.measures("document.querySelector('.hero h1').style.color = '#9ec4c9'")
    (found,) = darkroom.contrasts(guest.page, [".hero h1"])
    assert found.least == 3
    assert 1 < found.ratio < 3
