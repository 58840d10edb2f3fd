"""What visitors do, said as they would say it. Waits for a state, never for a time.

`Visitor.page` is Playwright's own page, for what has no sentence here. Whatever happens on the
way is watched: `complaints` tells what the browser complained of, what was asked of other hosts,
and what was left on the device.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from tests.browser.serving import NEUTRAL

__all__ = ["NEUTRAL", "SMALL_PHONE", "Screen", "Visitor"]

_PATIENCE_MS = 15_000
_MOST_TABS = 60
_LOOKS_AGAIN_AFTER_MS = 20
_NOTHING = {"cookies": 0, "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
_COUNT_WHAT_IS_STORED = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


_IS_THERE = """(answers) => {
  if (!document.querySelector("main")) return false;
  if (!("before" in document.documentElement.dataset)) return true;
  const isWaiting = document.getElementById("waiting")?.textContent;
  return document.querySelectorAll(".answer").length > answers && !isWaiting;
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody looks through, and what they have asked their machine for.

    320 px is a small phone, and also what 1280 px are at 400 % zoom.
    """

    width_px: int = 320
    height_px: int = 720
    is_dark: bool = False
    has_script: bool = True
    has_forced_colours: bool = False
    wants_less_motion: bool = False

    def __str__(self) -> str:
        return f"{self.width_px}-{self.scheme}"

    @property
    def scheme(self) -> Literal["dark", "light"]:
        """What the page is told of light and dark."""
        return "dark" if self.is_dark else "light"

    @property
    def size(self) -> ViewportSize:
        """Width and height, in px."""
        return {"width": self.width_px, "height": self.height_px}


SMALL_PHONE = Screen()


class Visitor:
    """Somebody with a browser that knows nothing yet, who has just opened it."""

    def __init__(self, browser: Browser, base_url: str, screen: Screen, shots: str | None) -> None:
        self._context = browser.new_context(
            base_url=base_url,
            viewport=screen.size,
            color_scheme=screen.scheme,
            java_script_enabled=screen.has_script,
            forced_colors="active" if screen.has_forced_colours else "none",
            reduced_motion="reduce" if screen.wants_less_motion else "no-preference",
        )
        self._context.set_default_timeout(_PATIENCE_MS)
        self._context.on("request", self._sees_request)
        self._context.on("console", self._hears)
        self._context.on("weberror", lambda error: self._complaints.append(str(error.error)))
        self._base_url = base_url
        self._shots = Path(shots) if shots else None
        self._complaints: list[str] = []
        self._forgiven: list[str] = []
        self._hosts: set[str] = set()
        self._may_store = False
        self.page: Page = self._context.new_page()

    # What is looked at

    @property
    def address(self) -> str:
        """What the address bar shows, without the host."""
        return self.page.url.removeprefix(self._base_url)

    @property
    def title(self) -> str:
        """What the tab shows."""
        return self.page.title()

    @property
    def focused(self) -> Locator:
        """What the next key goes to."""
        return self.page.locator("*:focus")

    def sees(self, selector: str) -> list[Locator]:
        """Return what is visible of the elements that the selector finds."""
        return [found for found in self.page.locator(selector).all() if found.is_visible()]

    def reads(self, selector: str = "main") -> str:
        """Return the visible text of the first such element."""
        return self.page.locator(selector).first.inner_text()

    def measures(self, script: str) -> Any:  # noqa: ANN401 - whatever the page gives
        """Return what an expression, or a function, finds out in the page."""
        return self.page.evaluate(script)

    def scrolls_sideways_px(self) -> int:
        """Return how much of the page lies beside the screen, in px."""
        return int(
            self.measures(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def takes_a_picture(self, name: str) -> None:
        """Save the whole page as an image, if somebody wants to look at it (BROWSER_SHOTS)."""
        if self._shots is not None:
            self._shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self._shots / f"{name}.png", full_page=True)

    # What is done

    def opens(self, path: str) -> None:
        """Type an address of the portal."""
        self.page.goto(path)

    @contextmanager
    def expects_another_page(self) -> Iterator[None]:
        """Do what leads to another page, and wait until it is there."""
        with self.page.expect_navigation():
            yield

    def asks(self, question: str) -> None:
        """Write a question into the box, press the button, and wait for what comes of it.

        It is another page, or with script in a conversation an answer more on the same page.
        """
        self.page.locator("#question").fill(question)
        with self.expects_an_answer():
            self.page.locator("form.question button[type=submit]").click()

    @contextmanager
    def expects_an_answer(self) -> Iterator[None]:
        """Do what asks a question, and wait for another page or one more answer on this one."""
        self.measures("() => { document.documentElement.dataset.before = 'yes' }")
        answers = self.page.locator(".answer").count()
        yield
        self.waits_until(f"({_IS_THERE})({answers})")
        self.page.wait_for_load_state()

    def follows(self, selector: str) -> None:
        """Follow the first link, or press the first button, that the selector finds."""
        with self.expects_another_page():
            self.page.locator(selector).first.click()

    def opens_aside(self, selector: str) -> None:
        """Follow the first such link, and go on where it leads: this page, or one beside it."""
        link = self.page.locator(selector).first
        if link.get_attribute("target") != "_blank":
            return self.follows(selector)
        with self._context.expect_page() as opened:
            link.click()
        self.page = opened.value
        return self.page.wait_for_load_state()

    def tabs_to(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector finds, as somebody without a mouse."""
        for _ in range(_MOST_TABS):
            self.presses("Tab")
            if self.page.evaluate("(found) => document.activeElement.matches(found)", selector):
                return
        raise AssertionError(f"{_MOST_TABS} times Tab does not lead to {selector}")

    def presses(self, *keys: str) -> None:
        """Press keys ("Tab", "Enter", "Shift", …), one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Write a text where the focus is."""
        self.page.keyboard.type(text)

    def is_offered(self, selector: str, text: str) -> None:
        """Write a text into a field, and wait until what is suggested belongs to all of it."""
        self.page.locator(selector).click()
        self.types(text)
        self.page.locator("[role=listbox][aria-busy=false] [role=option]").first.wait_for()

    def submits_with_enter(self) -> None:
        """Press Enter on what has the focus, and wait for the page that comes."""
        with self.expects_another_page():
            self.presses("Enter")

    def goes_back(self) -> None:
        """Press the browser's Back."""
        self.page.go_back()

    def waits_until_at(self, part: str) -> None:
        """Wait until the address contains this."""
        self.page.wait_for_url(lambda url: part in url)

    def turns_to(self, screen: Screen) -> None:
        """Look through another screen; script stays as it was when the visit began."""
        self.page.set_viewport_size(screen.size)
        self.page.emulate_media(
            color_scheme=screen.scheme,
            forced_colors="active" if screen.has_forced_colours else "none",
            reduced_motion="reduce" if screen.wants_less_motion else "no-preference",
        )

    def sees_the_whole_page(self) -> None:
        """Make the screen as high as the page, so that what stays in sight covers nothing."""
        size = self.page.viewport_size
        assert size is not None
        height = int(self.measures("document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": size["width"], "height": height})

    def loses_the_network(self, *, is_lost: bool = True) -> None:
        """Go on without a network, or with it again."""
        self._context.set_offline(is_lost)

    def waits_until(self, script: str) -> None:
        """Wait until an expression holds in the page.

        Playwright's own way to do this runs later, in the page, where our policy forbids it.
        """
        until = time.monotonic() + _PATIENCE_MS / 1000
        while not self._holds(script):
            assert time.monotonic() < until, f"this never became true: {script}"
            self.page.wait_for_timeout(_LOOKS_AGAIN_AFTER_MS)

    def _holds(self, script: str) -> bool:
        try:
            return bool(self.measures(script))
        except PlaywrightError:  # one page has just gone, and the next is not there yet
            return False

    # What must not happen

    def forgives(self, part: str) -> None:
        """Let the browser complain of this, because the test brings it about."""
        self._forgiven.append(part)

    def asks_to_keep(self) -> None:
        """Let the portal store something from now on, because the reader has asked for it."""
        self._may_store = True

    def stored_on_device(self) -> dict[str, int]:
        """Return how much the portal has left in the browser, by kind."""
        cookies = {"cookies": len(self._context.cookies())}
        if not self.page.url.startswith(self._base_url):
            return _NOTHING | cookies
        stored: dict[str, int] = self.page.evaluate(_COUNT_WHAT_IS_STORED)
        return cookies | stored

    def requested_hosts(self) -> set[str]:
        """Return the hosts that anything was asked of during this visit."""
        return set(self._hosts)

    def complaints(self) -> list[str]:
        """Return all that must not happen on a visit, and did."""
        found = [c for c in self._complaints if not any(part in c for part in self._forgiven)]
        others = self._hosts - {urlsplit(self._base_url).netloc}
        found += [f"something was asked of {host}" for host in sorted(others)]
        if not self._may_store and self.stored_on_device() != _NOTHING:
            found.append(f"left on the device: {self.stored_on_device()}")
        return found

    def leaves(self) -> None:
        """Close the browser window and forget everything."""
        self._context.close()

    def _sees_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"}:
            self._hosts.add(parts.netloc)

    def _hears(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append(f"{message.type} at {message.location['url']}: {message.text}")
