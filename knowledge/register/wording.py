"""The shapes in which a name of a language or a place turns up in a sentence.

Two sides meet here. `expand_name` lists the endings that a name takes where a language puts
them on (arabski, arabskiego; арабська, арабською; arabų, arabiškai): rules of thumb that list a
few forms too many, which costs nothing in a table. `word_key` and `bare_words` take off what is
written on to the front of a word in Arabic script and in Ge'ez: article, preposition, "and".
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.register.folding import fold_key, fold_words, plain_nordic

MAX_WORDS = 4  # longest name that is looked for in running text, in words

_ARTICLE = re.compile(r"^[وف]?(?:بال|كال|لل|ال)(?=..)")
_ARABIC_PREFIXES = "وفبلك"
_SPOKEN_ARTICLES = ("عال", "هال")  # "on the", "this", as they are said
_PERSIAN_SUFFIXES = ("زبان", "زبانها", "ها", "ي")
_GEEZ_PREFIXES = ("ብናይ", "ንናይ", "ናይ", "ካብ", "ናብ", "ብ", "በ", "ን", "ና", "የ", "ከ", "ለ", "እብ")

_UK = ("ий", "ого", "ому", "им", "ім", "а", "у", "ою", "ої", "ій", "е", "і", "их", "ими", "и")
_RU = ("ий", "ого", "ому", "им", "ом", "ая", "ую", "ой", "ое", "ие", "их", "ими", "и")
_WHO_SPEAK = {  # Polish polskojęzyczny, Ukrainian україномовний, Russian русскоязычный
    "pl": ("ojęzyczny", "ojęzycznego", "ojęzyczna", "ojęzycznej", "ojęzyczną"),
    "uk": ("омовний", "омовного", "омовна", "омовну", "омовної", "омовні"),
    "ru": ("оязычный", "оязычного", "оязычная", "оязычную", "оговорящий", "оговорящего",
           "оговорящая", "оговорящую"),
}  # fmt: skip
_PL = ("i", "iego", "iemu", "im", "a", "iej", "u", "ich", "imi", "ą", "y", "ego", "emu", "ym")
_LT = (
    "ų",
    "iškai",
    "iškas",
    "iška",
    "iško",
    "iškos",
    "išką",
    "iškam",
    "iškų",
    "akalbis",
    "akalbio",
    "akalbį",
    "akalbė",
    "akalbės",
)
_TR = ("", "yı", "yi", "ya", "ye", "dan", "den", "nın", "nin", "sı", "si", "cı", "ci", "m", "da",
       "de", "yla", "yle", "ca", "ce")  # fmt: skip
_SO = ("", "ga", "ka", "ta", "da", "gu", "iga", "aha")
# What a case puts at the end of the name of a place; the longest first.
_PLACE_ENDINGS = {
    "nb": ("s",),
    "nn": ("s",),
    "en": ("s",),
    "pl": ("zie", "iem", "ach", "owi", "ie", "ze", "em", "u", "a", "y", "i", "e"),
    "lt": ("ėje", "uje", "yje", "oje", "iuje", "eje", "ais", "iui", "ui", "as", "is", "us", "os",
           "es", "je", "io", "o", "e", "a", "u", "i"),
    "tr": ("daki", "deki", "taki", "teki", "ndaki", "ndeki", "dan", "den", "tan", "ten", "nin",
           "nun", "yla", "yle", "da", "de", "ta", "te", "ya", "ye", "in", "un", "lu", "li", "a",
           "e", "i", "u"),
    "ru": ("ского", "ском", "ская", "ской", "ский", "ом", "ем", "ой", "е", "у", "а", "и", "ы",
           "ю", "я"),
    "uk": ("ського", "ському", "ська", "ській", "ський", "ом", "ем", "ою", "ові", "і", "е", "у",
           "а", "и", "ю", "я"),
    "so": ("ka", "ga", "ta", "da", "na", "eed", "aan"),
}  # fmt: skip
_FOLDED_ENDINGS = {
    lang: tuple(dict.fromkeys(map(fold_key, endings))) for lang, endings in _PLACE_ENDINGS.items()
}
_PLACE_STEM_VOWELS = ("", "a", "e", "o")  # Voldzie is Volda: the ending takes the vowel's place
_MIN_STEM = 3
_HEARD = str.maketrans("øåæØÅÆ", "ooeOOE")  # Olesund, Berum: as somebody writes who has heard it
_MIN_HEARD = 5  # letters of a name; shorter ones become others: Ås, Os
_NORSK = ("", "e", "talende", "språklig", "språkleg", "språklige", "språk", "språket")


def expand_name(name: str, lang: str) -> set[str]:
    """Return the keys under which `name`, a word of language `lang`, can turn up."""
    forms = {name}
    for part in re.split(r"[/(),]", name):
        if part.strip():
            forms |= _endings(part.strip(), lang)
    return {key for form in forms for key in name_keys(form)}


def name_keys(form: str) -> set[str]:
    """Return the keys of one form: with ø and å as oe and aa, as o and a, and as they sound."""
    keys = {fold_key(form), fold_key(plain_nordic(form))}
    if len(form) >= _MIN_HEARD:
        keys.add(fold_key(form.translate(_HEARD)))
    return {" ".join(map(word_key, key.split())) for key in keys if key}


def _endings(name: str, lang: str) -> set[str]:  # noqa: PLR0911, PLR0912 (one rule a language)
    match lang:
        case "nb" | "nn":
            return {name + ending for ending in _NORSK}
        case "pl" if name.endswith(("ki", "ny")):
            return {name[:-1] + ending for ending in (*_PL, *_WHO_SPEAK["pl"])}
        case "pl" if name.endswith("ia"):
            return {name[:-1] + ending for ending in ("a", "i", "ę", "ą")}
        case "uk" if name.endswith("ька"):
            return {name[:-1] + ending for ending in (*_UK, *_WHO_SPEAK["uk"])}
        case "uk" | "ru" if name.endswith(("нья", "фула")):
            return {name[:-1] + ending for ending in ("я", "ю", "и", "і", "ї", "е", "єю", "ей")}
        case "ru" if name.endswith("кий"):
            return {name[:-2] + ending for ending in (*_RU, *_WHO_SPEAK["ru"])}
        case "lt" if name.endswith("iečių"):
            stem = name[: -len("iečių")]
            return {name, stem + "ietiškai", stem + "iškai", stem + "ietis", stem + "iečiai"}
        case "lt" if name.endswith("ių"):
            return {name[:-2] + ending for ending in ("ių", *_LT)}
        case "lt" if name.endswith("ų"):
            return {name[:-1] + ending for ending in _LT}
        case "tr":
            return {name + ending for ending in _TR}
        case "so":
            return {prefix + name + ending for prefix in ("", "af", "af ") for ending in _SO}
        case "ar" if name.endswith("ية"):
            return {name, name[:-1], name[:-1] + "ا", name[:-1] + "ين"}
        case "ar" if name.endswith("ي"):
            return {name + ending for ending in ("", "ة", "ين")}
        case "ti" if name.endswith("ኛ"):
            return {name, name[:-1] + "ና"}
        case "fa" if name.endswith("یایی"):
            return {name, name[:-2], name[:-3]}
    return {name}


def word_key(word: str) -> str:
    """Return a folded word without the Arabic article and what is written on to it.

    >>> word_key("بالعربيه"), word_key("للعربيه"), word_key("arabisk")
    ('عربيه', 'عربيه', 'arabisk')
    """
    return _ARTICLE.sub("", word) if "\u0600" <= word[:1] <= "\u06ff" else word


def bare_words(word: str) -> Iterator[str]:
    """Yield what a folded word may be without particles that are written on to it."""
    first = word[:1]
    if "\u0600" <= first <= "\u06ff":
        if first in _ARABIC_PREFIXES and len(word) > 3:
            yield word_key(word[1:])
        if word.startswith(_SPOKEN_ARTICLES) and len(word) > len(_SPOKEN_ARTICLES[0]) + 1:
            yield word[len(_SPOKEN_ARTICLES[0]) :]
        for suffix in _PERSIAN_SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) > 2:
                yield word[: -len(suffix)]
    elif "\u1200" <= first <= "\u137f":
        for prefix in _GEEZ_PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) > 1:
                yield word[len(prefix) :]


def without_endings(word: str, lang: str, *, whole: bool = True) -> Iterator[str]:
    """Yield what the folded name of a place may be without the ending that a case gives it.

    >>> list(without_endings("hamarze", "pl"))[:1]
    ['hamar']

    :param whole: whether the vowel is put back that an ending may stand for.
    """
    for ending in _FOLDED_ENDINGS.get(lang, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            stem = word[: -len(ending)]
            if whole:
                yield from (stem + vowel for vowel in _PLACE_STEM_VOWELS)
            else:
                yield stem


def text_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are looked up."""
    return tuple(map(word_key, fold_words(text)))


def phrases(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, length and key of every run of up to MAX_WORDS words, longest first."""
    for length in range(min(MAX_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield start, length, " ".join(words[start : start + length])
