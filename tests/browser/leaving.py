"""Windows whose pages tell when they were left, and a site that the way out leads to.

The neutral page is a site of its own here, as it is in life, and it can be kept waiting, so that
what happens before it answers can be looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from flask import Flask, Response
from playwright.sync_api import Browser, Error
from werkzeug.serving import make_server

PATIENCE_MS = 8_000
# Every kind of page that Nora has; each visit goes from a first page to a second, and leaves there.
ROUTES = (
    ("nora/", "nora/help/now"),
    ("nora/help/now", "nora/help/safety"),
    ("nora/", "nora/forced-marriage"),
    ("nora/read/stories", "nora/story-engagement"),
    ("nora/for/friends", "nora/helping-a-friend"),
)
# Runs before the page's own scripts: notes when the exit was used, when the page was hidden, when
# the screen was drawn without it, and whether a heading was ever shown.
WATCH = """
(() => {
  const seen = { isShown: false, isRestored: false };
  window.seen = seen;
  const isHidden = () => document.documentElement?.hidden ?? true;
  const note = (event) => { seen.usedAt = event.timeStamp; };
  addEventListener("click", note, true);
  addEventListener("keydown", note, true);
  addEventListener("pageshow", (event) => { seen.isRestored = event.persisted; });
  // Told at once: while a navigation waits for its answer, nobody outside may ask the page.
  const tell = (hiddenAt) => window.tell({
    hidden_ms: hiddenAt - seen.usedAt,
    drawn_ms: performance.now() - seen.usedAt,
    text: document.body.innerText,
    path: location.pathname,
    more: window.askedToTell?.() ?? null,
  });
  new MutationObserver(() => {
    if (!isHidden() || seen.usedAt === undefined) return;
    const hiddenAt = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => tell(hiddenAt)));
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["hidden"] });
  const look = () => {
    if (!isHidden() && document.querySelector("main h1")) seen.isShown = true;
    requestAnimationFrame(look);
  };
  look();
})();
"""
_EMPTY_AT_A_KEY = """() => {
  window.emptied = new Promise((told) => addEventListener("keydown", ({ timeStamp }) => {
    document.body.replaceChildren();
    requestAnimationFrame(() => requestAnimationFrame(() => told(performance.now() - timeStamp)));
  }, { once: true }));
}"""


class NeutralSite:
    """A page about something else, on a site of its own, which can be kept waiting."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.may_answer.set()
        self.url = ""

    def app(self) -> Flask:
        """Return the site."""
        site = Flask("neutral")

        @site.get("/")
        def weather() -> Response:
            self.may_answer.wait(20)
            return Response("<!doctype html><title>Weather</title><p>Sun", mimetype="text/html")

        return site


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port, and yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


class Window:
    """A browser window whose pages tell when they were left."""

    def __init__(self, browser: Browser) -> None:
        self.told: list[dict[str, Any]] = []
        self.context = browser.new_context()
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.expose_binding("tell", lambda _source, what: self.told.append(what))
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()

    def opens(self, *urls: str) -> None:
        """Open pages one after the other."""
        for url in urls:
            self.page.goto(url)

    def leaves(self, way: str) -> None:
        """Use the exit as a hand does; the next page may take its time."""
        if way == "click":
            self.page.locator("#page_exit").click(no_wait_after=True)
        else:
            for _ in range(3):
                self.page.keyboard.press("Shift")

    def takes_ms_to_be_empty(self, url: str) -> float:
        """Return how long it takes now, from a key on, until a page is emptied and drawn so."""
        self.opens(url)
        self.page.evaluate(_EMPTY_AT_A_KEY)
        self.page.keyboard.press("Control")
        return float(self.page.evaluate("window.emptied"))

    def waits_until_told(self) -> dict[str, Any]:
        """Return what the page has told when it was left."""
        for _ in range(PATIENCE_MS // 5):
            if self.told:
                return self.told.pop()
            self.page.wait_for_timeout(5)
        raise AssertionError("the page was never hidden")

    def goes_back(self, title: str = "Veiviser") -> None:
        """Press Back. Playwright's own way waits for a load that a page from memory has not."""
        self.page.evaluate("setTimeout(() => history.back())")
        self.waits_until(f"document.title === '{title}' && document.readyState === 'complete'")

    def waits_until(self, script: str) -> None:
        """Wait until an expression holds, whichever page comes."""
        for _ in range(PATIENCE_MS // 20):
            try:
                if self.page.evaluate(script):
                    return
            except Error as error:
                if "destroyed" not in str(error):
                    raise
            self.page.wait_for_timeout(20)
        raise AssertionError(f"this never became true: {script} at {self.page.url}")

    def reads(self) -> str:
        """Return all that can be read."""
        return str(self.page.evaluate("document.body.innerText")).strip()
