"""Compare names by how they sound, across alphabets and spellings.

Лиллестрём, ليلستروم, ሊለስትሮም, lilestriome and Lillestrøm share their consonants in order; what
stands between them may differ, but not at will. So a name is kept as its consonants, which are
looked up, and the vowels in between, which are then compared: scripts that leave vowels out are
forgiven that. Letters that neighbours write for one another are one: p and b, v and f, s and sh.

Rules of thumb for Norwegian names, and for short texts only: which words are worth the look-up,
and how sure one must be, is for the caller to say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from knowledge.register.folding import fold

Runs = tuple[frozenset[str], ...]

MIN_CONSONANTS = 2
_FEW, _SEVERAL = 3, 4  # consonants; the more of them agree, the more may be amiss between them
_MAX_VARIANTS = 8
_CASE = 0.1  # what the vowel of a case costs: of two names the one without it fits better
_A, _E, _O = "A", "E", "O"
_ANY = _A + _E + _O

# What each letter may stand for; several choices are separated by a bar, capitals are vowels.
_LATIN = {
    "a": _A, "e": _E, "i": _E, "o": _O, "u": _O, "y": _E + _O, "j": "", "p": "b", "w": "f",
    "v": "f", "z": "s", "c": "k", "q": "k", "x": "ks", "å": _A + _O, "æ": _A + _E, "œ": _ANY,
}  # fmt: skip
_CYRILLIC = dict(zip(
    "абвґджзиійїклмнопрстуфцчшщыьъэєюя",
    ("A", "b", "f", "g", "d", "s", "s", "E", "E", "", "E", "k", "l", "m", "n", "O", "b",
     "r", "s", "t", "O", "f", "s", "k|s", "s|sk", "s", "E", "", "", "E", "E", "EO", "A"),
    strict=True,
)) | {"г": "g", "ѓ": "h|g", "х": "h|k", "е": "EO", "æ": "AE"}  # fmt: skip
_ARABIC = dict(zip(
    "بپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهويا",
    ("b", "b", "t", "t", "g|k", "s|k", "h", "h|k", "d", "d", "r", "s", "s", "s", "s|sk", "s",
     "d", "t", "s", "", "g", "f", "f", "k|g", "k|g", "g", "l", "m", "n", "h", "O|f", "E", "A"),
    strict=True,
)) | {"ء": ""}  # fmt: skip
_GEEZ_CONSONANTS = dict(zip(
    "ሀለመረሰሸቀቐበቨተቸነኘኣአከኸወዘዠየደጀገጠጨጰጸፈፐ",
    ("h", "l", "m", "r", "s", "s|sk", "k", "k", "b", "f", "t", "s|k", "n", "n", "", "", "k",
     "h|k", "f", "s", "s", "", "d", "", "g", "t", "s", "b", "s", "f", "b"),
    strict=True,
))  # fmt: skip
_GEEZ_VOWELS = (_A + _E, _O, _E, _A, _E, "", _O, _A)
_GEEZ_GLIDE = "ይ"

_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_MUTE = re.compile(r"(?<=[nl])d|(?<=t)h")
_LATIN_PAIRS = {
    "skj": "s", "shch": "s", "tsch": "s", "sch": "s", "sh": "s", "sj": "s", "sz": "s", "ts": "s",
    "cz": "s", "kj": "k", "ck": "k", "ch": "k", "ph": "f", "th": "t", "dt": "t", "aa": "å",
    "ei": "æ", "ai": "æ", "ej": "æ", "aj": "æ", "ey": "æ", "ay": "æ", "au": "œ",
}  # fmt: skip
_LATIN_PAIR = re.compile("|".join(_LATIN_PAIRS))
_CYRILLIC_PAIRS = ((re.compile("[аеэ]й"), "æ"), (re.compile("^г|(?<=н)г(?=[еэæ])"), "ѓ"))
_SOFT_SK = re.compile(r"sk(?=[iy]|oey|ei|joe)")
_SOFT_G = re.compile(r"^(?:gj|hj|lj)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a word sounds like: how many consonants agree, and how much is amiss between them.

    Two consonants are next to nothing, five are much. `amiss` grows by 1 for a vowel that is
    another one, by a half for one that is missing or too many. `bare` is how many vowels the
    word leaves unwritten, in scripts that may.
    """

    code: str
    consonants: int
    amiss: float
    bare: int


@dataclass(frozen=True, slots=True)
class Sounding:
    """A word as it sounds: n consonants, and the n + 1 runs of vowels before, between, after."""

    consonants: str
    runs: Runs


def sound_name(name: str) -> frozenset[Sounding]:
    """Return the ways in which a Norwegian name may sound to those who write it elsewhere."""
    word = "".join(re.findall(r"[^\W_]+", fold(name)))
    spellings = {word, _SOFT_SK.sub("s", word), _SOFT_G.sub("", word)}
    if word.endswith(("rd", "rg")):
        spellings.add(word[:-1])
    return frozenset(_parse(choice) for spelling in spellings for choice in _latin(spelling))


