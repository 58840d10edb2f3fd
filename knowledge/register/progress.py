"""How far a change of the register is, told to whoever wants to know."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeVar

# In this order. What is compared, and what is checked in the end, is told as one step.
Stage = Literal["reading", "comparing", "writing", "checking"]
# How much of a stage is done, of about how much: 0 if nobody knows.
Tell = Callable[[Stage, int, int], None]
_EVERY = 2_000

Thing = TypeVar("Thing")


def tell_nobody(_stage: Stage, _done: int, _total: int) -> None:
    """Stand in for somebody who wants to know how far the work is."""


def counted(things: Iterable[Thing], tell: Tell, stage: Stage, about: int) -> Iterator[Thing]:
    """Yield things, and tell how many were worked on before each 2,000th.

    :param about: how many there are, 0 if nobody knows; told as more where that is too few.
    """
    for done, thing in enumerate(things):
        if done % _EVERY == 0:
            tell(stage, done, about and max(about, done + 1))
        yield thing
