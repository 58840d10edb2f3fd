"""Keep every import as a version that can be gone back to, and nobody in it who has withdrawn.

The versions stand in a folder beside the register, one packed file each: a line that says what
it is, then one line a person, as the table holds them. The last ten are kept. A file is written
whole beside its place and moved there, so a kill leaves it or does not. The register in use is
kept as a version after it has come into use; should that have been cut off, the next change
makes up for it. The same holds for taking out who has withdrawn: the first line says whose
absence a version was made sure of.
"""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from knowledge.register.collecting import paused_collection
from knowledge.register.comparing import Change
from knowledge.register.errors import RegisterDamaged, RegisterError
from knowledge.register.interpreters import Interpreter
from knowledge.register.people import make_person
from knowledge.register.present import open_present, read_rows, read_withdrawn
from knowledge.register.progress import Tell, counted, tell_nobody

MAX_VERSIONS = 10
_FILE = re.compile(r"(\d{6,})\.jsonl\.gz")
_NUMBER_AT = 2  # characters before the number in a line: ["
_LEVEL = 1  # of packing; more saves little and takes long


class VersionMissing(RegisterError):
    """There is no version of that number."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the register that is kept.

    `imported_at` is when the data were taken, in UTC; `made_at` when this state came into use;
    `gone_back_to` the version that was put back, None for an import; `change` what it changed.
    """

    number: int
    made_at: datetime
    imported_at: datetime
    count: int
    change: Change | None
    gone_back_to: int | None
    in_use: bool


def versions_folder(path: Path) -> Path:
    """Return the folder of the versions of the register at `path`."""
    return path.with_name("register-versions")


def list_versions(path: Path) -> tuple[Version, ...]:
    """Return the versions that are kept, the newest first.

    :raises RegisterDamaged: if one cannot be read.
    """
    in_use = _present_number(path)
    found = []
    for number, file in sorted(_files(path).items(), reverse=True):
        head = _read_head(file)
        change = head.get("change")
        found.append(
            Version(
                number=number,
                made_at=datetime.fromisoformat(head["made_at"]),
                imported_at=datetime.fromisoformat(head["imported_at"]),
                count=head["count"],
                change=Change.from_json(change) if change else None,
                gone_back_to=head.get("gone_back_to"),
                in_use=number == in_use,
            )
        )
    return tuple(found)


def next_number(path: Path) -> int:
    """Return the number that the next version gets."""
    present = _present_number(path)
    return max([0, *_files(path), *([present] if present else [])]) + 1


def came_into_use(path: Path) -> datetime | None:
    """Return when the register in use took the place of another; None where nobody knows.

    :raises RegisterDamaged: if what is there is no register.
    """
    found = _present(path, "made_at")
    return datetime.fromisoformat(found) if found else None


def _present_number(path: Path) -> int | None:
    found = _present(path, "import")
    return int(found) if found else None


def _present(path: Path, key: str) -> str | None:
    with open_present(path, check=False) as db:
        found = db and db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None


def version_file(path: Path, number: int) -> Path:
    """Return where a version stands.

    :raises VersionMissing: if there is none of that number.
    """
    files = _files(path)
    if number not in files:
        kept = ", ".join(map(str, sorted(files))) or "none"
        raise VersionMissing(f"there is no version {number}. Kept are: {kept}.")
    return files[number]


def read_version(
    path: Path, number: int, *, tell: Tell = tell_nobody
) -> tuple[list[Interpreter], datetime]:
    """Return the people of a version, and when its data were taken.

    :param tell: told "reading", and of how many people.
    :raises VersionMissing: if there is none of that number.
    :raises RegisterDamaged: if it cannot be read.
    """
    file = version_file(path, number)
    head = _read_head(file)
    try:
        with gzip.open(file) as packed, paused_collection():
            next(packed)
            lines = counted(packed, tell, "reading", head["count"])
            people = [make_person(orjson.loads(line)) for line in lines]
    except (OSError, EOFError, zlib.error, ValueError, TypeError, IndexError) as error:
        raise _damaged(file) from error
    if len(people) != head["count"]:
        raise _damaged(file)
    tell("reading", len(people), len(people))
    return people, datetime.fromisoformat(head["imported_at"])


def keep_version(path: Path) -> None:
    """Keep the register in use as a version, if it is a real one that is not kept yet."""
    with open_present(path, check=False) as db:
        if db is None:
            return
        about = dict(db.execute("SELECT key, value FROM about"))
        number = int(about.get("import", "0"))
        if about.get("is_sample") == "yes" or number in _files(path):
            return
        head = {
            "made_at": about.get("made_at", about["imported_at"]),
            "imported_at": about["imported_at"],
            "count": int(about["count"]),
            "change": about.get("change"),
            "gone_back_to": int(about["gone_back_to"]) if "gone_back_to" in about else None,
            "without": _digest(read_withdrawn(db)),
        }
        folder = versions_folder(path)
        folder.mkdir(exist_ok=True)
        file = folder / f"{number:06}.jsonl.gz"
        _write(file, head, (orjson.dumps(row) + b"\n" for row in read_rows(db)))
    files = _files(path)
    for old in sorted(files)[:-MAX_VERSIONS]:
        files[old].unlink()


def purge_versions(path: Path) -> int:
    """Take everyone who has withdrawn out of every version; return how many were written anew.

    A version that cannot be read any more is deleted: nobody could be taken out of it.
    """
    with open_present(path, check=False) as db:
        gone = {} if db is None else read_withdrawn(db)
    digest = _digest(gone)
    written = 0
    for file in _files(path).values():
        try:
            head = _read_head(file)
            if head.get("without") == digest:
                continue
            with gzip.open(file) as lines:
                next(lines)
                kept = [line for line in lines if _number_of(line) not in gone]
        except (RegisterDamaged, OSError, EOFError, zlib.error, ValueError):
            file.unlink()
            continue
        _write(file, head | {"without": digest, "count": len(kept)}, kept)
        written += 1
    for left in versions_folder(path).glob("*.new"):
        left.unlink()
    return written


def _files(path: Path) -> dict[int, Path]:
    folder = versions_folder(path)
    if not folder.is_dir():
        return {}
    found = ((_FILE.fullmatch(file.name), file) for file in folder.iterdir())
    return {int(match[1]): file for match, file in found if match}


def _read_head(file: Path) -> dict[str, Any]:
    try:
        with gzip.open(file) as lines:
            head: dict[str, Any] = orjson.loads(lines.readline())
            datetime.fromisoformat(str(head["made_at"]))
            datetime.fromisoformat(str(head["imported_at"]))
            if not isinstance(head["count"], int):
                raise ValueError("no count")
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise _damaged(file) from error
    return head


def _damaged(file: Path) -> RegisterDamaged:
    return RegisterDamaged(f"{file} cannot be read as a version of the register: delete it")


def _number_of(line: bytes) -> str:
    return line[_NUMBER_AT : line.index(b'"', _NUMBER_AT)].decode()


def _digest(gone: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(gone)).encode()).hexdigest()[:16]


def _write(file: Path, head: Mapping[str, object], lines: Iterable[bytes]) -> None:
    new = file.with_suffix(".new")
    with new.open("wb") as raw:
        with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
            packed.write(orjson.dumps(head) + b"\n")
            packed.writelines(_joined(lines))
        raw.flush()
        os.fsync(raw.fileno())
    new.replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines in pieces of about a thousand: packing line by line takes three times as long."""
    piece: list[bytes] = []
    for line in lines:
        piece.append(line)
        if len(piece) >= 1_000:
            yield b"".join(piece)
            piece.clear()
    yield b"".join(piece)
