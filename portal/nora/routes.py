"""The pages of Nora beside its articles: start, who can help, safety, stories, for others.

All are private: with a quick exit, a title that tells nothing, and kept nowhere. Nothing about the
reader stands in an address: what is chosen on the page of help lines is chosen in the page alone.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, url_for
from markupsafe import Markup

from knowledge.articles import Article
from knowledge.expanding import expand_html
from knowledge.helplines import in_norway
from knowledge.holidays import public_holidays
from knowledge.languages import language
from portal.helplines import clock, weekday
from portal.i18n import N_
from portal.nora.context import (
    Excerpt,
    ReadersPage,
    Reading,
    SafetyPage,
    StartPage,
    StoriesPage,
    Story,
    WhoCanHelpPage,
)
from portal.nora.lines import (
    ABROAD,
    AGES,
    DEAF,
    EMERGENCY,
    LAW,
    REACHED_FROM_ABROAD,
    group_by_hour,
    view_lines,
)
from portal.pages.home import name_of
from portal.pages.routes import COLLECTION_PAGES
from portal.pages.topics import groups_of, link_to, related_to
from portal.rendering import Crumb, Page, render
from portal.services import Library, services
from portal.tones import tone_of

NORA = "nora"
_RIGHTS = "your-rights"
_STORIES = "stories"
_STAFF = "staff"
# The first pages that a story names are what it is about.
_MAX_SUBJECTS = 2
# The sections that the page on safety quotes: article, section, and a heading that tells nothing
# to somebody who looks over a shoulder.
_PHONE = "phone-and-social-media-control"
EXCERPTS = (
    (_PHONE, "traces", N_("Where it is safer to read")),
    (_PHONE, "before-you-change", N_("Before you change something on your phone")),
)
# Who else reads here: the heading, what is said first, and the articles in order.
READERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "friends": (
        N_("For friends"),
        N_("Listen, and believe your friend. You do not have to solve everything alone."),
        (
            "helping-a-friend",
            "signs-of-control",
            "who-can-help",
            "left-abroad",
            "duty-of-confidentiality",
            "story-talking-to-adviser",
        ),
    ),
    "parents": (
        N_("For parents"),
        N_(
            "You can set limits and pass on what matters to you. Here you read where the limits "
            "go, and who helps parents."
        ),
        (
            "for-parents",
            "age-and-decisions",
            "arranged-or-forced",
            "female-genital-mutilation",
            "before-you-travel",
            "child-welfare-for-young-people",
        ),
    ),
    "staff": (
        N_("For staff"),
        N_("Talk to the young person alone, and get advice before anybody contacts the family."),
        (
            "staff-signs-and-concern",
            "staff-conversations",
            "staff-duty-to-act",
            "staff-risk-and-safety",
            "diversity-advisers",
            "duty-of-confidentiality",
            "negative-social-control",
            "honour-related-violence",
        ),
    ),
}

blueprint = Blueprint("nora", __name__)


def start(lang: str) -> Response:
    """Show where to begin: help, rights, stories, and all that can be read."""
    library = services().library
    name, about = name_of(library, NORA, lang)
    has_rights = _RIGHTS in library.slugs(NORA)
    page = StartPage(
        name=name,
        about=about,
        rights_url=url_for("pages.article", collection=NORA, slug=_RIGHTS) if has_rights else "",
        groups=tuple(
            group
            for group in groups_of(library, NORA, lang)
            if group.category not in {_STORIES, _STAFF}
        ),
    )
    return _render(page)


COLLECTION_PAGES[NORA] = start


@blueprint.get("/<lang:lang>/nora/help/now")
def help_now(lang: str) -> Response:
    """Say who can help, by age and by the hour of Norway."""
    the_services = services()
    helplines = the_services.library.facts.helplines
    now = the_services.now()
    here = in_norway(now)
    page = WhoCanHelpPage(
        day=weekday(here, lang),
        time=clock(here),
        is_holiday=here.date() in public_holidays(here.year),
        ages=tuple(AGES.items()),
        first_lines=view_lines(EMERGENCY, helplines, lang, now),
        groups=group_by_hour(helplines, lang, now),
        law=view_lines(LAW, helplines, lang, now),
        abroad=view_lines(ABROAD, helplines, lang, now),
        from_abroad=view_lines(REACHED_FROM_ABROAD, helplines, lang, now),
        deaf=view_lines(DEAF, helplines, lang, now),
    )
    return _render(page, _trail(lang))


@blueprint.get("/<lang:lang>/nora/help/safety")
def safety(lang: str) -> Response:
    """Say how to use these pages safely, and what the quick exit cannot do."""
    library = services().library
    found = library.nearest(NORA, _PHONE, lang)
    more = (link_to(library, found),) if found else ()
    return _render(SafetyPage(tuple(_excerpts(library, lang)), more), _trail(lang))


def _excerpts(library: Library, lang: str) -> Iterable[Excerpt]:
    for slug, anchor, heading in EXCERPTS:
        text = library.text(NORA, slug, lang)
        for section in text.sections if text else ():
            if text and section.anchor == anchor:
                html = expand_html(section.markdown, text.lang, library.facts)
                # expand_html has passed the text through a sanitiser.
                yield Excerpt(heading, Markup(html), language(text.lang))


@blueprint.get("/<lang:lang>/nora/read/stories")
def stories(lang: str) -> Response:
    """List the stories, each with what it is about."""
    library = services().library
    name = next(
        (
            category.name[lang]
            for known in library.collections
            for category in known.categories
            if (known.id, category.id) == (NORA, _STORIES)
        ),
        "",
    )
    slugs = [t.slug for t in library.topics if (t.collection, t.category) == (NORA, _STORIES)]
    found = tuple(
        Story(_reading(library, article), related_to(library, article, lang)[:_MAX_SUBJECTS])
        for article in _articles(library, slugs, lang)
    )
    return _render(StoriesPage(name, found), _trail(lang))


@blueprint.get("/<lang:lang>/nora/for/<any(friends, parents, staff):whom>")
def readers(lang: str, whom: str) -> Response:
    """Gather what friends, parents and staff should read."""
    library = services().library
    heading, first_words, slugs = READERS[whom]
    readings = tuple(_reading(library, article) for article in _articles(library, slugs, lang))
    return _render(ReadersPage(heading, first_words, readings), _trail(lang))


def _articles(library: Library, slugs: Iterable[str], lang: str) -> Iterable[Article]:
    return (article for slug in slugs if (article := library.nearest(NORA, slug, lang)))


def _reading(library: Library, article: Article) -> Reading:
    return Reading(link_to(library, article), article.summary)


def _trail(lang: str) -> tuple[Crumb, ...]:
    name, _about = name_of(services().library, NORA, lang)
    return (Crumb(name, url_for("pages.collection", collection=NORA)),)


def _render(page: Page, trail: tuple[Crumb, ...] = ()) -> Response:
    return render(page, is_private=True, tone=tone_of(NORA), trail=trail)
