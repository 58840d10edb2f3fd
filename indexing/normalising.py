"""Make text comparable: what a reader typed, and what the guidance says, in one form.

`clean_question` keeps the text readable and only takes out what cannot be seen or does harm.
`fold` goes further and is for comparing alone, never for showing: one and the same folding is
put on documents and on questions, so that a letter typed in another way still meets its word.
Which words and letter groups are then compared is decided in indexing.lexical.

What is folded, and why:
- case, Latin and Cyrillic accents, ligatures, full-width and other compatibility forms;
- æ, ø, å become ae, oe, aa, as people without a Norwegian keyboard write them. The bare forms
  o and a would merge far too many words here: `plain_nordic` gives them, and the lexical index
  adds them for documents beside the others;
- Arabic and Persian: vowel signs and tatweel go; the alefs, yehs, kafs and heh-like letters
  each become one; the half-space goes, since many type the word in one piece;
- Ge'ez: rows that sound alike become one, and of the first and fourth order of the two throat
  rows, which writers exchange (አ and ኣ), only one is left;
- Cyrillic ё, й, ї, ґ become е, и, і, г: often typed so, or torn apart by PDF files;
- apostrophes go (Somali go'aan, Ukrainian сім'я), and a hyphen after a single letter
  (d-nummer, e-post), because half of the writers leave them out;
- digits of every script become ASCII, and 4 822, 4.822 and 4,822 become 4822.
"""

import re
import unicodedata

MAX_QUESTION_CHARS = 1000

_HALF_SPACE = "\u200c"
_RING = "\u030a"
_APOSTROPHES = "'’‘ʼʻ`´′‛"
_SINGLE = {
    "æ": "ae",
    "ø": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "œ": "oe",
    "ħ": "h",
    "ŋ": "n",
    "ı": "i",
    "ŧ": "t",
    "ґ": "г",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۃ": "ه",
    "ـ": "",
    "٬": ",",
    "٫": ".",
    "‐": "-",
    "ʹ": "",
}
# First letter of a row of Ge'ez syllables -> first letter of the row that it sounds like.
_GEEZ_ROWS = {"ሠ": "ሰ", "ዐ": "አ", "ሐ": "ሀ", "ኀ": "ሀ", "ፀ": "ጸ"}
_GEEZ_THROAT = {"ሀ": "ሃ", "አ": "ኣ"}

# Both begin with what is rare in text, and look back from there: several times as fast.
_GROUPED_NUMBER = re.compile(r"[0-9](?<![0-9.,].)[0-9]{0,2}(?:[ .,][0-9]{3})+(?![0-9])")
_LETTER_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?<![^\W_].-)(?=[^\W\d_])")
_SPACES = re.compile(r"\s+")
_NORDIC_PLAIN = str.maketrans({"ø": "o", "å": "a", "Ø": "O", "Å": "A"})


class _FoldingTable(dict[int, str]):
    """For str.translate: works out each character once, when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if len(self) < 30_000:  # odd input must not make the table grow for ever
            self[code] = folded
        return folded


def _geez_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for row, like in _GEEZ_ROWS.items():
        for order in range(7):
            table[chr(ord(row) + order)] = chr(ord(like) + order)
    for first, fourth in _GEEZ_THROAT.items():
        table[first] = fourth
        for row, like in _GEEZ_ROWS.items():
            if like == first:
                table[row] = fourth
    return table


_LETTERS = _SINGLE | _geez_table() | dict.fromkeys(_APOSTROPHES, "")


def _fold_char(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in ("Mn", "Me") or category[0] == "C":
        return "" if char != _RING else char
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return char


_TABLE = _FoldingTable()


def fold(text: str) -> str:
    """Bring text into the form in which words are compared; see the top of this file.

    Folding twice is folding once, and composed and decomposed text fold to the same.

    >>> fold("Søknaden gjelder 4\u00a0822 personer med D-nummer")
    'soeknaden gjelder 4822 personer med dnummer'
    """
    if text.isascii():
        folded = text.casefold().translate(_TABLE)
    else:
        folded = unicodedata.normalize("NFKD", text).casefold()
        folded = folded.translate(_TABLE).replace("a" + _RING, "aa").replace(_RING, "")
    if "-" in folded:
        folded = _LETTER_HYPHEN.sub("", folded)
    return _GROUPED_NUMBER.sub(_ungroup, folded)


def _ungroup(match: re.Match[str]) -> str:
    return "".join(filter(str.isdigit, match[0]))


def has_letters(text: str) -> bool:
    """Is there a letter? A number alone is to be found as it stands: to the model of meaning all
    long numbers are the same."""
    return any(map(str.isalpha, text))


def plain_nordic(text: str) -> str:
    """Return the words of the text that have ø or å, written with o and a, and folded.

    >>> plain_nordic("Søknaden på norsk")
    'soknaden pa'
    """
    if not any(letter in text for letter in "øåØÅ\u030a"):
        return ""
    words = unicodedata.normalize("NFC", text).split()
    pairs = [(word, word.translate(_NORDIC_PLAIN)) for word in words]
    return fold(" ".join(plain for word, plain in pairs if plain != word))


def clean_question(text: str) -> str:
    """Return what the reader meant to type: NFC, on one line, nothing invisible in it.

    Control, formatting and bidi characters, private and unassigned code points and lone
    surrogates go; the half-space (ZWNJ) stays between Arabic letters, where Persian spelling
    needs it. Text beyond MAX_QUESTION_CHARS is cut at the last space before it.
    """
    text = unicodedata.normalize("NFC", text[: 8 * MAX_QUESTION_CHARS])
    kept = "".join(_clean_char(text, i) for i in range(len(text)))
    kept = unicodedata.normalize("NFC", _SPACES.sub(" ", kept).strip())
    if len(kept) <= MAX_QUESTION_CHARS:
        return kept
    head = kept[: MAX_QUESTION_CHARS + 1]
    return (head.rpartition(" ")[0] or head[:MAX_QUESTION_CHARS]).strip()


def _clean_char(text: str, i: int) -> str:
    char = text[i]
    if char.isspace():
        return " "
    if char == _HALF_SPACE:
        return char if _is_arabic(text[i - 1 : i]) and _is_arabic(text[i + 1 : i + 2]) else ""
    category = unicodedata.category(char)
    return "" if category[0] == "C" or "\ufe00" <= char <= "\ufe0f" else char


def _is_arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f"
