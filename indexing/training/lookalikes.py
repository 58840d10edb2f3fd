"""Sentences in languages that are taken for one of ours, and in Latin letters for ours.

`lookalikes/<code>.tsv` holds a sentence a line, written for this project: everyday things and
what people ask an office. Seven tenths are for learning, the rest for measuring; which ones
follows from the words alone, so a sentence stays on its side when others are added.
`words/<code>.tsv` holds frequent words of the nearest of these languages.
"""

import hashlib
from pathlib import Path

_FOLDER = Path(__file__).with_name("lookalikes")
_HELD_OUT_SHARE = 0.3


def read_lookalikes(*, held_out: bool = False) -> dict[str, list[str]]:
    """Return the sentences to learn from, or those to measure with, by the code of the file:
    a language ("da"), or a language and the script it is typed in ("ti-Latn")."""
    found = {}
    for path in sorted(_FOLDER.glob("*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        found[path.stem] = [line for line in lines if line and _is_held_out(line) is held_out]
    return found


def read_words() -> dict[str, list[str]]:
    """Return frequent words of the languages nearest to ours, by code: for learning alone."""
    return {
        path.stem: path.read_text("utf-8").split()
        for path in sorted((_FOLDER / "words").glob("*.tsv"))
    }


def _is_held_out(sentence: str) -> bool:
    digest = hashlib.sha256(sentence.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < _HELD_OUT_SHARE
