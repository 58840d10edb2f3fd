"""What programs are told of the pages that are read: see portal.structured."""

from flask import current_app, url_for

from knowledge.languages import language
from portal.pages.context import ArticlePage
from portal.rendering import Crumb
from portal.structured import PublicService, Site, Structured, questions_in


def told_of_article(page: ArticlePage, trail: tuple[Crumb, ...]) -> tuple[Structured, ...]:
    """Return the questions that an article answers, and the public service that it is about.

    Text that only stands in for a missing translation is told of on its own page.
    """
    article = page.article
    told: list[Structured] = []
    if not page.is_fallback and page.text.lang == article.lang:
        told += questions_in(page.sections, language(article.lang).tag)
    if article.responsible:
        category = trail[1].label if len(trail) > 1 else ""
        told.append(PublicService(article.title, article.summary, category, article.responsible))
    return tuple(told)


def told_of_home(lang: str, about: str) -> tuple[Structured, ...]:
    """Return what the portal as a whole is."""
    base: str = current_app.config["SETTINGS"].public_url
    return (Site(base + url_for("pages.home"), language(lang).tag, about),)
