"""What the API says of our values: each function gives the object that openapi.json names."""

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote as percent_encode

from flask import current_app, request, url_for

from indexing.values import Answer, Danger, InterpreterRequest, Quote, TopicHit
from knowledge.articles import Article
from knowledge.expanding import expand_html, expand_plain
from knowledge.helplines import Helpline, format_hours, is_open
from portal.chat.answering import offices_to_ask, search_arguments
from portal.services import Library, Services

Shape = dict[str, object]
MAX_TOPICS = 10


def public_url(endpoint: str, **arguments: str | None) -> str:
    """Return the address of a page, whole if the portal knows where it is reached."""
    base: str = current_app.config["SETTINGS"].public_url
    return base + url_for(endpoint, **arguments)  # type: ignore[arg-type]  # None is left out


def page_url(lang: str, collection: str, slug: str, anchor: str = "") -> str:
    """Return the address of an article; built once for each, since an answer has a dozen."""
    base: str = current_app.config["SETTINGS"].public_url
    path = _page_path(request.script_root, lang, collection, slug)
    return f"{base}{path}#{percent_encode(anchor)}" if anchor else base + path


@lru_cache(maxsize=8192)
def _page_path(root: str, lang: str, collection: str, slug: str) -> str:
    del root  # url_for puts it before the path: another root is another path
    return url_for("pages.article", lang=lang, collection=collection, slug=slug)


def answer_shape(answer: Answer, the_services: Services) -> Shape:
    """Return an answer."""
    reply_lang = answer.identified.reply_lang
    return {
        "kind": answer.kind,
        "lang": answer.identified.lang,
        "lang_confidence": round(answer.identified.confidence, 4),
        "reply_lang": reply_lang,
        "danger": danger_shape(answer.danger, reply_lang, the_services),
        "quotes": [_quote(quote) for quote in answer.quotes],
        "topics": [_topic(topic, reply_lang) for topic in answer.topics[:MAX_TOPICS]],
        "choices": [_topic(topic, reply_lang) for topic in answer.choices],
        "offices": list(offices_to_ask(the_services.library, answer)),
        "interpreter_search": _search(answer.interpreter_search, reply_lang),
        "smalltalk": answer.smalltalk,
        "leans_on": answer.leans_on,
        "searched": answer.searched,
    }


def danger_shape(danger: Danger | None, lang: str, the_services: Services) -> Shape | None:
    """Return the danger that was found, with the helplines in the order to show them."""
    if danger is None:
        return None
    helplines = the_services.library.facts.helplines
    now = the_services.now()
    return {
        "kind": danger.kind,
        "level": danger.level,
        "helplines": [
            _helpline(name, helplines[name], lang, now)
            for name in danger.helplines
            if name in helplines
        ],
    }


def _helpline(name: str, helpline: Helpline, lang: str, now: datetime) -> Shape:
    return {
        "id": name,
        "name": helpline.name,
        "phone": helpline.phone or None,
        "url": helpline.url or None,
        "hours": format_hours(helpline, lang) or None,
        "open_now": is_open(helpline, now),
    }


def _quote(quote: Quote) -> Shape:
    return {
        "text": quote.text,
        "collection": quote.collection,
        "slug": quote.slug,
        "section": quote.section,
        "lang": quote.lang,
        "url": page_url(quote.lang, quote.collection, quote.slug, quote.anchor),
        "checked": quote.checked.isoformat() if quote.checked else None,
        "translation": quote.translation,
    }


def _topic(topic: TopicHit, reply_lang: str) -> Shape:
    return {
        "collection": topic.collection,
        "slug": topic.slug,
        "title": topic.title,
        "url": page_url(reply_lang, topic.collection, topic.slug),
        "score": round(float(topic.score), 4),
    }


def _search(request: InterpreterRequest | None, lang: str) -> Shape | None:
    if request is None:
        return None
    return {
        "spoken": request.spoken,
        "place": request.place,
        "county": request.county,
        "gender": request.gender,
        "mode": request.mode,
        "min_category": request.min_category,
        "url": public_url("register.search", lang=lang, **search_arguments(request)),
    }


def listed_article_shape(article: Article, library: Library) -> Shape:
    """Return an article of the list, without its text; `lang` is the language of its title."""
    return {
        "collection": article.collection,
        "slug": article.slug,
        "lang": article.lang,
        "title": article.title,
        "summary": article.summary,
        "checked": article.checked.isoformat(),
        "translation": article.translation.state,
        "languages": list(library.langs(article.collection, article.slug)),
        "url": _article_url(article),
    }


def article_shape(article: Article, library: Library) -> Shape:
    """Return an article with its text, as HTML and as plain text; of an outline, the text is that
    of the nearest language, which `text_lang` names."""
    text = article
    if article.is_outline:
        text = library.text(article.collection, article.slug, article.lang) or article
    return {
        "collection": article.collection,
        "slug": article.slug,
        "lang": article.lang,
        "title": article.title,
        "summary": article.summary,
        "checked": article.checked.isoformat(),
        "responsible": article.responsible,
        "translation": {
            "state": article.translation.state,
            "source_lang": article.translation.source_lang,
            "is_outdated": library.is_outdated(article),
        },
        "text_lang": text.lang,
        "sections": [
            {
                "anchor": section.anchor,
                "heading": section.heading,
                "level": section.level,
                "html": expand_html(section.markdown, text.lang, library.facts),
                "text": expand_plain(section.markdown, text.lang, library.facts),
            }
            for section in text.sections
        ],
        "sources": [
            {"title": source.title, "url": source.url, "checked": source.checked.isoformat()}
            for source in article.sources
        ],
        "related": list(article.related),
        "url": _article_url(article),
    }


def _article_url(article: Article) -> str:
    return public_url(
        "pages.article", lang=article.lang, collection=article.collection, slug=article.slug
    )
