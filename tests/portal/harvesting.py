"""Whom a script could carry away, and the day in which it tries."""

from datetime import UTC, datetime

from knowledge.register.interpreters import Interpreter, Qualification

PEOPLE = tuple(
    Interpreter(
        f"SAMPLE-{n:04}",
        "Ola",
        f"Oppdiktet{n:04}",
        (Qualification("so", "C"),),
        "m",
        "Oslo",
        "Oslo",
        phone=f"+47 000 {n:05}",
        email=f"ola{n:05}@example.org",
    )
    for n in range(450)
)


class Clock:
    """A day that passes as a script needs it to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now
