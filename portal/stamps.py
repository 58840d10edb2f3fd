"""Notice when a file changes, and what a finished page was made from.

A stamp changes with its file. While a page is being made (`noting`), every stamp that is taken is
noted: the page holds for as long as each of them is the same. A page that also tells something
of the hour cannot be held to files; whoever looks at the clock says so (`say_it_passes`).
Keeping finished pages is portal.keeping.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

# When it was changed, how long it is, and which file it is: an editor that replaces a file within
# one tick of the clock gives it another number.
Stamp = tuple[int, int, int]


@dataclass(slots=True)
class Notes:
    """What was looked at while a page was made; `passes` says that it does not hold for long."""

    files: dict[str, Stamp | None] = field(default_factory=dict)
    passes: bool = False

    def still_hold(self) -> bool:
        """Tell whether every file is as it was, also those that were not there."""
        return all(_look(path) == stamp for path, stamp in self.files.items())


_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file or folder, None where there is none, and note it.

    Take it before reading: what changes in between is then read anew the next time.
    """
    found = _look(str(path))
    notes = _notes.get()
    if notes is not None:
        # The first look counts: what was made of it may be older than a second one.
        notes.files.setdefault(str(path), found)
    return found


def say_it_passes() -> None:
    """Note that what is being made depends on the hour, or on something else without a stamp."""
    notes = _notes.get()
    if notes is not None:
        notes.passes = True


@contextmanager
def noting() -> Iterator[Notes]:
    """Note every stamp that is taken meanwhile."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def _look(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path costs more than the look itself
    except (OSError, ValueError):  # ValueError: a name that no file can have, with a NUL in it
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
