"""Files that wait: sent, and not imported yet.

Each stands in a folder of the data directory that nobody else may read, under a random token,
with three small files beside it: a note of what it is held to, what it would do, and how far
the work on it is. Going back to a version has the last two alone, and for whoever is to be
taken out the number waits. After an hour all of it is gone. No file is ever written into: a new
one takes its place, so that whoever reads has one or the other.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Literal

import orjson

from knowledge.register.mapping import ColumnMapping
from knowledge.register.progress import Stage

KEPT_FOR = timedelta(hours=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")

# Of a file and of a version: find out what it would do, and do it; then, take a person out.
Kind = Literal["look", "import", "look back", "go back", "leave"]
CHANGES: frozenset[Kind] = frozenset({"import", "go back", "leave"})
# How work ends; "" is work that goes on, or was broken off before it could say anything.
End = Literal["", "done", "changed", "shrinks", "busy", "faulty", "gone", "unwritten", "broken"]


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits: `digest` is its SHA-256, `version` that of the register it is held to."""

    token: str
    path: Path
    digest: str
    mapping: ColumnMapping
    version: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done, and how far it is; nothing of whom it is about.

    `began` is when, as ISO 8601: a change gives it to the register as its own time. `number` is
    that of a version, None for a file, and `held_to` the register that a version was compared
    with. With `confirm_loss` more than a fifth may vanish.
    """

    kind: Kind
    began: str
    number: int | None = None
    held_to: str = ""
    confirm_loss: bool = False
    stage: Stage | Literal[""] = ""
    done: int = 0
    total: int = 0
    end: End = ""


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


class Staging:
    """The folder of the files that wait."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "register-waiting"

    def new_file(self) -> tuple[Path, BinaryIO]:
        """Return a new file to write to, which only its owner may read."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{new_token()}.part"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        return path, os.fdopen(handle, "w+b")

    def keep(self, path: Path, mapping: ColumnMapping, version: str, now: datetime) -> Staged:
        """Keep a file under a new token; `path` is there no longer."""
        token = new_token()
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        kept = Staged(token, self.path(token, "file"), digest, mapping, version, now)
        path.replace(kept.path)
        self.note(kept)
        return kept

    def keep_again(self, staged: Staged, mapping: ColumnMapping) -> Staged:
        """Keep the same file with other headings under a token of its own.

        What was shown under the first token stays what would be imported under it.
        """
        token = new_token()
        path = self.path(token, "file")
        os.link(staged.path, path)
        kept = Staged(token, path, staged.digest, mapping, staged.version, staged.made_at)
        self.note(kept)
        return kept

    def note(self, staged: Staged) -> None:
        """Write down what a file is held to."""
        note = {
            "digest": staged.digest,
            "columns": staged.mapping.columns,
            "version": staged.version,
            "made_at": staged.made_at.isoformat(),
        }
        self.write(staged.token, "json", orjson.dumps(note))

    def find(self, token: str, now: datetime) -> Staged | None:
        """Return the file with this token, None if it is gone, too old or no longer the same."""
        if not _TOKEN.fullmatch(token):
            return None
        path = self.path(token, "file")
        try:
            note = orjson.loads(self.path(token, "json").read_bytes())
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

    def drop(self, token: str) -> None:
        """Delete a file that waits, and what it would do; what became of it can still be told."""
        if _TOKEN.fullmatch(token):
            for kind in ("json", "plan", "file", "number"):
                self.path(token, kind).unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Delete what has waited for too long, also what was cut off while it came in."""
        oldest = (now - KEPT_FOR).timestamp()
        for path in self._folder.glob("*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue

    def write(self, token: str, kind: str, data: bytes) -> None:
        """Put a small file beside the one that waits, in the place of what stood there."""
        path, file = self.new_file()
        with file:
            file.write(data)
        path.replace(self.path(token, kind))

    def read(self, token: str, kind: str) -> bytes | None:
        """Return what `write` put there, None if it is gone."""
        try:
            return self.path(token, kind).read_bytes() if _TOKEN.fullmatch(token) else None
        except FileNotFoundError:
            return None

    def tell(self, token: str, work: Work) -> None:
        """Say how far work is."""
        self.write(token, "work", orjson.dumps(asdict(work)))

    def work(self, token: str) -> Work | None:
        """Return how far work is, None if nobody has asked for it of late."""
        told = self.read(token, "work")
        return Work(**orjson.loads(told)) if told else None

    def tokens(self) -> Iterator[str]:
        """Give the tokens of all work of late, the latest first."""
        told = sorted(self._folder.glob("*.work"), key=_changed, reverse=True)
        return (path.stem for path in told)

    def path(self, token: str, kind: str = "file") -> Path:
        """Return where the file with a token stands, or one of those beside it."""
        return self._folder / f"{token}.{kind}"


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
