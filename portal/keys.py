"""Keys that other systems send, so that they may ask for more than an unknown client may.

A key is thirty-two random bytes, shown once when it is made; the file holds its SHA-256 alone,
which is enough for what nobody can guess. The file is replaced as a whole by a rename, and a
running worker reads it again as soon as it is another: a key that is revoked is dead at once.
"""

import fcntl
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import orjson

from portal.errors import PortalError

Purpose = Literal["api", "office"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
DEFAULT_LIMIT = 2_000  # different people whose contacts may be seen in a day
MOST_LIMIT = 10_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_PREFIX = "veiviser_"


class KeysUnavailable(PortalError):
    """The file of keys cannot be read or written."""


class KeyRefused(PortalError):
    """A key that cannot be made or revoked as asked for."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key: `limit` is how many people's contacts a day, `digest` in hex."""

    name: str
    purpose: Purpose
    limit: int
    made: date
    digest: str


class KeyRing:
    """The keys in one file; without the file there are none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: tuple[tuple[int, int, int], tuple[Key, ...]] | None = None

    def find(self, secret: str) -> Key | None:
        """Return the key that this is the secret of, None if it is of none.

        :raises KeysUnavailable: if the file cannot be read.
        """
        digest = hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
        found = None
        for key in self.all():  # all of them, whichever it is: the time taken tells nothing
            if hmac.compare_digest(key.digest, digest):
                found = key
        return found

    def all(self) -> tuple[Key, ...]:
        """Return every key, in the order in which they were made.

        :raises KeysUnavailable: if the file cannot be read.
        """
        try:
            at = self._path.stat()
            stamp = (at.st_ino, at.st_size, at.st_mtime_ns)
            kept = self._kept
            if kept is None or kept[0] != stamp:
                kept = self._kept = (stamp, _parse(self._path.read_bytes()))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KeysUnavailable(
                f"{self._path}: {error}. Check the rights; if the file is torn, move it away and "
                "make the keys anew."
            ) from error
        return kept[1]

    def make(self, name: str, purpose: Purpose, limit: int, *, on: date) -> str:
        """Add a key and return its secret, which nobody can be told again.

        :raises KeyRefused: if the name is taken or not usable.
        :raises KeysUnavailable: if the file cannot be read or written.
        """
        if not _NAME.fullmatch(name):
            raise KeyRefused(
                "the name of a key has letters, digits, dots, hyphens and underscores, at most 60"
            )
        secret = _PREFIX + secrets.token_urlsafe(32)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        with self._changing():
            if any(key.name == name for key in self.all()):
                raise KeyRefused(
                    f"there is a key {name} already: revoke it, or choose another name"
                )
            self._write((*self.all(), Key(name, purpose, limit, on, digest)))
        return secret

    def revoke(self, name: str) -> None:
        """Take a key away; whoever has it is refused from now on.

        :raises KeyRefused: if there is no such key.
        :raises KeysUnavailable: if the file cannot be read or written.
        """
        with self._changing():
            left = tuple(key for key in self.all() if key.name != name)
            if len(left) == len(self.all()):
                raise KeyRefused(f"there is no key {name}; `veiviser keys list` names them")
            self._write(left)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Let one change the file at a time."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise KeysUnavailable(
                f"{self._path}: {error.strerror}. Check the rights and the space on the disk."
            ) from error

    def _write(self, keys: tuple[Key, ...]) -> None:
        new = self._path.with_suffix(".new")
        data = orjson.dumps({"keys": [asdict(key) for key in keys]}, option=orjson.OPT_INDENT_2)
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(file)
        new.replace(self._path)


def _parse(data: bytes) -> tuple[Key, ...]:
    entries: list[Mapping[str, str]] = orjson.loads(data)["keys"]
    return tuple(_key(entry) for entry in entries)


def _key(entry: Mapping[str, str]) -> Key:
    purpose: Purpose = "office" if entry["purpose"] == "office" else "api"
    made = date.fromisoformat(entry["made"])
    return Key(entry["name"], purpose, int(entry["limit"]), made, entry["digest"])
