"""Turn our own articles into pairs to learn from.

Every article says the same in each language, section by section under the same anchor, and lists
what people ask of it: the closest text to what is searched that there can be. Whether it helped
is measured by questions that stand in no article (indexing.evaluation), so the bundled model
learns from all topics. To see what it is worth for a topic that was never seen, hold some back:
`split_topics` names them, the same ones on every machine.

    knowledge = load_knowledge()
    train_model(corpora, out, extra_pairs=article_pairs(knowledge, every_topic(knowledge)))
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from indexing.training.pairs import ExtraPair
from knowledge.articles import Article, Section
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.loading import Knowledge

TopicKey = tuple[str, str]  # collection, slug

# The languages that others are paired with; all pairs of twelve would say little more.
_CENTRES = ("nb", "en")
_QUESTION_WEIGHT = 3.0
_LINE_WEIGHT = 3.0
_SECTION_WEIGHT = 2.0
_PARAPHRASE_WEIGHT = 1.0
_FEWEST_CHARS = 15


def every_topic(knowledge: Knowledge) -> set[TopicKey]:
    """Return all topics there are."""
    return {(collection, slug) for collection, slug, _ in knowledge.articles}


def split_topics(
    knowledge: Knowledge, *, held_back: float = 0.1
) -> tuple[set[TopicKey], set[TopicKey]]:
    """Return (topics to learn from, topics to measure on).

    :param held_back: share of the topics to measure on. Which ones follows from their slug
        alone, so a topic stays on its side when others are added.
    """
    topics = every_topic(knowledge)
    measured = {topic for topic in topics if _share(topic) < held_back}
    return topics - measured, measured


def article_pairs(knowledge: Knowledge, topics: Collection[TopicKey]) -> Iterator[ExtraPair]:
    """Yield the pairs of some topics: translations of lines and sections, questions with the
    article and the summary that answer them, headings with what stands under them, and two
    questions that one article answers; all within a language and across."""
    for collection, slug in sorted(topics):
        versions = knowledge.versions(collection, slug)
        for lang, article in versions.items():
            for centre in _CENTRES:
                # Norwegian is paired with English once, from the English side.
                if centre in versions and lang not in (centre, "nb"):
                    yield from _translations(versions[centre], article, knowledge.facts)
            for told in sorted({lang, *_CENTRES} & versions.keys()):
                yield from _questions(article, versions[told], knowledge.facts)
                yield from _headings(article, versions[told], knowledge.facts)
            yield from _paraphrases(article, versions)


def _translations(one: Article, other: Article, facts: Facts) -> Iterator[ExtraPair]:
    sections = {section.anchor: section for section in other.sections}
    yield from _pair(one, other, (one.title, other.title), _LINE_WEIGHT, "title")
    yield from _pair(one, other, (one.summary, other.summary), _LINE_WEIGHT, "summary")
    for section in one.sections:
        translated = sections.get(section.anchor)
        if translated is None:
            continue
        left, right = _lines(section, one.lang, facts), _lines(translated, other.lang, facts)
        group = section.anchor
        whole = (" ".join(left), " ".join(right))
        yield from _pair(one, other, whole, _SECTION_WEIGHT, group)
        if len(left) == len(right):
            for number, lines in enumerate(zip(left, right, strict=True)):
                yield from _pair(one, other, lines, _LINE_WEIGHT, f"{group} {number}")


def _questions(asked: Article, told: Article, facts: Facts) -> Iterator[ExtraPair]:
    text = [told.summary, *(" ".join(_lines(s, told.lang, facts)) for s in told.sections)]
    for question in (*asked.questions, asked.title):
        for passage in (told.summary, " ".join(text)):
            yield ExtraPair(
                question,
                passage,
                asked.lang,
                told.lang,
                is_question=True,
                group=f"{told.collection}/{told.slug}",
                weight=_QUESTION_WEIGHT / 2,
            )


def _headings(asked: Article, told: Article, facts: Facts) -> Iterator[ExtraPair]:
    sections = {section.anchor: section for section in told.sections}
    for section in asked.sections:
        if section.anchor in sections:
            yield ExtraPair(
                f"{asked.title}: {section.heading}",
                " ".join(_lines(sections[section.anchor], told.lang, facts)[1:]),
                asked.lang,
                told.lang,
                is_question=True,
                group=f"{told.collection}/{told.slug}",
                weight=_PARAPHRASE_WEIGHT,
            )


def _paraphrases(article: Article, versions: Mapping[str, Article]) -> Iterator[ExtraPair]:
    """Yield each question with the next one of its article, and with one in another language.

    The portal compares a reader's question with these, so questions that the same article
    answers must lie near each other, however different their words.
    """
    own = article.questions
    others = [other for lang, other in sorted(versions.items()) if lang != article.lang]
    for number, question in enumerate(own):
        told = [(article.lang, own[(number + step) % len(own)]) for step in (1, 2)]
        if others:
            other = others[number % len(others)]
            told += [(other.lang, text) for text in other.questions[number % 2 :: 2][:2]]
        for lang, text in told:
            if text != question:
                yield ExtraPair(
                    question,
                    text,
                    article.lang,
                    lang,
                    is_question=True,
                    group=f"{article.collection}/{article.slug}",
                    weight=_PARAPHRASE_WEIGHT,
                )


def _pair(
    one: Article, other: Article, texts: tuple[str, str], weight: float, group: str
) -> Iterator[ExtraPair]:
    if min(map(len, texts)) >= _FEWEST_CHARS:
        name = f"{one.collection}/{one.slug}#{group}"
        yield ExtraPair(*texts, one.lang, other.lang, group=name, weight=weight)


def _lines(section: Section, lang: str, facts: Facts) -> list[str]:
    plain = expand_plain(f"{section.heading}\n\n{section.markdown}", lang, facts)
    return [line for line in (part.strip() for part in plain.split("\n")) if line]


def _share(topic: TopicKey) -> float:
    """Return a number from 0 to 1 that depends on the topic alone."""
    digest = hashlib.sha256("/".join(topic).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
