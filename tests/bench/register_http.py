"""`python -m tests.bench.register_http <data folder>`: searches of the register over HTTP.

The folder needs an index, since the portal says that it is ready when questions can be answered,
and the register to be measured, such as `veiviser register sample --count 100000` makes. Each
request is another search and comes from another address, so that the limits are counted as on a
busy day and refuse nobody. The client takes its share of the same cores; the processor time is
the portal's own.
"""

import argparse
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from knowledge.register.places import big_towns, places_by_number
from knowledge.register.store import RegisterStore
from tests.bench import serving
from tests.bench.pages import Load, Row

ROUNDS = 3
_REQUESTS = 20_000
_TIMED = 400  # requests, one after the other
_GOAL = 2_000
_WARM = 1_500  # requests before anything is measured


def searches(data_dir: Path, path: str, *, seed: int = 7) -> list[bytes]:
    """Return requests for searches as caseworkers make them.

    A language is asked for as often as it is interpreted, a town the more often the bigger it is
    (as 1 / rank), and every other search is for a place.
    """
    counts = RegisterStore(data_dir / "register.sqlite").info().spoken_counts
    spoken, weights = [code for code, _ in counts], [count for _, count in counts]
    named = places_by_number()
    places, chance = [named[number].label for number in big_towns()], random.Random(seed)
    sizes = [1 / rank for rank in range(1, len(places) + 1)]
    made = []
    for n in range(_REQUESTS):
        arguments = {"spoken": chance.choices(spoken, weights)[0]}
        if chance.random() < 0.5:
            arguments["place"] = chance.choices(places, sizes)[0]
        if chance.random() < 0.3:
            arguments["mode"] = chance.choice(("in_person", "phone", "video", "remote"))
        if chance.random() < 0.2:
            arguments["min_category"] = chance.choice("ABCD")
        if chance.random() < 0.1:
            arguments["gender"] = chance.choice("fm")
        made.append(_from_elsewhere(f"{path}?{urlencode(arguments)}", n))
    return made


def _from_elsewhere(path: str, n: int) -> bytes:
    """Return a request as a proxy passes it on, from the n-th of many addresses."""
    head, _, _ = serving.page_request(path).partition(b"\r\n\r\n")
    return head + f"\r\nX-Forwarded-For: 10.{n >> 8 & 255}.{n & 255}.1\r\n\r\n".encode()


def measure(data_dir: Path, *, seconds: float = 1.0, workers: int = 2) -> Iterator[Row]:
    """Serve from a data folder and give what was reached, on the API and on the page."""
    os.environ["VEIVISER_TRUSTED_PROXIES"] = "1"
    asked = {
        "a search over the API": searches(data_dir, "/api/v1/interpreters"),
        "a search on the page": searches(data_dir, "/nb/interpreters"),
    }
    with serving.running(data_dir, workers=workers) as server:
        for what, requests in asked.items():
            _warm_up(server, requests)
            load = Load(server, requests[_REQUESTS // 4 :])
            for _ in range(ROUNDS):
                load.run(seconds)
            median = serving.median_ms(server.port, requests[:_TIMED])
            yield Row(f"{what}: a second, client included", f"{load.best:,.0f}", f"≥ {_GOAL:,}")
            yield Row(f"{what}: processor time", f"{load.processor_ms:.2f} ms", "")
            yield Row(f"{what}: median", f"{median:.2f} ms", "")
            yield Row(f"{what}: failed", str(load.failed), "0")


def _warm_up(server: serving.Server, requests: Sequence[bytes]) -> None:
    """Let each worker read each language once; who answers is chance: some thousands are enough."""
    sent = 0.0
    while sent < _WARM:
        sent += serving.requests_per_second(server.port, requests[int(sent) :], 1.0)[0]


def tell(rows: Iterable[Row]) -> None:
    """Print the rows as they come."""
    for row in rows:
        sys.stdout.write(f"{row.what:<54} {row.reached:<16} {row.goal}\n")


def main() -> None:
    """Measure on a data folder that is there and print what was reached."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data_dir", type=Path, help="a data folder with index and register")
    arguments.add_argument("--seconds", type=float, default=1.0, help="of load, each time")
    told = arguments.parse_args()
    tell(measure(told.data_dir, seconds=told.seconds))


if __name__ == "__main__":
    main()
