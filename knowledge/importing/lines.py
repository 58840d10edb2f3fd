"""Clean the lines of a text: page headers and footers, tables of contents, traces of markup.

What comes out are lines that belong to the document itself. How they make paragraphs and
headings is decided in knowledge.importing.text.
"""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.importing.blocks import clean_characters

_TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|br|hr|li|ol|ul|td|th|tr|sub|sup|div|span|strong|table|tbody|thead)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,500})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*\n]{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*])\*(?![\w*])")
_RULE = re.compile(r"\s*(?:[-_=*]\s?){3,}\s*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[Ss]ide|[Pp]age|[-–])?\s*\d{1,4}\s*(?:(?:av|of|/|[-–])\s*\d{0,4})?\s*"
)
_CONTENTS = re.compile(
    r"#{0,6}\s*\**(?:innhold|innholdsfortegnelse|innhald|contents|table of contents)\**\s*:?\s*",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r".{0,200}?(?:\t|\.{3,}|…|\s)\s*(?:\d{1,4}|[ivxl]{1,6})\s*")
_DIGITS = re.compile(r"\d+")
_RUNNING_MIN = 8  # a line that stands this often in a text without pages is a running title
_HEADER_MAX = 80  # a longer line is text, however often one like it stands at an edge
_EDGE = 2  # lines at the top and the bottom of a page that may be header or footer


def clean_lines(text: str) -> list[str]:
    """The lines of a text that say something; an empty string parts paragraphs.

    :param text: pages parted by form feeds where it has pages.
    """
    pages = [page.split("\n") for page in clean_characters(text).split("\f")]
    lines = _drop_page_edges(pages) if len(pages) > 1 else _drop_running_titles(pages[0])
    return _drop_contents([_unmark(line) for line in lines])


def _unmark(line: str) -> str:
    """The line without HTML tags, links and rules; bold lines keep their marks, as headings may."""
    if _RULE.fullmatch(line):
        return ""
    line = _ADDRESS.sub(r"\1", line)
    line = _LINK.sub(r"\1", _TAG.sub("", line))
    return line.rstrip(" ") if _STRONG.fullmatch(line.strip()) else strip_emphasis(line).rstrip(" ")


def strip_emphasis(text: str) -> str:
    """Without the marks of bold and italic type."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))


def _drop_page_edges(pages: Sequence[list[str]]) -> list[str]:
    """Join pages, without lines that recur at the edges of them and without page numbers."""

    def key(line: str) -> str:
        return _DIGITS.sub("#", " ".join(line.split()))

    def edges(page: list[str]) -> list[int]:
        filled = [index for index, line in enumerate(page) if line.strip()]
        return sorted({*filled[:_EDGE], *filled[-_EDGE:]})

    counts = Counter(name for page in pages for name in {key(page[i]) for i in edges(page)})
    often = max(3, len(pages) // 3)
    kept: list[str] = []
    for page in pages:
        dropped = {
            index
            for index in edges(page)
            if len(line := page[index].strip()) <= _HEADER_MAX
            and (counts[key(line)] >= often or _PAGE_NUMBER.fullmatch(line))
        }
        kept += [line for index, line in enumerate(page) if index not in dropped]
        kept.append("")
    return kept


def _drop_running_titles(lines: list[str]) -> list[str]:
    counts = Counter(line.strip() for line in lines)
    return [
        line
        for line in lines
        if not line.strip()
        or line.lstrip().startswith(("#", "-", "*"))
        or "\t" in line
        or len(line) > 60
        or counts[line.strip()] < _RUNNING_MIN
    ]


def _drop_contents(lines: list[str]) -> list[str]:
    """Without the table of contents: from its heading to the first line that is no entry of it."""
    start = next((i for i, line in enumerate(lines) if _CONTENTS.fullmatch(line.strip())), None)
    if start is None:
        return lines
    end, misses, entries = start, 0, 0
    for index in range(start + 1, len(lines)):
        line = lines[index].strip()
        if not line:
            continue
        if len(line) < 200 and _CONTENTS_LINE.fullmatch(line):
            end, misses, entries = index, 0, entries + 1
            continue
        misses += 1
        if line.startswith("#") or misses > 2 or len(line) > 200:
            break
    return lines[:start] + lines[end + 1 :] if entries >= 3 else lines
