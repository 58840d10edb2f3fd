"""Read from a question what kind of interpreter is wanted: the slots of a request."""

from typing import Literal

from indexing.slot_places import NamedPlace
from indexing.slot_reading import Reading
from indexing.values import InterpreterRequest
from knowledge.register.places import Place
from knowledge.register.queries import MODES_ASKED, ModeAsked
from knowledge.register.spoken import (
    misspelt_spoken,
    spoken_forms,
    spoken_in_words,
    spoken_languages,
)

_REACH = 6  # words between an interpreter and "female"
_LATER_CLAUSE = 4  # words of a clause of its own behind the noun: "..., helst en kvinne"
_SPELLING_REACH = 6  # words from the interpreter within which a language may be misspelt
_MIN_MISSPELT_HEAD = 6
_LETTERS = dict(zip("abcdeабвсдеابجده", "ABCDEABBCDEABCDE", strict=True))
_LETTER_WORDS = frozenset("aeае")  # letters that are words too: "at least a ..."
_SIDE_LANGUAGE = "en"  # often named beside the one that is wanted: "English is fine for mail"


def fill_slots(reading: Reading, places: list[NamedPlace]) -> InterpreterRequest:
    """Return everything but the time that a question tells of the interpreter."""
    chosen = _chosen_place(places)
    return InterpreterRequest(
        spoken=_spoken(reading, places),
        place=chosen.label if chosen and not chosen.is_county else None,
        county=chosen.county if chosen else None,
        gender=_gender(reading),
        mode=_mode(reading),
        min_category=_category(reading),
    )


def _chosen_place(places: list[NamedPlace]) -> Place | None:
    """Return the place that is meant: a municipality before a county, one after a preposition
    before others."""
    if not places:
        return None
    return min(places, key=lambda one: (one.place.is_county, not one.told, one.start)).place


def _spoken(reading: Reading, places: list[NamedPlace]) -> str | None:
    """Return the language that is named nearest to the interpreter, if not one denied."""
    named = {i for one in places for i in range(one.start, one.start + one.length) if one.told}
    candidates = [one for one in reading.spoken if one[0] not in named]
    for place, word in enumerate(reading.words):
        code = spoken_forms().get(word.head) if word.head else None
        if code is None and len(word.head) >= _MIN_MISSPELT_HEAD:
            code = misspelt_spoken(word.head)
        if code is not None:
            candidates.append((place, 1, code))
    if not candidates:
        candidates = _misspelt(reading, places)
    if len({code for *_span, code in candidates}) > 1:
        candidates = [one for one in candidates if one[2] != _SIDE_LANGUAGE]
    if not candidates:
        return None
    groups = spoken_languages()
    for code in {code for *_span, code in candidates}:  # "Kurdish, Sorani or Kurmanji"
        members = {other for *_span, other in candidates if other in groups[code].includes}
        if len(members) > 1:
            return code
    anchors = reading.nouns or (candidates[0][0],)

    def rank(candidate: tuple[int, int, str]) -> tuple[bool, bool, int, int]:
        start, length, code = candidate
        gap = min(start - one if start > one else one - start - length + 1 for one in anchors)
        is_group = any(other in groups[code].includes for *_span, other in candidates)
        return groups[code].kind == "spoken", is_group, gap, start

    return min(candidates, key=rank)[2]


def _misspelt(reading: Reading, places: list[NamedPlace]) -> list[tuple[int, int, str]]:
    """Return words near the interpreter that look like the name of a language."""
    known = set(reading.listed)
    known |= {i for one in places for i in range(one.start, one.start + one.length)}
    known |= {start for start, _length, _code in spoken_in_words(reading.keys)}  # the denied ones
    found = []
    for place, key in enumerate(reading.keys):
        gap = min((abs(place - noun) for noun in reading.nouns), default=_SPELLING_REACH + 1)
        if gap > _SPELLING_REACH or place in known:
            continue
        told = gap == 1 or any(place in (hit.end, hit.start - 1) for hit in reading.found["tongue"])
        if (code := misspelt_spoken(key, told=told)) is not None:
            found.append((place, 1, code))
    return found


