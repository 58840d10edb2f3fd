"""Files that wait: read and shown, but not imported yet.

Each stands in a folder of the data directory that nobody else may read, under a random token
that only the page knows which shows what it would do, with a note of what was shown. After an
hour it is gone. To import it is to take it: whoever comes second finds nothing.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import orjson

from knowledge.register.mapping import ColumnMapping

KEPT_FOR = timedelta(hours=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits: `digest` is its SHA-256, `version` that of the register it was held to."""

    token: str
    path: Path
    digest: str
    mapping: ColumnMapping
    version: str
    made_at: datetime


class Staging:
    """The folder of the files that wait."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "register-waiting"

    def new_file(self) -> tuple[Path, BinaryIO]:
        """Return a new file to write to, which only its owner may read."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{secrets.token_urlsafe(24)}.part"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        return path, os.fdopen(handle, "w+b")

    def keep(self, path: Path, mapping: ColumnMapping, version: str, now: datetime) -> Staged:
        """Keep a file under a new token; `path` is there no longer."""
        token = secrets.token_urlsafe(24)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        kept = Staged(token, self._folder / f"{token}.file", digest, mapping, version, now)
        path.replace(kept.path)
        note = {
            "digest": digest,
            "columns": mapping.columns,
            "version": version,
            "made_at": now.isoformat(),
        }
        self._note(token).touch(mode=0o600)
        self._note(token).write_bytes(orjson.dumps(note))
        return kept

    def find(self, token: str, now: datetime) -> Staged | None:
        """Return the file with this token, None if it is gone, too old or no longer the same."""
        if not _TOKEN.fullmatch(token):
            return None
        path = self._folder / f"{token}.file"
        try:
            note = orjson.loads(self._note(token).read_bytes())
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, orjson.JSONDecodeError):
            return None
        made_at = datetime.fromisoformat(note["made_at"])
        if digest != note["digest"] or not made_at <= now < made_at + KEPT_FOR:
            self.drop(token)
            return None
        columns = tuple((str(heading), str(column)) for heading, column in note["columns"])
        return Staged(token, path, digest, ColumnMapping(columns), note["version"], made_at)

    @contextmanager
    def taking(self, token: str, now: datetime) -> Iterator[Staged | None]:
        """Give the file to one alone; it is gone afterwards, whatever became of it."""
        staged = self.find(token, now)
        try:
            if staged is not None:
                self._note(token).unlink()
        except FileNotFoundError:
            staged = None  # somebody else was faster
        try:
            yield staged
        finally:
            if staged is not None:
                staged.path.unlink(missing_ok=True)

    def drop(self, token: str) -> None:
        """Delete a file that waits."""
        if _TOKEN.fullmatch(token):
            self._note(token).unlink(missing_ok=True)
            (self._folder / f"{token}.file").unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Delete what has waited for too long, also what was cut off while it came in."""
        oldest = (now - KEPT_FOR).timestamp()
        for path in self._folder.glob("*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue

    def _note(self, token: str) -> Path:
        return self._folder / f"{token}.json"
