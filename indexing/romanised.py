"""Turn text typed in Latin letters back into the script of its language, word by word.

"kif bla2i shoghol" becomes "كيف بلاقي شغل", by means of a vocabulary: the words that stand in
the passages and questions of the language. A typed word is looked up by the key of its
consonants (indexing.romanising), and of the words with that key the one is taken whose usual
typing is nearest and which is not rare. A word that is not found stays as it was typed, and so
does one that the vocabulary itself writes in Latin letters: "fastlege" is Norwegian in every
language, and so is "fastleg", with one slip.

The vocabulary lies in sorted arrays that are read from disk as they are needed, so that a
worker has nothing to load, and a word costs some tens of microseconds.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexing.errors import IndexingError
from indexing.likening import likeness
from indexing.romanising import Sounds, Table, tables
from indexing.scripts import find_script

_ABOUT_FILE = "romanised.json"
_ARRAYS = ("keys", "starts", "kept", "slips")
_TEXTS_FILE = "words.txt"
_FORMAT = 2

_WORD = re.compile(r"[^\W_]+(?:['’`$][^\W_]*)*|['’`$]\w+")
_TEXT_WORD = re.compile(r"[^\W\d_][\w'’ʼ\u200c]*")
_MOST_CANDIDATES = 48
_SHORTEST_KEPT = 3
_SHORTEST_SLIPPED = 6  # letters of a Latin word that is known with one slip too
_SHORTEST_STEM = 3
_ARTICLE = "el"
# A word that costs more may be a shorter one with an ending, if that is this much nearer.
_QUITE_ALIKE, _ENDING_CUT = 0.3, 0.2
# A word used e times as often may be typed that much less alike.
_FREQUENT = 0.06

Words = Iterable[tuple[str, int]]


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in the texts of a language, for `build`.

    A text that is itself typed in Latin letters is passed over: its words are not words that
    the language writes so.

    >>> count_words(["Кто мой fastlege?", "kto moy vrach"])
    Counter({'Кто': 1, 'мой': 1, 'fastlege': 1})
    """
    return Counter(
        word for text in texts if find_script(text) != "Latn" for word in _TEXT_WORD.findall(text)
    )


class RomanisedUnreadable(IndexingError):
    """The vocabulary of a language that is typed in Latin letters is missing or not ours."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The words that stay in Latin letters, as fingerprints.

    words: uint64, ascending; slips: uint64, ascending, the longer of these words with one letter
    left out, so that they are known with a letter less, more or other.
    """

    words: NDArray[np.uint64]
    slips: NDArray[np.uint64]

    @classmethod
    def gather(cls, words: Iterable[str]) -> "_Kept":
        known = sorted(set(words))
        slips = {w for word in known if len(word) >= _SHORTEST_SLIPPED for w in _one_less(word)}
        return cls(_fingerprints(known), _fingerprints(slips))

    def __contains__(self, word: str) -> bool:
        folded = word.casefold()
        if _holds(self.words, folded) or _holds(self.slips, folded):
            return True
        return len(folded) >= _SHORTEST_SLIPPED and any(
            _holds(self.slips, fewer)
            or (len(fewer) >= _SHORTEST_SLIPPED and _holds(self.words, fewer))
            for fewer in _one_less(folded)
        )


