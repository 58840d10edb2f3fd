"""`python -m tests.bench.pages`: what a page costs over HTTP, beside a bare page of Flask.

Both are served by the same server with the same options, in the same run and in turns; the best
of three rounds counts, since a shared machine only ever makes things slower. Times are taken by
the client, from its request to the last byte, while nobody else asks.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.loading import CONTENT_DIR
from portal.shelf import Shelf
from tests.bench import serving

ROUNDS = 3
_LANGS = ("nb", "en", "ar")
_COLLECTIONS = ("ny-i-norge", "tolk", "nora")
_TIMED = 400  # requests, one after the other


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is, what was reached, and the goal, "" where there is none."""

    what: str
    reached: str
    goal: str


class Load:
    """Rounds of as many requests as a server takes."""

    def __init__(self, server: serving.Server, requests: Sequence[bytes]) -> None:
        self._server = server
        self._requests = requests
        self.best = 0.0
        self.failed = 0
        self.processor_ms = float("inf")

    def run(self, seconds: float) -> None:
        """Send for some seconds; keep the best rate, and the least time a request took."""
        before_s = self._processor_s()
        rate, failed = serving.requests_per_second(self._server.port, self._requests, seconds)
        used_ms = (self._processor_s() - before_s) * 1000
        self.best = max(self.best, rate)
        self.failed += failed
        self.processor_ms = min(self.processor_ms, used_ms / max(1.0, rate * seconds))

    def _processor_s(self) -> float:
        return sum(serving.processor_s(pid) for pid in self._server.workers())


def article_requests() -> list[bytes]:
    """Return the requests for every article that ships, in a few languages."""
    shelf = Shelf((CONTENT_DIR,))
    return [
        serving.page_request(f"/{lang}/{collection}/{slug}")
        for lang in _LANGS
        for collection in _COLLECTIONS
        for slug in shelf.slugs(collection)
    ]


def measure(
    data_dir: Path, questions: Sequence[str], *, seconds: float = 3.0, workers: int = 2
) -> Iterator[Row]:
    """Serve from a data folder with an index and give what was reached."""
    articles = article_requests()
    home, bare_page = [serving.page_request("/nb/")], [serving.page_request("/")]
    asked = [serving.page_request("/nb/answer", {"question": text}) for text in questions]
    with (
        serving.running(data_dir, workers=workers) as ours,
        serving.running_bare(workers=workers) as bare,
    ):
        made_ms = serving.median_ms(ours.port, articles)
        serving.warm_up(ours.port, questions)
        # Each worker keeps its own pages, and who answers is chance: eight times is enough for all.
        sent = 0.0
        while sent < 8 * len(articles):
            sent += seconds * serving.requests_per_second(ours.port, articles, seconds)[0]
        loads = {"article": Load(ours, articles), "bare": Load(bare, bare_page)}
        times: dict[str, list[float]] = {"article": [], "home": [], "answer": [], "bare": []}
        for _ in range(ROUNDS):
            for load in loads.values():
                load.run(seconds)
            times["article"].append(serving.median_ms(ours.port, articles[:_TIMED]))
            times["home"].append(serving.median_ms(ours.port, home * _TIMED))
            times["answer"].append(serving.median_ms(ours.port, asked[:_TIMED]))
            times["bare"].append(serving.median_ms(bare.port, bare_page * _TIMED))
        rss_mb = max(serving.resident_mb(pid)[0] for pid in ours.workers())
    best = {name: min(found) for name, found in times.items()}
    article, rival = loads["article"], loads["bare"]
    yield Row("article pages a second, client included", f"{article.best:,.0f}", "≥ 3,000")
    yield Row("a bare Flask page, the same", f"{rival.best:,.0f}", "")
    yield Row("failed pages", str(article.failed), "0")
    yield Row("an article page, processor time", f"{article.processor_ms:.2f} ms", "≤ 2 ms")
    yield Row("a bare Flask page, processor time", f"{rival.processor_ms:.2f} ms", "")
    yield Row("an article page, median", f"{best['article']:.2f} ms", "≤ 2 ms")
    yield Row("the first page, median", f"{best['home']:.2f} ms", "≤ 2 ms")
    yield Row("a bare Flask page, median", f"{best['bare']:.2f} ms", "")
    yield Row("an article page that no worker has yet", f"{made_ms:.1f} ms", "")
    yield Row("a page with an answer, median", f"{best['answer']:.1f} ms", "")
    yield Row("resident after that, largest worker", f"{rss_mb:.0f} MB", "")


def main() -> None:
    """Measure on a data folder that is there and print what was reached."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data_dir", type=Path, help="a data folder with an index")
    arguments.add_argument("--seconds", type=float, default=3.0, help="of load, each time")
    told = arguments.parse_args()
    for row in measure(told.data_dir, ["Hvordan får jeg fastlege?"] * _TIMED, seconds=told.seconds):
        sys.stdout.write(f"{row.what:<46} {row.reached:<28} {row.goal}\n")


if __name__ == "__main__":
    main()
