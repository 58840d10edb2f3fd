"""Take out of a text what could tell who wrote it, before it is kept for editors to read.

Addresses of web pages and of people, and every run of digits long enough for a phone number, a
date of birth, an account, a case or an identity number, whatever digits and separators it is
written with. What may still hold a Norwegian identity number after that is not kept at all.
Names cannot be told from other words: the reader is asked to write none. Each pattern takes time
in proportion to the text.
"""

import re
import unicodedata

from knowledge.register.national_ids import holds_national_id

LINK, EMAIL, NUMBER = "[link]", "[e-mail]", "[number]"
# 116 117 and 450 000 kroner stay; eight digits are a phone number or a day of birth.
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s().,/:_\u2010-\u2015\-]{0,2}\d){6,}")
_PATH = re.compile(r"\.\w{2,}/")


def without_personal_data(text: str) -> str:
    """Return the text with marks in the place of what was taken out, "" if it cannot be kept.

    >>> without_personal_data("Ring 912 34 567 eller ola@example.org om 116 117")
    'Ring [number] eller [e-mail] om 116 117'
    """
    cleaned = _LONG_NUMBER.sub(NUMBER, " ".join(_without_addresses(_plain(text).split())))
    return "" if holds_national_id(cleaned) else cleaned


def _plain(text: str) -> str:
    """Return the text with full-width letters and digits made ordinary."""
    return unicodedata.normalize("NFKC", text)


def _without_addresses(words: list[str]) -> list[str]:
    kept: list[str] = []
    takes_next = False
    for word in words:
        if takes_next:
            takes_next = word == "@"
        elif "@" in word:
            # "ola @ example.org" is an address as well.
            if word.startswith("@") and kept:
                kept.pop()
            takes_next = word.endswith("@")
            kept.append(EMAIL)
        elif "://" in word or word.lower().startswith("www.") or _PATH.search(word):
            kept.append(LINK)
        else:
            kept.append(word)
    return kept
