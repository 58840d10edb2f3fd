"""Suggest what could be asked next: questions that people ask about neighbouring matters.

They are taken from the questions that articles list (knowledge.articles), in the language of the
answer; nothing is made up, and nothing that this reader wrote is used but to leave it out. The
same answer always has the same suggestions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexing.values import Quote
from knowledge.articles import Article
from portal.services import Library

MOST = 3
_MAX_RELATED = 5
_MIN_CHARS, _MAX_CHARS = 12, 80
# Of the words of a suggestion, at most this share stands in what was asked and answered.
_MAX_TOLD = 0.5
# The beginning of a word stands for the word: our languages inflect.
_STEM_CHARS, _LEAST_CHARS = 5, 3
# What a question gains that is written as one.
_MARKS, _ASKED = ("?", "؟", "፧"), 0.3
_WORD = re.compile(r"\w+")


def suggest_questions(
    library: Library,
    quotes: Sequence[Quote],
    asked: Sequence[str],
    lang: str,
    *,
    is_fit: Callable[[str], bool] = lambda _: True,
) -> tuple[str, ...]:
    """Return up to three questions, one of the answered article and one of each related one.

    :param quotes: what was answered; nothing is suggested where nothing was.
    :param asked: what was asked in this conversation.
    :param is_fit: tells whether a question may be shown.
    """
    own = library.article(quotes[0].collection, quotes[0].slug, lang) if quotes else None
    if own is None:
        return ()
    told = _stems(" ".join((*asked, *(quote.text for quote in quotes))))
    before = {_stems(text) for text in asked}
    found: list[str] = []
    for article in (own, *_related(library, own, lang)):
        candidates = (
            question
            for question in _best_first(article, told)
            if _stems(question) not in before and is_fit(question)
        )
        found += [question for question in candidates if question not in found][:1]
        if len(found) == MOST:
            break
    return tuple(found)


def _related(library: Library, article: Article, lang: str) -> Iterator[Article]:
    for slug in article.related[:_MAX_RELATED]:
        other = library.article(article.collection, slug, lang)
        if other is not None:
            yield other


def _best_first(article: Article, told: frozenset[str]) -> list[str]:
    """Return the questions of an article about something else than was told, the best first."""
    return [
        known.text
        for known in _known(article)
        if len(known.stems & told) <= _MAX_TOLD * len(known.stems)
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    text: str
    stems: frozenset[str]


@lru_cache(maxsize=512)
def _known(article: Article) -> tuple[_Known, ...]:
    """Return the questions of an article that read well: spelt as it is, and about what it says."""
    texts = (
        article.title,
        article.summary,
        *(s.heading + " " + s.markdown for s in article.sections),
    )
    written = _stems(" ".join(texts))
    ranked = []
    for place, text in enumerate(article.questions):
        stems = _stems(text)
        if stems and _MIN_CHARS <= len(text) <= _MAX_CHARS:
            worth = len(stems & written) / len(stems) + _ASKED * text.endswith(_MARKS)
            ranked.append((-worth, place, _Known(text, stems)))
    return tuple(known for _, _, known in sorted(ranked, key=lambda entry: entry[:2]))


def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM_CHARS] for word in words if len(word) >= _LEAST_CHARS)