def _gender(reading: Reading) -> Literal["m", "f"] | None:
    """Return the gender that is asked of the interpreter, not that of who needs one."""
    if reading.found["noun_f"]:
        return "f"
    anchors = reading.nouns
    if reading.stand_in:
        anchors += _anchors(reading)
    near: list[tuple[int, Literal["m", "f"]]] = []
    groups: tuple[tuple[str, Literal["m", "f"]], ...] = (("female", "f"), ("male", "m"))
    for group, gender in groups:
        for hit in reading.found[group]:
            gap = _gap(reading, hit.start, anchors)
            if gap is not None and not reading.is_denied(hit.start):
                near.append((gap, gender))
    return min(near)[1] if near else None


def _anchors(reading: Reading) -> tuple[int, ...]:
    """Return what stands for the noun in a message without one: the language, "need", "who"."""
    groups = ("want", "weak", "someone", "speaker")
    hits = [hit for group in groups for hit in reading.found[group]]
    return (
        *(start for start, _length, _code in reading.spoken),
        *(hit.start for hit in hits),
        *(hit.end - 1 for hit in hits),
    )


def _gap(reading: Reading, place: int, anchors: tuple[int, ...]) -> int | None:
    """Return how near the interpreter a gender stands; None if it is not that of one."""
    words = reading.words
    gaps = [
        (abs(place - one), one) for one in anchors if words[one].sentence == words[place].sentence
    ]
    if not gaps:
        return None
    gap, anchor = min(gaps)
    people = [abs(place - hit.start) for hit in reading.found["person"] if hit.start != place]
    if people and min(people) <= min(gap, 2) and gap > 1:
        return None
    if words[anchor].clause != words[place].clause:
        own = sum(word.clause == words[place].clause for word in words)
        wished = any(abs(place - hit.end) <= 1 for hit in reading.found["want"])
        return gap if wished or (place > anchor and own <= _LATER_CLAUSE) else None
    low, high = sorted((place, anchor))
    cut = any(low < hit.start < high for hit in reading.found["break"])
    return None if cut or gap > _REACH else gap


def _mode(reading: Reading) -> ModeAsked | None:
    """Return how the interpreter is wanted: in the room or from afar, whichever is told nearer.

    From afar is by phone or on screen, if one of them is named, else "remote": either will do.
    """
    told = [
        (hit.start, way)
        for way in MODES_ASKED
        for hit in reading.found[way]
        if not reading.is_denied(hit.start)
    ]
    sentences = {reading.words[start].sentence for start, way in told if way != "in_person"}
    told += [  # "not by phone", without "but on screen"
        (hit.start, "in_person")
        for hit in reading.found["not_remote"]
        if reading.words[hit.start].sentence not in sentences
    ]
    if not told:
        return "in_person" if _comes(reading) else None
    nearest = min(
        (min((abs(start - noun) for noun in reading.nouns), default=0), way) for start, way in told
    )[1]
    if nearest == "in_person":
        return nearest
    named = {way for _start, way in told if way in ("phone", "video")}
    return named.pop() if len(named) == 1 else "remote"


def _comes(reading: Reading) -> bool:
    """Say whether the interpreter is to come: "żeby ktoś przyjechał", not "ktoś przyjechał"."""
    words = reading.words
    aims = {words[hit.start].clause for hit in reading.found["so_that"]}
    return any(words[hit.start].clause in aims for hit in reading.found["comes"])


def _category(reading: Reading) -> str | None:
    """Return the lowest category that will do."""
    for group in ("category", "least"):
        for hit in reading.found[group]:
            for place in (hit.end, hit.start - 1):
                letter = _letter(reading, place, plain=group == "category")
                if letter is not None:
                    other = _letter(reading, place + 2, plain=False) or letter
                    return max(letter, other)  # "A or B": the lower one will do
    for noun in reading.nouns:  # B-tolk
        if reading.words[noun].joined and (letter := _letter(reading, noun - 1, plain=True)):
            return letter
    for group, category in (("authorised", "C"), ("degree", "B"), ("qualified", "E")):
        if reading.found[group]:
            return category
    return None


def _letter(reading: Reading, place: int, *, plain: bool) -> str | None:
    """Return the category that a word is the letter of.

    :param plain: whether a letter that is a word too may be a small one.
    """
    if not 0 <= place < len(reading.words):
        return None
    key = reading.keys[place]
    sure = plain or reading.words[place].capital or key not in _LETTER_WORDS
    return _LETTERS.get(key) if sure else None
