"""Show a quote in the form that it has on its page: paragraphs, points, or numbered steps.

What is indexed and quoted is plain text, in which an item of a list is a line like any other.
"3. Send the complaint" has lost its number there, and whoever reads "first ..., then ..." needs
it. So the quote is found again in its section, and cut where the blocks of the section end.
Nothing is added to the words of the quote and nothing is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.articles import Article, Section
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.pairing import BlockKind, pair_sections


@dataclass(frozen=True, slots=True)
class QuotedBlock:
    """Paragraphs, or the items of one list; steps are numbered from `start`."""

    kind: BlockKind
    lines: tuple[str, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or an item: where it ends in the text of its section, and what it belongs to."""

    end: int
    block: int
    kind: BlockKind
    number: int


def blocks_of_quote(
    quote: str, article: Article | None, anchor: str, facts: Facts
) -> tuple[QuotedBlock, ...]:
    """Return a quote in the blocks that it stands in.

    :param article: the article that is quoted; None if it is there no longer.
    :param anchor: the section that is quoted, "" for the summary.
    :return: each line as a paragraph where the quote is not found in that section, as when the
        text has changed since the index was built.
    """
    section = next((s for s in article.sections if s.anchor == anchor), None) if article else None
    if article is None or section is None:
        return _as_paragraphs(quote)
    whole = expand_plain(section.markdown, article.lang, facts)
    at = whole.find(quote)
    if at < 0:
        return _as_paragraphs(quote)
    end = at + len(quote)
    found: dict[int, tuple[_Piece, list[str]]] = {}
    for piece in _pieces(section, whole, article.lang, facts):
        if piece.end <= at:
            continue
        shown = [line.strip() for line in whole[at : min(piece.end, end)].split("\n")]
        if piece.kind != "text":
            shown = [" ".join(filter(None, shown))]  # an item may have two paragraphs
        found.setdefault(piece.block, (piece, []))[1].extend(filter(None, shown))
        at = piece.end
    return tuple(
        QuotedBlock(piece.kind, tuple(lines), piece.number)
        for piece, lines in found.values()
        if lines
    )


def _pieces(section: Section, whole: str, lang: str, facts: Facts) -> Iterator[_Piece]:
    """Yield the paragraphs and items of a section, in order.

    Their letters are counted, since what parts the paragraphs of an item is another white space
    in the item than in the section.
    """
    places = [place for place, char in enumerate(whole) if not char.isspace()]
    count = 0
    for number, block in enumerate(pair_sections(section, section).blocks):
        for n, pair in enumerate(block.pairs):
            count += len("".join(expand_plain(pair.ours, lang, facts).split()))
            end = places[min(count, len(places)) - 1] + 1 if count else 0
            yield _Piece(end, number, block.kind, block.start + n if block.kind == "steps" else 1)


def _as_paragraphs(quote: str) -> tuple[QuotedBlock, ...]:
    lines = (line.strip() for line in quote.splitlines())
    return tuple(QuotedBlock("text", (line,)) for line in lines if line)
