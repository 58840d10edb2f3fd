"""Cut the blocks of a document into sections, and write each as the Markdown of our articles.

What stands before the first heading becomes a section under the title. Every character that
means something in Markdown, or could be read as a key, is escaped: an imported text says what
it said, and can neither name a fact nor make a link.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from knowledge.articles import Section
from knowledge.importing.blocks import Block

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|]")
_LINE_START = re.compile(r"^(\d{1,9})([.)])(?=\s)|^([-+#])(?=[\s#+-]|$)")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})
_SENTENCE = re.compile(r".{20,}?[.!?](?=\s|$)")
_MAX_ANCHOR = 60
_MAX_SUMMARY = 300


def cut(blocks: Sequence[Block], title: str) -> tuple[Section, ...]:
    """Sections in reading order, each with an anchor of its own; none without text or parts."""
    drafts: list[tuple[str, int, list[Block]]] = [(title, 2, [])]
    for block in blocks:
        if block.kind == "heading":
            if block.level == 1 and block.text == title:
                continue
            drafts.append((block.text, 2 if block.level <= 2 else 3, []))
        else:
            drafts[-1][2].append(block)
    if not drafts[0][2]:
        drafts.pop(0)
    kept = [
        draft
        for number, draft in enumerate(drafts, 1)
        if draft[2] or (number < len(drafts) and drafts[number][1] > draft[1])
    ]
    sections: list[Section] = []
    taken: dict[str, int] = {}
    for heading, level, body in kept:
        anchor = _free(plain_name(heading)[:_MAX_ANCHOR].strip("-") or "section", taken)
        markdown = "\n".join(_write(body)).strip()
        sections.append(Section(_heading(heading), anchor, level if sections else 2, markdown))
    return tuple(sections)


def plain_name(text: str) -> str:
    """Small English letters, digits and hyphens: for anchors and slugs. "" if nothing is left."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _NOT_PLAIN.sub("-", folded.encode("ascii", "ignore").decode()).strip("-")


def first_sentence(blocks: Sequence[Block]) -> str:
    """The first sentence of running text, cut at a word where it is very long."""
    for block in blocks:
        match = _SENTENCE.match(block.text) if block.kind == "paragraph" else None
        if match:
            sentence = match[0]
            if len(sentence) > _MAX_SUMMARY:
                sentence = sentence[:_MAX_SUMMARY].rpartition(" ")[0] + " …"
            return sentence
    return ""


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, or the name with the next number that is free.

    `taken` remembers the last number of each name: counting from 2 for each of a hundred
    thousand equal headings would take hours.
    """
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}-{taken[name]}"
    taken[free] = 1
    return free


def _heading(text: str) -> str:
    """A heading as it can stand in a file: on one line, and not ending like an anchor."""
    return text.replace("{", "(").replace("}", ")").strip("# ") or "…"


def _write(blocks: Sequence[Block]) -> Iterator[str]:
    """Lines of Markdown; kinds are parted by an empty line, items of one list stand together."""
    previous = ""
    rows: list[tuple[str, ...]] = []
    for block in [*blocks, Block("paragraph")]:
        if block.kind == "row":
            rows.append(block.cells)
            previous = "row"
            continue
        if rows:
            yield from ["", *_table(rows)]
            rows = []
        if not block.text:
            continue
        if block.kind != previous or block.kind == "paragraph":
            yield ""
        marks = {"item": "- ", "step": "1. "}
        yield marks.get(block.kind, "") + escape_markdown(block.text)
        previous = block.kind


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table; its first row is the head, short rows are filled up."""
    columns = max(len(row) for row in rows)
    if columns < 2:
        for row in rows:
            yield from [escape_markdown(" ".join(row)), ""]
        return
    for number, row in enumerate(rows):
        cells = [escape_markdown(cell) for cell in row] + [""] * (columns - len(row))
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * columns


def escape_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is.

    >>> escape_markdown("1. {figure:x} *")
    '1\\\\. \\\\{figure:x\\\\} \\\\*'
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
