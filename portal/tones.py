"""The tone of voice that a page is drawn in: its colours and its density, never its structure.

The guide for newcomers is open and practical, the pages for young people are quiet, those for
public bodies sober and dense. What an owner adds, and what belongs to no collection, is plain.
"""

from typing import Literal

Tone = Literal["", "open", "quiet", "dense"]

_TONES: dict[str, Tone] = {"ny-i-norge": "open", "nora": "quiet", "tolk": "dense"}


def tone_of(collection: str) -> Tone:
    """Return the tone of a collection's pages, "" where it has none of its own."""
    return _TONES.get(collection, "")
