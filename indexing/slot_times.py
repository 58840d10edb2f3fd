"""Find when an interpreter is wanted, as it was typed: "torsdag kl 10", "w czwartek o 9:30".

For display only: nothing is worked out from it, and nothing compares it. Days and parts of day
count by themselves; clocks and months with a number beside them; small words in between and
before are taken along.
"""

import re
from collections.abc import Collection, Iterator

from indexing.slot_reading import Reading

_TIME = re.compile(r"\d{1,2}[:.]\d{2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?")
_HOUR = re.compile(r"\d{1,2}|\d{4}")
_SIDES = {"clock": ("behind",), "hours": ("before",), "month": ("before", "behind")}
_BRIDGE = 2  # small words between two times that make them one, and before the first


def find_when(reading: Reading, text: str) -> str | None:
    """Return the words of `text` that say when, as typed; parts that lie apart by a comma."""
    marked = _marked(reading)
    if not marked:
        return None
    parts = [
        text[reading.words[first].start : reading.words[last].end]
        for first, last in _stretches(reading, marked)
    ]
    return ", ".join(dict.fromkeys(parts))


def _marked(reading: Reading) -> set[int]:
    days = _places(reading, "day")
    hours = _places(reading, "hour")
    marked = {*days, *(i for i, key in enumerate(reading.keys) if _TIME.fullmatch(key))}
    for group, sides in _SIDES.items():
        for hit in reading.found[group]:
            for side in sides:
                place = hit.start - 1 if side == "before" else hit.end
                in_words = group != "month" and place in hours
                if in_words or _is_number(reading, place):
                    marked |= {place, *range(hit.start, hit.end)}
    for hit in reading.found["month"]:  # "the 3rd of June"
        if hit.start - 3 >= 0 and _is_number(reading, hit.start - 3):
            marked |= set(range(hit.start - 3, hit.end))
    joints = _places(reading, "joint")
    for place in range(len(reading.words)):
        near = place - 1 in marked or (place - 1 in joints and place - 2 in marked)
        if near and (_is_number(reading, place) or (place in hours and place - 1 in joints)):
            marked.add(place)
    return marked


def _is_number(reading: Reading, place: int) -> bool:
    if not 0 <= place < len(reading.words):
        return False
    key = reading.keys[place]
    return bool(_HOUR.fullmatch(key) or _TIME.fullmatch(key))


def _places(reading: Reading, group: str) -> Collection[int]:
    return {place for hit in reading.found[group] for place in range(hit.start, hit.end)}


def _stretches(reading: Reading, marked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each stretch, with the small words inside and before it."""
    joints, before = _places(reading, "joint"), _places(reading, "before")
    ordered = sorted(marked)
    first = last = ordered[0]
    for place in [*ordered[1:], None]:
        if place is not None and place - last - 1 <= _BRIDGE:
            between = range(last + 1, place)
            same = reading.words[place].sentence == reading.words[last].sentence
            if same and all(one in joints for one in between):
                last = place
                continue
        start = first
        while start - 1 in before and first - start < _BRIDGE:
            start -= 1
        end = last + 1 if _is_suffix(reading, last) else last
        yield start, end
        if place is not None:
            first = last = place


def _is_suffix(reading: Reading, place: int) -> bool:
    """Say whether letters are written on to a number: 10ka, 10da."""
    words = reading.words
    return (
        place + 1 < len(words)
        and words[place].key[-1:].isdigit()
        and words[place + 1].start == words[place].end
    )
