"""Find passages where a translation says no and its source does not, or the other way round.

A lost "not" turns a right into a ban. Languages deny in their own ways (a word, a prefix, an
ending), and a sentence can be turned around and mean the same: so this gives a person the few
passages to read, and finds no faults by itself.
"""

import re
from collections.abc import Iterator, Mapping

from knowledge.languages import SOURCE_LANG
from knowledge.loading import Knowledge
from knowledge.sampling import Pair, pairs
from knowledge.termbase import fold_case


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


# How a sentence is denied: words, or the beginnings and endings of verbs that do it.
_NEGATIONS: Mapping[str, re.Pattern[str]] = {
    "nb": _words(r"ikke|ingen|ingenting|aldri|uten|verken|nei|nekte\w*"),
    "nn": _words(r"ikkje|ingen|inga|inkje|ingenting|aldri|utan|verken|korkje|nei|nekt\w*"),
    "en": _words(
        r"not|no|never|without|neither|nor|nobody|nothing|none|cannot|refus\w*|\w+n['’]t|no one"
    ),
    "pl": _words(r"nie|bez|nigdy|żad\w+|nikt|nikogo|nikomu|nic|niczego|ani|odm[aó]w\w*"),
    "uk": _words(r"не|ні|без|ніхто|ніко\w*|нічого|ніщо|жод\w+|нема\w*|нікуди|ніде|відмов\w*"),
    "ru": _words(r"не|нет|ни|без|никто|нико\w*|ничего|ничто|нельзя|никак\w*|отказ\w*"),
    "ar": _words(r"[وفلب]?[أ]?لا|[وف]?لم|[وف]?لن|[وف]?لي[سص]\w*|غير|[بم]?دون|عدم|ترفض|يرفض\w*|لست"),
    "so": _words(
        r"ma|maya|maaha|ha|mana|(?:u|ku|ka|la|looga|loo|uga|kaga|is|iska|lagu|ugu)ma|aan\w*|aysan|aadan|uusan|oonan"
        r"|inaan\w*|waxba|cidna|weligaa|la['’]aan\w*|diid\w*|midna"
    ),
    "ti": _words(r"ኣ[ይየ]\w+|\w*ዘይ\w*|[የዘ]ለን|የለ\w*|የብል\w*|ከ[ይየ]\w+|ኣይኮነን|ኣይፋል\w*"),
    "fa": _words(
        r"ن(?:می|با|شو|شد|کن|ده|دار|گیر|توان|خواه|رو|گو|بود|یست|یای|پرداز|رس|فرست)[\w\u200c]*"
        r"|نه|بدون|هیچ\w*|هرگز|غیر|رد"
    ),
    "tr": _words(
        r"değil\w*|yok\w*|hiç\w*|hayır|\w+m[ae]z\w*|\w+m[ıiuü]yor\w*|\w+m[ae]d[ıiae]\w*"
        r"|\w+s[ıiuü]z\w*|\w+m[ae]y\w+|\w+m[ae]m[ae]\w*|\w+m[ae]m[ıi]ş\w*|redd\w*"
    ),
    "lt": _words(r"ne\w*|be|nė|niek\w+|jok\w+|atsisak\w+"),
}


def doubtful(knowledge: Knowledge, lang: str) -> Iterator[Pair]:
    """Yield the passages of a language where only one of translation and source denies."""
    ours, theirs = _NEGATIONS.get(lang), _NEGATIONS[SOURCE_LANG]
    if ours is None:
        return  # a language that nobody has described yet
    for pair in pairs(knowledge, lang):
        denies = bool(ours.search(fold_case(pair.text, lang)))
        if denies != bool(theirs.search(fold_case(pair.source, SOURCE_LANG))):
            yield pair
