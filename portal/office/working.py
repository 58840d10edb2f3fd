"""Work on a file or a version in a process of its own; everybody else is answered meanwhile.

To look at a hundred thousand people, or to import them, takes many seconds of computing, which
a thread would take from its worker. One thing is worked on at a time: whoever works holds a lock,
which the system takes back when the process ends, however it ends. So nobody need ask whether a
process still lives, and work that was broken off is known by that nobody holds the lock.
"""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from knowledge.register.versions import came_into_use, version_file
from portal.office.job import do_work
from portal.office.staging import Staging, Work
from portal.settings import Settings

# A small file is done in the time that a process takes to start.
QUICK_FILE_BYTES = 64 * 1024
QUICK_REGISTER_BYTES = 1024 * 1024
_ENDING_S = 0.5

# Ended processes stay in the system's list until they are asked for: they are, at the next start.
_started: list[subprocess.Popen[bytes]] = []


def start_work(settings: Settings, token: str, work: Work) -> bool:
    """Begin to work on what waits, or on a version; return whether nobody else was at work.

    :raises VersionMissing: if there is no such version.
    """
    staging = Staging(settings.data_dir)
    register = settings.register_path
    source = staging.path(token, "number" if work.kind == "leave" else "file")
    if work.number is not None:
        source = version_file(register, work.number)
    with _lock(settings) as lock:
        if lock is None:
            return False
        lock.truncate(0)
        lock.write(token)
        lock.flush()
        staging.tell(token, work)
        if _is_quick(source, register):
            do_work(settings, token)
            return True
        _started[:] = [one for one in _started if one.poll() is None]
        folder = str(settings.data_dir.absolute())
        _started.append(
            subprocess.Popen(
                [sys.executable, "-m", "portal.office", folder, token],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(lock.fileno(),),  # the lock is the child's from here on
                start_new_session=True,
            )
        )
    return True


def at_work(settings: Settings) -> str:
    """Return the token of the work that goes on, "" if none does."""
    try:
        with _lock_path(settings).open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return lock.read()
    except FileNotFoundError:
        pass
    return ""


def how_far(settings: Settings, token: str) -> Work | None:
    """Return how far work is or how it ended, None if there was none of late.

    Without an end it goes on. Whether a change was done is what the register says: the work may
    have been broken off when all that was left was to say so.
    """
    busy_with = at_work(settings)  # first: whoever is not at work has said how it ended
    work = Staging(settings.data_dir).work(token)
    if work is None or work.end == "done" or (not work.end and busy_with == token):
        return work
    if work.kind in {"import", "go back"}:
        changed_at = came_into_use(settings.register_path)
        if changed_at and changed_at.isoformat() == work.began:
            return replace(work, end="done")
    return work if work.end else replace(work, end="broken")


@contextmanager
def _lock(settings: Settings) -> Iterator[TextIO | None]:
    """Give the lock, None if somebody else keeps it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _lock_path(settings).open("a") as lock:
        yield lock if _takes(lock) else None


def _takes(lock: TextIO) -> bool:
    """Try to take the lock, until whoever has just said how the work ended has ended as well."""
    until = time.monotonic() + _ENDING_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        else:
            return True


def _lock_path(settings: Settings) -> Path:
    return settings.data_dir / "register-work.lock"


def _is_quick(file: Path, register: Path) -> bool:
    known = register.stat().st_size if register.exists() else 0
    return file.stat().st_size <= QUICK_FILE_BYTES and known <= QUICK_REGISTER_BYTES
