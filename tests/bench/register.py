"""`python -m tests.bench.register [COUNT]`: the register, beside bare SQLite over the same people.

A search is timed as a caller meets it, with its facets, reasons and one page of people, over a
mix of what a caseworker asks: a language and a town, narrowed or not, by phone, a wider reach, a
group, a language that nobody speaks, a name. Three times: with all that a process keeps in
memory; with the people of the page forgotten before each search; and by a store that was opened
for this one search. Bare SQLite is one table with an index for each count: fifty rows of a
language by category, and four counts over a language, without any condition, order or reason.
"""

import argparse
import gc
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.register.interpreters import CAPACITIES, CATEGORIES, Interpreter
from knowledge.register.queries import MODES_ASKED, InterpreterQuery
from knowledge.register.sample import make_sample
from knowledge.register.store import RegisterStore
from knowledge.register.suggesting import suggest_place, suggest_spoken
from knowledge.register.writing import replace_register
from tests.bench.pages import Row
from tests.bench.timing import alternate

COUNT = 100_000
_DAY = date(2026, 11, 21)
_SEARCHES = 400
_RARE = ("ku", "zh", "rhg", "kar")  # groups, and languages that nobody in the sample speaks
_TYPED = ("tigrinja", "sorani", "somali", "arabisk", "ukrainsk", "tigrnya", "ትግርኛ", "فارسی")
_PLACES_TYPED = ("tromso", "more og romsdal", "bergen", "stvanger", "kristiansand")
_FACETS = ("category", "gender", "capacity", "county")
_TABLE = """
    CREATE TABLE listings (
        person INTEGER, spoken TEXT, category TEXT, gender TEXT, capacity TEXT, county TEXT
    )"""


