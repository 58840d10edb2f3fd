"""The tools for public bodies as they are used: by tapping, on paper, and without script."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Visits
from tests.browser.visitor import Screen, Visitor

SHEET = "/tolk/tools/point-to-your-language"
LAPTOP = Screen(1280, 900)


def printed(visitor: Visitor) -> PdfReader:
    """Print the page on A4."""
    return PdfReader(BytesIO(visitor.page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("lang", ["nb", "ar", "ti", "fa"])
def test_the_sheet_fits_on_two_pages_and_holds_every_language(guest: Visitor, lang: str) -> None:
    guest.opens(f"/{lang}{SHEET}")
    paper = printed(guest)
    assert len(paper.pages) <= 2
    text = "".join(page.extract_text() for page in paper.pages)
    for name in ("Soomaali", "Українська", "ትግርኛ", "Shqip", "Türkçe"):
        assert name in text
    assert "112" not in text, "the frame of the page is printed too"


def test_the_sheet_in_norwegian_fits_on_one_page(guest: Visitor) -> None:
    guest.opens(f"/nb{SHEET}")
    assert len(printed(guest).pages) == 1


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_every_language_can_be_hit_with_a_finger(visits: Visits, fixed_url: str, lang: str) -> None:
    for screen in (Screen(320), LAPTOP):
        visitor = visits(screen, at=fixed_url)
        visitor.opens(f"/{lang}{SHEET}")
        smallest = visitor.measures(
            """() => Math.min(...[...document.querySelectorAll(".pointers a")].map((link) => {
                 const box = link.getBoundingClientRect();
                 return Math.min(box.width, box.height);
               }))"""
        )
        assert smallest >= 48
        assert visitor.scrolls_sideways_px() == 0


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_a_tap_on_a_language_leads_to_its_interpreters(guest: Visitor, lang: str) -> None:
    guest.opens(f"/{lang}{SHEET}")
    guest.follows(".pointers a:has([lang=ti])")
    assert guest.address == f"/{lang}/interpreters?spoken=ti"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_five_taps_lead_to_a_note_that_fits_on_one_page(
    visits: Visits, fixed_url: str, lang: str, has_script: bool
) -> None:
    visitor = visits(Screen(has_script=has_script), at=fixed_url)
    visitor.opens(f"/{lang}/tolk/tools/duty")
    for _ in range(5):
        visitor.follows(".choices a")
        visitor.takes_a_picture(f"duty-{lang}-{visitor.address.count('-')}")
    assert visitor.address.endswith("/duty/public-no-rights-interpreter-yes")
    assert len(visitor.sees("[data-print]")) == int(has_script)
    paper = printed(visitor)
    assert len(paper.pages) == 1
    assert "§ 6" in paper.pages[0].extract_text()


def test_back_undoes_one_answer(guest: Visitor) -> None:
    guest.opens("/nb/tolk/tools/duty")
    guest.follows(".choices a")
    guest.follows(".choices a")
    guest.goes_back()
    assert guest.address == "/nb/tolk/tools/duty/public"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_marks_lead_to_a_result_and_a_draft(
    visits: Visits, fixed_url: str, has_script: bool
) -> None:
    visitor = visits(Screen(has_script=has_script), at=fixed_url)
    visitor.opens("/nb/tolk/tools/guidelines")
    visitor.page.locator("label[for=booking-1]").click()
    visitor.page.locator("label[for=must-2]").click()
    visitor.follows("form.marks button")
    assert visitor.address == "/nb/tolk/tools/guidelines/ypnnnnnnnnnnnnnn"
    assert len(visitor.sees(".point .tag.good")) == 1
    assert len(visitor.sees("[data-copy]")) == int(has_script)


def test_a_copy_of_the_draft_is_told_once_it_is_made(visits: Visits, fixed_url: str) -> None:
    visitor = visits(LAPTOP, at=fixed_url)
    visitor.opens("/en/tolk/tools/guidelines/" + "n" * 16)
    visitor.page.locator("[data-copy]").click()
    visitor.waits_until("document.getElementById('copied').textContent.trim() !== ''")
    # Our own pages may not read the clipboard, so it is pasted elsewhere.
    elsewhere = visitor.page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").press("ControlOrMeta+V")
    pasted = elsewhere.locator("textarea").input_value()
    assert pasted.startswith("1. ")
    assert "____" in pasted
