"""What is shown of a quote: its beginning large, its steps numbered, its source, its original."""

from flask import current_app, request, url_for

from indexing.sentences import sentences
from indexing.values import Quote
from knowledge.languages import SOURCE_LANG
from knowledge.pairing import Pair, beside_quote
from knowledge.quoted import QuotedBlock, blocks_of_quote
from portal.chat.context import QuoteView
from portal.chat.fragments import text_fragment
from portal.services import Library

_NORWEGIAN = frozenset({"nb", "nn"})
# A first sentence shorter than this takes the next along, up to the length of both.
_LONE_CHARS, _SHORT_CHARS = 60, 200
# What announces says nothing without what follows.
_ANNOUNCES = (":", "?", "؟", "፧", "፦")


def view_quote(library: Library, quote: Quote, lang: str, *, is_first: bool) -> QuoteView:
    """Return what is shown of a quote in an answer in `lang`; of the first, how it begins."""
    article = library.article(quote.collection, quote.slug, quote.lang)
    blocks = blocks_of_quote(quote.text, article, quote.anchor, library.facts)
    short = ""
    if is_first:
        short, blocks = begin_short(blocks, quote.lang)
    path = _page_path(library, quote, lang)
    base: str = current_app.config["SETTINGS"].public_url or request.host_url.rstrip("/")
    return QuoteView(
        short=short,
        blocks=blocks,
        title=article.title if article else quote.section,
        section=quote.section,
        lang=quote.lang,
        url=f"{path}#{quote.anchor}{text_fragment(quote.text)}",
        address=base + path,
        checked=quote.checked,
        translation=quote.translation,
        beside=_beside(library, quote),
    )


def begin_short(blocks: tuple[QuotedBlock, ...], lang: str) -> tuple[str, tuple[QuotedBlock, ...]]:
    """Part the first sentence or two of a quote from the rest.

    :return: "" and the whole, where it begins with a list or with words that only announce.
    """
    if not blocks or blocks[0].kind != "text":
        return "", blocks
    first, *others = blocks[0].lines
    cut = sentences(first, lang)
    if not cut or cut[0].endswith(_ANNOUNCES):
        return "", blocks
    count = 1
    if len(cut) > 1 and len(cut[0]) < _LONE_CHARS and len(cut[0]) + len(cut[1]) < _SHORT_CHARS:
        count = 1 if cut[1].endswith(_ANNOUNCES) else 2
    end = 0
    for sentence in cut[:count]:
        end = first.index(sentence, end) + len(sentence)
    rest = tuple(line for line in (first[end:].strip(), *others) if line)
    following = (QuotedBlock("text", rest),) if rest else ()
    return first[:end], (*following, *blocks[1:])


def _page_path(library: Library, quote: Quote, lang: str) -> str:
    """Return where the quoted text stands, on pages in the reader's language if they show it."""
    parts = (find(quote.collection, quote.slug, lang) for find in (library.nearest, library.text))
    return url_for(
        "pages.article",
        lang=lang if quote.lang in {part.lang for part in parts if part} else quote.lang,
        collection=quote.collection,
        slug=quote.slug,
    )


def _beside(library: Library, quote: Quote) -> tuple[Pair, ...]:
    """Return the paragraphs that a quote stands in, each with the Norwegian one."""
    if quote.lang in _NORWEGIAN:
        return ()
    ours = library.article(quote.collection, quote.slug, quote.lang)
    theirs = library.article(quote.collection, quote.slug, SOURCE_LANG)
    if ours is None or theirs is None:
        return ()
    return beside_quote(quote.text, ours, theirs, quote.anchor, library.facts)
