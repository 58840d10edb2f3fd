"""What work costs, so that a bound holds on slow machines and beside whatever else they do.

Counted is the processor's time for one thread, the least of several rounds: others on the machine
only ever make it more. A bound is for the machine on which it was measured; `pace` widens it for a
slower one, by a fixed piece of work that is timed on the spot.
"""

import re
import time
from collections import Counter
from collections.abc import Callable

# The yardstick on the machine that the bounds were measured on.
_MEASURED_S = 0.0042
_ROUNDS = 5
_WORDS = re.compile(r"\w+")
_TEXT = "Jeg trenger tolk på tigrinja i Bergen, أحتاج إلى مترجم, потрібен перекладач. " * 1000


def least_s(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the least processor time that work has taken in some rounds, in seconds."""
    return min(_took_s(work) for _ in range(rounds))


def pace() -> float:
    """Return how many times longer this machine takes than that of the bounds, at least 1."""
    return max(1.0, least_s(_yardstick) / _MEASURED_S)


def _took_s(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def _yardstick() -> None:
    counts = Counter(found.group().casefold() for found in _WORDS.finditer(_TEXT))
    sorted(counts.items(), key=lambda item: (-item[1], item[0]))
