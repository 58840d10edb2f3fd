"""Sum the counts of the register into the rows of a page: by language, and by county."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from knowledge.register.crossing import CrossCount
from knowledge.register.interpreters import CATEGORIES

ByCategory = tuple[int, ...]  # how many have each category, A to E


@dataclass(frozen=True, slots=True)
class Row:
    """How many there are of one language or county, by its code or name."""

    key: str
    counts: ByCategory

    @property
    def total(self) -> int:
        return sum(self.counts)


def by_spoken(counts: Iterable[CrossCount], county: str = "") -> tuple[Row, ...]:
    """Return a row for each language that anybody interprets, most interpreted first.

    :param county: count those alone who live there; "" counts all.
    """
    chosen = (one for one in counts if county in ("", one.county))
    rows = _rows((one.spoken, one) for one in chosen)
    return tuple(sorted(rows, key=lambda row: (-row.total, row.key)))


def by_county(counts: Iterable[CrossCount], spoken: Collection[str]) -> tuple[Row, ...]:
    """Return a row for each county where anybody interprets one of these languages, most first.

    The county "" is of those whose county is not known.
    """
    rows = _rows((one.county, one) for one in counts if one.spoken in spoken)
    return tuple(sorted(rows, key=lambda row: (-row.total, row.key)))


def sum_rows(rows: Sequence[Row]) -> ByCategory:
    """Return the rows summed, category by category."""
    return tuple(sum(row.counts[at] for row in rows) for at in range(len(CATEGORIES)))


def _rows(keyed: Iterable[tuple[str, CrossCount]]) -> list[Row]:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CATEGORIES, 0))
    for key, one in keyed:
        sums[key][one.category] += one.total
    return [Row(key, tuple(found.values())) for key, found in sums.items()]
