"""Make a knowledge base of any size out of our own articles.

Real passages are too few to show how search behaves at 20,000. Each copy of an article has
about a third of its words exchanged for words of other articles in the same language, so that
lengths, scripts and word frequencies stay those of guidance, and no two passages are alike.
Copies stand in a collection of their own: whoever finds one has not found what was asked for.
"""

import dataclasses
import random
import re
from dataclasses import dataclass
from pathlib import Path

from indexing.passages import cut_article, indexed_text
from indexing.writing import cut_articles
from knowledge.articles import Article
from knowledge.loading import Knowledge, load_knowledge

CONTENT = Path(__file__).parents[2] / "knowledge" / "content"
COPIES = "bench"  # the collection of the altered copies
SHARE_EXCHANGED = 0.35
# A whole word between spaces; keys such as {term:svart arbeid} and headings' anchors stay whole.
_WORD = re.compile(r"(?<![^\s])[^\W\d_]+(?![^\s])(?![^{}\n]*\})")


@dataclass(frozen=True, slots=True)
class Topic:
    """What an entry is about: collection and slug, in whichever language."""

    collection: str
    slug: str


@dataclass(frozen=True, slots=True)
class Entries:
    """What is searched: texts, and the topic of each."""

    texts: tuple[str, ...]
    topics: tuple[Topic, ...]

    def __add__(self, other: "Entries") -> "Entries":
        return Entries(self.texts + other.texts, self.topics + other.topics)


def cut_entries(knowledge: Knowledge) -> tuple[Entries, Entries]:
    """Return what our index searches: the passages, with title and headings above each, and the
    questions that articles list."""
    cut = list(cut_articles(knowledge))
    passages = [passage for one in cut for passage in one.passages]
    asked = [(text, one.article) for one in cut for text in one.questions]
    return (
        Entries(
            tuple(indexed_text(passage) for passage in passages),
            tuple(Topic(passage.collection, passage.slug) for passage in passages),
        ),
        Entries(
            tuple(text for text, _ in asked),
            tuple(Topic(article.collection, article.slug) for _, article in asked),
        ),
    )


def make_knowledge(passages: int, *, seed: int = 1) -> Knowledge:
    """Return our knowledge with as many altered copies as make this many passages, or more."""
    knowledge = load_knowledge([CONTENT])
    chance = random.Random(seed)
    originals = sorted(knowledge.articles.values(), key=lambda a: (a.collection, a.slug, a.lang))
    words = {lang: _words(originals, lang) for lang in {a.lang for a in originals}}
    articles = dict(knowledge.articles)
    count = sum(len(cut.passages) for cut in cut_articles(knowledge))
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
        collection=COPIES,
        slug=f"{article.slug}-{copy}",
        title=exchanged(article.title),
        summary=exchanged(article.summary),
        questions=tuple(exchanged(question) for question in article.questions),
        sections=tuple(
            dataclasses.replace(section, markdown=exchanged(section.markdown))
            for section in article.sections
        ),
    )
