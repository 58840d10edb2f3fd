"""A conversation as it is held: streamed in, told once, kept in the page alone, never lost."""

import pytest
from playwright.sync_api import Route

from tests.browser.answers import question
from tests.browser.conftest import Visits
from tests.browser.sample import LANGS
from tests.browser.visitor import Screen, Visitor

pytestmark = pytest.mark.browser

# Notes what a screen reader is told: where the focus goes, and what live regions say.
LISTEN = """() => {
  window.told = { focused: [], said: [] };
  const live = "[aria-live], [role=status], [role=alert], [role=log]";
  document.addEventListener("focusin", (event) => {
    window.told.focused.push(event.target.matches("h2.asked") ? "answer" : event.target.id);
  });
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      const text = element?.closest(live)?.textContent.trim();
      if (text) window.told.said.push(text);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
STREAM = "/answer/stream"


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    """The language of the conversation."""
    return str(request.param)


def test_an_answer_is_added_to_the_page_and_told_once(guest: Visitor, lang: str) -> None:
    guest.opens(f"/{lang}/chat")
    guest.measures(LISTEN)
    with guest.page.expect_response(lambda response: STREAM in response.url) as streamed:
        guest.asks(question("answer", lang))
    assert str(streamed.value.header_value("content-type")).startswith("text/event-stream")
    assert guest.address == f"/{lang}/chat"
    told = guest.measures("window.told")
    waiting = guest.measures("document.getElementById('waiting').dataset.waiting")
    assert told["focused"].count("answer") == 1
    assert told["said"] == [waiting]
    heading = guest.page.locator("h2.asked")
    described_by = str(heading.get_attribute("aria-describedby"))
    assert guest.page.locator(f"#{described_by}").inner_text().strip()
    inside = "document.querySelector('.answer').closest('[aria-live], [role=status], [role=log]')"
    assert guest.measures(inside) is None


def test_a_second_answer_stands_below_the_first(guest: Visitor, lang: str) -> None:
    guest.opens(f"/{lang}/chat")
    guest.asks(question("answer", lang))
    guest.asks(question("own_case", lang))
    asked = [heading.inner_text() for heading in guest.sees("h2.asked")]
    assert len(asked) == 2
    assert question("answer", lang) in asked[0]
    assert question("own_case", lang) in asked[1]
    assert guest.page.locator("#question").input_value() == ""
    assert guest.scrolls_sideways_px() == 0


def test_what_is_written_while_an_answer_comes_stays(guest: Visitor, lang: str) -> None:
    def writes_on(route: Route) -> None:
        guest.page.locator("#question").fill(question("own_case", lang))
        route.continue_()

    guest.page.route(f"**{STREAM}", writes_on)
    guest.opens(f"/{lang}/chat")
    guest.asks(question("answer", lang))
    assert guest.page.locator("#question").input_value() == question("own_case", lang)


def test_the_same_conversation_is_held_without_script(
    visits: Visits, fixed_url: str, lang: str
) -> None:
    guest = visits(Screen(has_script=False), at=fixed_url)
    guest.opens(f"/{lang}/chat")
    guest.asks(question("answer", lang))
    assert guest.address == f"/{lang}/answer"
    guest.asks(question("own_case", lang))
    assert len(guest.sees("h2.asked")) == 1
    assert question("answer", lang) in str(guest.page.locator(".earlier").text_content())


def test_closing_the_page_forgets_the_conversation(guest: Visitor, lang: str) -> None:
    guest.opens(f"/{lang}/chat")
    guest.asks(question("answer", lang))
    guest.opens(f"/{lang}/about")
    guest.goes_back()
    guest.waits_until("document.querySelector('#thread')")
    assert not guest.sees(".answer")
    assert guest.page.locator("#question").input_value() == ""


def test_a_lost_line_is_told_and_the_question_is_sent_again(guest: Visitor, lang: str) -> None:
    guest.forgives("ERR_INTERNET_DISCONNECTED")
    guest.opens(f"/{lang}/chat")
    guest.loses_the_network()
    guest.page.locator("#question").fill(question("answer", lang))
    guest.presses("Enter")
    guest.page.locator(".failed[role=alert]").wait_for()
    assert guest.page.locator("#question").input_value() == question("answer", lang)
    guest.loses_the_network(is_lost=False)
    with guest.expects_an_answer():
        guest.page.locator("[data-retry]").click()
    assert guest.sees("figure.quote")
    assert not guest.sees(".failed")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_what_nobody_else_should_see_gets_a_page_with_a_way_out(
    visits: Visits, fixed_url: str, lang: str, has_script: bool
) -> None:
    guest = visits(Screen(has_script=has_script), at=fixed_url)
    guest.opens(f"/{lang}/chat")
    guest.page.locator("#question").fill("broren min truer med å drepe meg")
    with guest.expects_another_page():
        guest.page.locator("form.question button[type=submit]").click()
    guest.page.locator("#page_exit").wait_for()
    assert guest.address == f"/{lang}/answer"
    assert guest.title == "Veiviser"
    assert guest.sees("section.danger a[href='tel:112']")


def test_a_question_that_cannot_be_taken_is_told_at_its_field(guest: Visitor, lang: str) -> None:
    guest.forgives("status of 422")
    guest.opens(f"/{lang}/chat")
    guest.measures("document.getElementById('question').removeAttribute('maxlength')")
    too_long = "Hvordan får jeg skattekort? " * 40
    guest.page.locator("#question").fill(too_long)
    guest.presses("Enter")
    guest.page.locator("#question-fault:not([hidden])").wait_for()
    assert guest.page.locator("#question").get_attribute("aria-invalid") is not None
    assert guest.measures("document.activeElement.id") == "question"
    assert guest.page.locator("#question").input_value() == too_long
