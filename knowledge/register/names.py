"""Make names of people comparable: spelt with other letters, or by another habit of spelling.

Mohamed, Mohammed and Muhammad are one name to whoever looks for it. `sound_key` keeps what such
spellings share, mostly the consonants; it finds too much rather than too little, so it is asked
only where the name as typed finds nobody.
"""

import re

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


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, those with ø and å in both of their spellings."""
    return tuple(dict.fromkeys((*fold_words(name), *fold_words(plain_nordic(name)))))


def sound_key(word: str) -> str:
    """Return what the spellings of a name share.

    >>> sound_key("mohamed"), sound_key("muhammad"), sound_key("abdullahi"), sound_key("abdulahi")
    ('mmt', 'mmt', 'aptl', 'aptl')
    """
    for pattern, sound in _SAME_SOUND:
        word = pattern.sub(sound, word)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))
