"""Fold names for look-up: what is typed and what is stored meet in one spelling.

For comparing only, never for showing. It serves short names (of people, places and languages)
and is kept here, since nothing in knowledge may lean on indexing, where running text is folded.
Case, accents, signs for vowels and apostrophes go; æ, ø and å become ae, oe and aa, the way
they are typed without a Norwegian keyboard; letters that Arabic, Persian and Ge'ez writers
exchange become one.
"""

import re
import unicodedata

_LETTERS = {
    "æ": "ae",
    "ø": "oe",
    "å": "aa",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ŋ": "n",
    "ŧ": "t",
    "ə": "a",
    "ı": "i",
    "ß": "ss",
    "ґ": "г",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ۆ": "و",
    "ـ": "",
    "’": "",
    "'": "",
    "ʼ": "",
    "ʻ": "",
    "`": "",
    "´": "",
}
# Rows of Ge'ez syllables that sound alike, by the first letter of each row of eight; in the two
# throat rows the first and fourth order are exchanged as well.
_GEEZ_ROWS = {"ሠ": "ሰ", "ዐ": "አ", "ሐ": "ሀ", "ኀ": "ሀ", "ፀ": "ጸ"}
_GEEZ_THROAT = {"አ": "ኣ", "ሀ": "ሃ"}
_WORD = re.compile(r"[^\W_]+")
_NORDIC_PLAIN = str.maketrans("øåØÅ", "oaOA")


class _Table(dict[int, str]):
    """For str.translate: each character is worked out once, when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    for first, alike in _GEEZ_ROWS.items():
        order = ord(char) - ord(first)
        if 0 <= order < 8:
            char = chr(ord(alike) + order)
    char = _GEEZ_THROAT.get(char, char)
    letters = (c for c in unicodedata.normalize("NFKD", char) if not _is_mark(c))
    return "".join(_LETTERS.get(c, c) for c in letters).casefold()


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc", "Cs")


_TABLE = _Table()


def fold(text: str) -> str:
    """Return `text` in its one spelling for comparing; words keep what stands between them.

    >>> fold("Tromsø"), fold("İŞARET"), fold("Müller"), fold("العربيّة")
    ('tromsoe', 'isaret', 'muller', 'العربيه')
    """
    return unicodedata.normalize("NFC", text).casefold().translate(_TABLE)


def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, without what stands between them.

    >>> fold_words("kurdisk (sorani)")
    ('kurdisk', 'sorani')
    """
    return tuple(_WORD.findall(fold(text)))


def fold_key(text: str) -> str:
    """Return the folded words with one space between them: the key of a look-up table."""
    return " ".join(fold_words(text))


def plain_nordic(text: str) -> str:
    """Return `text` with ø and å as o and a, as foreigners and e-mail addresses write them."""
    return text.translate(_NORDIC_PLAIN)
