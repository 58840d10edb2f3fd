"""Find the places that a question names, in whatever case, script and spelling.

First the forms that stand in tables, then names with the ending of a case, then words that only
sound like a place: these where nothing surer was found. Names that are ordinary words too count
only with a capital letter after a preposition.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from indexing.slot_lexicon import place_beginnings, place_words
from indexing.slot_reading import Reading
from knowledge.register.place_likeness import inflected_place, sounding_place
from knowledge.register.places import Place, look_up_place
from knowledge.register.wording import bare_words, phrases

_ALIKE = frozenset(("nb", "nn", "en"))  # languages with words like the names of places
_MAX_WORDS = 3
_PAIR = 2
_MIN_SURE = 4  # letters


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that is named; `told` says that a preposition, a case or "municipality" tells so,
    `is_sure` that this or its length makes another meaning unlikely."""

    start: int
    length: int
    place: Place
    told: bool
    is_sure: bool


def find_places(reading: Reading) -> list[NamedPlace]:
    """Return the places that are named, in their order."""
    found = list(_tabled(reading))
    taken = {i for one in found for i in range(one.start, one.start + one.length)}
    open_words = [
        i for i, key in enumerate(reading.keys) if i not in taken and not _is_other(reading, i, key)
    ]
    found += _inflected(reading, open_words)
    if not found:
        found += _sounding(reading, open_words)
    return sorted(found, key=lambda one: one.start)


def _tabled(reading: Reading) -> Iterator[NamedPlace]:
    stems = tuple(word.stem for word in reading.words)
    taken: set[int] = set()
    for start, length, key in phrases(stems):
        place = look_up_place(key)
        if place is None and length == 1:
            place = next((p for bare in bare_words(key) if (p := look_up_place(bare))), None)
        if place is None or not taken.isdisjoint(range(start, start + length)):
            continue
        told = is_told(reading, start, length)
        if _is_ordinary(reading, start, length, key):
            continue
        taken.update(range(start, start + length))
        yield NamedPlace(start, length, place, told, told or len(key) >= _MIN_SURE)


def _is_ordinary(reading: Reading, start: int, length: int, key: str) -> bool:
    """Say whether an ordinary word is meant, and not the place that is called so."""
    common = key in place_words("common")
    if not common and (key not in place_words("ambiguous") or reading.lang not in _ALIKE):
        return False
    if _is_called(reading, start, length):
        return False
    after = _is_after(reading, start)
    return not (after and (reading.words[start].capital or not common))


def _is_other(reading: Reading, start: int, key: str) -> bool:
    """Say whether a word is known to be something else than a place."""
    if start in reading.listed or start in reading.nouns or key.isdigit():
        return True
    if any(first <= start < first + length for first, length, _code in reading.spoken):
        return True
    return key.startswith(place_beginnings("never"))


def _inflected(reading: Reading, open_words: list[int]) -> Iterator[NamedPlace]:
    for last in open_words:
        for length in range(min(_MAX_WORDS, last + 1), 0, -1):
            start = last - length + 1
            told = is_told(reading, start, length)
            words = reading.keys[start : last + 1]
            place = inflected_place(words, reading.lang, told=told)
            if place is not None:
                yield NamedPlace(start, length, place, told=True, is_sure=True)
                break


def _sounding(reading: Reading, open_words: list[int]) -> Iterator[NamedPlace]:
    for start in open_words:
        key = reading.keys[start]
        if start + 1 in open_words:
            told = _is_after(reading, start)
            pair = key + reading.keys[start + 1]
            if (place := sounding_place(pair, reading.lang)) is not None:
                yield NamedPlace(start, _PAIR, place, told, is_sure=True)
                continue
        name = _is_name(reading, start)
        told = _is_after(reading, start) or name
        choices = (key, *bare_words(key))
        found = (sounding_place(k, reading.lang, told=told, capital=name) for k in choices)
        place = next((one for one in found if one is not None), None)
        if place is not None:
            yield NamedPlace(start, 1, place, told, is_sure=len(key) >= _MIN_SURE)


def is_told(reading: Reading, start: int, length: int) -> bool:
    """Say whether a preposition stands before some words, or "municipality" beside them."""
    return _is_called(reading, start, length) or _is_after(reading, start)


def _is_after(reading: Reading, start: int) -> bool:
    """Say whether a preposition of place stands before a word."""
    sentence = reading.words[start].sentence
    return any(
        hit.end == start and reading.words[hit.start].sentence == sentence
        for hit in reading.found["at"]
    )


def _is_called(reading: Reading, start: int, length: int) -> bool:
    """Say whether "municipality" or the like stands beside some words."""
    beside = {start - 1, start + length}
    return any(hit.end - 1 in beside or hit.start in beside for hit in reading.found["place_noun"])


def _is_name(reading: Reading, start: int) -> bool:
    """Say whether a capital within a sentence tells that a name stands here."""
    word = reading.words[start]
    return word.capital and start > 0 and reading.words[start - 1].sentence == word.sentence
