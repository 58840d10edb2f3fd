"""Make files part of what the portal knows: import each, and write it where the loader looks.

Each file stands for itself: one that cannot be used is named with its reason, and the rest are
done. Doing it again with the same file replaces its article.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.articles import Article, Source, Translation
from knowledge.characters import shown
from knowledge.errors import KnowledgeError
from knowledge.helplines import today_in_norway
from knowledge.importing.blocks import Block, Document, clean_block, clean_characters, fold_spaces
from knowledge.importing.cutting import cut, first_sentence, plain_name
from knowledge.importing.html import read_html
from knowledge.importing.markdown import read_markdown
from knowledge.importing.pdf import read_pdf_text
from knowledge.importing.reading import SUFFIXES, ImportRefused, Raw, read_raw
from knowledge.importing.text import read_text
from knowledge.importing.writing import article_text, write_whole
from knowledge.languages import language
from knowledge.loading import DATA_DIR, SLUG
from knowledge.parsing import Place, parse_article
from knowledge.problems import Problem
from knowledge.topics import load_collections

_MAX_SLUG = 80
_MAX_TITLE = 200
_ZWNJ, _LANGS_WITH_ZWNJ = "\u200c", ("fa",)


class UnusableCollection(KnowledgeError):
    """A name that no added collection can have."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(
            f"collection {name[:40]!r}: {fault}. Use small English letters, digits and hyphens, "
            "such as  reports"
        )


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """What became of one file: its article's slug and size, or the problem; a note for either."""

    path: Path
    slug: str = ""
    sections: int = 0
    note: str = ""
    problem: str = ""

    @property
    def is_done(self) -> bool:
        """Does its article stand in the collection now?"""
        return not self.problem


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file, in the order in which they were named."""

    collection: str
    lang: str
    files: tuple[IngestedFile, ...]

    @property
    def done(self) -> tuple[IngestedFile, ...]:
        """The files that became articles."""
        return tuple(file for file in self.files if file.is_done)

    @property
    def refused(self) -> tuple[IngestedFile, ...]:
        """The files that did not, each with its problem."""
        return tuple(file for file in self.files if not file.is_done)


def import_file(
    path: Path,
    *,
    collection: str,
    lang: str,
    responsible: str = "",
    today: date | None = None,
) -> list[Article]:
    """Read one file as articles, without writing anything; today that is one article a file.

    :param responsible: the body that stands behind the text; the collection's name if "".
    :param today: the day to note as that of reading; that in Norway if None.
    :raises ImportRefused: if the file cannot be used; the message says why and what to do.
    """
    article, _ = _import(path, _Job(collection, lang, responsible, today or today_in_norway()))
    return [article]


def ingest(  # noqa: PLR0913 - all but the paths are named
    paths: Iterable[Path],
    *,
    collection: str,
    lang: str,
    out_dir: Path,
    progress: Callable[[IngestedFile, int, int], None] | None = None,
    responsible: str = "",
) -> IngestReport:
    """Import files, and write each to <out_dir>/<collection>/<slug>/<lang>.md.

    :param paths: files, or folders that are searched for files of the types we read.
    :param collection: the collection they join; not one of the portal's own.
    :param lang: the language of the texts.
    :param progress: called after each file with what became of it, its number, and how many.
    :raises UnusableCollection: if the name cannot be that of an added collection.
    :raises UnknownLanguage: if `lang` is not one of ours.
    """
    _check_collection(collection)
    language(lang)
    job = _Job(collection, lang, responsible, today_in_norway())
    files = list({path.absolute(): path for path in _expand(paths)}.values())
    done: list[IngestedFile] = []
    taken: dict[str, Path] = {}
    for number, path in enumerate(files, 1):
        file = _ingest_one(path, job, out_dir, taken)
        done.append(file)
        if progress is not None:
            progress(file, number, len(files))
    return IngestReport(collection, lang, tuple(done))


def _check_collection(name: str) -> None:
    if not SLUG.fullmatch(name) or len(name) > _MAX_SLUG:
        raise UnusableCollection(name, "the name is not plain")
    if name in {ours.id for ours in load_collections(DATA_DIR / "collections.toml", [])}:
        raise UnusableCollection(name, "it is the portal's own, whose texts are written by hand")


def _expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are, folders as the files in them; one that gives none stands for itself.

    Links inside a folder are passed over: whoever may put one into a shared folder must not be
    able to have any file of the machine published.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        shut: list[OSError] = []
        found = [
            Path(folder, name)
            for folder, _folders, names in os.walk(path, onerror=shut.append)
            for name in names
            if Path(name).suffix.lower() in SUFFIXES
            and Path(folder, name).is_file()
            and not Path(folder, name).is_symlink()
        ]
        found += [Path(error.filename) for error in shut]
        yield from sorted(found) or [path]


@dataclass(frozen=True, slots=True)
class _Job:
    """What is the same for every file of one run."""

    collection: str
    lang: str
    responsible: str
    today: date


def _ingest_one(path: Path, job: _Job, out_dir: Path, taken: dict[str, Path]) -> IngestedFile:
    try:
        article, note = _import(path, job)
        if article.slug in taken:
            other = taken[article.slug]
            named = other.name if other.name != path.name else str(other)
            said = f"its name gives the same address as {shown(named)}"
            raise ImportRefused(path, said, "Rename one of the two.")
        text = article_text(article)
        target = out_dir / job.collection / article.slug / f"{job.lang}.md"
        place = Place(target, job.collection, article.slug, job.lang)
        problems: list[Problem] = []
        if parse_article(text, place, problems) is None:
            raise ImportRefused(path, problems[0].fault, "Report this file: it should be read.")
        write_whole(target, text)
    except ImportRefused as refused:
        return IngestedFile(path, problem=str(refused))
    except OSError as error:
        said = f"{shown(path.name)}: its article cannot be written ({error.strerror})"
        return IngestedFile(path, problem=f"{said}. Look at the space and rights of {out_dir}.")
    taken[article.slug] = path
    return IngestedFile(path, article.slug, len(article.sections), note)


def _import(path: Path, job: _Job) -> tuple[Article, str]:
    raw = read_raw(path)
    document = _read(path, raw, job.lang)
    name = fold_spaces(clean_characters(path.name))
    title = fold_spaces(document.title)[:_MAX_TITLE] or _readable(path)
    sections = cut(document.blocks, title)
    if not sections:
        raise ImportRefused(path, "there is no text in it", "Save it again from its source.")
    article = Article(
        collection=job.collection,
        slug=slug_of(path),
        lang=job.lang,
        title=title,
        summary=first_sentence(document.blocks) or title,
        questions=(),
        sections=sections,
        sources=(Source(name, "", job.today),),
        checked=job.today,
        responsible=job.responsible or job.collection,
        translation=Translation("source"),
    )
    return article, raw.note


def _read(path: Path, raw: Raw, lang: str) -> Document:
    text, title = read_pdf_text(path) if raw.kind == "pdf" else (raw.text, "")
    readers = {"markdown": read_markdown, "html": read_html}
    document = readers.get(raw.kind, read_text)(text)
    dropped = "" if lang in _LANGS_WITH_ZWNJ else _ZWNJ
    blocks = tuple(clean_block(block, dropped) for block in document.blocks)
    heading = clean_block(Block("heading", title or document.title), dropped)
    return Document(blocks, heading.text)


def slug_of(path: Path) -> str:
    """The slug of a file, from its name alone; a name without a plain letter gets a number."""
    plain = plain_name(path.stem)[:_MAX_SLUG].strip("-")
    return plain or f"file-{hashlib.sha256(os.fsencode(path.stem)).hexdigest()[:8]}"


def _readable(path: Path) -> str:
    words = fold_spaces(clean_characters(path.stem).replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:] or slug_of(path)
