"""Read the text of a PDF, in a process of its own that cannot take the portal down with it.

A PDF is a program of sorts: a small one can unpack to a terabyte or never end. The child has
bounds on memory, time and output; whatever happens to it, the parent gets a sentence.
"""

import subprocess
import sys
from pathlib import Path

from knowledge.importing import pdf_child
from knowledge.importing.reading import ImportRefused

WALL_S = 30.0
_FAULTS = {
    pdf_child.ENCRYPTED: ("it is locked with a password", "Save a copy without a password."),
    pdf_child.PROTECTED: ("it is encrypted", "Save a copy without protection."),
    pdf_child.BROKEN: ("the PDF is broken", "Save it again from its source."),
    pdf_child.TOO_LONG: ("its text is longer than 20 MiB", "Split the document."),
    pdf_child.NO_TEXT: (
        "it holds pictures but no text",
        "Run text recognition (OCR) on it first.",
    ),
    pdf_child.OUT_OF_MEMORY: ("it needs more than 512 MiB to read", "Split it, or save it anew."),
}
_KILLED = ("it took too long or too much memory to read", "Split it, or save it anew.")


def read_pdf_text(path: Path) -> tuple[str, str]:
    """The text of a PDF, pages parted by form feeds, and the title it gives itself.

    :raises ImportRefused: if it is locked, broken, without text, or too costly to read.
    """
    command = [sys.executable, "-I", pdf_child.__file__, str(path.resolve())]
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=WALL_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise ImportRefused(path, *_KILLED) from None
    if done.returncode:
        raise ImportRefused(path, *_FAULTS.get(done.returncode, _KILLED))
    title, _, text = done.stdout.decode("utf-8", "replace").partition("\n")
    return text, title.strip()
