"""`python -m tests.bench.searching`: how long a search for pages and a suggestion take.

On the guidance that ships, with the searches of tests/data/searches.tsv, each of them also typed
letter by letter for the suggestions. One process, one thread; the lowest of three medians.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from indexing.build import build_index
from indexing.embedding import load_embedder
from indexing.opening import IndexHandle
from indexing.page_search import PageSearch
from indexing.page_values import PageQuery
from indexing.suggesting import Catalogue
from knowledge.loading import load_knowledge
from tests.bench.timing import Latency, alternate

_SEARCHES = Path(__file__).parent.parent / "data" / "searches.tsv"
_MEDIAN_GOALS_MS = {"a search for pages": 15.0, "a suggestion": 1.0}

T = TypeVar("T")
Typed = tuple[str, str]


def main() -> None:
    """Measure both on an index, built here if none is named, and print what was reached."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--index", type=Path, help="the folder of an index that is built")
    told = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, latency in measure(told.index or Path(folder)).items():
            sys.stdout.write(
                f"{name}: {latency.p50_ms:.2f} ms at the median (at most "
                f"{_MEDIAN_GOALS_MS[name]}), {latency.p95_ms:.2f} ms for the slowest of twenty\n"
            )


def measure(index_dir: Path) -> dict[str, Latency]:
    """Return the latency of each; the index is built where there is none."""
    knowledge, embedder = load_knowledge(), load_embedder()
    if not (index_dir / "current").exists():
        build_index(knowledge, embedder, index_dir)
    pages = PageSearch(
        IndexHandle(index_dir, embedder),
        embedder,
        Catalogue(knowledge.collections, knowledge.topics, knowledge.facts.glossary),
    )
    searches = read_searches()
    typed = [(lang, text[:end]) for lang, text in searches for end in range(2, len(text) + 1)]
    return {
        "a search for pages": _time(
            searches, lambda lang, text: pages.search(PageQuery(text, lang))
        ),
        "a suggestion": _time(typed, lambda lang, text: pages.suggest(text, lang)),
    }


def read_searches() -> list[Typed]:
    """Return the language and the text of each search."""
    with _SEARCHES.open(encoding="utf-8", newline="") as file:
        return [(row["lang"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def _time(asked: Sequence[Typed], call: Callable[[str, str], T]) -> Latency:
    langs = {f"{lang} {text}": (lang, text) for lang, text in asked}
    for lang, text in langs.values():  # words and names of each language are read once
        call(lang, text)
    runs = alternate({"ours": lambda key: call(*langs[key])}, list(langs))
    return runs["ours"].latency


if __name__ == "__main__":
    main()
