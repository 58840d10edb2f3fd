"""Find a place whose name stands in no table: inflected, in another script, or misspelt.

Each way is less sure than the one before: a name with the ending of a case (Bergenie,
bergendeki), a word that sounds like a name (Лиллестрёме, ستفنجر), a slip of the pen (stavnager).
How much likeness is enough hangs on whether the text tells that a place is named there, and on
how big the place is: big towns are meant more often.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from knowledge.register.folding import fold_key
from knowledge.register.places import (
    Place,
    big_towns,
    counties,
    look_up_place,
    municipalities,
    place_speller,
    places_by_number,
)
from knowledge.register.sounds import Likeness, SoundIndex
from knowledge.register.spelling import edit_distance
from knowledge.register.wording import name_keys, without_endings

_MIN_SOUNDED = 3  # letters
_MIN_TOLD, _MIN_UNTOLD = 4, 5
_LONG = 7
_MIN_SLIPPED = 8  # letters of a word that may be misspelt where nothing tells of a place
_LOCATIVE = frozenset(("lt", "tr"))  # a case tells the place where others need a preposition
_INFLECTING = frozenset(("pl", "uk", "ru", "tr", "lt", "so", "ar", "fa", "ti"))
_BY_EAR = "so"  # written with the vowels that are heard
_FIRST_BARE = "\u0600"  # from here on scripts that leave vowels out: Arabic and Ge'ez
_BIGGEST = 5  # towns, whose parts are among their names
_FEW, _SOME, _MUCH, _VERY_MUCH = 2, 3, 4, 6  # consonants that agree
_HARDLY = 0.1  # how much may be amiss where few of them do: the vowel of a case
_LITTLE = 0.6  # how much may be amiss where nothing tells that a place is named


def inflected_place(words: Sequence[str], lang: str, *, told: bool = False) -> Place | None:
    """Return the place that some words of `lang` name, the last with the ending of a case.

    >>> found = inflected_place(("stavangerze",), "pl")
    >>> found and found.name
    'Stavanger'

    :param words: folded.
    :param lang: one of our languages; one without such endings gives None.
    :param told: whether the text tells that a place is named here, by a preposition or a
        capital; if not, short names are passed over: they look like other words too much.
    """
    *first, last = words
    for bare in without_endings(last, lang):
        key = " ".join((*first, bare))
        place = look_up_place(key)
        if place is None:
            continue
        likely = told or (lang in _LOCATIVE and (last.startswith(bare) or _is_big(place.number)))
        if len(key) >= (_MIN_TOLD if likely else _MIN_UNTOLD):
            return place
    return None


def sounding_place(
    word: str, lang: str, *, told: bool = False, capital: bool = False
) -> Place | None:
    """Return the place that a folded word sounds like, or is a slip of the pen for.

    Two words of one name are given as one.

    >>> found = sounding_place("ليلستروم", "ar")
    >>> found and found.name
    'Lillestrøm'

    :param lang: the language of the text: it says which endings may stand there.
    :param told: as for `inflected_place`.
    :param capital: whether it is written as a name.
    """
    if len(word) < _MIN_SOUNDED:
        return None
    for form in (word, *without_endings(word, lang, whole=False)):
        like = _sounding().nearest(form, inflected=lang in _INFLECTING)
        if like is not None and _is_alike(like, form, lang, told=told, capital=capital):
            return places_by_number()[like.code]
    return _slipped_place(word, lang, told=told)


def _slipped_place(word: str, lang: str, *, told: bool) -> Place | None:
    """Return the place that a word is a slip of the pen for: the longer the word, the likelier;
    a short one only for a big town, and only where a place is told."""
    if told or len(word) >= _MIN_SLIPPED:
        label = place_speller().nearest(word)
        if label is not None and label[0].casefold() == word[0]:
            return municipalities()[label]
    stems = without_endings(word, lang, whole=False) if lang in _LOCATIVE else ()
    for form in (*((word,) if told else ()), *stems):
        near = {
            number
            for name, number in _big_names().get(form[0], ())
            if len(form) >= _MIN_TOLD and abs(len(name) - len(form)) <= 1
            if edit_distance(form, name) == 1
        }
        if len(near) == 1:
            return places_by_number()[next(iter(near))]
    return None


@cache
def _big_names() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the names of the big towns, folded, with their numbers, by their first letter."""
    names: dict[str, list[tuple[str, str]]] = {}
    for number in big_towns():
        for key in name_keys(places_by_number()[number].name):
            if len(key) > _MIN_TOLD:
                names.setdefault(key[0], []).append((key, number))
    return {letter: tuple(found) for letter, found in names.items()}


def _is_big(number: str) -> bool:
    place = places_by_number()[number]
    return place.is_county or number in big_towns()


def _is_alike(like: Likeness, word: str, lang: str, *, told: bool, capital: bool) -> bool:
    """Say whether a likeness is enough: it must be greater for a small place than for a big
    town, which is meant more often, and in scripts that leave vowels out."""
    big = _is_big(like.code)
    amiss, count = like.amiss, like.consonants
    if not told:
        little = 1.0 if lang == _BY_EAR else _LITTLE
        whole = not like.bare if word[0] >= _FIRST_BARE else len(word) >= _LONG
        long = big and count == _SOME and whole
        return (amiss <= little and count >= (_MUCH if big else _VERY_MUCH)) or (
            long and amiss <= _HARDLY
        )
    if count == _FEW:
        sure = capital or (big and not word.isascii())
        return sure and amiss <= _HARDLY and not like.bare
    if count == _SOME and not big:
        return amiss <= _HARDLY and like.bare <= 1
    return amiss <= count / 4


@cache
def _sounding() -> SoundIndex:
    big = big_towns()
    numbered = {place.number: place for place in municipalities().values()}
    rest = sorted(numbered.keys() - set(big))
    ordered = [numbered[number] for number in (*dict.fromkeys(big), *rest)]
    names = [(place.name, place.number) for place in ordered]
    names += [(county.name, county.number) for county in counties().values()]
    # Parts of the biggest towns are left out: too many, and written as in Norwegian.
    for place in ordered[_BIGGEST:]:
        names += [(name, place.number) for name in place.other_names]
    return SoundIndex((name, number) for name, number in names if _is_norwegian(name))


def _is_norwegian(name: str) -> bool:
    """Say whether a name is written in the letters of Norwegian, as the rules of sound expect."""
    return fold_key(name).isascii() and len(fold_key(name)) >= _MIN_SOUNDED
