"""The statements of a search, and the order in which they are tried.

A search by language walks the categories from A on, one statement each, and stops as soon as
the page is full: each reads one stretch of the table `listings`. A search by name tries the
beginnings of words, then how the name sounds, then any part of it, and stops at the first that
finds somebody.
"""

from collections.abc import Iterator
from datetime import date

from knowledge.register.folding import fold_words
from knowledge.register.interpreters import CAPACITIES, CATEGORIES, MODES
from knowledge.register.names import name_words, sound_key
from knowledge.register.queries import InterpreterQuery
from knowledge.register.spoken import spoken_members

SHUFFLE_PRIME = 65_521  # largest prime below 2 ** 16
ALL_MODES = (1 << len(MODES)) - 1
_MIN_PART = 3  # letters of the shortest part of a name that trigrams can find

Statement = tuple[str, tuple[str | int, ...]]


def mode_bits(modes: tuple[str, ...]) -> int:
    """Return the modes as bits; someone who has named none may work in any."""
    return sum(1 << MODES.index(mode) for mode in modes if mode in MODES) or ALL_MODES


def capacity_rank(capacity: str | None) -> int:
    """Return 0 for full time up to 2 for occasional, 3 where it is not known."""
    return CAPACITIES.index(capacity) if capacity in CAPACITIES else len(CAPACITIES)


def rotation(on: date) -> int:
    """Return the multiplier that shuffles equals on this day: not 0 modulo SHUFFLE_PRIME."""
    return (on.toordinal() * 40_503) % (SHUFFLE_PRIME - 1) + 1


def count(query: InterpreterQuery, county: str | None) -> Iterator[Statement]:
    """Yield statements that count who fits; the first above zero is the answer."""
    where, values = _where(query, county)
    if not query.name or not query.name.strip():
        yield f"SELECT count(DISTINCT person) FROM listings l WHERE {where}", values
        return
    for table, match in _matches(query.name):
        text = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?{_of_listing(table, where)}"
        yield text, (match, *values)


def select(query: InterpreterQuery, county: str | None) -> Iterator[Statement]:
    """Yield statements that give ids, best first; each takes a limit as its last value."""
    where, values = _where(query, county)
    if query.name and query.name.strip():
        for table, match in _matches(query.name):
            text = f"SELECT rowid FROM {table} WHERE {table} MATCH ?{_of_listing(table, where)}"
            yield f"{text} ORDER BY rowid LIMIT ?", (match, *values)
        return
    nearest = ""
    near: tuple[str | int, ...] = ()
    if query.place:
        nearest, near = "place <> ?, county <> ?, ", (query.place, county or "")
    order = f"{nearest}capacity, (shuffle * {rotation(query.on)}) % {SHUFFLE_PRIME}, person"
    where, values = _where(query, county, category=False)
    for category in CATEGORIES:
        if query.min_category and category > query.min_category:
            return
        text = f"SELECT person FROM listings l WHERE {where} AND category = ?"
        yield f"{text} ORDER BY {order} LIMIT ?", (*values, category, *near)


def _where(
    query: InterpreterQuery, county: str | None, *, category: bool = True
) -> tuple[str, tuple[str | int, ...]]:
    """Return the conditions on `listings`, and their values."""
    conditions: list[str] = []
    values: list[str | int] = []
    if query.spoken:
        members = spoken_members(query.spoken)
        conditions.append(f"spoken IN ({','.join('?' * len(members))})")
        values += members
    if category and query.min_category:
        conditions.append("category <= ?")
        values.append(query.min_category)
    distance_matters = not query.place or query.mode in (None, "in_person")
    if county and (distance_matters or query.county):
        conditions.append("county = ?")
        values.append(county)
    if query.capacity:
        conditions.append("capacity = ?")
        values.append(capacity_rank(query.capacity))
    if query.gender:
        conditions.append("gender = ?")
        values.append(query.gender)
    if query.mode:
        wanted = ("phone", "video") if query.mode == "remote" else (query.mode,)
        conditions.append("modes & ? <> 0")
        values.append(mode_bits(wanted))
    return " AND ".join(conditions), tuple(values)


def _of_listing(table: str, where: str) -> str:
    if not where:
        return ""
    return f" AND EXISTS (SELECT 1 FROM listings l WHERE l.person = {table}.rowid AND {where})"


def _matches(name: str) -> Iterator[tuple[str, str]]:
    """Yield tables and what to match there, the strictest way of finding a name first."""
    words = fold_words(name)
    if not words:
        return
    yield "names", "name : (" + " AND ".join(f'"{word}"*' for word in words) + ")"
    sounds = [sound for word in words if len(sound := sound_key(word)) > 1]
    if len(sounds) == len(words):
        yield "names", "sound : (" + " AND ".join(f'"{sound}"' for sound in sounds) + ")"
    parts = [word for word in words if len(word) >= _MIN_PART]
    if parts:
        yield "name_parts", " AND ".join(f'"{part}"' for part in parts)


def indexed_name(name: str) -> tuple[str, str]:
    """Return what the tables of names hold for a name: its words, and how they sound."""
    words = name_words(name)
    return " ".join(words), " ".join(dict.fromkeys(sound_key(word) for word in words))
