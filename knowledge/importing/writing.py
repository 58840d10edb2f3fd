"""Write an imported article to its file: all of it or nothing, however the power fails.

The text goes to a file with another name in the same folder, is forced to disk, and is then
renamed; a reader meets the old file or the new one.
"""

import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from knowledge.articles import Article
from knowledge.parsing import FENCE

_PART = ".part"
_FORGOTTEN_S = 3600  # a part that nobody has written to for so long is from a killed run


def article_text(article: Article) -> str:
    """The file of an article, as knowledge.parsing reads it."""
    front = [
        f"title = {_quoted(article.title)}",
        f"summary = {_quoted(article.summary)}",
        f"questions = [{', '.join(_quoted(question) for question in article.questions)}]",
        f"checked = {article.checked}",
        f"responsible = {_quoted(article.responsible)}",
        f"related = [{', '.join(_quoted(slug) for slug in article.related)}]",
    ]
    for source in article.sources:
        front += [
            "[[sources]]",
            f"title = {_quoted(source.title)}",
            f"url = {_quoted(source.url)}",
            f"checked = {source.checked}",
        ]
    front += ["[translation]", f'state = "{article.translation.state}"']
    lines = [FENCE, *front, FENCE, ""]
    for section in article.sections:
        lines += [f"{'#' * section.level} {section.heading} {{#{section.anchor}}}", ""]
        lines += [section.markdown, ""] if section.markdown else []
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, save for DEL, which no clean text holds."""
    return json.dumps(text, ensure_ascii=False)


def write_whole(path: Path, text: str) -> None:
    """Put `text` at `path` at once; folders are made as needed.

    :raises OSError: if the disk refuses; then nothing of it is left behind.
    """
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True)
    _remove_forgotten(folder)
    try:
        _replace(path, text)
    except BaseException:
        with suppress(OSError):  # a folder that holds something stays
            folder.rmdir()
        raise
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_PART)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _remove_forgotten(folder: Path) -> None:
    """Take away what runs that were killed left behind; a run beside this one keeps its part."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(OSError):  # it may be gone by now
            if time.time() - part.stat().st_mtime > _FORGOTTEN_S:
                part.unlink()
