"""What a change does to the register: how many come, change and go, and in which languages.

Numbers of people alone are told, never who they are.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

import orjson

from knowledge.register.interpreters import Interpreter

MAX_LOSS = 0.2  # share of the interpreters that may be removed without being asked
_COLUMNS = tuple(field.name for field in fields(Interpreter))


@dataclass(frozen=True, slots=True)
class Change:
    """How many people are added, changed, removed, and left as they were.

    `columns` says how many have another value in each column, the most first; `spoken` how many
    interpreters of each language there were before and are after, in the order of the codes.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    columns: tuple[tuple[str, int], ...]
    spoken: tuple[tuple[str, int, int], ...]

    @property
    def is_great_loss(self) -> bool:
        """Whether more than a fifth of those who were there would vanish."""
        return self.removed > MAX_LOSS * (self.removed + self.changed + self.unchanged)

    def as_json(self) -> str:
        """Return it as the register keeps it, under `change`."""
        return orjson.dumps(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Change":
        """Return what `as_json` gave.

        :raises ValueError: if it is anything else.
        """
        try:
            kept = orjson.loads(text)
            return cls(
                **{name: int(kept[name]) for name in ("added", "changed", "removed", "unchanged")},
                columns=tuple((str(name), int(count)) for name, count in kept["columns"]),
                spoken=tuple((str(code), int(a), int(b)) for code, a, b in kept["spoken"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("no summary of a change") from error


def compare(before: Mapping[str, Interpreter], after: Mapping[str, Interpreter]) -> Change:
    """Return what becomes of the people of `before`, by number, if `after` takes their place."""
    columns: Counter[str] = Counter()
    changed = kept = 0
    for number, new in after.items():
        old = before.get(number)
        if old is None:
            continue
        kept += 1
        if old != new:
            changed += 1
            columns.update(name for name in _COLUMNS if getattr(old, name) != getattr(new, name))
    counts_before, counts_after = _spoken_counts(before), _spoken_counts(after)
    return Change(
        added=len(after) - kept,
        changed=changed,
        removed=len(before) - kept,
        unchanged=kept - changed,
        columns=tuple(columns.most_common()),
        spoken=tuple(
            (code, counts_before[code], counts_after[code])
            for code in sorted(counts_before | counts_after)
        ),
    )


def _spoken_counts(people: Mapping[str, Interpreter]) -> Counter[str]:
    return Counter(spoken for i in people.values() for spoken in {q.spoken for q in i.languages})
