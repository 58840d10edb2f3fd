"""Take a file from disk and say what it is: its kind and its text, or why it cannot be used."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.characters import shown
from knowledge.errors import KnowledgeError

MAX_BYTES = 20 * 1024 * 1024
Kind = Literal["text", "markdown", "html", "pdf"]
_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
SUFFIXES = tuple(_KINDS)


class ImportRefused(KnowledgeError):
    """A file that cannot be imported; the message says which, why, and what to do."""

    def __init__(self, path: Path, fault: str, remedy: str) -> None:
        super().__init__(f"{shown(path.name)}: {fault}. {remedy}")
        self.path = path
        self.fault = fault
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Raw:
    """A file that was read: `text` is empty for a PDF, `note` is what its owner should know."""

    kind: Kind
    text: str = ""
    note: str = ""


def read_raw(path: Path) -> Raw:
    """Read a file and decode it.

    :raises ImportRefused: if it is missing, empty, too large, binary or of an unknown kind.
    """
    if path.is_dir():
        said = "no file in this folder can be read"
        raise ImportRefused(path, said, f"Put files there that end in {', '.join(SUFFIXES)}.")
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        named = f"files of type {path.suffix[:20]!r}" if path.suffix else "files without a type"
        raise ImportRefused(path, f"{named} are not read", f"Use {', '.join(SUFFIXES)}.")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise ImportRefused(path, "it is not a file", "Name a file or a folder.")
        if size > MAX_BYTES:
            said = f"it is {size / 1024 / 1024:.0f} MiB, the limit is {MAX_BYTES // 1024 // 1024}"
            raise ImportRefused(path, said, "Split it, or leave out its pictures.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ImportRefused(path, "there is no such file", "Look at the path.") from None
    except OSError as error:
        said = f"it cannot be read ({error.strerror})"
        raise ImportRefused(path, said, "Look at the path and its rights.") from None
    if not data.strip():
        raise ImportRefused(path, "the file is empty", "Save it again from its source.")
    if kind == "pdf":
        if b"%PDF-" not in data[:1024]:
            raise ImportRefused(path, "it is no PDF", "Save it again from its source.")
        return Raw(kind)
    return _decode(path, kind, data)


def _decode(path: Path, kind: Kind, data: bytes) -> Raw:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Raw(kind, data.decode("utf-16"), "read as UTF-16")
        except UnicodeDecodeError:
            raise ImportRefused(path, "it is broken UTF-16", "Save it as UTF-8.") from None
    if b"\x00" in data:
        raise ImportRefused(path, "it is binary, not text", "Export it as text, HTML or PDF.")
    try:
        return Raw(kind, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:65536])
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or controls > len(data[:65536]) // 100:
        raise ImportRefused(path, "it is binary, not text", "Export it as text, HTML or PDF.")
    return Raw(kind, text, "not UTF-8: read as Windows-1252, look at its special letters")
