"""Write a text as people type it: with slips of the finger, and without the accents."""

import random
import unicodedata

_SHORTEST = 4  # letters of a word that a slip leaves readable
# Latin letters that are not a letter with an accent, as they are typed on a foreign keyboard.
_PLAIN = str.maketrans("łøŁØıæ", "loLOia")


def misspell(text: str, chance: random.Random) -> str:
    """Put one slip into about every third word: letters swapped, lost or doubled."""
    words = text.split()
    for at, word in enumerate(words):
        if len(word) >= _SHORTEST and word.isalpha() and chance.random() < 1 / 3:
            i = chance.randrange(1, len(word) - 1)
            swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            lost, doubled = word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:]
            words[at] = chance.choice((swapped, lost, doubled))
    return " ".join(words)


def strip_accents(text: str) -> str:
    """Return Latin text as it is typed on a foreign keyboard: ł as l, ø as o, ć as c."""
    split = unicodedata.normalize("NFD", text.translate(_PLAIN))
    kept = "".join(c for c in split if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", kept)
