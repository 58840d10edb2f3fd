"""How much is looked at: some languages at each change, or all with BROWSER_ALL=1.

Each change is looked at in two languages, one of each direction, and where it is told so in one
more that takes its turn; `make browser` looks at all twelve.
"""

import os
from zlib import crc32

from knowledge.languages import languages

IS_ALL = bool(os.environ.get("BROWSER_ALL"))
_ALWAYS = ("nb", "ar")
LANGS: tuple[str, ...] = tuple(languages()) if IS_ALL else _ALWAYS


def turn(name: str, count: int) -> int:
    """Return whose turn it is with a page, of so many: the same on every day and machine."""
    return crc32(name.encode()) % count


def langs_of(name: str) -> tuple[str, ...]:
    """Return the languages in which a page is looked at: nb, ar, and one of the others in turn."""
    if IS_ALL:
        return LANGS
    others = [lang for lang in languages() if lang not in _ALWAYS]
    return (*_ALWAYS, others[turn(name, len(others))])
