"""Find out whether somebody wants an interpreter, and which.

"Trenger tolk på tigrinja i Bergen" asks for one; "hvem betaler for tolken?" asks about them and
is left to the guidance. Each sentence is judged alone, by words that indexing/slots.toml lists
for each language; the slots are then read from the whole question. What it does not understand
is no request: the guidance is then searched as for any other question.

Which category a wish means: the letter that is named; C for "state-authorised", B for a
bachelor's degree (A and B-i have one; B-ii, which has none, comes along), E for "qualified",
since everybody in the register is. All are lower bounds, for the best come first anyway.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from indexing.slot_words import (
    Found,
    Word,
    known_languages,
    lexicon,
    not_spoken,
    nouns,
    place_words,
    split_words,
)
from indexing.values import InterpreterRequest, Question
from knowledge.register.places import county_forms, municipalities, place_forms
from knowledge.register.spoken import (
    misspelt_spoken,
    spoken_forms,
    spoken_in_words,
    spoken_languages,
)
from knowledge.register.wording import bare_words, phrases

_MAX_BARE_WORDS = 7  # "tigrinja tolk bergen torsdag": a request without a verb
_MAX_FOLLOW_UP_WORDS = 6
_REACH = 4  # words between an interpreter and "female"
_NEGATION_REACH = 2
_SPELLING_REACH = 6  # words from the interpreter within which a language may be misspelt
_LETTERS = dict(zip("abcdeабвсдеابجده", "ABCDEABBCDEABCDE", strict=True))


@dataclass(slots=True)
class _Reading:
    """A question as it is read: its words, and which of them are listed, by list."""

    words: tuple[Word, ...]
    found: dict[str, list[Found]]
    nouns: list[int]
    lang: str

    def has(self, group: str, sentence: int) -> bool:
        return any(self.words[f.start].sentence == sentence for f in self.found[group])


def find_interpreter_request(question: Question, lang: str) -> InterpreterRequest | None:
    """Return what kind of interpreter is asked for, or None if none is.

    A short follow-up ("og i Oslo?") to an earlier question of the conversation that asked for
    one changes that request.

    :param lang: the language of the question, one of our codes; others give None.
    """
    request = _read_request(question.text, lang)
    if request is None and question.history:
        return _follow_up(question, lang)
    return request


def _read_request(text: str, lang: str) -> InterpreterRequest | None:
    reading = _read(text, lang)
    if reading is None:
        return None
    request = _slots(reading)
    sentences = {word.sentence for word in reading.words}
    return request if any(_asks(reading, request, s) for s in sorted(sentences)) else None


def _read(text: str, lang: str) -> _Reading | None:
    """Read a question with the lists of its language, and of those whose interpreter it names."""
    if lang not in known_languages():
        return None
    words = split_words(text)
    named = list(nouns().find(words))
    compounds = [i for i, word in enumerate(words) if word.head]
    langs = {lang, *(f.group for f in named)} if not any(f.group == lang for f in named) else {lang}
    if compounds:
        langs.add("nn" if lang == "nn" else "nb")
    found: dict[str, list[Found]] = defaultdict(list)
    for one in langs:
        for hit in lexicon(one).find(words):
            found[hit.group].append(hit)
    hidden = {i for f in found["ignore"] for i in range(f.start, f.start + f.length)}
    if hidden:
        found["remote"] = [f for f in found["remote"] if f.start not in hidden]
    places = sorted({f.start for f in named} | set(compounds))
    if not places:
        places = [f.start for f in found["speaker"]]
    return _Reading(words, found, places, lang) if places else None


def _asks(reading: _Reading, request: InterpreterRequest, sentence: int) -> bool:
    """Say whether this sentence asks for an interpreter."""
    named = any(reading.words[i].sentence == sentence for i in reading.nouns)
    if not named or reading.has("about", sentence):
        return False
    acting = reading.has("acting", sentence)
    if request.spoken is None and (acting or not _is_noun(reading)):
        return False
    detailed = bool(request.spoken or request.place or request.county or request.gender)
    wants, asks = reading.has("want", sentence), reading.has("weak", sentence)
    if wants and not reading.has("how", sentence):
        return True
    if reading.has("how", sentence):
        return detailed and (wants or asks)
    if asks:
        return detailed or request.min_category is not None
    is_short = _length(reading.words, sentence) <= _MAX_BARE_WORDS
    return is_short and not acting and bool(request.spoken or request.place)


def _length(words: tuple[Word, ...], sentence: int) -> int:
    return sum(word.sentence == sentence for word in words)


def _is_noun(reading: _Reading) -> bool:
    """Say whether an interpreter is named, and not only somebody who speaks a language."""
    return any(f.start in reading.nouns for g in ("noun", "noun_f") for f in reading.found[g]) or (
        any(word.head for word in reading.words)
    )


def _slots(reading: _Reading) -> InterpreterRequest:
    keys = tuple(word.key for word in reading.words)
    spoken = _spoken(reading, keys)
    place = _place(reading, county=False)
    county = municipalities()[place].county if place else _place(reading, county=True)
    return InterpreterRequest(
        spoken=spoken,
        place=place,
        county=county,
        gender=_gender(reading),
        mode=_mode(reading),
        min_category=_category(reading, keys),
    )


def _spoken(reading: _Reading, keys: tuple[str, ...]) -> str | None:
    """Return the language that is named nearest to the interpreter, if not one denied."""
    excluded = not_spoken(reading.lang)
    candidates = [
        (start, length, code)
        for start, length, code in spoken_in_words(keys)
        if (length > 1 or keys[start] not in excluded) and not _denied(reading, start)
    ]
    for place, word in enumerate(reading.words):
        code = spoken_forms().get(word.head) if word.head else None
        code = code or (misspelt_spoken(word.head) if len(word.head) > 5 else None)
        if code is not None:
            candidates.append((place, 1, code))
    if not candidates:
        candidates = _misspelt(reading, keys)
    if not candidates:
        return None
    groups = spoken_languages()

    def far(candidate: tuple[int, int, str]) -> tuple[int, bool, int]:
        start, length, code = candidate
        gap = min(
            start - noun if start > noun else noun - start - length + 1 for noun in reading.nouns
        )
        return gap, bool(groups[code].includes), start

    return min(candidates, key=far)[2]


def _misspelt(reading: _Reading, keys: tuple[str, ...]) -> list[tuple[int, int, str]]:
    listed = {
        i
        for hits in reading.found.values()
        for f in hits
        for i in range(f.start, f.start + f.length)
    }
    listed |= {start for start, _length, _label in _places(reading, county=False)}
    listed |= {start for start, _length, _code in spoken_in_words(keys)}  # the denied ones
    found = []
    for place, key in enumerate(keys):
        near = min(abs(place - noun) for noun in reading.nouns) <= _SPELLING_REACH
        if near and place not in listed and (code := misspelt_spoken(key)) is not None:
            found.append((place, 1, code))
    return found


def _denied(reading: _Reading, start: int) -> bool:
    """Say whether a word stands beside a negation, in the same sentence."""
    sentence = reading.words[start].sentence
    return any(
        reading.words[f.start].sentence == sentence
        and (
            0 < start - (f.start + f.length - 1) <= _NEGATION_REACH
            or (f.start - start == 1 and f.length == 1 and len(reading.words[f.start].key) > 3)
        )
        for f in reading.found["negation"]
    )


def _places(reading: _Reading, *, county: bool) -> list[tuple[int, int, str]]:
    """Return start, length and name of every place that is named."""
    forms = county_forms() if county else place_forms()
    stems = tuple(word.stem for word in reading.words)
    taken: set[int] = set()
    found: list[tuple[int, int, str]] = []
    for start, length, key in phrases(stems):
        name = forms.get(key)
        if name is None and length == 1:
            name = next((forms[bare] for bare in bare_words(key) if bare in forms), None)
        if name is None or not taken.isdisjoint(range(start, start + length)):
            continue
        capital = reading.words[start].capital
        after = start > 0 and stems[start - 1] in place_words("prepositions")
        if key in place_words("ambiguous") and not (capital and after):
            continue
        taken.update(range(start, start + length))
        found.append((start, length, name))
    return sorted(found)


def _place(reading: _Reading, *, county: bool) -> str | None:
    found = _places(reading, county=county)
    return found[0][2] if found else None


def _gender(reading: _Reading) -> Literal["m", "f"] | None:
    """Return the gender that is asked of the interpreter, not that of who needs one."""
    if reading.found["noun_f"]:
        return "f"
    near: list[tuple[int, Literal["m", "f"]]] = []
    groups: tuple[tuple[str, Literal["m", "f"]], ...] = (("female", "f"), ("male", "m"))
    for group, gender in groups:
        for hit in reading.found[group]:
            gaps = [abs(hit.start - noun) for noun in reading.nouns]
            noun = reading.nouns[gaps.index(min(gaps))]
            apart = min(gaps) > _REACH or _cut_off(reading, hit.start, noun)
            if not apart and not _denied(reading, hit.start):
                near.append((min(gaps), gender))
    return min(near)[1] if near else None


def _cut_off(reading: _Reading, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(low < f.start < high for f in reading.found["break"]) or (
        reading.words[low].sentence != reading.words[high].sentence
    )


def _mode(reading: _Reading) -> Literal["remote", "in_person"] | None:
    if reading.found["in_person"]:
        return "in_person"
    return "remote" if reading.found["remote"] else None


def _category(reading: _Reading, keys: tuple[str, ...]) -> str | None:
    """Return the lowest category that will do."""
    for hit in reading.found["category"]:
        for place in (hit.start + 1, hit.start - 1, hit.start + 2):
            if 0 <= place < len(keys) and keys[place] in _LETTERS:
                return _LETTERS[keys[place]]
    for group, category in (("authorised", "C"), ("degree", "B"), ("qualified", "E")):
        if reading.found[group]:
            return category
    return None


def _follow_up(question: Question, lang: str) -> InterpreterRequest | None:
    """Return the request of the question before, with what a short follow-up changes in it."""
    words = split_words(question.text)
    if len(words) > _MAX_FOLLOW_UP_WORDS or lang not in known_languages():
        return None
    before = _read_request(question.history[-1], lang)
    if before is None:
        return None
    found: dict[str, list[Found]] = defaultdict(list)
    for hit in lexicon(lang).find(words):
        found[hit.group].append(hit)
    if found["about"]:
        return None
    changes = _slots(_Reading(words, found, list(range(len(words))), lang))
    changed = {
        name: value
        for name in ("spoken", "gender", "mode", "min_category")
        if (value := getattr(changes, name)) is not None
    }
    if changes.county:
        changed |= {"place": changes.place, "county": changes.county}
    return replace(before, **changed) if changed else None
