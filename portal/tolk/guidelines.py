"""What guidelines on using interpreters hold, and how much of it an organisation has.

The points stand in guidelines.toml and are explained there. An organisation's marks are one letter
a point, in order: they name nobody, so they can stand in an address and nothing need be stored.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from portal.tolk.law import Section, section

_FILE = Path(__file__).with_name("guidelines.toml")

Kind = Literal["must", "should", "advice"]
Mark = Literal["y", "p", "n"]
MARKS: tuple[Mark, ...] = get_args(Mark)
NOT_MARKED: Mark = "n"


@dataclass(frozen=True, slots=True)
class Point:
    """One point; the fields are explained in guidelines.toml."""

    id: str
    kind: Kind
    sections: tuple[Section, ...]
    slug: str
    anchor: str
    draft: tuple[str, ...]
    blanks: tuple[str, ...]


@cache
def points() -> tuple[Point, ...]:
    """Return every point, in the order of the form."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))["point"]
    return tuple(
        Point(
            entry["id"],
            entry["kind"],
            tuple(section(*named) for named in entry.get("sections", [])),
            entry["article"].partition("#")[0],
            entry["article"].partition("#")[2],
            tuple(entry.get("draft", ())),
            tuple(entry.get("blanks", ())),
        )
        for entry in entries
    )


def write_marks(chosen: Mapping[str, str]) -> str:
    """Return the marks as text; a point without a mark that we know counts as missing.

    >>> write_marks({"booking": "y", "must": "p"})[:3]
    'ypn'
    """
    given = (chosen.get(point.id, "") for point in points())
    return "".join(mark if mark in MARKS else NOT_MARKED for mark in given)


def read_marks(text: str) -> Mapping[str, Mark] | None:
    """Return the mark of each point by its name, None where the text is not one of ours."""
    known = {mark: mark for mark in MARKS}
    if len(text) != len(points()) or not set(text) <= set(known):
        return None
    return {point.id: known[mark] for point, mark in zip(points(), text, strict=True)}  # type: ignore[index]


def in_place(kind: Kind, marks: Mapping[str, Mark]) -> Sequence[Point]:
    """Return the points of a kind that are wholly there."""
    return [point for point in points() if point.kind == kind and marks[point.id] == "y"]
