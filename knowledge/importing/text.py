"""Turn cleaned lines into blocks: join wrapped lines, find headings, keep lists and tables.

Text from a PDF or a word processor says nowhere what is a heading. What tells one is how it
looks: a number before it, capitals, or a short line alone above a paragraph. Where a text marks
its headings itself (# as in Markdown), that is believed and nothing else.
"""

import re
from collections.abc import Sequence

from knowledge.importing.blocks import Block, Document, fold_spaces
from knowledge.importing.lines import clean_lines, strip_emphasis

_MARKED = re.compile(r"(#{1,6})\s+(\S.*)")
_BOLD = re.compile(r"\*\*([^*]{1,120})\*\*")
_ITEM = re.compile(r"\s*[-–•▪♦◦*·o►]\s+(\S.*)")
_STEP = re.compile(r"\s*\d{1,2}\)\s+(\S.*)|\s*\d{1,2}\.\s+(\S.*)")
_BULLETS_AFTER = "`•▪♦"  # those that extraction puts behind the line instead of before it
_NUMBERED = re.compile(r"(\d{1,2})((?:\.\d{1,2}){0,3})\.?\s+(?=[^\W\d_])(\S.*)")
_CAPTION = re.compile(
    r"(?:kilde|figur|tabell|foto|source|figure|table|photo|note)\b", re.IGNORECASE
)
_UNFINISHED = (",", ";", ":", "-", "–", "(", "/", "»", "”", '"', "…")
_FOLLOWS_HYPHEN = re.compile(r"(?:og|eller|samt|and|or|und|och)\b")
_MAX_HEADING = 90
_MAX_WORDS = 12
_MARKS_BELIEVED = 3  # this many marked headings: the text marks its headings itself


class _Piece:
    """A paragraph in the making: its text so far, and whether it is still a line of its own.

    The text is kept in parts until it is asked for: a document of one endless paragraph would
    otherwise be copied once for each of its lines.
    """

    def __init__(self, text: str, kind: str = "text", level: int = 0) -> None:
        self.kind = kind  # text, item, step, row, marked
        self.level = level
        self.alone = True
        self.ending = text
        self.length = len(text)
        self._parts = [text]

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, line: str) -> None:
        """Join a line to it, and a word that was parted at the end of the line before."""
        last = self._parts[-1]
        parted = last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()
        if parted and not _FOLLOWS_HYPHEN.match(line):
            self._parts[-1] = last[:-1]
            self._parts.append(line)
        else:
            self._parts.append(f" {line}")
        self.ending = line
        self.length += len(line) + 1
        self.alone = False


def read_text(text: str) -> Document:
    """Read a plain text into blocks."""
    lines = clean_lines(text)
    pieces = _join_lines(lines)
    if sum(piece.kind == "marked" for piece in pieces) >= _MARKS_BELIEVED:
        blocks = [_as_block(piece) for piece in pieces]
    else:
        blocks = _find_headings(pieces)
    return Document(tuple(blocks), _title(pieces))


def _join_lines(lines: Sequence[str]) -> list[_Piece]:
    """Paragraphs, items and rows from lines; a line that goes on is joined to the one before."""
    width = _width(lines)
    pieces: list[_Piece] = []
    after_blank = True
    for line in lines:
        if not line.strip():
            after_blank = True
            continue
        last = pieces[-1] if pieces else None
        in_table = last is not None and last.kind == "row" and not after_blank
        piece = _read_line(line, in_table=in_table)
        if last is not None and piece.kind == "text" and _goes_on(last, piece, after_blank, width):
            last.add(piece.text)
        else:
            pieces.append(piece)
        after_blank = False
    return pieces


