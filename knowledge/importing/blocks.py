"""The common form of every document that is imported: a list of blocks, in reading order.

Each reader (text, Markdown, HTML, PDF) turns a file into blocks; knowledge.importing.cutting
turns blocks into sections. What a block says is plain text without any markup.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

_SPACES = re.compile(r"[^\S\n]+")
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn"}
_KEPT = {"\n", "\t", "\f", "\u200c"}  # the non-joiner belongs to Persian spelling


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 to 6), a paragraph, an item or a step of a list, or a row of a table."""

    kind: Literal["heading", "paragraph", "item", "step", "row"]
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found: the blocks, and the title where the document states one."""

    blocks: tuple[Block, ...]
    title: str = ""


def clean_characters(text: str) -> str:
    """Normal form C, without control, bidi and other invisible characters; tabs stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    stray = {
        ord(character)
        for character in set(text)
        if character not in _KEPT and unicodedata.category(character) in _DROPPED
    }
    return text.translate(dict.fromkeys(stray)) if stray else text


def clean_block(block: Block, dropped: str = "") -> Block:
    """The block with clean characters: what stood in a file as &#x202e; is one only now.

    :param dropped: characters that must go as well.
    """
    gone = str.maketrans("", "", dropped)

    def clean(text: str) -> str:
        return clean_characters(text).translate(gone)

    return replace(block, text=clean(block.text), cells=tuple(map(clean, block.cells)))


def fold_spaces(text: str) -> str:
    """One plain space for every run of white space, none at the ends."""
    return _SPACES.sub(" ", text.replace("\n", " ").replace("\f", " ")).strip()
