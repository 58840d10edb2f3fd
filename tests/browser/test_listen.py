"""Listening and larger text. A voice of the test's own says nothing and notes what it was given."""

import pytest

from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.visitor import NEUTRAL, Screen, Visitor

pytestmark = pytest.mark.browser

# A browser without voices is what tests run in, so a pretended one stands in its place: it notes
# every text, and a sentence has been said when the test says so.
VOICES = """
(() => {
  const voices = %s;
  const speech = {
    said: [], now: null, isSilent: true, isCancelled: 0,
    getVoices: () => voices,
    addEventListener: () => {},
    speak(utterance) { this.said.push(utterance); this.now = utterance; },
    cancel() {
      const { now } = this;
      this.now = null;
      this.isCancelled += 1;
      if (now) setTimeout(() => now.onerror({ error: "canceled" }), 0);
    },
    finish() { const { now } = this; this.now = null; now.onend(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})();
"""
LOCAL = """[
  { lang: "en-GB", localService: true, default: true },
  { lang: "nb-NO", localService: true, default: false },
  { lang: "ar-SA", localService: true, default: false },
]"""
REMOTE = '[{ lang: "so-SO", localService: false }, { lang: "en-GB", localService: true }]'
WITHOUT_HIGHLIGHTS = "delete CSS.highlights; Object.defineProperty(CSS, 'highlights', {});"
START = "[data-listen-do=start]"
ARTICLE = "/ny-i-norge/general-practitioner"
MARKED = """(() => {
  const marks = [...document.querySelectorAll("mark.spoken")].map((mark) => mark.textContent);
  const ranges = [...(CSS.highlights?.get("spoken") ?? [])].map((range) => range.toString());
  return [...marks, ...ranges].join("");
})()"""


@pytest.fixture
def listener(visits: Visits, fixed_url: str) -> Visitor:
    return with_voices(visits(at=fixed_url))


def with_voices(visitor: Visitor, voices: str = LOCAL, more: str = "") -> Visitor:
    visitor.page.add_init_script(VOICES % voices + more)
    return visitor


def starts(listener: Visitor, path: str) -> None:
    listener.opens(path)
    listener.page.locator(START).first.click()
    listener.waits_until("speechSynthesis.said.length > 0")


def said(listener: Visitor) -> list[str]:
    found: list[str] = listener.measures("speechSynthesis.said.map((utterance) => utterance.text)")
    return found


def is_speaking(listener: Visitor) -> bool:
    return bool(listener.measures("speechSynthesis.now !== null"))


def finishes_a_sentence(listener: Visitor) -> None:
    listener.measures("speechSynthesis.finish()")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_article_is_read_sentence_by_sentence_and_marked(listener: Visitor, lang: str) -> None:
    starts(listener, f"/{lang}{ARTICLE}")
    assert said(listener) == [listener.reads("h1")]
    assert listener.measures(MARKED) == listener.reads("h1")
    finishes_a_sentence(listener)
    _, second = said(listener)
    assert listener.reads(".lead").startswith(second[:20])
    assert listener.measures(MARKED)[:20] == second[:20]
    voices = listener.measures("speechSynthesis.said.map((utterance) => utterance.lang)")
    assert {voice[:2] for voice in voices} == {lang}


def test_everything_of_the_article_is_read_once_and_nothing_else(listener: Visitor) -> None:
    starts(listener, "/en/about")
    while is_speaking(listener):
        finishes_a_sentence(listener)
    texts = said(listener)
    assert texts[0] == "About the service"
    for once in ("Privacy", "Your questions are not kept.", "EUPL 1.2"):
        assert texts.count(once) == 1
    assert not [text for text in texts if text in {"Pause", "A+", "Remember on this device"}]
    # At the end the player goes, and the button is there again.
    assert listener.sees(".player") == []
    assert len(listener.sees(START)) == 1
    assert listener.measures(MARKED) == ""


