"""Links to articles, and the way that leads to them: shared by the pages that show them."""

from flask import url_for

from indexing.sentences import sentences
from knowledge.articles import Article
from portal.pages.context import TopicGroup, TopicLink
from portal.pages.home import name_of
from portal.rendering import Crumb
from portal.services import Library

# A sentence longer than this says too much for a list.
_MAX_ABOUT_CHARS = 180


def link_to(library: Library, article: Article) -> TopicLink:
    """Return a link to an article, with the first sentence of its summary."""
    place = (article.collection, article.slug)
    text = library.text(*place, article.lang) if article.is_outline else article
    text_lang = text.lang if text else article.lang
    return TopicLink(*place, article.title, article.lang, text_lang, about(article))


def about(article: Article) -> str:
    """Return the first sentence of a summary, "" if it is long."""
    first = next(iter(sentences(article.summary, article.lang)), "")
    return first if len(first) <= _MAX_ABOUT_CHARS else ""


def related_to(library: Library, article: Article, lang: str) -> tuple[TopicLink, ...]:
    """Return links to what an article names as related, in the language nearest to `lang`."""
    found = (library.nearest(article.collection, slug, lang) for slug in article.related)
    return tuple(link_to(library, other) for other in found if other)


def groups_of(library: Library, collection: str, lang: str) -> tuple[TopicGroup, ...]:
    """Return the topics of a collection by category; what has none comes last, without a name."""
    articles = (library.nearest(collection, slug, lang) for slug in library.slugs(collection))
    links = {article.slug: link_to(library, article) for article in articles if article}
    groups = []
    for known in library.collections:
        if known.id != collection:
            continue
        for category in known.categories:
            found = tuple(
                links.pop(topic.slug)
                for topic in library.topics
                if (topic.collection, topic.category) == (collection, category.id)
                and topic.slug in links
            )
            if found:
                anchor = _anchor(category.id)
                groups.append(TopicGroup(anchor, category.id, category.name[lang], found))
    if links:
        groups.append(TopicGroup("", "", "", tuple(links.values())))
    return tuple(groups)


def trail_to(library: Library, collection: str, slug: str, lang: str) -> tuple[Crumb, ...]:
    """Return the way from the first page to an article: its collection and its category."""
    address = url_for("pages.collection", collection=collection)
    trail = [Crumb(name_of(library, collection, lang)[0], address)]
    category = next(
        (t.category for t in library.topics if (t.collection, t.slug) == (collection, slug)), ""
    )
    for known in library.collections:
        for one in known.categories:
            if (known.id, one.id) == (collection, category):
                trail.append(Crumb(one.name[lang], f"{address}#{_anchor(category)}"))
    return tuple(trail)


def _anchor(category: str) -> str:
    return f"category-{category}"
