"""Read one entry of a data file field by field, and collect what is wrong with it.

An entry is the table of one key in a TOML file, or the front matter of an article. Each
method takes one field, says so where it is missing or of the wrong kind, and gives back a
harmless value so that the other fields are looked at as well.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from knowledge.problems import Problem

_MAX_OTHERS = 20  # unknown fields that are told one by one


class Entry:
    """The fields of one entry; `faults` counts what was wrong so far."""

    def __init__(
        self,
        fields: dict[str, Any],
        path: Path,
        problems: list[Problem],
        *,
        name: str,
        find_line: Callable[[str | None], int | None],
    ) -> None:
        self._fields = fields
        self._path = path
        self._problems = problems
        self._name = name
        self._find_line = find_line
        self._asked: set[str] = set()
        self.faults = 0

    def fault(self, field: str | None, fault: str, remedy: str) -> None:
        """Add a problem at the line of a field, or of the entry where the field is missing."""
        line = self._find_line(field) or self._find_line(None)
        where = f"{self._name}: " if self._name else ""
        self._problems.append(Problem(self._path, line, where + fault, remedy))
        self.faults += 1

    def has(self, field: str) -> bool:
        """Is the field there at all?"""
        self._asked.add(field)
        return field in self._fields

    def raw(self, field: str) -> Any:  # noqa: ANN401 - whatever TOML holds
        """The field as it stands, None where it is missing."""
        self._asked.add(field)
        return self._fields.get(field)

    def text(self, field: str, *, empty: bool = False, remedy: str = "") -> str:
        """A required string; `empty` says that it may be "" or missing."""
        value = self.raw(field)
        if value is None and empty:
            return ""
        if value is None:
            self.fault(field, f"{field} is missing", remedy or f'Add  {field} = "…"')
        elif not isinstance(value, str):
            self.fault(field, f"{field} is not text", f'Write  {field} = "…"')
        elif not value.strip() and not empty:
            self.fault(field, f"{field} is empty", remedy or "Fill it in.")
        else:
            return value.strip()
        return ""

    def choice(self, field: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """A required string that is one of those allowed."""
        value = self.raw(field)
        if value is None and default is not None:
            return default
        if value not in allowed:
            said = f"{field} is missing" if value is None else f"{field} is {value!r}"
            self.fault(field, said, f"Use one of: {', '.join(allowed)}.")
            return allowed[0]
        return str(value)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of strings; a missing one is empty."""
        value = self.raw(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(field, f"{field} is not a list of texts", f'Write  {field} = ["…", "…"]')
            return ()
        return tuple(item.strip() for item in value)

    def day(self, field: str, *, required: bool = True) -> date | None:
        """A date without a time."""
        value = self.raw(field)
        if value is None:
            if required:
                self.fault(
                    field,
                    f'no "{field}" date',
                    f"Add  {field} = YYYY-MM-DD  – the day someone read it.",
                )
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(field, f"{field} is not a date", f"Write  {field} = YYYY-MM-DD  unquoted.")
            return None
        return value

    def flag(self, field: str) -> bool | None:
        """True or false, None where nothing is said."""
        value = self.raw(field)
        if value is not None and not isinstance(value, bool):
            self.fault(field, f"{field} is neither true nor false", f"Write  {field} = true")
            return None
        return value

    def web_address(self, field: str, *, required: bool = True) -> str:
        """An https address, "" where it may be missing and is."""
        value = self.text(field, empty=not required)
        if value and not re.fullmatch(r"https://[^\s/.]+\.[^\s]+", value):
            self.fault(field, f"{field} {value!r} is not an https address", "Write https://…")
        return value

    def refuse_others(self, extra: Sequence[str] = ()) -> None:
        """A field nobody asked for is a slip of the pen: it would be lost without a word."""
        known = self._asked | set(extra)
        others = [field for field in self._fields if field not in known]
        for field in others[:_MAX_OTHERS]:
            self.fault(
                field, f"unknown field {field!r}", f"Use one of: {', '.join(sorted(known))}."
            )
        if others[_MAX_OTHERS:]:
            more = len(others) - _MAX_OTHERS
            self.fault(None, f"{more} more unknown fields", "Remove them.")
