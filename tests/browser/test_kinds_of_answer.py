"""How a question back, an own case, thanks and a follow-up look and feel on a small phone."""

import pytest

from tests.browser.answers import ASKED, LANGS
from tests.browser.conftest import Visits
from tests.browser.visitor import Screen, Visitor

pytestmark = pytest.mark.browser

_FINGER_PX = 44  # the least height of what a thumb must hit
_QUIET_PX = 40  # of a button that is seldom needed and stands alone
_MOST_TABS = 8  # from the content's beginning to the first choice


def asks(guest: Visitor, lang: str, *questions: str, name: str) -> None:
    """Ask one question after the other, and look at the last answer."""
    guest.opens(f"/{lang}/")
    for question in questions:
        guest.asks(question)
    guest.takes_a_picture(f"{name}-{lang}-320")
    assert guest.scrolls_sideways_px() == 0
    assert guest.address == f"/{lang}/answer"


def heights_px(guest: Visitor, selector: str) -> list[float]:
    """Return how high each of these is, in px."""
    found: list[float] = guest.measures(
        f"[...document.querySelectorAll('{selector}')].map(e => e.getBoundingClientRect().height)"
    )
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_choices_are_wide_and_high_enough_for_a_thumb(guest: Visitor, lang: str) -> None:
    asks(guest, lang, ASKED[lang].unclear, name="choose")
    heights = heights_px(guest, ".choices a")
    assert len(heights) == 3
    assert min(heights) >= _FINGER_PX
    widths = guest.measures(
        "[...document.querySelectorAll('.choices a')].map(e => e.getBoundingClientRect().width)"
    )
    assert min(widths) >= 220


@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_is_taken_with_the_keyboard_alone(guest: Visitor, lang: str) -> None:
    asks(guest, lang, ASKED[lang].unclear, name="choose")
    guest.presses("Tab", "Enter")
    guest.waits_until("document.activeElement.id === 'page_main'")
    for _ in range(_MOST_TABS):
        guest.presses("Tab")
        if guest.measures("document.activeElement.matches('.choices li:first-child a')"):
            break
    assert guest.measures("document.activeElement.matches('.choices li:first-child a')")
    outline = guest.measures("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    guest.submits_with_enter()
    assert guest.address == f"/{lang}/ny-i-norge/residence-permit-renewal"


@pytest.mark.parametrize("lang", LANGS)
def test_something_else_leads_into_the_question_box(guest: Visitor, lang: str) -> None:
    asks(guest, lang, ASKED[lang].unclear, name="choose")
    guest.sees(".answer a[href$='#question']")[0].click()
    guest.waits_until("document.activeElement.id === 'question'")


@pytest.mark.parametrize("lang", LANGS)
def test_an_own_case_and_small_talk_fit_a_small_phone(guest: Visitor, lang: str) -> None:
    asks(guest, lang, ASKED[lang].own_case, name="own-case")
    assert guest.sees(".answer .notice")
    asks(guest, lang, ASKED[lang].thanks, name="thanks")
    thanked = guest.reads(".answer")
    asks(guest, lang, ASKED[lang].goodbye, name="goodbye")
    assert guest.reads(".answer") != thanked
    asks(guest, lang, ASKED[lang].interpreter, name="when")
    asks(guest, lang, "xyzzy", name="no-answer")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_a_follow_up_is_asked_anew_without_the_question_before(
    visits: Visits, fixed_url: str, lang: str, with_script: bool
) -> None:
    guest = visits(Screen(has_script=with_script), at=fixed_url)
    asked = ASKED[lang]
    guest.opens(f"/{lang}/")
    guest.asks(asked.first)
    guest.asks(asked.follow_up)
    guest.takes_a_picture(f"follow-up-{lang}-320")
    newest = guest.page.locator("#thread > .answer, #thread .answer").last
    assert asked.follow_up in guest.page.locator(".asked").last.inner_text()
    assert asked.first in guest.page.locator(".asked-before").last.inner_text()
    assert min(heights_px(guest, "form.again button")) >= _QUIET_PX
    before = guest.page.locator("form.again").count()
    with guest.expects_an_answer():
        guest.page.locator("form.again button").last.click()
    assert guest.address == f"/{lang}/answer"
    assert asked.follow_up in guest.page.locator(".asked").last.inner_text()
    assert newest.is_visible()
    assert guest.page.locator("form.again").count() == (before if with_script else 0)


def test_asking_anew_leaves_nothing_on_the_device(guest: Visitor) -> None:
    asks(guest, "en", ASKED["en"].first, ASKED["en"].follow_up, name="follow-up")
    with guest.expects_an_answer():
        guest.page.locator("form.again button").last.click()
    assert sum(guest.stored_on_device().values()) == 0
