"""Make a frightened message comparable: one spelling for what people type in many ways.

Both the rules and the message go through here, so a rule is written in ordinary spelling and
still finds it without capitals, accents or æøå, with letters held down, with harakat, or with
another Ge'ez letter of the same sound. It begins with indexing.normalising.fold and goes
further, since here a missed message costs more than a word taken for its neighbour:

- double letters count once (heeelp, naa, vill), and ae, oe are a, o: Somali vowel length and
  the difference between ø, oe and o vanish;
- Ge'ez is reduced to its consonants, since Tigrinya verbs change their vowels with person and
  tense and a rule would otherwise need dozens of forms;
- Persian می joins its verb, and the Arabic hamza that stands alone goes.
"""

import re
import unicodedata
from dataclasses import dataclass

from indexing.normalising import fold

_ETHIOPIC = range(0x1200, 0x1358)
# Rows of Ge'ez that Tigrinya writers exchange beyond those that fold makes one: k and its
# breathed twin, q likewise, and the rounded rows.
_LIKE = {"ኸ": "ከ", "ዀ": "ከ", "ኰ": "ከ", "ቐ": "ቀ", "ቘ": "ቀ", "ቈ": "ቀ", "ኈ": "ሀ", "ጐ": "ገ"}
_ALEFS = {"ء": None}
_DIGRAPHS = re.compile(r"([ao])e")
_DOUBLES = re.compile(r"([^\W\d_])\1+")
_PERSIAN_PREFIX = re.compile(r"\b(ن?م[يی]) (?=[\u0600-\u06ff])")
_SENTENCE_END = re.compile(r"[.!?;\n…؟؛።፧፨]+")
# A token is a run of letters or digits, or one emoji.
_TOKEN = re.compile(r"[^\W_]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_UNSEEN = re.compile(
    "['’‘ʼʻ`´′\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def _consonant_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(c): new for c, new in _ALEFS.items()}
    for code in _ETHIOPIC:
        row = chr(code & ~7)
        table[code] = _LIKE.get(row, row)
    return table


_CONSONANTS = _consonant_table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A message cut into tokens: `words` are folded, `exact` keep accents and vowels.

    `sentence[i]` is the number of the sentence that token i stands in.
    """

    words: tuple[str, ...]
    exact: tuple[str, ...]
    sentence: tuple[int, ...]


def fold_word(word: str) -> str:
    """Return the one spelling of a word.

    >>> fold_word("Nåå"), fold_word("naa"), fold_word("SLÅR"), fold_word("slaar")
    ('na', 'na', 'slar', 'slar')
    """
    plain = _DOUBLES.sub(r"\1", fold(word))
    return _DOUBLES.sub(r"\1", _DIGRAPHS.sub(r"\1", plain)).translate(_CONSONANTS)


def exact_word(word: str) -> str:
    """Return the word with its accents and vowels, for rules that need them (öldü, oldu)."""
    return unicodedata.normalize("NFC", word).casefold()


def fold_message(text: str) -> Folded:
    """Cut a message into sentences and folded tokens. Total on any text, linear in its length."""
    words: list[str] = []
    exact: list[str] = []
    sentence: list[int] = []
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    for number, part in enumerate(_SENTENCE_END.split(_UNSEEN.sub("", text))):
        for match in _TOKEN.finditer(_PERSIAN_PREFIX.sub(r"\1", part)):
            if word := fold_word(match[0]):
                words.append(word)
                exact.append(exact_word(match[0]))
                sentence.append(number)
    return Folded(tuple(words), tuple(exact), tuple(sentence))
