"""Read everything the portal knows: articles, topics, and the facts they name.

A broken file is a problem in a list, and everything else is there: one slip in one language
must not close the portal. What is loaded can be shown; whether it is good is for
knowledge.checks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.articles import Article
from knowledge.errors import FILE_OF_KIND
from knowledge.facts import Facts, load_facts
from knowledge.languages import SOURCE_LANG, languages
from knowledge.markdown import keys_in, may_name
from knowledge.parsing import Place, parse_article
from knowledge.problems import Problem, line_of
from knowledge.topics import Collection, Topic, load_collections, load_topics

DATA_DIR = Path(__file__).parent
CONTENT_DIR = DATA_DIR / "content"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

ArticleKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything we know, read once; articles are keyed (collection, slug, lang).

    Collections beyond our own, which an owner has added, have articles but no topics. `paths`
    says which file an article came from, `problems` what could not be read.
    """

    articles: Mapping[ArticleKey, Article]
    topics: tuple[Topic, ...] = ()
    collections: tuple[Collection, ...] = ()
    facts: Facts = field(default_factory=Facts)
    problems: tuple[Problem, ...] = ()
    paths: Mapping[ArticleKey, Path] = field(default_factory=dict)
    data_dir: Path = DATA_DIR

    def article(self, collection: str, slug: str, lang: str) -> Article | None:
        """One article, None where there is no text in this language."""
        return self.articles.get((collection, slug, lang))

    def versions(self, collection: str, slug: str) -> dict[str, Article]:
        """The article in every language that has it, in menu order."""
        found = ((lang, self.article(collection, slug, lang)) for lang in languages())
        return {lang: article for lang, article in found if article is not None}

    @property
    def fiction(self) -> frozenset[tuple[str, str]]:
        """The topics, by collection and slug, whose texts are invented stories."""
        invented = {(c.id, g.id) for c in self.collections for g in c.categories if g.fiction}
        return frozenset(
            (topic.collection, topic.slug)
            for topic in self.topics
            if (topic.collection, topic.category) in invented
        )

    def is_outdated(self, article: Article) -> bool:
        """Has the source text changed since this translation was made?

        A text that is no translation, or whose source is not there, is not outdated.
        """
        translation = article.translation
        if translation.state == "source":
            return False
        source = self.article(
            article.collection, article.slug, translation.source_lang or SOURCE_LANG
        )
        return source is not None and source.fingerprint_for(article) != translation.fingerprint


def load_knowledge(
    content_dirs: Sequence[Path] = (CONTENT_DIR,), *, data_dir: Path = DATA_DIR
) -> Knowledge:
    """Read all articles below some folders, and the data files.

    :param content_dirs: each holds <collection>/<slug>/<lang>.md. The first is the guidance
        itself; the others hold what an owner has added, and need not exist. Where two hold the
        same article, the first one's counts and a problem is noted.
    :param data_dir: where figures, helplines, glossary, topics and collections stand.
    """
    problems: list[Problem] = []
    collections = load_collections(data_dir / "collections.toml", problems)
    topics = load_topics(data_dir / "topics.tsv", collections, problems)
    facts = load_facts(data_dir, problems)
    known = {(topic.collection, topic.slug) for topic in topics}
    ours = {collection.id for collection in collections}
    articles: dict[ArticleKey, Article] = {}
    paths: dict[ArticleKey, Path] = {}
    for content_dir in content_dirs:
        for path in sorted(content_dir.glob("*/*/*.md")):
            place = Place(path, path.parts[-3], path.parts[-2], path.stem)
            fault = _misplaced(place, known, ours, guidance=content_dir == content_dirs[0])
            if fault:
                problems.append(Problem(path, None, *fault))
                continue
            key = (place.collection, place.slug, place.lang)
            if key in articles:
                said = f"the same article stands in {paths[key]}"
                problems.append(Problem(path, None, said, "Remove one of the two."))
                continue
            article = _load(place, facts, problems)
            if article is not None:
                articles[key], paths[key] = article, path
    return Knowledge(articles, topics, collections, facts, tuple(problems), paths, data_dir)


def _misplaced(
    place: Place, known: set[tuple[str, str]], ours: set[str], *, guidance: bool
) -> tuple[str, str] | None:
    """Why a file stands where no article can stand; None if it may."""
    if place.lang not in languages():
        return f"unknown language {place.lang!r}", f"Name the file {', '.join(languages())} .md."
    if not SLUG.fullmatch(place.collection) or not SLUG.fullmatch(place.slug):
        return "the folder's name is not plain", "Use small English letters, digits and hyphens."
    if place.collection in ours and (place.collection, place.slug) not in known:
        return f"unknown topic {place.collection}/{place.slug}", "Add it to topics.tsv, or rename."
    if guidance and ours and place.collection not in ours:
        return f"unknown collection {place.collection!r}", f"Use one of {', '.join(sorted(ours))}."
    return None


def _load(place: Place, facts: Facts, problems: list[Problem]) -> Article | None:
    try:
        text = place.path.read_text("utf-8")
    except UnicodeDecodeError:
        problems.append(Problem(place.path, None, "the file is not UTF-8", "Save it as UTF-8."))
        return None
    except OSError as error:
        said = f"the file cannot be read ({error.strerror})"
        problems.append(Problem(place.path, None, said, "Look at its rights, or remove it."))
        return None
    article = parse_article(text, place, problems)
    if article is None:
        return None
    unknown = _unknown_keys(article, text, place.path, facts)
    problems += unknown
    return None if unknown else article


def _unknown_keys(article: Article, text: str, path: Path, facts: Facts) -> list[Problem]:
    """One problem for each key that no data file holds."""
    doubtful = [
        section.markdown
        for section in article.sections
        if not all(facts.has(kind, key) for kind, key in may_name(section.markdown))
    ]
    keys = {(key.kind, key.key) for markdown in doubtful for key in keys_in(markdown)}
    return [
        Problem(
            path,
            line_of(text, re.escape(f"{{{kind}:{key}")),
            f"unknown {kind} {key!r}",
            f"Add it to {FILE_OF_KIND[kind]}, or correct the key.",
        )
        for kind, key in sorted(keys)
        if not facts.has(kind, key)
    ]
