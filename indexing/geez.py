"""Take the signs of the Ge'ez script apart: each is a consonant and a vowel in one."""

from functools import cache

_FIRST, _LAST = 0x1200, 0x135A
_VOWELS = ("ä", "u", "i", "a", "ē", "ə", "o", "ə")
# Rows of the consonants with a w, between the plain ones: row -> the plain one.
_ROUNDED = {0x1248: 0x1240, 0x1258: 0x1250, 0x1288: 0x1280, 0x12B0: 0x12A8, 0x12C0: 0x12B8}
_ROUNDED |= {0x1310: 0x1308}


def take_apart(word: str) -> str:
    """Return each sign as the first sign of its row, which names the consonant, and a vowel.

    >>> take_apart("ሓቢ")
    'ሐaበi'
    """
    return "".join(map(_sign, word))


@cache
def _sign(sign: str) -> str:
    code = ord(sign)
    if not _FIRST <= code <= _LAST:
        return sign
    row, order = code & ~7, code & 7
    if row in _ROUNDED:
        return chr(_ROUNDED[row]) + "ወ" + _VOWELS[order]
    if order == 7:
        return chr(row) + "ወa"
    return chr(row) + _VOWELS[order]
