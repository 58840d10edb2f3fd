"""Read aligned texts and questions, and keep what is for measuring out of the training.

Files are gzipped TSV, one pair a line: `<source>.<l1>-<l2>.tsv.gz` holds a text and its
translation, `<source>.qa.<lang>.tsv.gz` a question and the passage that answers it. A file
whose source name ends in `-heldout` is for measuring and is never learnt from; neither is any
text that stands in one, wherever else it turns up.
"""

import gzip
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexing.errors import IndexingError

_SOURCES_FILE = Path(__file__).with_name("sources.toml")

# A shorter line of a held-out page, such as "Opening hours:", stands on any page.
_HELD_OUT_LINE_CHARS = 25


class CorporaMissing(IndexingError):
    """The texts to train or measure on are not where they were looked for."""


class HeldOutText(IndexingError):
    """A text for measuring was about to be learnt from."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of `sources.toml`; `licence` and `origin` go into the model card."""

    key: str
    origin: str
    licence: str
    about: str
    weight: float


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of pairs. In a file of questions both languages are the same."""

    path: Path
    source: str
    left_lang: str
    right_lang: str
    is_questions: bool

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs; a line without exactly one tab is passed over."""
        with gzip.open(self.path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                parts = line.rstrip("\n").split("\t")
                if len(parts) == 2 and all(parts):
                    yield parts[0], parts[1]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question about a page; `answers` are the numbers of the lines that answer it."""

    id: int
    lang: str
    question: str
    page: int
    lines: tuple[str, ...]
    answers: tuple[int, ...]


@cache
def sources() -> dict[str, Source]:
    """Return what `sources.toml` says of every source, by key."""
    entries = tomllib.loads(_SOURCES_FILE.read_text("utf-8"))
    return {
        key: Source(key, entry["from"], entry["licence"], entry["about"], float(entry["weight"]))
        for key, entry in entries.items()
    }


def corpus_files(corpora_dir: Path, *, held_out: bool = False) -> list[CorpusFile]:
    """List the files to train on, or those to measure with, in a fixed order.

    :raises CorporaMissing: if there are none.
    :raises IndexingError: if a file comes from a source without an entry in `sources.toml`.
    """
    files = []
    for path in sorted(corpora_dir.glob("*.tsv.gz")):
        parts = path.name.removesuffix(".tsv.gz").split(".")
        if parts[0].endswith("-heldout") is not held_out:
            continue
        if not held_out and parts[0] not in sources():
            raise IndexingError(
                f"{path}: source {parts[0]!r} has no entry in {_SOURCES_FILE.name}. Add one with "
                "its origin, licence and weight, or move the file away."
            )
        is_questions = parts[1] == "qa"
        left, right = (parts[2], parts[2]) if is_questions else parts[1].split("-")
        files.append(CorpusFile(path, parts[0], left, right, is_questions))
    if not files:
        raise CorporaMissing(
            f"{corpora_dir}: no {'held-out ' if held_out else ''}*.tsv.gz files here. Give the "
            "folder that holds the aligned texts."
        )
    return files


def read_question_pages(qa_dir: Path, part: str) -> dict[str, list[QuestionPage]]:
    """Return OMoS-QA by language; the same id is the same question in another language.

    :param part: "train" or "dev".
    :raises CorporaMissing: if the files are not there.
    """
    pages: dict[str, list[QuestionPage]] = {}
    for path in sorted((qa_dir / "omos").glob(f"{part}.*.jsonl.gz")):
        lang = path.name.split(".")[1]
        with gzip.open(path, "rt", encoding="utf-8") as file:
            pages[lang] = [_question_page(json.loads(line), lang) for line in file]
    if not pages:
        raise CorporaMissing(
            f"{qa_dir / 'omos'}: no {part}.*.jsonl.gz files here. The questions in them must be "
            "known, so that they are measured on and never learnt from: give the qa folder."
        )
    return pages


def _question_page(entry: dict[str, object], lang: str) -> QuestionPage:
    lines = tuple(str(entry["context"]).split("\n"))
    answers = entry["answers"]
    assert isinstance(answers, list)
    return QuestionPage(
        id=int(str(entry["id"])),
        lang=lang,
        question=str(entry["question"]),
        page=int(str(entry["pageId"])),
        lines=lines,
        answers=tuple(int(n) for n in answers if int(n) < len(lines)),
    )


def comparable(text: str) -> str:
    """Return the text without what two copies of it may differ in: case and white space."""
    return " ".join(text.casefold().split())


class HeldOut:
    """Every text that is for measuring only."""

    def __init__(self, corpora_dir: Path, qa_dir: Path) -> None:
        texts: set[str] = set()
        for file in corpus_files(corpora_dir, held_out=True):
            for row in file.rows():
                texts.update(map(comparable, row))
        for questions in read_question_pages(qa_dir, "dev").values():
            for entry in questions:
                texts.add(comparable(entry.question))
                texts.add(comparable(" ".join(entry.lines)))
                long_lines = (x for x in entry.lines if len(x) >= _HELD_OUT_LINE_CHARS)
                texts.update(map(comparable, long_lines))
        self._texts = texts

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and comparable(text) in self._texts

    def __len__(self) -> int:
        return len(self._texts)
