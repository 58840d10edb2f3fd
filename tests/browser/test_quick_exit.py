"""The quick exit, measured: what is seen, when it is gone, and what Back shows afterwards.

The browser keeps pages in memory for Back, which Playwright would otherwise forbid. Chromium does
so with some pages that say `no-store` too, so the header alone protects nobody: what is kept must
be hidden before it is kept.
"""

import os
from collections.abc import Iterable, Iterator
from statistics import median

import pytest
from flask import Response
from playwright.sync_api import Browser

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.browser.chromium import CHROMIUM
from tests.browser.leaving import ROUTES, NeutralSite, Window, serving
from tests.browser.sample import IS_ALL, LANGS

pytestmark = pytest.mark.browser

MOST_MS = 100
# Each way out is used so often, in all languages with BROWSER_ALL=1.
EXITS = 50 if IS_ALL else 6


@pytest.fixture(scope="module")
def neutral() -> Iterator[NeutralSite]:
    site = NeutralSite()
    with serving(site.app()) as url:
        site.url = f"{url}/"
        yield site


@pytest.fixture(scope="module")
def site_url(neutral: NeutralSite) -> Iterator[str]:
    """The portal with the real guidance, whose exit leads to the neutral site."""
    with serving(create_app(Settings(exit_url=neutral.url), small_services(Shelf()))) as url:
        yield url


