"""Where builds of the index lie, and which of them is in use.

`<index_dir>/builds/<number>-<fingerprint>/` holds a build each, `<index_dir>/current` is a
symbolic link to the one in use, and `<index_dir>/build.lock` is held by whoever builds. The
lock is the kernel's and dies with its process, so none is ever left behind. A build that is
read is locked as well, by its manifest, and is not deleted until it is free.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexing.errors import IndexBusy, IndexMissing
from indexing.manifest import MANIFEST_FILE

_BUILDS, _CURRENT, _LOCK = "builds", "current", "build.lock"


def current_name(index_dir: Path) -> str | None:
    """Return the name of the build in use, None if there is none."""
    try:
        return (index_dir / _CURRENT).readlink().name
    except OSError:
        return None


def current_build(index_dir: Path) -> Path:
    """Return the folder of the build in use.

    :raises IndexMissing: if there is none.
    """
    name = current_name(index_dir)
    if name is None:
        raise IndexMissing(
            f"there is no index in {index_dir} yet. Run `veiviser index` to build it."
        )
    return index_dir / _BUILDS / name


def finished_builds(index_dir: Path) -> list[Path]:
    """Return the folders of all builds that were finished, newest first."""
    folders = [path.parent for path in (index_dir / _BUILDS).glob(f"*/{MANIFEST_FILE}")]
    return sorted(folders, key=lambda folder: folder.name, reverse=True)


def new_build(index_dir: Path, content: str) -> Path:
    """Make the folder of a new build; later builds sort behind earlier ones."""
    builds = index_dir / _BUILDS
    builds.mkdir(exist_ok=True)
    numbers = [int(path.name.split("-")[0]) for path in builds.glob("[0-9]*-*")]
    folder = builds / f"{max(numbers, default=0) + 1:06d}-{content[:12]}"
    folder.mkdir()
    return folder


def switch_to(index_dir: Path, folder: Path) -> None:
    """Put a finished build into use: the one step that changes what is searched."""
    link = index_dir / f"{_CURRENT}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(_BUILDS) / folder.name)
    link.replace(index_dir / _CURRENT)
    sync(index_dir)


def clear(index_dir: Path) -> None:
    """Delete unfinished builds, and those that neither are needed nor read by anybody.

    Needed are the build in use and the one before it. Only who holds the lock may call this.
    """
    current = current_name(index_dir)
    finished = [f for f in finished_builds(index_dir) if current is None or f.name <= current]
    for folder in (index_dir / _BUILDS).glob("*"):
        if folder not in finished[:2] and folder.name != current and not _is_read(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def building(index_dir: Path) -> Iterator[None]:
    """Hold the lock of the builder.

    :raises IndexBusy: if somebody else holds it.
    """
    with (index_dir / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy(
                f"another process is building the index in {index_dir}. Wait until it is done; "
                "the index in use goes on answering."
            ) from None
        yield


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Keep a build from being deleted."""
    with (folder / MANIFEST_FILE).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def sync(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_read(folder: Path) -> bool:
    try:
        with (folder / MANIFEST_FILE).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
