"""Collections, their categories, and the topics in them: what the guidance is meant to cover.

A topic's slug is its identity, in folders, addresses and the API. Whether there is a text for
it, and in which language, is for knowledge.loading to find out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.languages import languages
from knowledge.problems import Problem, line_of, read_toml

_COLUMNS = ["collection", "category", "slug", "core", "title_nb", "title_en"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; a core topic must have a text before the portal can open."""

    collection: str
    category: str
    slug: str
    core: bool
    title_nb: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Category:
    """A group of topics, with its name by language code.

    What stands in a category of fiction is invented: it may be read, but answers no question.
    """

    id: str
    name: Mapping[str, str]
    fiction: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """A body of guidance with one audience; name and description by language code."""

    id: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    categories: tuple[Category, ...]


def load_collections(path: Path, problems: list[Problem]) -> tuple[Collection, ...]:
    """Read collections.toml, in the order in which pages list them."""
    collections = []
    fields = read_toml(path, problems)
    text = path.read_text("utf-8") if fields else ""
    for entry in _tables(fields, "collection", path, problems):
        where = str(entry.get("id", "?"))
        line = line_of(text, rf'^id = "{re.escape(where)}"')
        categories = []
        for category in _tables(entry, "category", path, problems):
            name = f"{where}/{category.get('id', '?')}"
            categories.append(
                Category(
                    str(category.get("id", "")),
                    _names(category.get("name"), path, line, f"name of {name}", problems),
                    fiction=category.get("fiction") is True,
                )
            )
        collections.append(
            Collection(
                where,
                _names(entry.get("name"), path, line, f"name of {where}", problems),
                _names(entry.get("description"), path, line, f"description of {where}", problems),
                tuple(categories),
            )
        )
    return tuple(collections)


def _tables(
    fields: dict[str, Any], name: str, path: Path, problems: list[Problem]
) -> list[dict[str, Any]]:
    """The tables [[name]]; where something else bears the name, none and a problem."""
    tables = fields.get(name, [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    problems.append(Problem(path, None, f"{name} is no list of tables", f"Write [[{name}]]."))
    return []


def _names(
    names: object, path: Path, line: int | None, what: str, problems: list[Problem]
) -> dict[str, str]:
    """Texts by language; where one is missing the Norwegian stands in, and a problem says so."""
    given = {str(k): str(v) for k, v in names.items()} if isinstance(names, dict) else {}
    missing = [lang for lang in languages() if not given.get(lang)]
    if missing:
        problems.append(
            Problem(path, line, f"the {what} lacks {', '.join(missing)}", "Add the missing words.")
        )
    return {lang: given.get(lang) or given.get("nb", "") for lang in languages()}


def load_topics(
    path: Path, collections: tuple[Collection, ...], problems: list[Problem]
) -> tuple[Topic, ...]:
    """Read topics.tsv; a faulty row is left out and added to `problems`."""
    known = {(c.id, category.id) for c in collections for category in c.categories}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, None, f"cannot be read ({error})", "Restore the file."))
        return ()
    topics: dict[tuple[str, str], Topic] = {}
    if not lines or lines[0].split("\t") != _COLUMNS:
        problems.append(
            Problem(path, 1, "the columns are not as expected", f"Use {', '.join(_COLUMNS)}.")
        )
        return ()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        fault = _row_fault(cells, known, topics)
        if fault:
            problems.append(Problem(path, number, *fault))
            continue
        collection, category, slug, core, title_nb, title_en = cells
        topics[collection, slug] = Topic(
            collection, category, slug, core == "1", title_nb, title_en
        )
    return tuple(topics.values())


def _row_fault(
    cells: list[str], known: set[tuple[str, str]], earlier: dict[tuple[str, str], Topic]
) -> tuple[str, str] | None:
    if len(cells) != len(_COLUMNS) or not all(cell.strip() for cell in cells):
        return f"the row has not {len(_COLUMNS)} filled cells", "Separate them with one tab each."
    if (cells[0], cells[1]) not in known:
        return f"unknown category {cells[0]}/{cells[1]}", "Add it to collections.toml."
    if cells[3] not in ("0", "1"):
        return f"core is {cells[3]!r}", "Write 1 for a core topic, else 0."
    if (cells[0], cells[2]) in earlier:
        return f"the topic {cells[0]}/{cells[2]} stands twice", "Remove one of the rows."
    return None
