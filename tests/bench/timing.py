"""Time several sides in turn, so that what else the machine does falls on all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
SLOW_MS = 40.0
_WARM_UP = 12  # questions


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one call: the lowest median of the rounds, and its 95th percentile."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """What became of one side: how long it took, and its answer to each question in order."""

    latency: Latency
    answers: Sequence[T]


def alternate(
    sides: Mapping[str, Callable[[str], T]],
    questions: Sequence[str],
    *,
    rounds: int = 3,
    slow_ms: float = SLOW_MS,
    tell: Callable[[int, str], None] = lambda _round, _side: None,
) -> dict[str, Run[T]]:
    """Ask every side in each round, one side after the other, and keep its best round.

    The lowest of the medians, since a shared machine only ever makes things slower. A side that
    takes longer than `slow_ms` while warming up is asked another part of the questions in each
    round, so that it answers each of them once; the others are asked all of them every time.

    :param questions: in random order, so that the parts are alike; at least one a round.
    :param tell: called with the number of the round, from 1, and a side before it begins.
    """
    slow = {
        name
        for name, call in sides.items()
        if statistics.median(_ask(call, text)[0] for text in questions[:_WARM_UP]) > slow_ms
    }
    best: dict[str, Latency] = {}
    answers: dict[str, dict[int, T]] = {name: {} for name in sides}
    for number in range(rounds):
        for name, call in sides.items():
            tell(number + 1, name)
            times = []
            first, step = (number, rounds) if name in slow else (0, 1)
            for at in range(first, len(questions), step):
                took_ms, answers[name][at] = _ask(call, questions[at])
                times.append(took_ms)
            times.sort()
            seen = Latency(statistics.median(times), times[int(len(times) * 0.95)])
            if name not in best or seen.p50_ms < best[name].p50_ms:
                best[name] = seen
    return {
        name: Run(best[name], [answers[name][at] for at in range(len(questions))]) for name in sides
    }


def _ask(call: Callable[[str], T], question: str) -> tuple[float, T]:
    start = time.perf_counter()
    answer = call(question)
    return (time.perf_counter() - start) * 1000, answer