def _width(lines: Sequence[str]) -> int:
    """How long a full line is: nine of ten lines are shorter. Long where lines do not wrap."""
    lengths = sorted(len(line) for line in lines if line.strip() and "\t" not in line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _read_line(line: str, *, in_table: bool) -> _Piece:
    # A row whose other cells are empty is a line with tabs behind it: a heading in the table.
    if "\t" in line.strip() or (in_table and line.endswith("\t")):
        return _Piece(line.rstrip("\t"), "row")
    if match := _MARKED.fullmatch(line.strip()):
        return _Piece(fold_spaces(strip_emphasis(match[2])).rstrip("# "), "marked", len(match[1]))
    bare = line.rstrip()
    if bare[-1] in _BULLETS_AFTER and bare[-2:-1].isspace():
        return _Piece(fold_spaces(bare[:-1]), "item")
    if match := _ITEM.fullmatch(line):
        return _Piece(fold_spaces(match[1]), "item")
    if (match := _STEP.fullmatch(line)) and not _looks_like_heading(line.strip()):
        return _Piece(fold_spaces(match[1] or match[2]), "step")
    return _Piece(fold_spaces(line))


def _goes_on(last: _Piece, piece: _Piece, after_blank: bool, width: int) -> bool:
    """Is this line the rest of the paragraph or item before it?"""
    text = piece.text
    if last.kind in ("row", "marked"):
        return False
    hyphenated = last.ending.endswith("-") and text[:1].islower()
    ended = last.ending.endswith((".", "!", "?", ":"))
    if after_blank:
        # A page ended, or every line has an empty one after it: only a sentence that was
        # broken off, and is taken up with a small letter, goes on.
        return hyphenated or (not ended and text[:1].islower() and last.kind == "text")
    if hyphenated or text[:1].islower():
        return True
    if last.kind == "text" and last.alone and _is_short(last.text, width) and not ended:
        return False  # a heading right above its paragraph
    if last.kind != "text" and last.length < 0.7 * width and not ended:
        return False
    return not (ended and len(text) < 0.5 * width and width < 200 and _is_short(text, width))


def _is_short(text: str, width: int) -> bool:
    return len(text) < min(0.75 * width, _MAX_HEADING) and _looks_like_heading(text)


def _looks_like_heading(text: str) -> bool:
    """Could this line be a heading, by its own looks?"""
    bare = strip_emphasis(text).strip()
    letters = [character for character in bare if character.isalpha()]
    return (
        len(letters) >= 3
        and len(bare) <= _MAX_HEADING
        and len(bare.split()) <= _MAX_WORDS
        and (bare[0].isupper() or _NUMBERED.fullmatch(bare) is not None)
        and not bare.endswith((".", "!", *_UNFINISHED))
        and not _CAPTION.match(bare)
        and not re.search(r"https?://|www\.|@", bare)
    )


def _find_headings(pieces: list[_Piece]) -> list[Block]:
    """Decide which lines that look like headings are headings, by what follows them."""
    blocks: list[Block] = []
    chapter = 0
    for index, piece in enumerate(pieces):
        level = 0
        if piece.kind == "marked":
            level = piece.level
        elif piece.kind in ("text", "step") and piece.alone and _looks_like_heading(piece.text):
            numbered = _NUMBERED.fullmatch(piece.text)
            if numbered:
                level, chapter = _numbered_level(numbered, chapter)
            elif _has_body(pieces, index):
                level = 2 if _is_capitals(piece.text) else 3
        blocks.append(
            Block("heading", strip_emphasis(piece.text), level) if level else _as_block(piece)
        )
    return blocks


def _numbered_level(match: re.Match[str], chapter: int) -> tuple[int, int]:
    """The level of "3.1 Title" and the chapter it is in; 0 for a number out of order.

    Footnotes look just like headings: "9 Kompass". Chapters come one after the other, so a
    number that does not follow the last chapter is none.
    """
    number, parts = int(match[1]), match[2].count(".")
    if number not in (chapter, chapter + 1):
        return 0, chapter
    return (2 if parts == 0 else 3), number


def _has_body(pieces: Sequence[_Piece], index: int) -> bool:
    """Does a paragraph follow, or one more heading that has one? In a pile of short lines, as
    in a figure, only the last can be a heading."""
    before = index > 0 and _is_loose(pieces[index - 1])
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None:
        return False
    if not _is_loose(after):
        return after.kind in ("text", "item", "step", "row")
    following = pieces[index + 2] if index + 2 < len(pieces) else None
    return not before and following is not None and not _is_loose(following)


def _is_loose(piece: _Piece) -> bool:
    return piece.kind == "text" and piece.length < 60 and not piece.ending.endswith((".", ":", "!"))


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(letters) > 4 and capitals >= 0.7 * len(letters)  # four may be an abbreviation


def _as_block(piece: _Piece) -> Block:
    if piece.kind == "marked":
        return Block("heading", piece.text, piece.level)
    if piece.kind == "row":
        return Block("row", cells=tuple(fold_spaces(cell) for cell in piece.text.split("\t")))
    text = strip_emphasis(piece.text)
    if piece.kind == "item":
        return Block("item", text)
    return Block("step", text) if piece.kind == "step" else Block("paragraph", text)


def _title(pieces: Sequence[_Piece]) -> str:
    """A marked heading of the first level, else a first line that reads like a title."""
    for piece in pieces:
        if piece.kind == "marked" and piece.level == 1:
            return piece.text
    first = pieces[0] if pieces else None
    if first and first.kind == "text" and first.alone and len(first.text.split()) >= 3:
        bare = strip_emphasis(first.text)
        if _looks_like_heading(bare):
            return bare
    return ""