def sound_word(word: str) -> tuple[Sounding, ...]:
    """Return the ways in which a folded word, of any script, may be meant to sound."""
    first = word[:1]
    if "\u0400" <= first <= "\u04ff":
        for pair, sound in _CYRILLIC_PAIRS:
            word = pair.sub(sound, word)
        choices = _spell(word, _CYRILLIC)
    elif "\u0600" <= first <= "\u06ff":
        choices = _arabic(word)
    elif "\u1200" <= first <= "\u137f":
        choices = _geez(word)
    else:
        choices = _latin(word)
    return tuple(dict.fromkeys(_parse(choice) for choice in choices))


def _latin(word: str) -> list[str]:
    return _spell(_LATIN_PAIR.sub(lambda pair: _LATIN_PAIRS[pair[0]], word), _LATIN)


def _spell(word: str, letters: Mapping[str, str]) -> list[str]:
    options = [letters.get(letter, letter).split("|") for letter in word]
    return ["".join(choice) for choice in _some(product(*options))]


def _arabic(word: str) -> list[str]:
    body = word[1:]
    end = ""
    if body.endswith("ه"):
        body, end = body[:-1], _ANY
    first = {"ا": _ANY, "و": "f", "ي": _E}.get(word[0]) or _ARABIC.get(word[0], "")
    options = [first.split("|"), *(_ARABIC.get(c, "").split("|") for c in body)]
    return ["".join(choice) + end for choice in _some(product(*options))]


def _geez(word: str) -> list[str]:
    options: list[list[str]] = []
    for letter in word:
        order = (ord(letter) - 0x1200) % 8
        base = _GEEZ_CONSONANTS.get(chr(ord(letter) - order))
        if letter == _GEEZ_GLIDE:
            options.append([_E])
        elif base is not None:
            vowel = _GEEZ_VOWELS[order] or ("" if base else _E)
            options.append([sound + vowel for sound in base.split("|")])
    return ["".join(choice) for choice in _some(product(*options))]


def _some(choices: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for _number, choice in zip(range(_MAX_VARIANTS), choices, strict=False):
        yield choice


def _parse(sounds: str) -> Sounding:
    """Cut a string of sounds into its consonants and the runs of vowels between them."""
    sounds = _DOUBLED.sub(r"\1", sounds)
    sounds = _MUTE.sub("", sounds)
    consonants: list[str] = []
    runs: list[set[str]] = [set()]
    for place, sound in enumerate(sounds):
        if sound in _ANY:
            runs[-1].add(sound)
        elif (sound == "h" and place) or (consonants[-1:] == [sound] and not runs[-1]):
            continue  # h is heard at the beginning only; a doubled letter is one
        elif sound.isascii() and sound.isalpha():
            consonants.append(sound)
            runs.append(set())
    return Sounding("".join(consonants), tuple(map(frozenset, runs)))


class SoundIndex:
    """Names by their sound; built once, then read by any thread."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """:param names: a name as it is written in Norway, and what it stands for; of names that
        sound alike, the one that comes first is meant."""
        self._entries: dict[str, list[tuple[int, Runs, str]]] = {}
        for rank, (name, code) in enumerate(names):
            for sounding in sound_name(name):
                entries = self._entries.setdefault(sounding.consonants, [])
                entries.append((rank, sounding.runs, code))

    def nearest(self, word: str, *, inflected: bool = False) -> Likeness | None:
        """Return what the name that sounds like a folded word stands for, or None.

        :param inflected: whether the vowel at its end may be that of a case.
        """
        bare = "\u0600" <= word[:1] <= "\u06ff" or "\u1200" <= word[:1] <= "\u137f"
        best: tuple[float, int, str, int, int] | None = None
        for sounding in sound_word(word):
            count = len(sounding.consonants)
            if count < MIN_CONSONANTS:
                continue
            for rank, runs, code in self._entries.get(sounding.consonants, ()):
                amiss = _amiss(runs, sounding.runs, bare=bare, inflected=inflected)
                unwritten = sum(bool(run) and not typed for run, typed in _pairs(runs, sounding))
                found = (amiss, rank, code, count, unwritten)
                if amiss <= _forgiven(count) and (best is None or found < best):
                    best = found
        return None if best is None else Likeness(best[2], best[3], best[0], best[4])


def _pairs(name: Runs, word: Sounding) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    return zip(name, word.runs, strict=True)


def _forgiven(consonants: int) -> float:
    return _CASE + (0.0 if consonants < _FEW else 0.5 if consonants < _SEVERAL else 1.0)


def _amiss(name: Runs, word: Runs, *, bare: bool, inflected: bool) -> float:
    """Return how badly the vowels of a word fit those of a name."""
    last = len(name) - 1
    total = 0.0
    for place, (wanted, typed) in enumerate(zip(name, word, strict=True)):
        if wanted & typed or wanted == typed:
            continue
        if place == last and inflected and typed:
            total += _CASE
            continue
        if not typed:
            total += 0.0 if bare and place < last else 0.5
        elif not wanted:
            total += 0.5
        else:
            total += 1.0
    return total
