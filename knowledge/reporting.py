"""Count what the guidance has and what it lacks: texts, their age, and what is still open.

What is wrong is for knowledge.checks; here is what an owner plans the next weeks by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.comparing import changed_parts
from knowledge.languages import SOURCE_LANG, languages
from knowledge.loading import Knowledge

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many topics of a collection have a text in a language, and how many ought to.

    `outlined` are those of which title and summary are there, the whole texts among them.
    """

    collection: str
    lang: str
    present: int
    outlined: int
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
class Redo:
    """Parts of a topic that changed after these languages translated them."""

    topic: str
    parts: tuple[str, ...]
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that may have another value from a day on; `value` is what stands there now."""

    day: date
    key: str
    value: str


def coverage(knowledge: Knowledge) -> list[Coverage]:
    """Count the texts that there are, for each of our collections and each language."""
    outlined = knowledge.articles.keys()
    whole = {key for key, article in knowledge.articles.items() if article.sections}
    return [
        Coverage(
            collection.id,
            lang,
            present=sum((collection.id, t.slug, lang) in whole for t in topics),
            outlined=sum((collection.id, t.slug, lang) in outlined for t in topics),
            topics=len(topics),
            core_present=sum(t.core and (collection.id, t.slug, lang) in whole for t in topics),
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
            missing=len(topics) - sum(bool(article.sections) for article in texts),
            outdated=sum(knowledge.is_outdated(article) for article in texts),
            unreviewed=sum(article.translation.state == "machine" for article in texts),
            unexplained=sum(
                not term.explanation(lang) for term in knowledge.facts.glossary.values()
            ),
        )


def to_redo(knowledge: Knowledge) -> list[Redo]:
    """What has fallen behind its source, by topic: the parts that changed, and no others."""
    langs: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (collection, slug, lang), article in knowledge.articles.items():
        if knowledge.is_outdated(article):
            source_lang = article.translation.source_lang or SOURCE_LANG
            source = knowledge.articles[collection, slug, source_lang]
            key = (f"{collection}/{slug}", changed_parts(article, source))
            langs.setdefault(key, []).append(lang)
    return [Redo(topic, parts, tuple(behind)) for (topic, parts), behind in sorted(langs.items())]


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
