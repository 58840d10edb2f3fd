"""Time two sides in turn, so that what else the machine does falls on both."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one call: the lowest median of the rounds, and its 95th percentile."""

    p50_ms: float
    p95_ms: float


def alternate(
    sides: Mapping[str, Callable[[str], object]], questions: Sequence[str], *, rounds: int = 3
) -> dict[str, Latency]:
    """Ask every side every question in each round, side by side, and keep its best round.

    The lowest of three medians, since a shared machine only ever makes things slower.
    """
    best: dict[str, Latency] = {}
    for call in sides.values():
        for question in questions[:20]:
            call(question)
    for _ in range(rounds):
        for name, call in sides.items():
            times = sorted(_time_ms(call, question) for question in questions)
            seen = Latency(statistics.median(times), times[int(len(times) * 0.95)])
            if name not in best or seen.p50_ms < best[name].p50_ms:
                best[name] = seen
    return best


def _time_ms(call: Callable[[str], object], question: str) -> float:
    start = time.perf_counter()
    call(question)
    return (time.perf_counter() - start) * 1000
