"""Read an HTML page into blocks: what a reader of the page would see, and nothing hidden.

Scripts, styles, menus, page headers and footers, forms and everything that is hidden are left
out: hidden text is a way to put words into an answer that nobody has read.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from knowledge.importing.blocks import Block, Document, clean_characters, fold_spaces

_DROPPED = {
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "button",
    "select",
    "head",
    "dialog",
}
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "figure",
    "figcaption",
    "body",
    "address",
    "details",
    "summary",
} | {f"h{level}" for level in range(1, 7)}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read_html(text: str) -> Document:
    """Read a page; where it has a <main> or a single <article>, only that."""
    text = _DECLARATION.sub("", clean_characters(text))
    try:
        root = document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Document(())
    found = root.find(".//title")
    page_title = fold_spaces(found.text_content()) if found is not None else ""
    main = root.find(".//main")
    articles = root.findall(".//article")
    if main is None and len(articles) == 1:
        main = articles[0]
    blocks = tuple(_walk(main if main is not None else root))
    headline = next((b.text for b in blocks if b.kind == "heading" and b.level == 1), "")
    return Document(blocks, headline or page_title)


def _walk(element: HtmlElement) -> Iterator[Block]:
    """Blocks of an element in document order; loose text between blocks is a paragraph."""
    loose: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_dropped(child) or child.tag == "br":
            loose += [" ", child.tail or ""]
        elif child.tag in _BLOCKS or _holds_blocks(child):
            yield from _paragraph(loose)
            loose = [child.tail or ""]
            yield from _block(child)
        else:
            loose += [_seen_text(child), child.tail or ""]
    yield from _paragraph(loose)


def _block(element: HtmlElement) -> Iterator[Block]:
    tag = str(element.tag)
    if re.fullmatch(r"h[1-6]", tag):
        words = fold_spaces(_seen_text(element))
        if words:
            yield Block("heading", words, int(tag[1]))
    elif tag == "tr":
        cells = [c for c in element if c.tag in ("td", "th") and not _is_dropped(c)]
        yield Block("row", cells=tuple(fold_spaces(_seen_text(cell)) for cell in cells))
    elif tag == "li":
        parent = element.getparent()
        kind = "step" if parent is not None and parent.tag == "ol" else "item"
        for block in _walk(element):
            if block.kind == "paragraph":
                yield Block("step" if kind == "step" else "item", block.text)
            else:
                yield block
    else:
        yield from _walk(element)


def _paragraph(parts: list[str]) -> Iterator[Block]:
    words = fold_spaces("".join(parts))
    if words:
        yield Block("paragraph", words)


def _holds_blocks(element: HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _is_dropped(element: HtmlElement) -> bool:
    return (
        element.tag in _DROPPED
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or element.get("role") in ("navigation", "banner", "contentinfo", "search")
        or _HIDING.search(element.get("style", "")) is not None
    )


def _seen_text(element: HtmlElement) -> str:
    """The words of an element without those of hidden parts; a line break is a space."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        elif isinstance(child.tag, str) and not _is_dropped(child):
            parts.append(f" {_seen_text(child)} " if child.tag in _BLOCKS else _seen_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
