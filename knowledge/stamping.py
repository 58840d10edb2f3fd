"""Write the fingerprint of the source text into its translations.

Only a person can say that a translation matches its source; this writes that down. One line of
each file changes, every other byte stays.
"""

import os
import re
import tempfile
from collections.abc import Collection
from pathlib import Path

from knowledge.articles import Article
from knowledge.languages import SOURCE_LANG, languages
from knowledge.parsing import Place, parse_article
from knowledge.problems import Problem

_TABLE = re.compile(r"^\[translation\][ \t]*$", re.MULTILINE)
_STAMP = re.compile(r"^(fingerprint[ \t]*=[ \t]*)\"[^\"\n]*\"", re.MULTILINE)
_END = re.compile(r"^(?:\[|\+\+\+)", re.MULTILINE)


def stamp_translations(
    content_dir: Path,
    *,
    lang: str | None = None,
    slugs: Collection[str] = (),
    problems: list[Problem] | None = None,
) -> list[Path]:
    """Write the present fingerprint of each source text into its translations.

    :param lang: stamp only this language; all if None.
    :param slugs: stamp only these topics; all if there are none.
    :param problems: gets what could not be stamped, such as a translation of a broken source.
    :return: the files that changed.
    """
    problems = [] if problems is None else problems
    changed = []
    for path in sorted(content_dir.glob(f"*/*/{lang or '*'}.md")):
        if path.stem not in languages() or (slugs and path.parent.name not in slugs):
            continue
        place = Place(path, path.parts[-3], path.parts[-2], path.stem)
        article = _read_article(place, problems)
        if article is None or article.translation.state == "source":
            continue
        source_path = path.with_name(f"{article.translation.source_lang or SOURCE_LANG}.md")
        if source_path == path:
            problems.append(Problem(path, None, "it translates itself", "Correct  from = …"))
            continue
        if not source_path.exists():
            said = f"its source {source_path.name} is missing"
            problems.append(Problem(path, None, said, "Write the source text first."))
            continue
        source_place = Place(source_path, place.collection, place.slug, source_path.stem)
        source = _read_article(source_place, problems)
        if source is None or source.fingerprint == article.translation.fingerprint:
            continue
        _write(path, _stamped(_read(path), source.fingerprint))
        changed.append(path)
    return changed


def _read_article(place: Place, problems: list[Problem]) -> Article | None:
    """Read one file; None and a problem where it cannot be read, since it could not be kept."""
    try:
        return parse_article(_read(place.path), place, problems)
    except UnicodeDecodeError:
        problems.append(Problem(place.path, None, "the file is not UTF-8", "Save it as UTF-8."))
    except OSError as error:
        said = f"the file cannot be read ({error.strerror})"
        problems.append(Problem(place.path, None, said, "Look at its rights, or remove it."))
    return None


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _stamped(text: str, fingerprint: str) -> str:
    """The text with one line changed, or put in after the line [translation]."""
    table = _TABLE.search(text)
    if table is None:
        return text
    rest = _END.search(text, table.end())
    end = rest.start() if rest else len(text)
    block, count = _STAMP.subn(rf'\g<1>"{fingerprint}"', text[table.end() : end], count=1)
    if not count:
        block = block.rstrip("\r\n") + f'\nfingerprint = "{fingerprint}"\n'
    return text[: table.end()] + block + text[end:]


def _write(path: Path, text: str) -> None:
    """Put the new text in place at once, so that a reader never meets half a file."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
            part.chmod(path.stat().st_mode)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
