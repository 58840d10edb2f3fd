"""The words agreed for each concept in each language, and the texts that use others.

`translations/glossary.tsv` has a line for each concept and a column for each language. A cell is
`term / pattern / pattern / !avoid`: the word to use, then stems by which it is found in running
text (* stands for any letters; without any, each word of the term may have an ending), then words
that mislead or demean and must not be used for it. What a Norwegian word means is told to readers
by knowledge.glossary; this is for those who write.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.languages import SOURCE_LANG, languages
from knowledge.loading import DATA_DIR, Knowledge
from knowledge.problems import Problem

TERMBASE_FILE = DATA_DIR.parent / "translations" / "glossary.tsv"
# A source text that names a concept once may mean it in passing; twice, and it is about it.
_LEAST_USES = 2
_LETTERS = r"[\w\u200c'’-]*"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language says a concept: the term, how to find it, and what not to say."""

    term: str
    found_by: re.Pattern[str]
    avoided: re.Pattern[str] | None


Termbase = Mapping[str, Mapping[str, Wording]]


def load_termbase(path: Path, problems: list[Problem]) -> Termbase:
    """Read the termbase: wordings by concept, then by language.

    A line that lacks a language is a problem, and the rest is there all the same.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(path, None, "the termbase cannot be read", "Restore the file."))
        return {}
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    head = next(rows, [])
    if head != ["concept", *languages()]:
        said = "the first line does not name the columns"
        problems.append(Problem(path, 1, said, f"Write  concept, {', '.join(languages())}"))
        return {}
    base: dict[str, dict[str, Wording]] = {}
    for number, (concept, *cells) in enumerate(rows, 2):
        if concept in base:
            problems.append(Problem(path, number, f"{concept!r} stands twice", "Remove one."))
        given = dict(zip(languages(), cells, strict=False))
        base[concept] = {
            lang: _wording(cell, lang) for lang, cell in given.items() if cell.strip(" /")
        }
        missing = [lang for lang in languages() if lang not in base[concept]]
        if missing or len(cells) > len(given):
            said = f"{concept!r} has {len(cells)} words for {len(languages())} languages"
            problems.append(Problem(path, number, said, f"See to {', '.join(missing) or 'tabs'}."))
    return base


def check_termbase(knowledge: Knowledge, path: Path = TERMBASE_FILE) -> list[Problem]:
    """Read the termbase and hold every translation to it."""
    problems: list[Problem] = []
    base = load_termbase(path, problems)
    return [*problems, *check_terms(knowledge, base)]


def check_terms(
    knowledge: Knowledge, base: Termbase, *, lang: str | None = None
) -> Iterator[Problem]:
    """Yield a warning for each translation that lacks the agreed word, or has one to avoid.

    :param lang: look at the texts of this language only; at all if None.
    """
    spoken_of: dict[tuple[str, str], list[str]] = {}
    for key, article in knowledge.articles.items():
        source = knowledge.article(*key[:2], SOURCE_LANG)
        if article.lang == SOURCE_LANG or source is None or (lang and article.lang != lang):
            continue
        if key[:2] not in spoken_of:
            spoken_of[key[:2]] = _concepts_of(source, base, knowledge.facts)
        text = _text(article, knowledge.facts)
        path = knowledge.paths.get(key, Path(*key[:2], f"{key[2]}.md"))
        for fault, remedy in _faults(text, article, base, spoken_of[key[:2]]):
            yield Problem(path, None, fault, remedy, "warning")


def _concepts_of(source: Article, base: Termbase, facts: Facts) -> list[str]:
    text = _text(source, facts)
    return [
        concept
        for concept, wordings in base.items()
        if (wording := wordings.get(source.lang))
        and sum(1 for _ in wording.found_by.finditer(text)) >= _LEAST_USES
    ]


def _faults(
    text: str, article: Article, base: Termbase, concepts: list[str]
) -> Iterator[tuple[str, str]]:
    if article.sections:  # a summary alone need not name everything
        for concept in concepts:
            wording = base[concept].get(article.lang)
            if wording and not wording.found_by.search(text):
                yield (
                    f"no word for {concept!r}, which the source speaks of",
                    f"Say {wording.term!r}, or add to the termbase how that is inflected.",
                )
    for concept, wordings in base.items():
        wording = wordings.get(article.lang)
        if wording and wording.avoided and (met := wording.avoided.search(text)):
            yield f"{met[0]!r} is a word to avoid for {concept!r}", f"Say {wording.term!r}."


def _text(article: Article, facts: Facts) -> str:
    parts = [article.title, article.summary]
    for section in article.sections:
        parts += [section.heading, expand_plain(section.markdown, article.lang, facts)]
    return fold_case("\n".join(parts), article.lang)


def fold_case(text: str, lang: str) -> str:
    """Small letters, with the dotted and the dotless i of Turkish kept apart.

    >>> fold_case("SIĞINMA İşi", "tr")
    'sığınma işi'
    """
    if lang == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def _wording(cell: str, lang: str) -> Wording:
    term, *rest = (part.strip() for part in cell.split(" / "))
    stems = [part for part in rest if part and not part.startswith("!")]
    avoided = [part[1:].strip() for part in rest if part.startswith("!")]
    found_by = stems or ["* ".join(term.split()) + "*"]
    return Wording(
        term,
        _pattern(tuple(found_by), lang),
        _pattern(tuple(avoided), lang) if avoided else None,
    )


@cache
def _pattern(stems: tuple[str, ...], lang: str) -> re.Pattern[str]:
    ways = (
        r"\s+".join(
            _LETTERS.join(re.escape(part) for part in word.split("*"))
            for word in fold_case(stem, lang).split()
        )
        for stem in stems
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")
