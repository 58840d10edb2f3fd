"""The guidance as pages need it: one article at a time, read from its file when it is asked for.

Reading everything, as knowledge.loading does for checks and for the index, takes seconds once
every topic has its twelve languages; a worker must be ready in a fraction of one. An article is
kept after it was read, and read again when its file changes, so an editor sees a correction at
once. A faulty file counts as missing here; `veiviser check` says what is wrong with it.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from knowledge.articles import Article
from knowledge.facts import Facts, load_facts
from knowledge.languages import SOURCE_LANG, languages
from knowledge.loading import CONTENT_DIR, DATA_DIR, SLUG
from knowledge.markdown import keys_in
from knowledge.parsing import Place, parse_article
from knowledge.problems import Problem
from knowledge.topics import Collection, Topic, load_collections, load_topics
from portal.stamps import Stamp, stamp

# A text that no file of its language holds is given in the language nearest to it: the two
# forms of Norwegian stand in for each other, everyone else reads English before Norwegian.
_NEAREST = {"nb": ("nn", "en"), "nn": ("nb", "en")}


class Shelf:
    """Articles below some folders, `<collection>/<slug>/<lang>.md`, the first folder ours.

    `facts`, `collections` and `topics` are read at once: pages without an article need them.
    """

    def __init__(
        self, content_dirs: Sequence[Path] = (CONTENT_DIR,), *, data_dir: Path = DATA_DIR
    ) -> None:
        problems: list[Problem] = []
        self._dirs = tuple(content_dirs)
        self._read: dict[Path, tuple[Stamp, Article | None]] = {}
        self.facts: Facts = load_facts(data_dir, problems)
        self.collections: tuple[Collection, ...] = load_collections(
            data_dir / "collections.toml", problems
        )
        self.topics: tuple[Topic, ...] = load_topics(
            data_dir / "topics.tsv", self.collections, problems
        )

    def collection_ids(self) -> tuple[str, ...]:
        """Return every collection: ours in their order, then those that were added, by name."""
        ours = [collection.id for collection in self.collections]
        added = {name for folder in self._dirs[1:] for name in _folders(folder)}
        return (*ours, *sorted(added - set(ours)))

    def slugs(self, collection: str) -> tuple[str, ...]:
        """Return the articles of a collection: topics in their order, then others by name."""
        there = {name for folder in self._dirs for name in _folders(folder / collection)}
        ordered = [t.slug for t in self.topics if t.collection == collection and t.slug in there]
        return (*ordered, *sorted(there - set(ordered)))

    def langs(self, collection: str, slug: str) -> tuple[str, ...]:
        """Return the languages that an article exists in, in menu order."""
        there = {name for folder in self._dirs for name in _files(folder / collection / slug)}
        return tuple(lang for lang in languages() if f"{lang}.md" in there)

    def article(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return one article, None where there is no text in this language."""
        if not (SLUG.fullmatch(collection) and SLUG.fullmatch(slug) and lang in languages()):
            return None
        for folder in self._dirs:
            path = folder / collection / slug / f"{lang}.md"
            now = stamp(path)
            if now is None:
                continue
            known = self._read.get(path)
            if known is None or known[0] != now:
                known = (now, self._load(Place(path, collection, slug, lang)))
                self._read[path] = known
            if known[1] is not None:
                return known[1]
        return None

    def nearest(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return an article in `lang`, if only its outline, else in the language nearest to it."""
        own = self.article(collection, slug, lang)
        return own or self.text(collection, slug, lang)

    def text(self, collection: str, slug: str, lang: str) -> Article | None:
        """Return a whole article in `lang`, else in the language nearest to it, else None."""
        order = (lang, *_NEAREST.get(lang, ("en", SOURCE_LANG)), *languages())
        found = (self.article(collection, slug, code) for code in dict.fromkeys(order))
        return next((article for article in found if article and article.sections), None)

    def is_outdated(self, article: Article) -> bool:
        """Tell whether the source text has changed since this translation was made."""
        translation = article.translation
        if translation.state == "source":
            return False
        source_lang = translation.source_lang or SOURCE_LANG
        source = self.article(article.collection, article.slug, source_lang)
        return source is not None and source.fingerprint_for(article) != translation.fingerprint

    def _load(self, place: Place) -> Article | None:
        try:
            text = place.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        article = parse_article(text, place, [])
        if article is None:
            return None
        keys = (key for section in article.sections for key in keys_in(section.markdown))
        return article if all(self.facts.has(key.kind, key.key) for key in keys) else None


def _folders(folder: Path) -> list[str]:
    """Return the names of the folders in a folder that can be part of an address."""
    stamp(folder)  # it changes when one is added or taken away
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries if SLUG.fullmatch(e.name) and e.is_dir()]
    except OSError:
        return []


def _files(folder: Path) -> list[str]:
    """Return the names of what stands in a folder: one look at it instead of one a language."""
    stamp(folder)
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries]
    except OSError:
        return []