def main() -> None:
    """Print what was reached beside the goals."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.register", description=__doc__)
    arguments.add_argument("count", nargs="?", type=int, default=COUNT, help="of interpreters")
    arguments.add_argument("--kept", type=Path, help=argparse.SUPPRESS)
    told = arguments.parse_args()
    if told.kept:
        sys.stdout.write(f"{_kept_mb(told.kept, told.count):.1f}")
        return
    for found in measure(told.count):
        sys.stdout.write(f"{found.what:<46} {found.reached:<28} {found.goal}\n")


def measure(count: int = COUNT) -> Iterator[Row]:
    """Yield one figure after the other, over a made-up register of this size."""
    people = make_sample(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.sqlite"
        replace_register(path, people, imported_at=datetime.now(UTC), is_sample=True)
        with closing(sqlite3.connect(Path(folder) / "bare.sqlite")) as bare:
            _fill_bare(bare, people)
            gc.collect()
            gc.freeze()  # the people that were made are no garbage of the register's
            yield from _latencies(path, bare, draw_queries(people, _SEARCHES))
        command = [sys.executable, "-m", "tests.bench.register", str(count), "--kept", str(path)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        yield Row(f"kept in memory by a reader of {count:,}", f"{ran.stdout} MB", "< 15 MB")


def draw_queries(people: Sequence[Interpreter], count: int) -> list[InterpreterQuery]:
    """Return searches as they might come: languages and towns as often as people have them."""
    chance = random.Random(2026)
    drawn = []
    for _ in range(count):
        one, other = chance.choice(people), chance.choice(people)
        fields: dict[str, object] = {"spoken": one.languages[0].spoken}
        if chance.random() < 0.75:
            fields["place"] = other.place
            fields["reach"] = chance.choices(("county", "neighbours", "country"), (6, 2, 1))[0]
        for name, values, share in (
            ("gender", ("f", "m"), 0.2),
            ("mode", MODES_ASKED, 0.5),
            ("min_category", CATEGORIES, 0.3),
            ("capacity", CAPACITIES, 0.1),
            ("sort", ("nearest", "name"), 0.1),
            ("page", (2, 3), 0.1),
        ):
            if chance.random() < share:
                fields[name] = chance.choice(values)
        kind = chance.random()
        if kind < 0.04:
            fields["spoken"] = chance.choice(_RARE)
        elif kind < 0.12:
            fields = {"name": chance.choice((one.given_name, one.family_name, one.name))}
        drawn.append(InterpreterQuery(on=_DAY, **fields))  # type: ignore[arg-type]
    return drawn


def _latencies(
    path: Path, bare: sqlite3.Connection, queries: Sequence[InterpreterQuery]
) -> Iterator[Row]:
    store = RegisterStore.open(path)
    spoken = [query.spoken or "ar" for query in queries]
    typed = [word[:end] for word in _TYPED for end in range(1, len(word) + 1)]
    places = [word[:end] for word in _PLACES_TYPED for end in range(1, len(word) + 1)]
    sides: dict[str, tuple[Callable[[int], object], str]] = {
        "search with facets, warm": (lambda at: store.search(queries[at]), "≤ 3, ≤ 10 ms"),
        "the same, its people read anew": (
            lambda at: _search_anew(store, queries[at]),
            "≤ 3, ≤ 10 ms",
        ),
        "the same, in a store just opened": (
            lambda at: RegisterStore.open(path).search(queries[at]),
            "",
        ),
        "bare SQLite, 50 rows": (lambda at: _bare_rows(bare, spoken[at]), ""),
        "bare SQLite, four facet counts": (lambda at: _bare_counts(bare, spoken[at]), ""),
        "type-ahead of languages": (
            lambda at: suggest_spoken(typed[at % len(typed)], "nb"),
            "≤ 1 ms",
        ),
        "type-ahead of places": (lambda at: suggest_place(places[at % len(places)]), "≤ 1 ms"),
    }

    def called(call: Callable[[int], object]) -> Callable[[str], object]:
        return lambda key: call(int(key))

    keys = [str(at) for at in range(len(queries))]
    runs = alternate({name: called(call) for name, (call, _) in sides.items()}, keys)
    for name, run in runs.items():
        reached = f"{run.latency.p50_ms:.2f} ms, {run.latency.p95_ms:.2f} ms"
        yield Row(f"{name}, median and p95", reached, sides[name][1])
    used_ms = sorted(_used_ms(store, query) for query in queries)
    reached = f"{statistics.median(used_ms):.2f} ms, {used_ms[int(len(used_ms) * 0.95)]:.2f} ms"
    yield Row("a search, processor alone, median and p95", reached, "")


def _used_ms(store: RegisterStore, query: InterpreterQuery) -> float:
    """Return how long the processor worked on a search: what else the machine does falls out."""
    start = time.thread_time()
    store.search(query)
    return (time.thread_time() - start) * 1000


def _search_anew(store: RegisterStore, query: InterpreterQuery) -> object:
    store._reader().people.clear()  # what a running process would still know
    return store.search(query)


def _fill_bare(db: sqlite3.Connection, people: Sequence[Interpreter]) -> None:
    db.execute(_TABLE)
    db.executemany(
        "INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?)",
        (
            (at, q.spoken, q.category, one.gender, one.capacity, one.county)
            for at, one in enumerate(people)
            for q in one.languages
        ),
    )
    for column in _FACETS:  # one index for each count, which then never looks at the table
        db.execute(f"CREATE INDEX by_{column} ON listings (spoken, {column})")
    db.commit()


def _bare_rows(db: sqlite3.Connection, spoken: str) -> list[object]:
    statement = "SELECT * FROM listings WHERE spoken = ? ORDER BY category LIMIT 50"
    return db.execute(statement, (spoken,)).fetchall()


def _bare_counts(db: sqlite3.Connection, spoken: str) -> list[object]:
    return [
        db.execute(
            f"SELECT {column}, count(*) FROM listings WHERE spoken = ? GROUP BY {column}", (spoken,)
        ).fetchall()
        for column in _FACETS
    ]


def _kept_mb(path: Path, count: int) -> float:
    """Return how much more memory of its own this process has after a day's searches, in MB."""
    queries = draw_queries(make_sample(min(count, 2_000)), _SEARCHES)
    RegisterStore.open(path).search(InterpreterQuery(spoken="rhg", on=_DAY))  # loads the tables
    before_mb = _own_mb()
    store = RegisterStore.open(path)
    for query in queries:
        store.search(query)
    store.overview()
    return _own_mb() - before_mb


def _own_mb() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
