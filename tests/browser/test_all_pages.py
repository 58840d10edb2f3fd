"""What holds for every kind of page in every language, as a browser shows it on a small phone.

320 px are also what a screen of 1280 px shows at 400 % zoom (WCAG 1.4.10). Each page is looked at
in nb, ar and one language more, which takes its turn; `make browser` looks at it in all.
"""

from pathlib import Path
from typing import Any

import pytest

from knowledge.languages import languages
from tests.browser.conftest import Visits
from tests.browser.sample import langs_of
from tests.browser.untranslated import left_in_english
from tests.browser.visitor import SMALL_PHONE, Screen, Visitor
from tests.browser.walking import Stop

pytestmark = pytest.mark.browser

MEASURES = Path(__file__).with_name("measures.js").read_text("utf-8")


def measure(visitor: Visitor, name: str) -> Any:  # noqa: ANN401 - whatever was measured
    """Return what a function of measures.js finds."""
    return visitor.measures(f"({MEASURES}).{name}()")


@pytest.mark.parametrize("lang", languages())
def test_every_page_reads_well_on_small_screens_and_large(
    visits: Visits, fixed_url: str, stops: tuple[Stop, ...], lang: str
) -> None:
    guest = visits(at=fixed_url)
    guest.forgives("the server responded with a status of 4")  # pages that say what is wrong
    faults: list[str] = []
    for stop in stops:
        if lang not in langs_of(stop.name):
            continue
        guest.opens(stop.in_language(lang))
        seen = measure(guest, "presents")
        known = languages()[lang]
        if (seen["lang"], seen["dir"], seen["h1"]) != (known.tag, known.dir, 1):
            faults.append(f"{stop.name}: {seen['lang']} {seen['dir']}, {seen['h1']} h1")
        faults += [f"{stop.name} in English: {t}" for t in left_in_english(seen["texts"], lang)]
        faults += [f"{stop.name} too wide: {found}" for found in measure(guest, "sticksOut")]
        faults += [f"{stop.name} too small: {found}" for found in measure(guest, "tooSmall")]
        for width_px in (320, 1280):
            guest.turns_to(Screen(width_px))
            cut_off = measure(guest, "cutOffWhenSpaced")
            faults += [f"{stop.name} cut off at {width_px} px: {found}" for found in cut_off]
        guest.turns_to(SMALL_PHONE)
    assert not faults, "\n".join(faults)
