"""A problem in a file of knowledge: where it is, what it is, and what to do about it.

Problems are collected, never raised: a person who has mended eleven files should not meet the
twelfth on the next run. Who finds them is knowledge.loading and knowledge.checks.
"""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from knowledge.characters import shown

_MAX_FAULT = 300  # characters of a fault that are told; a broken file can quote itself at length
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, printed as one line. A warning needs a look, an error needs mending."""

    path: Path
    line: int | None
    fault: str
    remedy: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self._shown_path()}, line {self.line}" if self.line else str(self._shown_path())
        note = "warning: " if self.level == "warning" else ""
        fault = self.fault if len(self.fault) <= _MAX_FAULT else f"{self.fault[:_MAX_FAULT]} …"
        return shown(" ".join(f"{place}: {note}{fault}. {self.remedy}".split()))

    def _shown_path(self) -> Path:
        """The path as a person in the current folder would type it."""
        try:
            return self.path.absolute().relative_to(Path.cwd())
        except (ValueError, OSError):
            return self.path


def read_toml(path: Path, problems: list[Problem]) -> dict[str, Any]:
    """Read a data file; where it cannot be read, add a problem and return nothing.

    Decimal numbers stay exact, so that 17.4 is shown as 17.4 in every language.
    """
    try:
        text = path.read_text("utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        problems.append(Problem(path, None, "the file is missing", "Restore it."))
        return {}
    except OSError as error:
        said = f"the file cannot be read ({error.strerror})"
        problems.append(Problem(path, None, said, "Look at its rights."))
        return {}
    except UnicodeDecodeError:
        problems.append(Problem(path, None, "the file is not UTF-8", "Save it as UTF-8."))
        return {}
    return parse_toml(text, path, problems) or {}


def parse_toml(
    text: str, path: Path, problems: list[Problem], *, first_line: int = 1
) -> dict[str, Any] | None:
    """Parse TOML that begins on `first_line` of a file; None and a problem where it is broken."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        place = _TOML_PLACE.search(str(fault))
        within = int(place[1]) if place and place[1] else text.count("\n") + 1
        said = _TOML_PLACE.sub("", str(fault))
        problems.append(
            Problem(path, first_line + within - 1, f"not valid TOML: {said}", "Correct the line.")
        )
        return None
    except (ValueError, RecursionError):  # what tomllib lets through of int() and of its own depth
        said = (
            "not valid TOML: a number of thousands of digits, or brackets in brackets without end"
        )
        problems.append(Problem(path, first_line, said, "Remove it."))
        return None


def line_of(text: str, pattern: str) -> int | None:
    """The number of the first line that matches a regular expression, from 1; None if none."""
    compiled = re.compile(pattern)
    for number, line in enumerate(text.split("\n"), 1):
        if compiled.search(line):
            return number
    return None


def key_line(path: Path, key: str) -> int | None:
    """The line of `[key]` or `["key"]` in a data file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return line_of(text, rf"^\s*\[\"?{re.escape(key)}\"?\]")
