"""Read a Markdown file into blocks, by the rules of CommonMark and its tables."""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.importing.blocks import Block, Document, clean_characters, fold_spaces

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.{0,20000}?\n\1[ \t]*\n", re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,500}>")


def read_markdown(text: str) -> Document:
    """Read a Markdown text; raw HTML in it is dropped, its words between tags stay."""
    text = _FRONT_MATTER.sub("", clean_characters(text), count=1)
    builder = _Builder()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        builder.take(token)
    blocks = tuple(builder.blocks)
    title = next((b.text for b in blocks if b.kind == "heading" and b.level == 1), "")
    return Document(blocks, title)


class _Builder:
    """Makes blocks from tokens as they come, and knows what it is inside of."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._cells: list[str] | None = None
        self._level = 0
        self._lists: list[Literal["item", "step"]] = []

    def take(self, token: Token) -> None:
        """Take the next token of the document."""
        if token.type == "inline":
            self._take_words(_words(token))
        elif token.type in ("fence", "code_block"):
            self.blocks += [Block("paragraph", words) for words in _lines(token.content)]
        elif token.type == "html_block":
            self._take_words(fold_spaces(_TAG.sub(" ", token.content)))
        elif token.type in ("heading_open", "heading_close"):
            self._level = int(token.tag[1]) if token.nesting == 1 else 0
        elif token.tag in ("ul", "ol"):
            self._take_list(token)
        elif token.tag in ("tr", "td", "th"):
            self._take_cell(token)

    def _take_words(self, words: str) -> None:
        if self._cells:
            self._cells[-1] = words
        elif words and self._level:
            self.blocks.append(Block("heading", words, self._level))
        elif words:
            self.blocks.append(Block(self._lists[-1] if self._lists else "paragraph", words))

    def _take_list(self, token: Token) -> None:
        if token.nesting == 1:
            self._lists.append("item" if token.tag == "ul" else "step")
        else:
            self._lists.pop()

    def _take_cell(self, token: Token) -> None:
        if token.tag != "tr":
            if token.nesting == 1 and self._cells is not None:
                self._cells.append("")
        elif token.nesting == 1:
            self._cells = []
        else:
            self.blocks.append(Block("row", cells=tuple(self._cells or ())))
            self._cells = None


def _lines(text: str) -> list[str]:
    return [words for line in text.split("\n") if (words := fold_spaces(line))]


def _words(token: Token) -> str:
    """The text of an inline token without its marks."""
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return fold_spaces("".join(parts))
