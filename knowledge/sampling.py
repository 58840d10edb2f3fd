"""Draw passages of a translation for somebody to translate back, and put their source beside them.

Who translates back must not have seen the source, so the two are given apart; a draw with the
same seed is the same, so that the second can be asked for when the first is done.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.languages import SOURCE_LANG
from knowledge.loading import Knowledge

LEAST_CHARS = 60  # of the source; a shorter passage has hardly a meaning to change


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph or a list of a translation, as its reader sees it, and that of its source."""

    collection: str
    slug: str
    anchor: str
    text: str
    source: str

    @property
    def place(self) -> str:
        """Where it stands, as in an address."""
        return f"{self.collection}/{self.slug}#{self.anchor}"


def pairs(knowledge: Knowledge, lang: str) -> Iterator[Pair]:
    """Every paragraph and list of our texts in a language beside that of its source.

    A section whose paragraphs are not as many as those of the source is one pair.
    """
    topics = {(topic.collection, topic.slug) for topic in knowledge.topics}
    for key, article in knowledge.articles.items():
        source = knowledge.article(*key[:2], article.translation.source_lang or SOURCE_LANG)
        if key[2] == lang and key[:2] in topics and source and source is not article:
            yield from _pairs_of(article, source, knowledge)


def draw(knowledge: Knowledge, lang: str, *, count: int, seed: int) -> list[Pair]:
    """Draw passages at random, no two alike; all there are where there are fewer."""
    found = [pair for pair in pairs(knowledge, lang) if len(pair.source) >= LEAST_CHARS]
    return random.Random(seed).sample(found, min(count, len(found)))


def _pairs_of(article: Article, source: Article, knowledge: Knowledge) -> Iterator[Pair]:
    sources = {section.anchor: section for section in source.sections}
    place = (article.collection, article.slug)
    if article.summary:
        yield Pair(*place, "", article.summary, source.summary)
    for section in article.sections:
        if section.anchor not in sources:
            continue
        ours = expand_plain(section.markdown, article.lang, knowledge.facts)
        theirs = expand_plain(sources[section.anchor].markdown, source.lang, knowledge.facts)
        blocks = ours.split("\n\n"), theirs.split("\n\n")
        if len(blocks[0]) != len(blocks[1]):
            blocks = [ours], [theirs]
        for text, original in zip(*blocks, strict=True):
            yield Pair(*place, section.anchor, text, original)