class RomanisedWords:
    """The words of one language, found by what people type for them.

    keys: (n_keys,) uint64, ascending; starts: (n_keys + 1,) uint32, where the lines of each
    key begin in `texts`.
    """

    def __init__(
        self,
        lang: str,
        keys: NDArray[np.uint64],
        starts: NDArray[np.uint32],
        kept: _Kept,
        texts: NDArray[np.uint8],
    ) -> None:
        self.lang = lang
        self._table: Table = tables()[lang]
        self._keys, self._starts, self._kept, self._texts = keys, starts, kept, texts

    @classmethod
    def build(cls, lang: str, words: Words) -> "RomanisedWords":
        """Make the vocabulary of a language from its words and how often each stands there.

        :param words: words of the language's script, as `count_words` gives them; those in
            Latin letters stay as they are when they are met. A word may be given twice.
        :raises KeyError: if the language has no table in romanised.toml.
        """
        table = tables()[lang]
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for word, count in words:
            plain = word.replace("\u200c", "").replace("\u200d", "")
            folded = plain.casefold()
            counts[folded] += count
            # A name is never written small; a word is, somewhere.
            written[folded] = max(plain, written.get(folded, plain))
        kept: list[str] = []
        lines: dict[int, list[tuple[int, str]]] = {}
        for folded, count in counts.items():
            script = find_script(folded)
            if script == "Latn" and len(folded) >= _SHORTEST_KEPT:
                kept.append(folded)
            if script != table.script:
                continue
            worth = round(100 * _FREQUENT * math.log(count))
            for sounds in table.cut_native(folded):
                lines.setdefault(sounds.key, []).append(
                    (-count, f"{written[folded]}\t{worth}\t{'|'.join(sounds.parts)}")
                )
        keys = sorted(lines)
        texts = [
            "\n".join(line for _, line in sorted(lines[key])[:_MOST_CANDIDATES]).encode()
            for key in keys
        ]
        return cls(
            lang,
            np.array(keys, np.uint64),
            np.cumsum([0, *map(len, texts)]).astype(np.uint32),
            _Kept.gather(kept),
            np.frombuffer(b"".join(texts), np.uint8),
        )

    def __len__(self) -> int:
        return len(self._keys)

    def write(self, folder: Path) -> None:
        """Write the vocabulary into a folder of its own, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays: tuple[NDArray[Any], ...] = (
            self._keys,
            self._starts,
            self._kept.words,
            self._kept.slips,
        )
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        (folder / _TEXTS_FILE).write_bytes(self._texts.tobytes())
        about = {"format": _FORMAT, "lang": self.lang}
        (folder / _ABOUT_FILE).write_text(json.dumps(about) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "RomanisedWords":
        """Open what `write` wrote; the arrays are mapped and shared between processes.

        :raises RomanisedUnreadable: if a file is missing, or of another format.
        """
        try:
            about = json.loads((folder / _ABOUT_FILE).read_text("utf-8"))
            if about.get("format") != _FORMAT or about.get("lang") not in tables():
                raise ValueError(f"format {about.get('format')}, language {about.get('lang')}")
            keys, starts, kept, slips = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
            )
            texts = _map_bytes(folder / _TEXTS_FILE)
            if len(starts) != len(keys) + 1 or int(starts[-1]) != len(texts):
                raise ValueError("the files do not belong together")
        except (OSError, ValueError) as error:
            raise RomanisedUnreadable(
                f"{folder}: the vocabulary of words typed in Latin letters cannot be read "
                f"({error}). Build the index anew: `veiviser index`."
            ) from None
        return cls(about["lang"], keys, starts, _Kept(kept, slips), texts)

    def restore(self, text: str) -> str:
        """Return the text with each word in the script of the language that could be found.

        Everything between the words stays as it is, but for the space behind an article that
        the script writes in one with its word.
        """
        parts: list[str] = []
        place, article = 0, ""
        for found in _WORD.finditer(text):
            word, between = found[0], text[place : found.start()]
            place = found.end()
            if article and between.isspace():
                parts.append(self._with_article(article, word) or f"{article}{between}{word}")
                article = ""
                continue
            parts += (article, between)
            article = word if word.lower() in self._table.joined else ""
            if not article:
                parts.append(self._table.words.get(word.lower()) or self._find_word(word) or word)
        return "".join((*parts, article, text[place:]))

    def _with_article(self, article: str, word: str) -> str | None:
        """Return the word with its article: as the vocabulary has it, else put together."""
        if self._may_be_ours(word):
            for typed in (article + word, _ARTICLE + word):
                whole, _ = self._find_whole(typed.lower())
                if whole is not None:
                    return whole
        alone = self._find_word(word)
        return None if alone is None else self._table.joined[article.lower()] + alone

    def _find_word(self, word: str) -> str | None:
        """Return the word of the vocabulary that was most likely meant."""
        if not self._may_be_ours(word):
            return None
        best, cost = self._find_whole(word)
        if cost > _QUITE_ALIKE:
            for ending, written in self._table.endings.items():
                stem = word[: -len(ending)]
                if word.lower().endswith(ending) and len(stem) >= _SHORTEST_STEM:
                    shorter, of_stem = self._find_whole(stem)
                    if shorter is not None and of_stem + _ENDING_CUT < cost:
                        best, cost = shorter + written, of_stem + _ENDING_CUT
        return best

    def _may_be_ours(self, word: str) -> bool:
        """Is it no number, no abbreviation, and no word that stays in Latin letters?"""
        if not any(map(str.isalpha, word)) or (word.isupper() and len(word) > 1):
            return False
        return find_script(word) == "Latn" and word not in self._kept

    def _find_whole(self, word: str) -> tuple[str | None, float]:
        """Return the nearest word, and what it costs to take it for the typed one."""
        for apart in (False, True):
            typed = self._table.cut_typed(word, apart=apart)
            best, cost = (None, math.inf) if typed is None else self._nearest(typed)
            if best is not None:
                return best, cost
        return None, math.inf

    def _nearest(self, typed: Sounds) -> tuple[str | None, float]:
        key = np.uint64(typed.key)
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key:
            return None, math.inf
        costs = self._table.costs
        most = costs.most + costs.most_a_consonant * (len(typed.parts) // 2)
        best, best_cost, best_worth = None, math.inf, 0.0
        block = self._texts[self._starts[place] : self._starts[place + 1]].tobytes().decode()
        for line in block.split("\n"):
            word, worth, rest = line.split("\t")
            cost = likeness(self._table, typed.parts, rest.split("|"), most)
            if cost <= most and cost - int(worth) / 100 < best_cost - best_worth:
                best, best_cost, best_worth = word, cost, int(worth) / 100
        return best, best_cost


def _map_bytes(path: Path) -> NDArray[np.uint8]:
    """An empty file cannot be mapped."""
    if path.stat().st_size == 0:
        return np.zeros(0, np.uint8)
    return np.asarray(np.memmap(path, np.uint8, mode="r"))


def _holds(fingerprints: NDArray[np.uint64], word: str) -> bool:
    fingerprint = np.uint64(_fingerprint(word))
    place = int(np.searchsorted(fingerprints, fingerprint))
    return place < len(fingerprints) and bool(fingerprints[place] == fingerprint)


def _one_less(word: str) -> tuple[str, ...]:
    """Return the word with each of its letters left out once."""
    return tuple(word[:i] + word[i + 1 :] for i in range(len(word)))


def _fingerprints(words: Iterable[str]) -> NDArray[np.uint64]:
    return np.array(sorted({_fingerprint(word) for word in words}), np.uint64)


def _fingerprint(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