def test_player_is_worked_by_keyboard_alone(listener: Visitor) -> None:
    listener.opens("/en/about")
    listener.page.locator(START).focus()
    listener.presses("Enter")
    listener.waits_until("speechSynthesis.said.length === 1")
    assert listener.focused.get_attribute("data-listen-do") == "pause"
    listener.presses("Tab", "Enter")
    assert listener.focused.get_attribute("data-listen-do") == "next"
    assert len(said(listener)) == 2
    listener.presses("Shift+Tab", "Shift+Tab", "Enter")
    assert said(listener)[2] == said(listener)[0]
    listener.presses("Tab", "Enter")
    assert not is_speaking(listener)
    assert listener.focused.get_attribute("data-listen-do") == "resume"
    listener.presses("Enter")
    assert is_speaking(listener)
    assert said(listener)[3] == said(listener)[0]
    listener.presses("Escape")
    assert not is_speaking(listener)
    assert listener.focused.get_attribute("data-listen-do") == "start"
    assert listener.sees(".player") == []


def test_a_slower_voice_reads_the_same_sentence_again(listener: Visitor) -> None:
    starts(listener, "/en/about")
    listener.page.locator("[data-listen-do=speed]").select_option("0.7")
    rates = listener.measures("speechSynthesis.said.map((utterance) => utterance.rate)")
    assert rates == [1, 0.7]
    assert said(listener)[0] == said(listener)[1]


def test_telephone_numbers_are_read_digit_by_digit(listener: Visitor) -> None:
    starts(listener, f"/en{ARTICLE}")
    while is_speaking(listener):
        finishes_a_sentence(listener)
    assert any("1 1 6, 1 1 7" in text for text in said(listener))
    assert not any("116 117" in text for text in said(listener))


def test_marks_leave_links_and_text_as_they_were(visits: Visits, fixed_url: str) -> None:
    """Where the browser cannot mark without changing the page, the marks are taken away again."""
    listener = with_voices(visits(at=fixed_url), more=WITHOUT_HIGHLIGHTS)
    listener.opens(f"/en{ARTICLE}")
    inside = (
        "document.getElementById('page_article').innerHTML.replaceAll(/ (hidden|class)=\"\"/g, '')"
    )
    links = "[...document.querySelectorAll('#page_article a')].map((a) => a.href + a.textContent)"
    before, linked = listener.measures(inside), listener.measures(links)
    listener.page.locator(START).first.click()
    listener.waits_until("speechSynthesis.said.length > 0")
    assert listener.measures(MARKED) == said(listener)[0]
    while is_speaking(listener):
        assert listener.measures(links) == linked
        finishes_a_sentence(listener)
    assert listener.measures(links) == linked
    assert _text(listener.measures(inside)) == _text(before)


def _text(markup: str) -> str:
    """The markup from the first heading of the text on: the buttons before it change."""
    return markup[markup.index("<section") :]


def test_a_language_without_a_voice_is_told_of(listener: Visitor) -> None:
    listener.opens("/ti/accessibility")
    listener.page.locator(START).click()
    listener.waits_until("!document.querySelector('[data-listen-fault=none]').hidden")
    assert said(listener) == []
    assert len(listener.sees("[data-listen-fault]")) == 1


def test_a_voice_that_would_send_the_text_away_is_not_used(visits: Visits, fixed_url: str) -> None:
    listener = with_voices(visits(at=fixed_url), REMOTE)
    listener.opens("/so/accessibility")
    listener.page.locator(START).click()
    listener.waits_until("!document.querySelector('[data-listen-fault=remote]').hidden")
    assert said(listener) == []


@pytest.mark.parametrize("way", ["click", "shift"])
def test_leaving_nora_silences_the_voice_at_once(listener: Visitor, way: str) -> None:
    starts(listener, "/nb/nora/negative-social-control")
    # The voice of the page that is left cannot be asked any more: it tells by a message.
    heard: list[str] = []

    def hear(word: str) -> None:
        heard.append(word)

    listener.page.expose_function("told", hear)
    listener.measures("""() => {
      const { cancel } = speechSynthesis;
      speechSynthesis.cancel = function () { cancel.call(this); told("silent"); };
      speechSynthesis.speak = () => told("speaks again");
    }""")
    if way == "click":
        listener.page.locator("a[data-exit]").first.click()
    else:
        listener.presses("Shift", "Shift", "Shift")
    listener.waits_until_at(NEUTRAL)
    assert heard and set(heard) == {"silent"}


def test_nora_warns_that_others_can_hear(listener: Visitor) -> None:
    listener.opens("/en/nora/negative-social-control")
    assert "can hear" in listener.reads(".listen")
    listener.opens(f"/en{ARTICLE}")
    assert "can hear" not in listener.reads(".listen")


