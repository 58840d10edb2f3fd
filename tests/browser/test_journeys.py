"""The few journeys that matter, in a real browser against the real portal."""

import re

import pytest

from knowledge.languages import languages
from tests.browser.conftest import Visits
from tests.browser.visitor import NEUTRAL, Screen, Visitor

pytestmark = pytest.mark.browser

QUESTIONS = {
    "nb": "Hvordan får jeg skattekort?",
    "ar": "كيف أحصل على بطاقة الضريبة؟",
    "ti": "ናይ ቀረጽ ካርድ ከመይ ገይረ እረክብ?",
}
ARTICLE = "/ny-i-norge/tax-deduction-card"


@pytest.mark.parametrize("lang", QUESTIONS)
@pytest.mark.parametrize("width_px", [320, 1280])
def test_a_question_is_answered_with_a_source_to_open(
    visits: Visits, lang: str, width_px: int
) -> None:
    visitor = visits(Screen(width_px))
    visitor.opens(f"/{lang}/")
    visitor.takes_a_picture(f"home-{lang}-{width_px}")
    visitor.asks(QUESTIONS[lang])
    visitor.takes_a_picture(f"answer-{lang}-{width_px}")
    assert visitor.address == f"/{lang}/answer"
    assert QUESTIONS[lang] in visitor.reads(".asked")
    assert visitor.sees("figure.quote blockquote")
    assert visitor.scrolls_sideways_px() == 0
    visitor.follows("figure.quote figcaption a")
    visitor.takes_a_picture(f"article-{lang}-{width_px}")
    assert ARTICLE in visitor.address
    anchor = visitor.address.split("#")[1]
    top = f"document.getElementById('{anchor}').getBoundingClientRect().top"
    visitor.waits_until(f"{top} >= -5 && {top} <= innerHeight")


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_everything_works_without_script(visits: Visits, lang: str) -> None:
    visitor = visits(Screen(has_script=False))
    visitor.opens(f"/{lang}/")
    visitor.asks(QUESTIONS[lang])
    assert visitor.sees("figure.quote")
    visitor.follows("figure.quote figcaption a")
    assert ARTICLE in visitor.address
    visitor.opens(f"/{lang}/interpreters")
    visitor.follows("form.search button")
    visitor.opens(f"/{lang}/interpreters?spoken=ti&place=Bergen")
    visitor.follows("article.card a")
    assert visitor.sees("a[href^='tel:+47']")
    visitor.opens(f"/{lang}/nora/")
    visitor.follows("#page_exit")
    assert visitor.address == NEUTRAL


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_a_question_can_be_asked_with_the_keyboard_alone(visitor: Visitor, lang: str) -> None:
    visitor.opens(f"/{lang}/")
    visitor.presses("Tab")
    assert visitor.focused.get_attribute("class") == "skip"
    assert visitor.focused.is_visible()
    visitor.presses("Enter")
    visitor.presses("Tab")
    assert visitor.focused.get_attribute("id") == "question"
    outline = visitor.measures("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    visitor.types(QUESTIONS[lang])
    visitor.presses("Tab")
    visitor.submits_with_enter()
    assert visitor.sees("figure.quote")


@pytest.mark.parametrize("lang", languages())
def test_no_page_is_wider_than_a_small_phone(visitor: Visitor, lang: str) -> None:
    for path in ("", "about", ARTICLE[1:], "ny-i-norge/", "nora/", "interpreters?spoken=ti"):
        visitor.opens(f"/{lang}/{path}")
        name = path.split("?")[0].strip("/").replace("/", "-") or "home"
        visitor.takes_a_picture(f"{name}-{lang}-320")
        assert visitor.scrolls_sideways_px() == 0, path


def test_help_stands_on_top_in_danger_and_the_title_tells_nothing(visitor: Visitor) -> None:
    visitor.opens("/nb/")
    visitor.asks("broren min truer med å drepe meg, han står utenfor døra")
    visitor.takes_a_picture("danger-nb-320")
    assert visitor.title == "Veiviser"
    first = visitor.sees("section.danger a.call")[0]
    assert first.get_attribute("href") == "tel:112"
    box = first.bounding_box()
    assert box is not None
    assert box["y"] < 720


@pytest.mark.parametrize("lang", ["nb", "ar"])
@pytest.mark.parametrize("width_px", [320, 1280])
def test_leaving_quickly_leaves_the_page_out_of_the_history(
    visits: Visits, lang: str, width_px: int
) -> None:
    visitor = visits(Screen(width_px))
    visitor.opens(f"/{lang}/interpreters")
    visitor.opens(f"/{lang}/nora/")
    visitor.takes_a_picture(f"nora-{lang}-{width_px}")
    assert visitor.title == "Veiviser"
    visitor.presses("Tab")
    assert visitor.focused.get_attribute("id") == "page_exit"
    visitor.submits_with_enter()
    visitor.waits_until_at(NEUTRAL)
    visitor.goes_back()
    visitor.waits_until_at("/interpreters")


def test_three_presses_of_shift_leave_as_well(visitor: Visitor) -> None:
    visitor.opens("/nb/nora/")
    visitor.presses("Shift", "Shift", "Shift")
    visitor.waits_until_at(NEUTRAL)


def test_the_exit_stays_in_sight_when_the_page_is_scrolled(visitor: Visitor) -> None:
    visitor.opens("/nb/nora/")
    visitor.measures("window.scrollTo(0, document.documentElement.scrollHeight)")
    top = visitor.measures("document.getElementById('page_exit').getBoundingClientRect().top")
    assert top >= 0
    assert visitor.sees("#page_exit")


def test_a_visit_leaves_nothing_behind_and_fetches_nothing_from_others(visitor: Visitor) -> None:
    for path in ("/nb/", f"/nb{ARTICLE}", "/nb/nora/", "/nb/interpreters?spoken=so"):
        visitor.opens(path)
        assert sum(visitor.stored_on_device().values()) == 0
    visitor.opens("/nb/")
    visitor.asks("Hei")
    assert sum(visitor.stored_on_device().values()) == 0
    assert len(visitor.requested_hosts()) == 1


def test_dark_screens_get_light_text_on_a_dark_ground(visitor: Visitor) -> None:
    visitor.turns_to(Screen(is_dark=True))
    visitor.opens("/nb/")
    visitor.takes_a_picture("home-nb-320-dark")
    ground = visitor.measures("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in re.findall(r"\d+", ground)) < 150
