"""`make bench`: speed and memory at 20,000 passages, rivals beside us in the same run.

Prints a table of what was reached beside the goal. Medians of runs that alternate the sides,
one thread; the machine's noise falls on both, so trust the ratios more than the milliseconds.
"""

import argparse
import csv
import statistics
import sys
import tempfile
import time
from pathlib import Path

from indexing.build import build_index
from indexing.embedding import Embedder, load_embedder
from indexing.opening import IndexHandle
from indexing.passages import cut_article, indexed_text
from indexing.retrieval import retrieve
from indexing.road import Road
from indexing.values import Question
from knowledge.loading import Knowledge
from tests.bench import serving
from tests.bench.corpus import make_knowledge
from tests.bench.rivals import RIVALS, Search
from tests.bench.timing import alternate

QUESTIONS = Path(__file__).parents[2] / "indexing" / "evaluation" / "questions"


def main() -> None:
    """Run every measurement and print the table."""
    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--passages", type=int, default=20_000)
    arguments.add_argument("--seconds", type=float, default=5.0, help="of load over HTTP")
    passages, seconds = vars(arguments.parse_args()).values()
    embedder = load_embedder()
    questions = read_questions()
    say(f"Making {passages:,} passages out of our own articles …")
    knowledge = make_knowledge(passages)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        index_dir = data_dir / "index"
        build_s = statistics.median(
            build_anew(knowledge, embedder, data_dir / name)
            for name in ("first", "second", "index")
        )
        start = time.perf_counter()
        build_index(knowledge, embedder, index_dir)
        again_s = time.perf_counter() - start
        texts = [
            indexed_text(passage)
            for article in knowledge.articles.values()
            for passage in cut_article(article, knowledge.facts)
        ]
        row("indexing, passages a second", f"{len(texts) / build_s:,.0f}", "≥ 3,000")
        row("indexing again, nothing changed", f"{again_s:.2f} s", "≤ 2 s")

        handle = IndexHandle(index_dir, embedder)
        road = Road(handle, embedder)
        sides: dict[str, Search] = {
            "the whole road of a question": lambda text: road.answer(Question(text)),
            "our retrieval alone": lambda text: retrieve(
                handle.current(), embedder, Question(text), road.identify(Question(text))
            ),
        }
        for name, make in RIVALS.items():
            try:
                sides[name] = make(texts, embedder)
            except ImportError as error:
                say(f"{name} is left out: {error}")
        times = alternate(sides, questions)
        for name, latency in times.items():
            goal = "≤ 3 ms, ≤ 10 ms" if name.startswith("the whole") else ""
            row(name, f"{latency.p50_ms:.2f} ms, p95 {latency.p95_ms:.2f} ms", goal)
        if "txtai hybrid" in times:
            ratio = times["the whole road of a question"].p50_ms / times["txtai hybrid"].p50_ms
            row("the whole road / txtai's search alone", f"{ratio:.2f}", "≤ 0.33")

        for _ in range(2):  # the second start has the files in the cache, as after a restart
            with serving.running(data_dir, workers=2) as server:
                ready_s = server.ready_s
                serving.answers_per_second(server.port, questions, seconds=1)
                rate, failures = serving.answers_per_second(server.port, questions, seconds=seconds)
                sizes = [serving.resident_mb(pid) for pid in server.workers()]
                torch = any(serving.has_torch(pid) for pid in server.workers())
        row("ready after process start", f"{ready_s:.2f} s", "≤ 0.8 s")
        worst = max(rss for rss, _ in sizes)
        row("resident, largest worker", f"{worst:.0f} MB", "≤ 150 MB")
        row("proportional, all workers", f"{sum(pss for _, pss in sizes):.0f} MB", "")
        row("torch in a worker", "yes" if torch else "no", "no")
        row("answers a second over HTTP, client included", f"{rate:,.0f}", "≥ 800")
        row("failed answers", str(failures), "0")


def build_anew(knowledge: Knowledge, embedder: Embedder, index_dir: Path) -> float:
    """Build an index where none is; return the seconds it took."""
    start = time.perf_counter()
    build_index(knowledge, embedder, index_dir)
    return time.perf_counter() - start


def read_questions() -> list[str]:
    """Return the committed evaluation questions of all languages."""
    found = []
    for path in sorted(QUESTIONS.glob("*.tsv")):
        with path.open(encoding="utf-8") as lines:
            found += [line["question"] for line in csv.DictReader(lines, delimiter="\t")]
    return found


def row(what: str, reached: str, goal: str) -> None:
    """Print one line of the table."""
    say(f"{what:<46} {reached:<28} {goal}")


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
