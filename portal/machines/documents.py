"""The XML that programs read: a map of the site, and a feed of changed guidance (Atom)."""

from collections.abc import Iterable, Sequence
from datetime import date
from xml.etree import ElementTree

from knowledge.articles import Article

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# How each name is written: the format of the file itself without a prefix.
ElementTree.register_namespace("xhtml", _XHTML)


def sitemap_index(addresses: Iterable[str]) -> bytes:
    """Return a list of maps, one a language: together they would be too large for one."""
    root = ElementTree.Element("sitemapindex", xmlns=_SITEMAP)
    for address in addresses:
        ElementTree.SubElement(ElementTree.SubElement(root, "sitemap"), "loc").text = address
    return _written(root)


def sitemap(pages: Iterable[tuple[str, date | None, Sequence[tuple[str, str]]]]) -> bytes:
    """Return a map of pages: each its address, its day, and (tag, address) of its versions."""
    root = ElementTree.Element("urlset", xmlns=_SITEMAP)
    for address, changed, versions in pages:
        page = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(page, "loc").text = address
        if changed:
            ElementTree.SubElement(page, "lastmod").text = changed.isoformat()
        for tag, version in versions:
            attributes = {"rel": "alternate", "hreflang": tag, "href": version}
            ElementTree.SubElement(page, f"{{{_XHTML}}}link", attributes)
    return _written(root)


def feed(
    title: str, own_url: str, home_url: str, tag: str, entries: Sequence[tuple[Article, str]]
) -> bytes:
    """Return a feed in Atom (RFC 4287): articles, each with the address of its page."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, _XML_LANG: tag})
    _add(root, "title", title)
    _add(root, "id", own_url)
    ElementTree.SubElement(root, "link", {"rel": "self", "href": own_url})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "href": home_url})
    _add(root, "updated", _midnight(max(article.checked for article, _ in entries)))
    _add(ElementTree.SubElement(root, "author"), "name", "Veiviser")
    for article, address in entries:
        entry = ElementTree.SubElement(root, "entry")
        _add(entry, "title", article.title)
        _add(entry, "id", address)
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": address})
        _add(entry, "updated", _midnight(article.checked))
        _add(entry, "summary", article.summary)
    return _written(root)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
