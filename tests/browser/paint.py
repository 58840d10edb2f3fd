"""How soon a slow phone shows what matters: the largest contentful paint, beside the goal.

`make paint` starts the real portal and measures the first page, an article and an answer in
Bokmål and Arabic, each on a phone that knows nothing yet: a processor four times slower, 1.6 Mb/s
down, 750 kb/s up, 150 ms there and back (what Lighthouse calls a slow phone), no cache. The answer
is counted from the press of the button, and holds what the server takes.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Browser, Page

from tests.browser.chromium import open_browser
from tests.browser.serving import real_portal

GOAL_MS = 1500
TIMES = 5
QUESTIONS = {"nb": "Hvordan får jeg fastlege?", "ar": "كيف أحصل على طبيب دائم؟"}
_SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_LARGEST_PAINT = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => {
    last = Math.max(last, ...list.getEntries().map((entry) => entry.startTime));
  }).observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(last), 500);
})"""
_BYTES = """() => ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def opens(path: str) -> Callable[[Page, str], None]:
    """Return what opens an address of the portal in a language."""

    def open_it(page: Page, lang: str) -> None:
        page.goto(f"/{lang}{path}")

    return open_it


def asks(page: Page, lang: str) -> None:
    """Ask a question on the first page; what is measured is the page of its answer."""
    page.goto(f"/{lang}/")
    page.locator("#question").fill(QUESTIONS[lang])
    with page.expect_navigation():
        page.locator("form.question button[type=submit]").click()


PAGES: dict[str, Callable[[Page, str], None]] = {
    "first page": opens("/"),
    "article": opens("/ny-i-norge/general-practitioner"),
    "answer": asks,
}


def measure(
    browser: Browser, url: str, show: Callable[[Page, str], None], lang: str
) -> tuple[float, int]:
    """Return after how many ms the largest part of a page was painted, and the bytes it took."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    try:
        page = context.new_page()
        control = context.new_cdp_session(page)
        control.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        control.send("Network.enable")
        control.send("Network.emulateNetworkConditions", _SLOW_LINE)
        control.send("Network.setCacheDisabled", {"cacheDisabled": True})
        show(page, lang)
        return page.evaluate(_LARGEST_PAINT), page.evaluate(_BYTES)
    finally:
        context.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES)
    times: int = parser.parse_args().times
    built = os.environ.get("BROWSER_DATA")
    click.echo(f"{'page':<12} lang  median ms  (lowest to highest)    kB   goal ms")
    with (
        tempfile.TemporaryDirectory() as folder,
        real_portal(Path(built or folder), is_built=bool(built)) as url,
        open_browser() as browser,
    ):
        for name, show in PAGES.items():
            for lang in QUESTIONS:
                found = [measure(browser, url, show, lang) for _ in range(times)]
                paints = sorted(ms for ms, _ in found)
                middle, size_kb = median(paints), found[-1][1] / 1000
                click.echo(
                    f"{name:<12} {lang:<5} {middle:>9.0f}  ({paints[0]:.0f} to {paints[-1]:.0f})"
                    f"{size_kb:>14.0f}   {GOAL_MS} {'reached' if middle <= GOAL_MS else 'MISSED'}"
                )


if __name__ == "__main__":
    main()
