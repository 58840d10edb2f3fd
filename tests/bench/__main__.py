"""`make bench`: speed, recall and memory at 20,000 passages, rivals beside us in the same run.

Prints tables of what was reached beside the goals. Sides alternate, in one process and one
thread; the machine's noise falls on all of them, so trust the ratios more than the milliseconds.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from indexing.build import build_index
from indexing.embedding import Embedder, load_embedder
from indexing.evaluation.questions import TestQuestion, read_questions
from indexing.opening import IndexHandle
from knowledge.loading import Knowledge
from tests.bench import pages, register, serving
from tests.bench.corpus import Entries, Topic, cut_entries, make_knowledge
from tests.bench.offline import stay_offline
from tests.bench.recall import DEPTHS, draw_questions, measure_recall
from tests.bench.sides import RETRIEVAL, ROAD, Side, our_sides, rival_sides
from tests.bench.timing import Run, alternate

_NOTES = """\
Road / it, ours / it: the time of the road, and of our retrieval alone, as a share of each side's.
Top 1, 3, 10: questions whose right topic is among the first different topics found, ± the 95 %
interval; a copy of an article is never right. Rivals and our retrieval alone find ten texts, the
road names up to ten topics. Our index searches the questions that articles list beside the
passages, and so do the rows "+ our questions"; the other rivals have the passages alone.
All have our vectors. Haystack has its in-memory store: its FAISS store asks for NumPy below 2.
Sides of more than 40 ms answer each question once, in three parts; the others in every round."""


def main() -> None:
    """Run every measurement and print the tables."""
    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--passages", type=int, default=20_000)
    arguments.add_argument("--questions", type=int, default=360, help="asked of every side")
    arguments.add_argument("--seconds", type=float, default=5.0, help="of load over HTTP")
    told = arguments.parse_args()
    stay_offline()
    begun = time.perf_counter()
    embedder = load_embedder()
    everything = read_questions()
    say(f"Making {told.passages:,} passages out of our own articles …")
    knowledge = make_knowledge(told.passages)
    passages, questions = cut_entries(knowledge)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        report_building(knowledge, embedder, data_dir, len(passages.texts))
        asked = draw_questions(everything, told.questions)
        handle = IndexHandle(data_dir / "index", embedder)
        report_sides(handle, embedder, (passages, questions), asked)
        report_serving(data_dir, [one.text for one in everything], told.seconds)
    say(f"Searching a register of {register.COUNT:,} interpreters …")
    for found in register.measure():
        row(found.what, found.reached, found.goal)
    row("minutes in all", f"{(time.perf_counter() - begun) / 60:.1f}", "≤ 10")


def report_building(
    knowledge: Knowledge, embedder: Embedder, data_dir: Path, passages: int
) -> None:
    """Build the index three times where none is, and once where nothing changed."""
    say("Building the index three times …")
    build_s = statistics.median(
        _build(knowledge, embedder, data_dir / name) for name in ("first", "second", "index")
    )
    again_s = _build(knowledge, embedder, data_dir / "index")
    row("indexing, passages a second", f"{passages / build_s:,.0f}", "≥ 3,000")
    row("indexing again, nothing changed", f"{again_s:.2f} s", "≤ 2 s")


def report_sides(
    handle: IndexHandle,
    embedder: Embedder,
    entries: tuple[Entries, Entries],
    asked: Sequence[TestQuestion],
) -> None:
    """Put the same questions to ourselves and to every rival, and print one table."""
    sides: dict[str, Side] = our_sides(handle, embedder)
    sides |= rival_sides(*entries, embedder, tell=say)
    # What the sides hold is no garbage of anybody's: none shall pay for looking through it.
    gc.collect()
    gc.freeze()
    runs = alternate(
        sides,
        [one.text for one in asked],
        tell=lambda number, name: say(f"Round {number} of 3: {name} …"),
    )
    say("")
    passages, listed = (f"{len(part.texts):,}" for part in entries)
    say(f"{len(asked)} questions over {passages} passages and {listed} listed questions")
    for line in table_of_sides(runs, asked):
        say(line)
    say(f"\n{_NOTES}\n")
    road = runs[ROAD].latency
    row("the road, median and p95", f"{road.p50_ms:.2f} ms, {road.p95_ms:.2f} ms", "≤ 5, ≤ 15 ms")


def table_of_sides(
    runs: Mapping[str, Run[Sequence[Topic]]], asked: Sequence[TestQuestion]
) -> list[str]:
    """Return one line a side: its latency, what share of that the road and our retrieval alone
    take, and how often it found the right topic."""
    heads = ("median ms", "p95 ms", "road / it", "ours / it", *(f"top {k}" for k in DEPTHS))
    lines = [f"{'':<40}" + "".join(f"{head:>11}" for head in heads)]
    for name, run in runs.items():
        ours = [runs[side].latency.p50_ms / run.latency.p50_ms for side in (ROAD, RETRIEVAL)]
        found = measure_recall(run.answers, asked).values()
        cells = (
            f"{run.latency.p50_ms:.2f}",
            f"{run.latency.p95_ms:.2f}",
            *(f"{ratio:.2f}" for ratio in ours),
            *(f"{100 * share.value:.0f} % ±{50 * (share.high - share.low):.0f}" for share in found),
        )
        lines.append(f"{name:<40}" + "".join(f"{cell:>11}" for cell in cells))
    return lines


def report_serving(data_dir: Path, questions: Sequence[str], seconds: float) -> None:
    """Start the real server twice, load the second, and print what an owner would notice."""
    say("Starting the server …")
    for _ in range(2):  # the second start has the files in the cache, as after a restart
        with serving.running(data_dir, workers=2) as server:
            ready_s = server.ready_s
            first_s = serving.first_answer_s(server.port, questions[0])
            serving.warm_up(server.port, questions)
            rate, failures = serving.answers_per_second(server.port, questions, seconds=seconds)
            sizes = [serving.resident_mb(pid) for pid in server.workers()]
            torch = any(serving.has_torch(pid) for pid in server.workers())
    row("ready after process start", f"{ready_s:.2f} s", "≤ 0.8 s")
    row("the first answer after that", f"{first_s:.2f} s", "")
    worst = max(rss for rss, _ in sizes)
    row("resident, largest worker", f"{worst:.0f} MB", "≤ 150 MB")
    row("proportional, all workers", f"{sum(pss for _, pss in sizes):.0f} MB", "")
    row("torch in a worker", "yes" if torch else "no", "no")
    row("answers a second over HTTP, client included", f"{rate:,.0f}", "≥ 800")
    row("failed answers", str(failures), "0")
    for found in pages.measure(data_dir, questions, seconds=seconds):
        row(found.what, found.reached, found.goal)


def _build(knowledge: Knowledge, embedder: Embedder, index_dir: Path) -> float:
    start = time.perf_counter()
    build_index(knowledge, embedder, index_dir)
    return time.perf_counter() - start


def row(what: str, reached: str, goal: str) -> None:
    """Print one figure beside its goal."""
    say(f"{what:<46} {reached:<28} {goal}")


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
