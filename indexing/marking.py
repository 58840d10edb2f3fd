"""Find the words of a search in a text, to mark them there, and the sentences to quote.

A word is marked where it stands in another form as well: inflected, inside a compound, with or
without vowel signs, accents and the strokes of ø and å. Whole words are marked, never parts: a
mark inside an Arabic word would tear its letters apart. What is found are places in the text as
it stands; it is folded only to be compared (indexing.normalising).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexing.normalising import fold, plain_nordic
from indexing.page_values import Span
from indexing.sentences import sentences

# Vowel signs, tatweel and the half-space stand inside words; so does an apostrophe, and a hyphen
# after a single letter (d-nummer). A number goes on over the spaces between its groups of three.
_SIGNS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
WORD = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)"
    rf"|(?<![^\W_])[^\W\d_]-(?=[^\W\d_])[^\W_{_SIGNS}](?:[{_SIGNS}'’ʼ]*[^\W_])*[{_SIGNS}]*"
    rf"|[^\W_](?:[{_SIGNS}'’ʼ]*[^\W_])*[{_SIGNS}]*"
)
BETWEEN = "|"  # folds to itself, and is part of no word
# From so many letters on a word is also found inside others, and others inside it. A sign of
# Ge'ez is a syllable, and the words of Arabic script say more in fewer letters.
_LONG, _LONG_DENSE = 4, 3
_DENSE_SCRIPTS = ("\u0600", "\u077f"), ("\u1200", "\u139f")
_OPEN = (":", "፦")
# Two words that begin alike are forms of one if this share of the longer is alike.
_SAME_STEM = 0.7
_LEAST_INSIDE = 0.6  # of the searched word, where it contains the word of the text


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and its folded form."""

    start: int
    end: int
    folded: str


def cut_words(text: str) -> list[Word]:
    """Return the words of a text in their order, numbers among them.

    >>> [word.folded for word in cut_words("D-nummer, ca. 4 822 søknader")]
    ['dnummer', 'ca', '4822', 'soeknader']
    """
    places = [found.span() for found in WORD.finditer(text)]
    # All in one go: folding them one by one takes ten times as long.
    folded = fold(BETWEEN.join(text[start:end] for start, end in places)).split(BETWEEN)
    return [Word(*place, form) for place, form in zip(places, folded, strict=False) if form]


class Marker:
    """Marks some words in any text."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """
        :param weights: the words, folded, and how much each says.
        """
        self._weights = dict(weights)
        self.most = sum(self._weights.values())
        # Pages on one subject share their words; gone with the marker, when the page is made.
        self._meant: dict[str, str | None] = {}

    def marks(self, text: str) -> tuple[Span, ...]:
        """Return where words stand that were searched for: places in the text, ascending."""
        return tuple((word.start, word.end) for word, _ in self._find(text))

    def excerpt(
        self, text: str, lang: str, *, least_chars: int = 120, most_chars: int = 300
    ) -> str:
        """Return the sentences that say most of what was searched for, else the first ones.

        They stand side by side in the text; a line break between them stays one. A single
        sentence that is too long ends at a word, with an ellipsis.
        """
        pieces = sentences(text, lang)
        if not pieces:
            return ""
        worth = [self.worth(piece) for piece in pieces]
        first = worth.index(max(worth))
        end = first + 1
        size = len(pieces[first])
        while first > 0 or end < len(pieces):
            # What follows explains more often than what stands before, and "You need:" nothing.
            following = end < len(pieces)
            enough = size >= least_chars and not (following and pieces[end - 1].endswith(_OPEN))
            more = len(pieces[end if following else first - 1]) + 1
            if enough or size + more > most_chars:
                break
            size += more
            first, end = (first, end + 1) if following else (first - 1, end)
        start = _place_of(text, pieces, first)
        last = _place_of(text, pieces, end - 1) + len(pieces[end - 1])
        return _shorten(re.sub(r"\s*\n\s*", "\n", text[start:last]), most_chars)

    def worth(self, text: str) -> float:
        """Return how much of what was searched for a text says: each word counts once."""
        return sum(self._weights[word] for word in {meant for _, meant in self._find(text)})

    def _find(self, text: str) -> list[tuple[Word, str]]:
        found = []
        for word in cut_words(text):
            meant = self._mean(word.folded)
            if meant is None and word.end - word.start < len(word.folded):
                # ø and å fold to two letters; many type o and a.
                meant = self._mean(plain_nordic(text[word.start : word.end]))
            if meant is not None:
                found.append((word, meant))
        return found

    def _mean(self, word: str) -> str | None:
        if word not in self._meant:
            forms = (meant for meant in self._weights if is_form_of(word, meant))
            self._meant[word] = word if word in self._weights else next(forms, None)
        return self._meant[word]


def is_dense(word: str) -> bool:
    """Does a word of few letters say much already: is it in a script of syllables or consonants?"""
    return any(first <= word[:1] <= last for first, last in _DENSE_SCRIPTS)


def is_form_of(word: str, searched: str) -> bool:
    """Are these two folded words forms of one, or is one part of the other?

    >>> is_form_of("soeknaden", "soeknad"), is_form_of("boligsoeknad", "soeknad")
    (True, True)
    >>> is_form_of("lege", "legge"), is_form_of("sosialtjeneste", "tjenestemann")
    (False, False)
    """
    if word == searched:
        return True
    if searched not in word and word[:1] != searched[:1] and word not in searched:
        return False
    long = _LONG_DENSE if is_dense(searched) else _LONG
    if min(len(word), len(searched)) < long or searched.isdigit() or word.isdigit():
        return False
    if searched in word:
        return True
    if word in searched:
        return len(word) >= _LEAST_INSIDE * len(searched)
    alike = 0
    for ours, theirs in zip(word, searched, strict=False):
        if ours != theirs:
            break
        alike += 1
    return alike >= max(long, _SAME_STEM * max(len(word), len(searched)))


def _place_of(text: str, pieces: Sequence[str], number: int) -> int:
    """Return where a sentence begins; sentences stand in their order, and one may stand twice."""
    place = 0
    for piece in pieces[:number]:
        place = text.index(piece, place) + len(piece)
    return text.index(pieces[number], place)


def _shorten(text: str, most_chars: int) -> str:
    if len(text) <= most_chars:
        return text
    head = text[:most_chars]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + " …"
