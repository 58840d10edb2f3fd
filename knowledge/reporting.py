"""Count what the guidance has and what it lacks: texts, their age, and what is still open.

What is wrong is for knowledge.checks; here is what an owner plans the next weeks by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.languages import languages
from knowledge.loading import Knowledge

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many topics of a collection have a text in a language, and how many ought to."""

    collection: str
    lang: str
    present: int
    topics: int
    core_present: int
    core: int


@dataclass(frozen=True, slots=True)
class Age:
    """How many things of a kind there are, and how long ago the oldest was read or rung."""

    what: str
    count: int
    oldest: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a language lacks: texts, current texts, a human reader, words of the glossary."""

    lang: str
    missing: int
    outdated: int
    unreviewed: int
    unexplained: int


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that may have another value from a day on; `value` is what stands there now."""

    day: date
    key: str
    value: str


def coverage(knowledge: Knowledge) -> list[Coverage]:
    """Count the texts that there are, for each of our collections and each language."""
    return [
        Coverage(
            collection.id,
            lang,
            present=sum((collection.id, t.slug, lang) in knowledge.articles for t in topics),
            topics=len(topics),
            core_present=sum(
                t.core and (collection.id, t.slug, lang) in knowledge.articles for t in topics
            ),
            core=sum(t.core for t in topics),
        )
        for collection in knowledge.collections
        for topics in [[t for t in knowledge.topics if t.collection == collection.id]]
        for lang in languages()
    ]


def ages(knowledge: Knowledge, *, today: date) -> list[Age]:
    """How old the oldest check is, for the texts of each collection and for each kind of fact."""
    days: dict[str, list[date]] = {collection.id: [] for collection in knowledge.collections}
    for article in knowledge.articles.values():
        if article.collection in days:
            sources = (source.checked for source in article.sources)
            days[article.collection].append(min([article.checked, *sources]))
    days["figures"] = [figure.checked for figure in knowledge.facts.figures.values()]
    days["helplines"] = [helpline.checked for helpline in knowledge.facts.helplines.values()]
    return [
        Age(
            what,
            len(checked),
            min(checked, default=None),
            (today - min(checked, default=today)).days,
        )
        for what, checked in days.items()
    ]


def gaps(knowledge: Knowledge) -> Iterator[Gaps]:
    """What each language lacks, over our collections together."""
    topics = {(topic.collection, topic.slug) for topic in knowledge.topics}
    for lang in languages():
        texts = [
            article
            for key, article in knowledge.articles.items()
            if key[2] == lang and key[:2] in topics
        ]
        yield Gaps(
            lang,
            missing=len(topics) - len(texts),
            outdated=sum(knowledge.is_outdated(article) for article in texts),
            unreviewed=sum(article.translation.state == "machine" for article in texts),
            unexplained=sum(
                not term.explanation(lang) for term in knowledge.facts.glossary.values()
            ),
        )


def coming_changes(knowledge: Knowledge, *, today: date) -> list[Change]:
    """Figures that may change within two months, and those whose day has passed, soonest first."""
    return sorted(
        (
            Change(figure.next_change, figure.key, f"{figure.value} {figure.unit}")
            for figure in knowledge.facts.figures.values()
            if figure.next_change and figure.next_change <= today + SOON
        ),
        key=lambda change: (change.day, change.key),
    )
