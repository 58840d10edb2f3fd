"""What the accessibility statement says was tested: read from the results of the test itself.

`make browser` writes data/accessibility.json (tests/browser/matrix.py). Where the file is missing
or cannot be read, the statement says that nothing has been tested, which is then the truth.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

RESULTS = Path(__file__).parent / "data" / "accessibility.json"


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that looks for barriers."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What an engine could not decide, and why those who looked at it found no barrier."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """One run of the engines over the portal.

    `combinations` counts each page in each language, state, width and colour scheme; `violations`
    is what breaks a rule, `incomplete` what the engines could not decide and nobody has judged,
    `manual` what was judged by hand.
    """

    day: date
    engines: tuple[Engine, ...]
    pages: int
    languages: int
    combinations: int
    violations: int
    incomplete: int
    manual: tuple[Judged, ...]


def load_results(path: Path = RESULTS) -> Results | None:
    """Return the results of the last full run, None where there are none."""
    try:
        found = orjson.loads(path.read_bytes())
        return Results(
            day=date.fromisoformat(found["date"]),
            engines=tuple(Engine(str(e["name"]), str(e["version"])) for e in found["engines"]),
            pages=int(found["pages"]),
            languages=int(found["languages"]),
            combinations=int(found["combinations"]),
            violations=int(found["violations"]),
            incomplete=int(found["incomplete"]),
            manual=tuple(Judged(str(m["rule"]), str(m["reason"])) for m in found["manual"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
