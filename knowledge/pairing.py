"""Lay a text beside its original, piece by piece, for two people who read together.

A translation has the sections of its original, in each the same blocks (paragraphs, lists), and
in each list the same items: knowledge.comparing and knowledge.translated see to that. So pieces
are paired by their place alone. Where the places do not agree, as when a translation has fallen
behind, a whole block or a whole section stands beside the other, and nothing is left out.

A piece is Markdown; knowledge.expanding makes text or HTML of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from markdown_it.token import Token

from knowledge.articles import Article, Section
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.markdown import parse_markdown

BlockKind = Literal["text", "points", "steps"]
_KINDS: dict[str, BlockKind] = {"bullet_list_open": "points", "ordered_list_open": "steps"}
_MARK = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece in our language, and the same in the language of the original; "" where one lacks."""

    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PairedBlock:
    """A paragraph (one pair) or a list (a pair for each item; numbered from `start` if steps)."""

    kind: BlockKind
    pairs: tuple[Pair, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class PairedSection:
    """A section of both texts; `heading` pairs the two headings."""

    anchor: str
    level: int
    heading: Pair
    blocks: tuple[PairedBlock, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    kind: BlockKind
    pieces: tuple[str, ...]
    start: int = 1


def pair_articles(ours: Article, theirs: Article) -> tuple[PairedSection, ...]:
    """The sections of two texts of one topic, in the order of `theirs`, the original.

    A section that only `ours` has comes last.
    """
    own = {section.anchor: section for section in ours.sections}
    paired = [pair_sections(own.pop(s.anchor, None), s) for s in theirs.sections]
    return (*paired, *(pair_sections(section, None) for section in own.values()))


def pair_sections(ours: Section | None, theirs: Section | None) -> PairedSection:
    """The blocks of a section beside those of its original; either may be missing.

    :raises ValueError: if both are.
    """
    shown = theirs or ours
    if shown is None:
        raise ValueError("no section to pair")
    heading = Pair(ours.heading if ours else "", theirs.heading if theirs else "")
    blocks = _pair_blocks(ours.markdown if ours else "", theirs.markdown if theirs else "")
    return PairedSection(shown.anchor, shown.level, heading, blocks)


def beside_quote(
    quote: str, ours: Article, theirs: Article, anchor: str, facts: Facts
) -> tuple[Pair, ...]:
    """The pieces that a quote stands in, as plain text, each with the same piece of the original.

    :param quote: text that stands word for word in the section `anchor` of `ours`, as
        knowledge.expanding writes it; "" as anchor means the summary.
    :return: nothing if the quote is not found, or `theirs` has no such section.
    """
    if not anchor:
        plain = _as_plain(Pair(ours.summary, theirs.summary), ours, theirs, facts)
        return (plain,) if quote in plain.ours else ()
    own = _section(ours, anchor)
    other = _section(theirs, anchor)
    if own is None or other is None:
        return ()
    whole = expand_plain(own.markdown, ours.lang, facts)
    start = whole.find(quote)
    if start < 0:
        return ()
    found, at = [], 0
    for block in pair_sections(own, other).blocks:
        for pair in block.pairs:
            plain = _as_plain(pair, ours, theirs, facts)
            at = whole.find(plain.ours, at)
            if at < 0:  # an item of several paragraphs, which are parted otherwise in the section
                return ()
            if at < start + len(quote) and start < at + len(plain.ours):
                found.append(plain)
            at += len(plain.ours)
    return tuple(found)


def _as_plain(pair: Pair, ours: Article, theirs: Article, facts: Facts) -> Pair:
    return Pair(
        expand_plain(pair.ours, ours.lang, facts), expand_plain(pair.theirs, theirs.lang, facts)
    )


def _section(article: Article, anchor: str) -> Section | None:
    return next((section for section in article.sections if section.anchor == anchor), None)


def _pair_blocks(ours: str, theirs: str) -> tuple[PairedBlock, ...]:
    own = tuple(_blocks(ours))
    other = own if theirs == ours else tuple(_blocks(theirs))
    if [block.kind for block in own] != [block.kind for block in other]:
        return (PairedBlock("text", (Pair(ours, theirs),)),)
    return tuple(_pair_block(*both) for both in zip(own, other, strict=True))


def _pair_block(ours: _Block, theirs: _Block) -> PairedBlock:
    pieces = zip_longest(ours.pieces, theirs.pieces, fillvalue="")
    return PairedBlock(theirs.kind, tuple(Pair(*both) for both in pieces), theirs.start)


def _blocks(markdown: str) -> Iterator[_Block]:
    """Cut a section into its blocks, and a list into its items, each still Markdown."""
    lines = markdown.split("\n")
    block: Token | None = None
    items: list[str] = []
    for token in parse_markdown(markdown):
        if token.level == 0 and token.map:
            block, items = token, []
            if token.type not in _KINDS:
                yield _Block("text", ("\n".join(lines[slice(*token.map)]).rstrip(),))
        elif token.level == 1 and token.type == "list_item_open" and token.map:
            items.append(_bare_item(lines[slice(*token.map)]))
        elif token.level == 0 and block and block.type in _KINDS:  # the end of a list
            yield _Block(_KINDS[block.type], tuple(items), int(block.attrs.get("start", 1)))


def _bare_item(lines: list[str]) -> str:
    """An item without its mark, and without the indent that the mark gave its other lines."""
    mark = _MARK.match(lines[0])
    width = mark.end() if mark else 0
    rest = (line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:])
    return "\n".join((lines[0][width:], *rest)).rstrip()
