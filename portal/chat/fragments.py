"""The part of an address that makes a browser scroll to quoted words and highlight them.

Such a text fragment (`#cost:~:text=first%20words,last%20words`) names published text alone, never
what somebody typed. A browser that does not know it, or does not find the words, goes to the
anchor before it.

Source: https://wicg.github.io/scroll-to-text-fragment/ (syntax of the text directive).
"""

import re
from urllib.parse import quote

_WORDS = 6  # at each end: enough to be met once on a page, few enough to stand in one paragraph
# Marks of direction stand in the plain text of right-to-left pages, but in no page itself.
_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
_CELLS = " – "  # parts the cells of a table in plain text


def text_fragment(text: str) -> str:
    """Return the directive that finds `text` on its page, "" if there are no words in it.

    >>> text_fragment("Ring 113, straks!")
    ':~:text=Ring%20113%2C%20straks%21'
    """
    lines = [line.strip() for line in _MARKS.sub("", text).splitlines() if line.strip()]
    if not lines:
        return ""
    first, last = lines[0].split(_CELLS)[0].split(), lines[-1].split(_CELLS)[-1].split()
    if len(lines) == 1 and len(lines[0].split()) <= 2 * _WORDS and _CELLS not in lines[0]:
        return f":~:text={_encode(first)}"
    return f":~:text={_encode(first[:_WORDS])},{_encode(last[-_WORDS:])}"


def _encode(words: list[str]) -> str:
    # In a directive a comma parts its values and a hyphen marks what stands around them.
    return quote(" ".join(words), safe="").replace("-", "%2D")
