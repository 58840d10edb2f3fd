"""Write into translations which text they follow, and that a person has read them.

Only a person can say that a translation matches its source; this writes that down. A few lines
of the front matter change, every other byte stays.
"""

import os
import re
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.articles import Article
from knowledge.languages import SOURCE_LANG, languages
from knowledge.parsing import Place, parse_article
from knowledge.problems import Problem

_TABLE = re.compile(r"^\[translation\][ \t]*$", re.MULTILINE)
_CHECKED = re.compile(r"^checked[ \t]*=.*$", re.MULTILINE)
_END = re.compile(r"^(?:\[|\+\+\+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Review:
    """Who has read a translation beside its source, and when.

    `reviewer` is the name of a role, never of a person: readers are shown it.
    """

    reviewer: str
    day: date


def stamp_translations(
    content_dir: Path,
    *,
    lang: str | None = None,
    slugs: Collection[str] = (),
    problems: list[Problem] | None = None,
) -> list[Path]:
    """Write the fingerprint and the day of each source text, as it is now, into its translations.

    A text that a person had reviewed counts as a machine's again: what was read has changed.

    :param lang: stamp only this language; all if None.
    :param slugs: stamp only these topics; all if there are none.
    :param problems: gets what could not be stamped, such as a translation of a broken source.
    :return: the files that changed.
    """

    def stamped(text: str, article: Article, source: Article) -> str | None:
        fingerprint = source.fingerprint_for(article)
        if fingerprint == article.translation.fingerprint:
            return None
        fields = {"fingerprint": f'"{fingerprint}"'}
        if article.translation.state == "reviewed":
            fields |= {"state": '"machine"', "reviewer": "", "reviewed": ""}
        return _with_fields(_CHECKED.sub(f"checked = {source.checked}", text, count=1), fields)

    return _rewrite(content_dir, lang, slugs, [] if problems is None else problems, stamped)


def mark_reviewed(
    content_dir: Path,
    *,
    lang: str,
    slugs: Collection[str],
    review: Review,
    problems: list[Problem],
) -> list[Path]:
    """Write down that somebody has read these translations beside their source.

    :param problems: gets what could not be marked, such as a text whose source has changed.
    :return: the files that changed.
    """

    def reviewed(text: str, article: Article, source: Article) -> str | None:
        if article.translation.fingerprint != source.fingerprint_for(article):
            path = content_dir / article.collection / article.slug / f"{article.lang}.md"
            said = f"{source.lang} has changed since this translation was made"
            problems.append(Problem(path, None, said, "Bring it up to date and stamp it first."))
            return None
        quoted = review.reviewer.replace("\\", "\\\\").replace('"', '\\"')
        return _with_fields(
            text, {"state": '"reviewed"', "reviewer": f'"{quoted}"', "reviewed": f"{review.day}"}
        )

    return _rewrite(content_dir, lang, slugs, problems, reviewed)


def _rewrite(
    content_dir: Path,
    lang: str | None,
    slugs: Collection[str],
    problems: list[Problem],
    rewrite: Callable[[str, Article, Article], str | None],
) -> list[Path]:
    """Put what `rewrite` makes of each translation and its source in the place of its file."""
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
        if source is None:
            continue
        text = rewrite(_read(path), article, source)
        if text is not None:
            _write(path, text)
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


def _with_fields(text: str, fields: Mapping[str, str]) -> str:
    """The text with some fields of [translation] written anew; an empty one is taken out."""
    table = _TABLE.search(text)
    if table is None:
        return text
    rest = _END.search(text, table.end())
    end = rest.start() if rest else len(text)
    block = text[table.end() : end]
    for name, value in fields.items():
        line = f"{name} = {value}\n" if value else ""
        pattern = re.compile(rf"^{name}[ \t]*=.*(?:\n|\Z)", re.MULTILINE)
        if found := pattern.search(block):
            block = block[: found.start()] + line + block[found.end() :]
        elif line:
            block = f"{block.rstrip()}\n{line}"
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
