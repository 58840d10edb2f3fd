"""The few journeys that matter, in a real browser against the real portal."""

import pytest
from selenium.webdriver.common.keys import Keys

from knowledge.languages import languages
from tests.browser.visitor import NEUTRAL, Visitor

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
    visitor: Visitor, lang: str, width_px: int
) -> None:
    visitor.has_a_screen(width_px)
    visitor.opens(f"/{lang}/")
    visitor.takes_a_picture(f"home-{lang}-{width_px}")
    visitor.asks(QUESTIONS[lang])
    visitor.takes_a_picture(f"answer-{lang}-{width_px}")
    assert visitor.address == f"/{lang}/answer"
    assert visitor.reads(".asked bdi") == QUESTIONS[lang]
    assert visitor.sees("figure.quote blockquote")
    assert visitor.scrolls_sideways_px() == 0
    visitor.follows("figure.quote figcaption a")
    visitor.takes_a_picture(f"article-{lang}-{width_px}")
    assert ARTICLE in visitor.address
    anchor = visitor.address.split("#")[1]
    top = visitor.measures(
        f"return document.getElementById('{anchor}').getBoundingClientRect().top"
    )
    assert -5 <= top <= 720


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_everything_works_without_script(visitor: Visitor, lang: str) -> None:
    visitor.turns_script_off()
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
    visitor.presses(Keys.TAB)
    assert visitor.focused.get_attribute("class") == "skip"
    assert visitor.focused.is_displayed()
    visitor.presses(Keys.ENTER)
    visitor.presses(Keys.TAB)
    assert visitor.focused.get_attribute("id") == "question"
    outline = visitor.measures("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    visitor.presses(QUESTIONS[lang], Keys.TAB)
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
    assert first.location["y"] < 720


@pytest.mark.parametrize("lang", ["nb", "ar"])
@pytest.mark.parametrize("width_px", [320, 1280])
def test_leaving_quickly_leaves_the_page_out_of_the_history(
    visitor: Visitor, lang: str, width_px: int
) -> None:
    visitor.has_a_screen(width_px)
    visitor.opens(f"/{lang}/interpreters")
    visitor.opens(f"/{lang}/nora/")
    visitor.takes_a_picture(f"nora-{lang}-{width_px}")
    assert visitor.title == "Veiviser"
    visitor.presses(Keys.TAB)
    assert visitor.focused.get_attribute("id") == "page_exit"
    visitor.submits_with_enter()
    visitor.waits_until_at(NEUTRAL)
    visitor.goes_back()
    visitor.waits_until_at("/interpreters")


def test_three_presses_of_shift_leave_as_well(visitor: Visitor) -> None:
    visitor.opens("/nb/nora/")
    visitor.presses(Keys.SHIFT, Keys.SHIFT, Keys.SHIFT)
    visitor.waits_until_at(NEUTRAL)


def test_the_exit_stays_in_sight_when_the_page_is_scrolled(visitor: Visitor) -> None:
    visitor.opens("/nb/nora/")
    visitor.measures("window.scrollTo(0, document.documentElement.scrollHeight)")
    top = visitor.measures(
        "return document.getElementById('page_exit').getBoundingClientRect().top"
    )
    assert top >= 0
    assert visitor.sees("#page_exit")


def test_a_visit_leaves_nothing_behind_and_fetches_nothing_from_others(visitor: Visitor) -> None:
    for path in ("/nb/", ARTICLE, "/nb/nora/", "/nb/interpreters?spoken=so"):
        visitor.opens(path if path.startswith("/nb") else f"/nb{path}")
        assert visitor.stored_on_device() == {"cookies": 0, "local": 0, "session": 0}
        assert all(host.startswith("127.0.0.1:") for host in visitor.requested_hosts())
    visitor.opens("/nb/")
    visitor.asks("Hei")
    assert visitor.stored_on_device() == {"cookies": 0, "local": 0, "session": 0}


def test_dark_screens_get_light_text_on_a_dark_ground(visitor: Visitor) -> None:
    visitor.has_a_screen(320, is_dark=True)
    visitor.opens("/nb/")
    visitor.takes_a_picture("home-nb-320-dark")
    ground = visitor.measures("return getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(20, 25, 28)"
