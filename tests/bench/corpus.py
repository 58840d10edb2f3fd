"""Make a knowledge base of any size out of our own articles.

Real passages are too few to show how search behaves at 20,000. Each copy of an article has
about a third of its words exchanged for words of other articles in the same language, so that
lengths, scripts and word frequencies stay those of guidance, and no two passages are alike.
"""

import dataclasses
import random
import re
from pathlib import Path

from indexing.passages import cut_article
from knowledge.articles import Article
from knowledge.loading import Knowledge, load_knowledge

CONTENT = Path(__file__).parents[2] / "knowledge" / "content"
SHARE_EXCHANGED = 0.35
# A whole word between spaces; keys such as {term:svart arbeid} and headings' anchors stay whole.
_WORD = re.compile(r"(?<![^\s])[^\W\d_]+(?![^\s])(?![^{}\n]*\})")


def make_knowledge(passages: int, *, seed: int = 1) -> Knowledge:
    """Return our knowledge with as many altered copies as make this many passages, or more."""
    knowledge = load_knowledge([CONTENT])
    chance = random.Random(seed)
    originals = sorted(knowledge.articles.values(), key=lambda a: (a.collection, a.slug, a.lang))
    words = {lang: _words(originals, lang) for lang in {a.lang for a in originals}}
    articles = dict(knowledge.articles)
    count = sum(len(cut_article(article, knowledge.facts)) for article in originals)
    copy = 0
    while count < passages:
        copy += 1
        for article in originals:
            altered = _alter(article, copy, words[article.lang], chance)
            articles[altered.collection, altered.slug, altered.lang] = altered
            count += len(cut_article(altered, knowledge.facts))
            if count >= passages:
                break
    return dataclasses.replace(knowledge, articles=articles)


def _words(articles: list[Article], lang: str) -> list[str]:
    texts = (s.markdown for a in articles if a.lang == lang for s in a.sections)
    return [w for text in texts for w in text.split() if w.isalpha()]


def _alter(article: Article, copy: int, words: list[str], chance: random.Random) -> Article:
    def exchanged(text: str) -> str:
        return _WORD.sub(
            lambda found: chance.choice(words) if chance.random() < SHARE_EXCHANGED else found[0],
            text,
        )

    return dataclasses.replace(
        article,
        collection="bench",
        slug=f"{article.slug}-{copy}",
        title=exchanged(article.title),
        summary=exchanged(article.summary),
        questions=tuple(exchanged(question) for question in article.questions),
        sections=tuple(
            dataclasses.replace(section, markdown=exchanged(section.markdown))
            for section in article.sections
        ),
    )
