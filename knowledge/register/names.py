"""Make names of people comparable: spelt with other letters, or by another habit of spelling.

A search by name tries the beginnings of words, then how the name sounds, then any part of it,
and stops at the first that finds somebody.

Mohamed, Mohammed and Muhammad are one name to whoever looks for it. `sound_key` keeps what such
spellings share, mostly the consonants; it finds too much rather than too little, so it is asked
only where the name as typed finds nobody.
"""

import re
from collections.abc import Callable, Iterator

from knowledge.register.folding import fold_words, plain_nordic

_SAME_SOUND = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("[kc]h|gh", "h"),
        ("th|dh", "t"),
        ("sh|sch|sj|cz|sz|ts|tz", "s"),
        ("q|c|ck", "k"),
        ("w", "v"),
        ("x", "ks"),
        ("z", "s"),
        ("j", "y"),
        ("d", "t"),
        ("b", "p"),
    )
]
_VOWELS = re.compile(r"(?<=.)[aeiouyh]+")
_DOUBLED = re.compile(r"(.)\1+")
_MIN_PART = 3  # letters of the shortest part of a name that trigrams can find


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, those with ø and å in both of their spellings."""
    words, plain = fold_words(name), plain_nordic(name)
    return tuple(dict.fromkeys(words if plain == name else (*words, *fold_words(plain))))


def sound_key(word: str) -> str:
    """Return what the spellings of a name share.

    >>> sound_key("mohamed"), sound_key("muhammad"), sound_key("abdullahi"), sound_key("abdulahi")
    ('mmt', 'mmt', 'aptl', 'aptl')
    """
    for pattern, sound in _SAME_SOUND:
        word = pattern.sub(sound, word)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))


def indexed_name(name: str, sound_of: Callable[[str], str] = sound_key) -> tuple[str, str]:
    """Return what the tables of names hold for a name: its words, and how they sound.

    :param sound_of: `sound_key`, or what remembers it: most names are borne by many.
    """
    words = name_words(name)
    return " ".join(words), " ".join(dict.fromkeys(map(sound_of, words)))


def name_matches(name: str) -> Iterator[tuple[str, str]]:
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
