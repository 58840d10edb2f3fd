"""Turn the text of an article file into an Article, or into the problems that prevent it.

A file is TOML front matter between two +++ lines, then Markdown in sections. Faults that leave
no article to show (broken front matter, a missing part, a section without an anchor) are found
here; faults in what an article says are found in knowledge.checks.
"""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.articles import Article, Section, Source, Translation
from knowledge.entries import Entry
from knowledge.problems import Problem, parse_toml

FENCE = "+++"
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_ANCHOR = re.compile(r"\{#([^{}]*)\}\s*$")
_ANCHOR_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_FRONT = 20_000  # ten times the longest that anybody has written
_STATES = ("source", "machine", "reviewed")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands, which is also what it is: collection, slug and language."""

    path: Path
    collection: str
    slug: str
    lang: str


def parse_article(text: str, place: Place, problems: list[Problem]) -> Article | None:
    """Read one article.

    :param text: the whole file; Windows line ends and a byte order mark are taken as they come.
    :return: the article, or None where `problems` got an error that leaves nothing to show.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found: list[Problem] = []
    split = _split(text, place.path, found)
    fields = parse_toml(split.front, place.path, found, first_line=2) if split else None
    article = _build(fields, split, place, found) if split and fields is not None else None
    problems += found
    return None if any(problem.level == "error" for problem in found) else article


@dataclass(frozen=True, slots=True)
class _Split:
    """Front matter and body, and the line of the file on which the body begins."""

    front: str
    body: str
    body_line: int


def _split(text: str, path: Path, problems: list[Problem]) -> _Split | None:
    lines = text.split("\n")
    if not text.strip():
        problems.append(Problem(path, None, "the file is empty", "Write the article or remove it."))
        return None
    if lines[0].rstrip() != FENCE:
        problems.append(
            Problem(path, 1, "no front matter", "Begin the file with +++, TOML, and +++ again.")
        )
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            front, body = "\n".join(lines[1:number]), "\n".join(lines[number + 1 :])
            if len(front) > _MAX_FRONT:
                said = f"the front matter is longer than {_MAX_FRONT} characters"
                problems.append(Problem(path, 1, said, "Put the text after the second +++."))
                return None
            return _Split(front, body, number + 2)
    problems.append(
        Problem(path, 1, "the front matter has no end", "Put a line +++ after the last field.")
    )
    return None


def _build(
    fields: dict[str, Any], split: _Split, place: Place, problems: list[Problem]
) -> Article | None:
    def entry(of: object, name: str, table: str | None = None, nth: int = 1) -> Entry:
        return Entry(
            of if isinstance(of, dict) else {},
            place.path,
            problems,
            name=name,
            find_line=partial(_find_line, split.front.split("\n"), table, nth),
        )

    top = entry(fields, "")
    sources = top.raw("sources")
    if not isinstance(sources, list) or not sources:
        top.fault("sources", "there is no source", "Add a [[sources]] with title, url and checked.")
        sources = []
    translation = entry(top.raw("translation"), "translation", "[translation]")
    made = _translation(translation)
    article = Article(
        place.collection,
        place.slug,
        place.lang,
        title=top.text("title"),
        summary=top.text("summary"),
        questions=top.texts("questions"),
        sections=_sections(split, place.path, problems, is_translation=made.state != "source"),
        sources=tuple(
            _source(entry(item, f"source {number}", "[[sources]]", number))
            for number, item in enumerate(sources, 1)
        ),
        checked=top.day("checked"),  # type: ignore[arg-type]  # None comes with a problem
        responsible=top.text("responsible"),
        translation=made,
        related=top.texts("related"),
    )
    top.refuse_others()
    return article


def _find_line(front: list[str], table: str | None, nth: int, field: str | None) -> int:
    """The line of a field, or of the nth such table; the front matter begins on line 2."""
    heads = [number for number, line in enumerate(front) if line.strip() == table]
    start = heads[nth - 1] if len(heads) >= nth else 0
    for number, line in enumerate(front[start:], start):
        if number > start and line.lstrip().startswith("["):
            break  # the next table has fields of the same names
        if field and re.match(rf"\s*{re.escape(field)}\s*=", line):
            return number + 2
    return start + 2 if heads else 1


def _source(entry: Entry) -> Source:
    """A source; its address may be empty where a document has none, which checks looks at."""
    source = Source(
        title=entry.text("title"),
        url=entry.web_address("url", required=False),
        checked=entry.day("checked"),  # type: ignore[arg-type]  # None comes with a problem
    )
    entry.refuse_others()
    return source


def _translation(entry: Entry) -> Translation:
    state = entry.choice("state", _STATES)
    source_lang = entry.text("from", empty=True) or None
    fingerprint = entry.text("fingerprint", empty=True) or None
    reviewer = entry.text("reviewer", empty=True) or None
    reviewed = entry.day("reviewed", required=state == "reviewed")
    entry.refuse_others()
    return Translation(state, source_lang, fingerprint, reviewer, reviewed)  # type: ignore[arg-type]


def _sections(
    split: _Split, path: Path, problems: list[Problem], *, is_translation: bool
) -> tuple[Section, ...]:
    if is_translation and not split.body.strip():
        return ()  # an outline: only title and summary have been translated
    return split_sections(split.body, path, problems, first_line=split.body_line)


def split_sections(
    body: str, path: Path, problems: list[Problem], *, first_line: int = 1
) -> tuple[Section, ...]:
    """Cut the Markdown of an article at its headings of level 2 and 3.

    Every heading must end in an anchor, {#who}, and no two may share one.
    """
    sections: list[Section] = []
    seen: set[str] = set()
    heading: tuple[str, str, int] | None = None
    lines: list[str] = []

    def close() -> None:
        if heading is not None:
            sections.append(Section(*heading, "\n".join(lines).strip()))
        lines.clear()

    for number, line in enumerate(body.split("\n"), first_line):
        match = _HEADING.fullmatch(line.rstrip())
        if match is None:
            if heading is None and line.strip():
                problems.append(
                    Problem(path, number, "text before the first heading", "Put it in a section.")
                )
                break
            lines.append(line.rstrip())
            continue
        close()
        anchor = _ANCHOR.search(match[2])
        title = _ANCHOR.sub("", match[2]).strip()
        fault = _heading_fault(len(match[1]), title, anchor and anchor[1], seen)
        if fault:
            problems.append(Problem(path, number, *fault))
        heading = (title, anchor[1] if anchor else "", len(match[1]))
        seen.add(heading[1])
    close()
    if not sections and not problems:
        problems.append(
            Problem(path, first_line, "there is no section", "Add  ## Heading {#anchor}  and text.")
        )
    return tuple(sections)


def _heading_fault(
    level: int, title: str, anchor: str | None, seen: set[str]
) -> tuple[str, str] | None:
    if level not in (2, 3):
        return f"a heading of level {level}", "Use ## or ###; the title is in the front matter."
    if not title:
        return "a heading without words", "Say what the section is about."
    if not anchor:
        return f"heading {title!r} has no anchor", "End it with an English {#anchor}."
    if not _ANCHOR_NAME.fullmatch(anchor):
        return f"anchor {anchor!r} is not plain", "Use small English letters, digits and hyphens."
    if anchor in seen:
        return f"anchor {anchor!r} stands twice", "Give each section an anchor of its own."
    return None
