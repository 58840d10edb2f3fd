"""Tell which script a text is written in, by the letters that it has most of."""

import numpy as np
from numpy.typing import NDArray

# Norwegian names and terms are written in Latin letters in every language, so a third of
# another script is enough to be written in it.
_OTHER_SCRIPT_SHARE = 0.3

_SCRIPT_RANGES = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1200, 0x139F, "Ethi"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)
_UNKNOWN_SCRIPT = "Zyyy"
_STARTS = np.array([start for start, _, _ in _SCRIPT_RANGES])
_ENDS = np.array([end for _, end, _ in _SCRIPT_RANGES])


def find_script(text: str) -> str:
    """Return the ISO 15924 code of the script; "Zyyy" if there is no letter we can place."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else _UNKNOWN_SCRIPT
    codes = code_points("".join(filter(str.isalpha, text)))
    places = np.searchsorted(_STARTS, codes, side="right") - 1
    known = (places >= 0) & (codes <= _ENDS[places])
    if not known.any():
        return _UNKNOWN_SCRIPT
    counts: dict[str, int] = {}
    for place, count in enumerate(np.bincount(places[known])):
        if count:
            script = _SCRIPT_RANGES[place][2]
            counts[script] = counts.get(script, 0) + int(count)
    others = {script: n for script, n in counts.items() if script != "Latn"}
    if not others:
        return "Latn"
    other = max(others, key=others.__getitem__)
    if sum(others.values()) >= _OTHER_SCRIPT_SHARE * int(known.sum()):
        return other
    # Norwegian words are long: "norgespris или spotpris" is Russian.
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    latin = sum(map(_begins_latin, words))
    return other if len(words) - latin >= _OTHER_SCRIPT_SHARE * len(words) else "Latn"


def _begins_latin(word: str) -> bool:
    code = next(ord(char) for char in word if char.isalpha())
    return any(first <= code <= last for first, last, script in _SCRIPT_RANGES if script == "Latn")


def code_points(text: str) -> NDArray[np.int64]:
    """Return the number of each character; of any string, half surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
