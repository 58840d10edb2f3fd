"""A text beside its Norwegian original, for a reader and a caseworker who read together."""

from flask import url_for
from markupsafe import Markup

from knowledge.articles import Article
from knowledge.expanding import expand_html
from knowledge.languages import language
from knowledge.pairing import Pair, PairedSection, pair_articles
from portal.pages.articles import as_html, words_to_explain
from portal.pages.context import BesidePage, BlockView, PairedSectionView, PairView
from portal.services import Library


def beside_page(
    library: Library, article: Article, text: Article, original: Article, lang: str
) -> BesidePage:
    """Return the page of a text and its original, for a reader of `lang`.

    :param text: the article itself, or a whole one in another language if it is an outline.
    """
    return BesidePage(
        article=article,
        text=text,
        original=original,
        text_language=language(text.lang),
        original_language=language(original.lang),
        sections=tuple(
            _section(library, section, text, original, lang)
            for section in pair_articles(text, original)
        ),
        words=words_to_explain(library, text, lang),
        article_url=url_for("pages.article", collection=text.collection, slug=text.slug),
        is_outdated=library.is_outdated(article),
    )


def _section(
    library: Library, section: PairedSection, text: Article, original: Article, lang: str
) -> PairedSectionView:
    blocks = (
        BlockView(
            block.kind,
            block.start,
            tuple(_pair(library, pair, text, original, lang) for pair in block.pairs),
        )
        for block in section.blocks
    )
    heading = PairView(Markup.escape(section.heading.ours), Markup.escape(section.heading.theirs))
    return PairedSectionView(section.anchor, section.level, heading, tuple(blocks))


def _pair(library: Library, pair: Pair, text: Article, original: Article, lang: str) -> PairView:
    theirs = expand_html(pair.theirs, original.lang, library.facts)
    # expand_html has passed the text through a sanitiser.
    return PairView(as_html(library, pair.ours, text, lang), Markup(theirs))
