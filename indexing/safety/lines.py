"""Choose the helplines to show for the signs that were found: `lines.toml` has the lists."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, Protocol

from indexing.values import DangerKind

MAX_LINES = 5
# A box has one button that is pressed first; of these, no list begins with two.
_EMERGENCY = ("police-112", "ambulance-113", "fire-110")
# Whoever writes may be a child, so this line gives way to no other.
_CHILDREN = "alarm-116111"


class _Sign(Protocol):
    @property
    def kind(self) -> DangerKind: ...
    @property
    def level(self) -> Literal["red", "amber"]: ...
    @property
    def tags(self) -> frozenset[str]: ...


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    text = (resources.files(__package__) / "lines.toml").read_text("utf-8")
    data = tomllib.loads(text)
    tags = {f"tag.{name}": lists for name, lists in data.pop("tag").items()}
    return {**data, **tags}


def known_tags() -> frozenset[str]:
    """Return the tags that a rule may carry."""
    return frozenset(name.removeprefix("tag.") for name in _lists() if name.startswith("tag."))


def all_lines() -> frozenset[str]:
    """Return the id of every helpline that can be shown."""
    return frozenset(i for lists in _lists().values() for ids in lists.values() for i in ids)


def choose_lines(signs: Sequence[_Sign], level: Literal["red", "amber"]) -> tuple[str, ...]:
    """Merge the lists of all signs, the most urgent first, no line twice, five at most.

    The first sign gives the order. Every further one of another kind first gives its emergency
    number, then shares the places left in turn.
    """
    lists: list[list[str]] = []
    for sign in signs:
        tags = sorted(sign.tags)
        key = f"tag.{tags[0]}" if tags else sign.kind
        chosen = _lists()[key][level if sign is signs[0] else sign.level]
        if chosen not in lists:
            lists.append(chosen)
    merged = lists[0][:1]
    merged += [ids[0] for ids in lists[1:] if ids[0] in _EMERGENCY and ids[0] not in merged]
    for place in range(max(map(len, lists))):
        for ids in lists:
            if place < len(ids) and ids[place] not in merged:
                merged.append(ids[place])
    chosen = merged[:MAX_LINES]
    if _CHILDREN in merged and _CHILDREN not in chosen:
        chosen[-1] = _CHILDREN
    return tuple(chosen)
