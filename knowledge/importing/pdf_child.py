"""The process that reads one PDF and writes its title, then its pages, to standard output.

It is run by path with Python's isolated mode, so it imports nothing of ours. Bounds: 512 MiB of
address space, 20 s of processor time, 20 MiB of output. It ends with one of the codes below.
"""

import logging
import resource
import sys

ENCRYPTED, BROKEN, TOO_LONG, NO_TEXT, OUT_OF_MEMORY, PROTECTED = 10, 11, 12, 13, 14, 15
MAX_ADDRESS_SPACE = 512 * 1024 * 1024
MAX_CPU_S = 20
MAX_OUTPUT = 20 * 1024 * 1024


def main(path: str) -> int:
    """Read the PDF at `path`; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE, MAX_ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    try:
        return _read(path)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:
        return BROKEN


def _read(path: str) -> int:
    from pypdf import PdfReader  # noqa: PLC0415 - only once the bounds stand
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return ENCRYPTED
    except DependencyError:  # AES, which pypdf leaves to a package that we do without
        return PROTECTED
    title = str((reader.metadata and reader.metadata.title) or "")
    pages, size = [], 0
    for page in reader.pages:
        text = page.extract_text().replace("\f", "\n")
        size += len(text.encode("utf-8", "replace"))
        if size > MAX_OUTPUT:
            return TOO_LONG
        pages.append(text)
    if not any(page.strip() for page in pages):
        return NO_TEXT
    output = " ".join(title.split()) + "\n" + "\f".join(pages)
    sys.stdout.buffer.write(output.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
