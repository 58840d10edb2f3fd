"""What a build of the index consists of: the list by which it is known to be whole.

`manifest.json` is written last. It names every file with its size and checksum, the model, the
format and what the build was made from, and it carries a checksum of its own. A build without
a whole manifest was never finished; one whose files differ from it is damaged. Deciding what to
do then is indexing.opening's part.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from indexing.errors import IndexDamaged, IndexOutdated

FORMAT = 5  # of the files of a build; another number is refused and built again
MANIFEST_FILE = "manifest.json"
_REMEDY = "Run `veiviser index` to build the index again."


@dataclass(frozen=True, slots=True)
class FileMark:
    """Size in bytes and SHA-256 of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build: `content` is the fingerprint of the articles and facts it was made from."""

    format: int
    content: str
    model_name: str
    model_fingerprint: str
    dim: int
    articles: int
    passages: int
    questions: int
    langs: tuple[str, ...]
    collections: tuple[str, ...]
    files: dict[str, FileMark]


def list_files(folder: Path) -> list[Path]:
    """Return every file of a build, also those in folders, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def mark_files(folder: Path) -> dict[str, FileMark]:
    """Return size and checksum of each file of a build, by its place in it."""
    return {
        path.relative_to(folder).as_posix(): FileMark(path.stat().st_size, _sha256(path))
        for path in list_files(folder)
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest in one step, so that it is there in whole or not at all."""
    temporary = folder / f"{MANIFEST_FILE}.new"
    with temporary.open("wb") as file:
        file.write(_to_bytes(manifest))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST_FILE)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a build.

    :raises IndexDamaged: if it is missing, torn or altered in as much as one byte.
    :raises IndexOutdated: if the build is of another format.
    """
    path = folder / MANIFEST_FILE
    try:
        raw = path.read_bytes()
        fields = json.loads(raw)
        if fields["format"] != FORMAT:
            raise IndexOutdated(
                f"the index in {folder} has format {fields['format']}, and this version reads "
                f"format {FORMAT}. {_REMEDY}"
            )
        del fields["checksum"]
        fields["files"] = {name: FileMark(**mark) for name, mark in fields["files"].items()}
        fields["langs"] = tuple(fields["langs"])
        fields["collections"] = tuple(fields["collections"])
        manifest = Manifest(**fields)
    except FileNotFoundError:
        raise IndexDamaged(f"{path} is missing: this build was not finished. {_REMEDY}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise IndexDamaged(f"{path} is torn or altered and cannot be read. {_REMEDY}") from None
    if raw != _to_bytes(manifest):
        raise IndexDamaged(f"{path} was altered: its checksum does not fit. {_REMEDY}")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest.

    :raises IndexDamaged: naming the first file that is missing, torn or altered.
    """
    for name, mark in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
            if size != mark.size:
                raise IndexDamaged(
                    f"{path} is torn: {size} bytes, and it should be {mark.size}. {_REMEDY}"
                )
            if _sha256(path) != mark.sha256:
                raise IndexDamaged(
                    f"{path} was altered since it was built: its checksum does not fit. {_REMEDY}"
                )
        except OSError as error:
            raise IndexDamaged(f"{path} cannot be read: {error.strerror}. {_REMEDY}") from None


def _to_bytes(manifest: Manifest) -> bytes:
    fields = asdict(manifest)
    body = json.dumps(fields, sort_keys=True)
    fields["checksum"] = hashlib.sha256(body.encode()).hexdigest()
    return (json.dumps(fields, indent=1, sort_keys=True) + "\n").encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
