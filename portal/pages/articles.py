"""What an article's page shows, made from the article alone: the same text, the same page.

Nothing here looks at the clock or at who is asking, so a finished page can be kept.
"""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlsplit

from flask import url_for
from markupsafe import Markup

from knowledge.articles import Article, Section
from knowledge.expanding import expand_html
from knowledge.figures import Figure, format_figure
from knowledge.glossary import Term, alphabetical
from knowledge.languages import SOURCE_LANG
from knowledge.markdown import keys_in
from portal.pages.context import ArticlePage, FiguresNote, FigureSource, SectionView, WordView
from portal.pages.topics import related_to
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Library

# Who reads Norwegian needs no Norwegian text beside the page.
_NORWEGIAN = frozenset({"nb", "nn"})
# What is itself a day or a year needs no day from which it holds.
_DATES = frozenset({"date", "year"})


def article_page(library: Library, article: Article, text: Article, lang: str) -> ArticlePage:
    """Return the page of an article, for a reader of `lang`.

    :param text: the article itself, or a whole one in another language if it is an outline.
    """
    return ArticlePage(
        article=article,
        text=text,
        sections=tuple(_section(library, section, text, lang) for section in text.sections),
        figure_sources=_figure_sources(library, article, text, lang),
        words=words_to_explain(library, text, lang),
        related=related_to(library, article, lang),
        beside_url=beside_url(library, text, lang),
        is_fallback=article.lang != lang,
        is_outdated=library.is_outdated(article),
    )


def as_html(library: Library, markdown: str, text: Article, lang: str) -> Markup:
    """Return a part of a text for a reader of `lang`, its words as links to their explanations.

    A private page keeps its reader where the quick exit is: its words are explained on it.
    """
    link_term = _place_on_page if text.collection in PRIVATE_COLLECTIONS else _address_of_word
    html = expand_html(markdown, text.lang, library.facts, link_term=link_term, reader_lang=lang)
    return Markup(html)  # expand_html has passed the text through a sanitiser


def words_to_explain(library: Library, text: Article, lang: str) -> tuple[WordView, ...]:
    """Return the words that a page must explain itself, because it leads nowhere else."""
    if text.collection not in PRIVATE_COLLECTIONS:
        return ()
    keys = (key for section in text.sections for key in keys_in(section.markdown))
    terms = {
        library.facts.term(key.key).word: library.facts.term(key.key)
        for key in keys
        if key.kind == "term"
    }
    return tuple(word_view(term, lang) for term in alphabetical(terms.values()))


def original_of(library: Library, text: Article) -> Article | None:
    """Return the Norwegian text that an article was translated from."""
    return library.article(text.collection, text.slug, SOURCE_LANG)


def beside_url(library: Library, text: Article, lang: str) -> str:
    """Return where a text can be read beside its Norwegian original, "" if nobody needs that."""
    original = original_of(library, text)
    if lang in _NORWEGIAN or text.lang in _NORWEGIAN or not (original and original.sections):
        return ""
    return url_for("pages.beside", collection=text.collection, slug=text.slug)


def word_view(term: Term, lang: str) -> WordView:
    """Return a word with its explanation, in English or Norwegian where it has none in `lang`."""
    shown = next(code for code in (lang, "en", SOURCE_LANG) if term.explanation(code))
    return WordView(term.anchor, term.shown_as(term.word), term.explanation(shown), shown)


def _section(library: Library, section: Section, text: Article, lang: str) -> SectionView:
    return SectionView(
        heading=section.heading,
        anchor=section.anchor,
        level=section.level,
        html=as_html(library, section.markdown, text, lang),
        notes=_notes(_figures(library, (section,)), lang),
    )


def _address_of_word(term: Term) -> str:
    return url_for("pages.words", _anchor=term.anchor)


def _place_on_page(term: Term) -> str:
    return f"#page_word_{term.anchor}"


def _figures(library: Library, sections: Iterable[Section]) -> list[Figure]:
    """Return the figures that sections name and that hold from a day, each once, in order."""
    # Reading a section for its keys costs as much as writing it, and most name no figure.
    texts = (s.markdown for s in sections if "{figure:" in s.markdown)
    named = dict.fromkeys(
        key.key for text in texts for key in keys_in(text) if key.kind == "figure"
    )
    found = (library.facts.figure(name) for name in named)
    return [figure for figure in found if figure.valid_from and figure.unit not in _DATES]


def _notes(figures: Iterable[Figure], lang: str) -> tuple[FiguresNote, ...]:
    groups: dict[tuple[object, object], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.valid_from, figure.next_change), []).append(figure)
    return tuple(
        FiguresNote(_written(group, lang), group[0].valid_from, group[0].next_change)
        for group in groups.values()
        if group[0].valid_from
    )


def _written(figures: Iterable[Figure], lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(format_figure(figure, lang) for figure in figures))


def _figure_sources(
    library: Library, article: Article, text: Article, lang: str
) -> tuple[FigureSource, ...]:
    named = {source.url for source in article.sources}
    others = [f for f in _figures(library, text.sections) if f.source not in named]
    others.sort(key=lambda figure: figure.source)
    return tuple(
        FigureSource(
            url=url,
            site=urlsplit(url).netloc.removeprefix("www."),
            checked=min(figure.checked for figure in group),
            figures=_written(group, lang),
        )
        for url, group in ((url, list(own)) for url, own in groupby(others, lambda f: f.source))
    )
