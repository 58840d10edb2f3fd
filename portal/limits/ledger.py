"""Counters in one file of a fixed size, shared by all workers and forgotten every day.

A table of slots, read and written one at a time under a lock of the file: some ten microseconds,
no journal to fold in, and the file never grows. A slot is found by eight bytes of an HMAC of what
is counted; its key is drawn anew each day and stands at the head of the file. When the day is
over, key and slots are cut off together: nobody can tell any more what was counted for whom.

A worker that is killed lets go of the lock, and whatever it had written stands. Where it was cut
off while a new day was begun, the head is missing and the next one begins that day once more.
"""

import fcntl
import hmac
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PARTS = 2  # kept apart, so that what fills one leaves room in the other
_BUCKETS = 4096  # of each part
_BUCKET_SLOTS = 64
_MARK = b"VEIVLIM1"
_HEAD = struct.Struct("<8sI32s")  # mark, day, key
_SLOT = struct.Struct("<8sIII")  # tag, minute, how often in that minute, how often that day
_BUCKET_BYTES = _BUCKET_SLOTS * _SLOT.size
_FIRST_BUCKET = 4096
SIZE_BYTES = _FIRST_BUCKET + PARTS * _BUCKETS * _BUCKET_BYTES
_EMPTY = bytes(8)


class LedgerFull(OSError):
    """There is no room left for another counter today."""


@dataclass(slots=True)
class Slot:
    """One counter: how often in the minute it was last used in, and how often today."""

    at: int
    tag: bytes
    minute: int
    in_minute: int
    in_day: int


class Day:
    """The counters of one day, for as long as the lock is held."""

    def __init__(self, file: int, key: bytes) -> None:
        self._file = file
        self._key = key

    def find(self, part: int, name: str) -> Slot:
        """Return the counter of this name, a new one at zero if there is none.

        :param part: 0 or 1, the half of the file to look in.
        :raises LedgerFull: if there is no room for a new one.
        :raises OSError: if the file cannot be read.
        """
        tag = hmac.digest(self._key, name.encode("utf-8", "replace"), "sha256")[:8]
        bucket = part * _BUCKETS + int.from_bytes(tag[:4], "little") % _BUCKETS
        start = _FIRST_BUCKET + bucket * _BUCKET_BYTES
        data = os.pread(self._file, _BUCKET_BYTES, start)
        if len(data) < _BUCKET_BYTES:
            raise OSError("the file of the limits is torn")
        for at in range(0, _BUCKET_BYTES, _SLOT.size):
            found = data[at : at + 8]
            if found == tag:
                return Slot(start + at, *_SLOT.unpack_from(data, at))
            if found == _EMPTY:  # slots are taken in turn, and none is ever given back
                return Slot(start + at, tag, 0, 0, 0)
        raise LedgerFull("there is no room left in the file of the limits today")

    def write(self, slot: Slot) -> None:
        """Put a counter back; raises OSError if it cannot be written."""
        packed = _SLOT.pack(slot.tag, slot.minute, slot.in_minute, slot.in_day)
        if os.pwrite(self._file, packed, slot.at) < _SLOT.size:
            raise OSError("the file of the limits could not be written")


class Ledger:
    """The file, made when it is first used; safe to share between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = -1
        self._inode = (0, 0)

    @contextmanager
    def of(self, day: int) -> Iterator[Day]:
        """Give the counters of a day, begun anew if the file still has those of another.

        :param day: days since 1970.
        :raises OSError: if the file cannot be made, read or written.
        """
        with self._lock:
            self._open()
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield Day(self._file, self._key_of(day))
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def check(self, day: int) -> None:
        """Raise OSError if there is a file that cannot be used."""
        if self._path.exists():
            with self.of(day):
                pass

    def _open(self) -> None:
        """Open the file at our path, again where it is no longer the one that we have open."""
        try:
            now = os.stat(self._path)  # noqa: PTH116 - half the time of Path.stat, each time
            if self._file >= 0 and self._inode == (now.st_dev, now.st_ino):
                return
        except FileNotFoundError:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        self.close()
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        opened = os.fstat(self._file)
        self._inode = (opened.st_dev, opened.st_ino)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _key_of(self, day: int) -> bytes:
        head = os.pread(self._file, _HEAD.size, 0)
        if len(head) == _HEAD.size:
            mark, begun, key = _HEAD.unpack(head)
            # Two workers may disagree for a moment about whether it is midnight: the later wins.
            if mark == _MARK and begun in (day, day + 1):
                return bytes(key)
        key = os.urandom(32)
        os.ftruncate(self._file, 0)
        os.ftruncate(self._file, SIZE_BYTES)
        if os.pwrite(self._file, _HEAD.pack(_MARK, day, key), 0) < _HEAD.size:
            raise OSError("the file of the limits could not be written")
        return key

    def __del__(self) -> None:
        self.close()