@pytest.fixture(scope="module")
def careless_url(neutral: NeutralSite) -> Iterator[str]:
    """The same portal as a browser meets it that keeps pages in memory although told not to."""
    app = create_app(Settings(exit_url=neutral.url), small_services(Shelf()))

    @app.after_request
    def let_it_be_kept(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-cache"
        return response

    with serving(app) as url:
        yield url


@pytest.fixture(scope="module")
def remembering(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps pages in memory for Back, as those that people use do."""
    started = browser.browser_type.launch(
        executable_path=CHROMIUM,
        chromium_sandbox=os.geteuid() != 0,
        args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield started
    started.close()


@pytest.fixture
def window(remembering: Browser, neutral: NeutralSite) -> Iterator[Window]:
    opened = Window(remembering)
    yield opened
    neutral.may_answer.set()
    opened.context.close()


def visits_to_make(count: int) -> Iterable[tuple[str, str, str]]:
    """Return (language, first page, page to leave) for so many visits."""
    for number in range(count):
        yield (LANGS[number % len(LANGS)], *ROUTES[number % len(ROUTES)])


@pytest.mark.parametrize("way", ["click", "Shift"])
def test_the_exit_hides_the_page_at_once_and_shows_nothing_to_whoever_goes_back(
    window: Window, site_url: str, neutral: NeutralSite, way: str
) -> None:
    told, emptied_ms = [], []
    for lang, first, second in visits_to_make(EXITS):
        emptied_ms.append(window.takes_ms_to_be_empty(f"{site_url}/{lang}/{second}"))
        window.opens(f"{site_url}/{lang}/{first}", f"{site_url}/{lang}/{second}")
        neutral.may_answer.clear()
        window.leaves(way)
        told.append(window.waits_until_told())
        neutral.may_answer.set()
        window.page.wait_for_url(neutral.url)
        window.goes_back()
        assert window.page.url == f"{site_url}/{lang}/{first}"
        window.waits_until("!document.documentElement.hidden")
        assert window.page.locator("h1").count() == 0
        assert window.reads() == window.page.locator("button").inner_text()
        assert window.page.evaluate("window.seen.isShown") is False
        window.opens("about:blank")
    assert {(what["text"], what["path"]) for what in told} == {("", "/")}
    # Where nothing else runs a page is emptied in a fifth of that: the rest is what leaving takes.
    most_ms = MOST_MS if IS_ALL else max(MOST_MS, 5 * median(emptied_ms))
    for moment in ("hidden_ms", "drawn_ms"):
        times = [what[moment] for what in told]
        told_ms = f"{way}: {moment} {median(times):.1f}, at most {max(times):.1f}"
        print(told_ms)  # noqa: T201 - with `pytest -s` the test is a measurement
        assert (max if IS_ALL else median)(times) <= most_ms


def test_a_page_that_a_browser_kept_in_memory_shows_nothing_either(
    window: Window, careless_url: str, neutral: NeutralSite
) -> None:
    window.opens(f"{careless_url}/en/about")
    window.page.evaluate("setTimeout(() => { location.href = 'about:blank' })")
    window.page.wait_for_url("about:blank")
    window.goes_back("About the service – Veiviser")
    assert window.page.evaluate("window.seen.isRestored") is True, "nothing is kept in memory here"
    window.opens(f"{careless_url}/en/nora/")
    window.page.evaluate("window.seen.isShown = false")
    window.page.evaluate("setTimeout(() => { location.href = '/en/nora/forced-marriage' })")
    window.page.wait_for_url("**/forced-marriage")
    window.leaves("Shift")
    window.page.wait_for_url(neutral.url)
    window.goes_back()
    window.waits_until("!document.documentElement.hidden")
    assert window.page.url == f"{careless_url}/en/nora/"
    assert window.reads() == "Show the page"
    assert window.page.evaluate("window.seen.isShown") is False


def test_going_back_within_the_pages_shows_them(window: Window, site_url: str) -> None:
    window.opens(f"{site_url}/en/nora/")
    window.page.locator("main a").first.click()
    window.page.wait_for_url("**/nora/help/now")
    window.goes_back()
    window.waits_until("document.querySelector('main h1') !== null")
    assert window.reads().startswith("Leave this page quickly")


def test_whoever_goes_back_twice_sees_nothing_either(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    window.opens(*(f"{site_url}/en/nora/{page}" for page in ("", "help/safety", "help/now")))
    window.leaves("click")
    window.page.wait_for_url(neutral.url)
    for page in ("help/safety", ""):
        window.goes_back()
        window.waits_until(f"location.pathname === '/en/nora/{page}'")
        window.waits_until("!document.documentElement.hidden")
        assert window.reads() == "Show the page", page
        assert window.page.evaluate("window.seen.isShown") is False, page


def test_who_shows_the_page_again_goes_back_as_before(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    window.opens(*(f"{site_url}/en/nora/{page}" for page in ("", "help/safety", "help/now")))
    window.leaves("click")
    window.page.wait_for_url(neutral.url)
    window.goes_back()
    window.waits_until("!document.documentElement.hidden")
    window.page.keyboard.press("Enter")
    window.goes_back()
    window.waits_until("location.pathname === '/en/nora/' && !document.documentElement.hidden")
    assert "We believe you." in window.reads()


def test_back_leads_to_where_a_private_page_was_read(window: Window, careless_url: str) -> None:
    window.opens(f"{careless_url}/en/nora/forced-marriage")
    window.page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    window.page.evaluate("setTimeout(() => { location.href = '/en/nora/' })")
    window.page.wait_for_url("**/nora/")
    window.goes_back()
    window.waits_until("window.seen.isRestored && !document.documentElement.hidden")
    assert window.page.evaluate("scrollY") == 900


def test_whoever_wants_to_see_the_page_again_can(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    window.opens(f"{site_url}/en/nora/", f"{site_url}/en/nora/help/now")
    window.leaves("click")
    window.page.wait_for_url(neutral.url)
    window.goes_back()
    window.waits_until("!document.documentElement.hidden")
    assert window.page.evaluate("document.activeElement.localName") == "button"
    window.page.keyboard.press("Enter")
    assert "We believe you." in window.reads()
    window.leaves("Shift")
    window.page.wait_for_url(neutral.url)


def test_an_empty_page_can_be_left_as_well(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    window.opens(f"{site_url}/en/nora/", f"{site_url}/en/nora/help/now")
    window.leaves("click")
    window.page.wait_for_url(neutral.url)
    window.goes_back()
    window.leaves("Shift")
    window.page.wait_for_url(neutral.url)


def test_every_window_with_such_a_page_is_left_and_no_other(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    other, about = window.context.new_page(), window.context.new_page()
    other.goto(f"{site_url}/en/nora/forced-marriage")
    about.goto(f"{site_url}/en/about")
    window.opens(f"{site_url}/en/nora/")
    window.leaves("click")
    window.page.wait_for_url(neutral.url)
    other.wait_for_url(neutral.url)
    assert about.url == f"{site_url}/en/about"
    assert len(window.context.pages) == 3


def test_capital_letters_and_other_uses_of_shift_leave_nothing(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    window.opens(f"{site_url}/en/nora/")
    keyboard = window.page.keyboard
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+Tab", "Shift+Tab", "Shift+Tab"):
        keyboard.press(key)
    keyboard.down("Alt")
    for _ in range(4):
        keyboard.press("Shift")
    keyboard.up("Alt")
    keyboard.press("Shift")
    keyboard.press("Shift")
    keyboard.press("a")
    keyboard.press("Shift")
    window.page.mouse.click(4, 300)
    keyboard.press("Shift")
    keyboard.press("Shift")
    assert window.told == []
    assert window.page.url == f"{site_url}/en/nora/"
    assert window.page.locator("h1").is_visible()
    window.leaves("Shift")
    window.page.wait_for_url(neutral.url)


def test_what_was_written_and_is_being_read_aloud_is_gone(
    window: Window, site_url: str, neutral: NeutralSite
) -> None:
    neutral.may_answer.clear()
    window.opens(f"{site_url}/en/nora/")
    window.page.evaluate(
        """() => {
          const field = Object.assign(document.createElement("textarea"), { value: "secret" });
          document.querySelector("main").append(field);
          speechSynthesis.cancel = () => { window.isSilent = true; };
          window.askedToTell = () => [field.value, window.isSilent];
        }"""
    )
    window.leaves("Shift")
    assert window.waits_until_told()["more"] == ["", True]


@pytest.mark.parametrize("lang", LANGS)
def test_without_script_the_exit_is_a_plain_link(
    remembering: Browser, site_url: str, neutral: NeutralSite, lang: str
) -> None:
    context = remembering.new_context(java_script_enabled=False)
    page = context.new_page()
    for _first, second in ROUTES:
        page.goto(f"{site_url}/{lang}/{second}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(neutral.url)
    context.close()


# ---------- always in sight, never in the way ----------

# Phones, the same enlarged four times, a tablet, a desk; 1280 px at 400 % zoom are 320 by 225.
