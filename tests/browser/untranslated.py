"""Find what a page says in English though it speaks another language: a message left out."""

import re
from functools import cache
from io import BytesIO

from babel.messages.pofile import read_po

from knowledge.languages import languages
from portal.catalogues import catalogue_path, extract_messages

_VALUE = re.compile(r"%\((\w+)\)s|%%")


@cache
def _english() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the messages without values, and a pattern for those with values."""
    texts = [
        text
        for message in extract_messages()
        if message.id
        for text in ((message.id,) if isinstance(message.id, str) else message.id)
    ]
    plain = frozenset(_folded(text) for text in texts if not _VALUE.search(text))
    # A message that is hardly more than its values could be said by anything.
    filled = [
        ".+?".join(re.escape(part) for part in _VALUE.split(_folded(text))[::2])
        for text in texts
        if _VALUE.search(text) and len(_VALUE.sub("", text)) >= 12
    ]
    return plain, re.compile("|".join(filled))


@cache
def _said_in(lang: str) -> frozenset[str]:
    """Return every translation of a message into a language."""
    text = catalogue_path(lang).read_bytes()
    messages = read_po(BytesIO(text), locale=languages()[lang].locale)
    found = [m.string if isinstance(m.string, tuple | list) else (m.string,) for m in messages]
    return frozenset(_folded(string) for strings in found for string in strings if string)


@cache
def _is_english(text: str) -> bool:
    plain, filled = _english()
    return text in plain or bool(filled.fullmatch(text))


def left_in_english(texts: list[str], lang: str) -> list[str]:
    """Return those texts of a page that are an English message, and no translation into `lang`."""
    if lang == "en":
        return []
    return [text for text in texts if _is_english(text) and text not in _said_in(lang)]


def _folded(text: str) -> str:
    return " ".join(text.split())
