"""Characters that do not belong in a text: controls, marks of direction, invisible ones.

They change what a reader sees without being seen themselves: a bidi override can show a phone
number backwards, a zero-width space hides a word from search. The zero-width non-joiner is part
of Persian spelling, so there it stays.
"""

import unicodedata
from collections.abc import Iterator

_ZWNJ = "\u200c"
_SHOWN = (" ", "\u00a0", "\u202f", _ZWNJ)
_SPACES = "\n\t"
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"


def stray_characters(text: str, lang: str) -> Iterator[tuple[int, str]]:
    """Yield (line, what) for each character that must not stand in a text of this language.

    >>> list(stray_characters("a\\u202eb", "nb"))
    [(1, 'U+202E RIGHT-TO-LEFT OVERRIDE')]
    """
    allowed = _ZWNJ if lang == "fa" else ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable():  # nothing stray is printable, and nearly every line is
            continue
        for character in line:
            if _is_stray(character) and character not in allowed:
                name = unicodedata.name(character, "control character")
                yield number, f"U+{ord(character):04X} {name}"


def shown(text: str) -> str:
    """Text from outside as a message may hold it: on one line, and harmless to a terminal.

    The name of a file can hold commands to the terminal, or bytes that are no text at all.

    >>> shown("a\\x1b[31m\\n\\u202eb")
    'a\\\\x1b[31m\\\\n\\\\u202eb'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SHOWN else repr(c)[1:-1] for c in text)


def _is_stray(character: str) -> bool:
    if character in _SPACES:
        return False
    return character in _INVISIBLE or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn")


def line_not_nfc(text: str) -> int | None:
    """The first line that is not in Unicode normal form C, from 1; None if all are."""
    if unicodedata.is_normalized("NFC", text):
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            return number
    return 1