def test_without_a_voice_at_all_or_without_script_there_is_no_button(
    visits: Visits, fixed_url: str
) -> None:
    mute = visits(at=fixed_url)
    mute.page.add_init_script(
        "delete Window.prototype.speechSynthesis; delete window.speechSynthesis;"
    )
    mute.opens("/en/about")
    assert mute.measures("'speechSynthesis' in window") is False
    assert mute.sees(".listen") == []
    plain = visits(Screen(has_script=False), at=fixed_url)
    plain.opens("/en/about")
    assert plain.sees(".listen, .text-size") == []


def letters_px(visitor: Visitor) -> float:
    return float(
        visitor.measures("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)")
    )


def test_letters_grow_and_are_forgotten(listener: Visitor) -> None:
    listener.opens("/en/about")
    plain = letters_px(listener)
    listener.page.locator("[data-text-size=largest]").click()
    assert letters_px(listener) == pytest.approx(1.5 * plain)
    assert listener.page.locator("[data-text-size=largest]").get_attribute("aria-pressed") == "true"
    assert listener.stored_on_device()["local"] == 0
    listener.page.reload()
    assert letters_px(listener) == plain


def test_letters_are_remembered_only_where_the_reader_ticks_it(listener: Visitor) -> None:
    listener.asks_to_keep()
    listener.opens("/en/about")
    plain = letters_px(listener)
    listener.page.locator("[data-text-size=large]").click()
    listener.page.locator("#text-size-keep").check()
    assert listener.stored_on_device()["local"] == 1
    listener.opens("/en/accessibility")
    assert letters_px(listener) == pytest.approx(1.25 * plain)
    assert listener.page.locator("#text-size-keep").is_checked()
    listener.page.locator("#text-size-keep").uncheck()
    assert listener.stored_on_device()["local"] == 0


def test_nora_offers_large_letters_but_never_to_remember_them(listener: Visitor) -> None:
    listener.opens("/en/nora/negative-social-control")
    plain = letters_px(listener)
    assert listener.sees("#text-size-keep") == []
    listener.page.locator("[data-text-size=large]").click()
    assert letters_px(listener) == pytest.approx(1.25 * plain)
    assert listener.stored_on_device()["local"] == 0


@pytest.mark.parametrize("lang", ["en", "ar", "ti"])
def test_the_largest_letters_fit_a_small_phone_and_so_does_the_player(
    visits: Visits, fixed_url: str, lang: str
) -> None:
    listener = with_voices(visits(at=fixed_url), LOCAL.replace("nb-NO", "ti-ER"))
    for path in ("about", "accessibility"):
        listener.opens(f"/{lang}/{path}")
        listener.page.locator("[data-text-size=largest]").click()
        listener.page.locator(START).click()
        listener.waits_until("speechSynthesis.said.length > 0")
        assert listener.scrolls_sideways_px() == 0, path
        listener.takes_a_picture(f"listen-largest-{lang}-{path}")


@pytest.mark.skipif(not engines.are_there(), reason=f"no engines: {engines.HOW_TO_GET_THEM}")
@pytest.mark.parametrize("path", ["/en/about", "/ar/nora/negative-social-control"])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_player_has_no_barriers(visits: Visits, fixed_url: str, path: str, is_dark: bool) -> None:
    listener = with_voices(visits(Screen(is_dark=is_dark), at=fixed_url))
    starts(listener, path)
    listener.page.locator("[data-text-size=large]").click()
    # What lies under the player as it stands now is looked at where pages are looked at.
    assert engines.unexplained(engines.look(listener.page, ".listen")) == []
    assert engines.unexplained(engines.look(listener.page, ".text-size")) == []


@pytest.mark.parametrize("is_nora", [False, True])
def test_player_covers_neither_what_is_read_nor_the_way_out(
    listener: Visitor, is_nora: bool
) -> None:
    starts(listener, "/nb/nora/negative-social-control" if is_nora else f"/nb{ARTICLE}")
    for _ in range(12):
        finishes_a_sentence(listener)
    covered = """(() => {
      const player = document.querySelector(".player").getBoundingClientRect();
      const [range] = CSS.highlights.get("spoken");
      const others = [range, ...document.querySelectorAll(".exit")];
      return others.some((other) => {
        const place = other.getBoundingClientRect();
        return place.bottom > player.top + 1 && place.top < player.bottom - 1;
      });
    })()"""
    listener.waits_until(f"!{covered}")
