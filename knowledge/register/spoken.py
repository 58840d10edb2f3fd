"""The languages that interpreters speak: codes, names in our languages, and what people write.

Not the languages of the portal (knowledge.languages): of these there are about a hundred, and
CLDR does not know all of them. What stands in data/spoken.toml is explained there; what people
call them beside these names, language by language, stands in data/spoken_others.toml.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.register.errors import UnknownSpokenLanguage
from knowledge.register.spelling import Speller, edit_distance
from knowledge.register.wording import bare_words, expand_name, name_keys, phrases, text_words

SpokenKind = Literal["spoken", "sign", "written"]

_DATA = Path(__file__).with_name("data")
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,3})?")
_MIN_EXPANDED = 3  # letters of a form that is made by rule
_MIN_SPELLED = 5  # letters of a name that is kept for the misspelt
_MIN_SLIPPED, _MAX_SLIPPED = 4, 7  # letters of one that may be misspelt where a language is told
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language that can be asked for; the fields are explained in data/spoken.toml."""

    code: str
    kind: SpokenKind
    listed: bool
    names: Mapping[str, str]
    also: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    close: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()


@cache
def spoken_languages() -> Mapping[str, Spoken]:
    """Return every spoken language by code, in the order of the codes."""
    entries = tomllib.loads((_DATA / "spoken.toml").read_text("utf-8"))
    others = tomllib.loads((_DATA / "spoken_others.toml").read_text("utf-8"))
    names = _read_names()
    return {
        code: Spoken(
            code=code,
            kind=entry.get("kind", "spoken"),
            listed=entry.get("listed", True),
            names=names[code],
            also=tuple(entry.get("also", ())),
            aliases=tuple(entry.get("aliases", ())),
            others={lang: tuple(words) for lang, words in others.get(code, {}).items()},
            close=tuple(entry.get("close", ())),
            includes=tuple(entry.get("includes", ())),
        )
        for code, entry in entries.items()
    }


def _read_names() -> dict[str, dict[str, str]]:
    with (_DATA / "spoken_names.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row.pop("code"): row for row in rows}


def spoken_name(code: str, lang: str) -> str:
    """Return what the language is called in `lang`, the code of one of our languages.

    >>> spoken_name("prs", "nb"), spoken_name("ckb", "en")
    ('dari', 'Sorani (Central Kurdish)')

    :raises UnknownSpokenLanguage: if either code is unknown.
    """
    try:
        return spoken_languages()[code].names[lang]
    except KeyError:
        raise UnknownSpokenLanguage(
            f"no name for the spoken language {code!r} in {lang!r}: the codes stand in "
            f"knowledge/register/data/spoken.toml, the names in spoken_names.tsv beside it"
        ) from None


@cache
def _codes() -> dict[str, str]:
    codes = {code.upper(): code for code in spoken_languages()}
    for code, spoken in spoken_languages().items():
        for other in spoken.also:
            codes.setdefault(other.upper(), code)
    return codes


def spoken_code(text: str) -> str | None:
    """Return our code for an ISO 639 code in any case: two letters, three, or a dialect's own.

    >>> spoken_code("ARB"), spoken_code("slk"), spoken_code("xx")
    ('ar', 'cs', None)
    """
    return _codes().get(text.strip().upper())


def spoken_members(code: str) -> tuple[str, ...]:
    """Return the codes to look for when somebody asks for this one: itself, and a group's members.

    >>> spoken_members("ku"), spoken_members("ckb")
    (('ku', 'kmr', 'ckb'), ('ckb',))
    """
    spoken = spoken_languages().get(code)
    return (code, *spoken.includes) if spoken else (code,)


@cache
def spoken_forms() -> Mapping[str, str]:
    """Return the code for every form of every name, folded; words are separated by one space.

    Names win over aliases, these over forms that are made by rule, and a group over its members:
    "Kurdi (Soorani)" is Sorani, but "Kurdi" alone is not.
    """
    forms: dict[str, str] = {}
    entries = sorted(spoken_languages().values(), key=lambda s: not s.includes)
    for keys_of in (_name_forms, _alias_forms, _inflected_forms):
        for spoken in entries:
            for key in keys_of(spoken):
                forms.setdefault(key, spoken.code)
    return forms


def _name_forms(spoken: Spoken) -> Iterator[str]:
    for lang, name in spoken.names.items():
        yield from name_keys(name)
        if spoken.kind == "spoken":
            yield from (key for key in expand_name(name, lang) if len(key) >= _MIN_EXPANDED)


def _alias_forms(spoken: Spoken) -> Iterator[str]:
    for name in (*spoken.aliases, *(name for names in spoken.others.values() for name in names)):
        yield from name_keys(name)


def _inflected_forms(spoken: Spoken) -> Iterator[str]:
    for lang, names in spoken.others.items():
        for name in names:
            yield from (key for key in expand_name(name, lang) if len(key) >= _MIN_EXPANDED)


@cache
def _speller() -> Speller:
    names: dict[str, str] = {}
    for code, spoken in spoken_languages().items():
        plain = (key for name in spoken.names.values() for key in name_keys(name))
        for key in (*plain, *_alias_forms(spoken)):
            if " " not in key and len(key) >= _MIN_SPELLED:
                names.setdefault(key, code)
    return Speller(names)


def spoken_in_words(words: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Find every language that is named in the words of a text, spelt right.

    :param words: as `knowledge.register.wording.text_words` gives them.
    :return: start, number of words, code; in the order of the text, none overlapping.
    """
    forms = spoken_forms()
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, length, key in phrases(words):
        code = forms.get(key)
        if code is None and length == 1:
            code = next((forms[bare] for bare in bare_words(key) if bare in forms), None)
        if code is not None and taken.isdisjoint(range(start, start + length)):
            taken.update(range(start, start + length))
            found.append((start, length, code))
    return sorted(found)


def misspelt_spoken(word: str, *, told: bool = False) -> str | None:
    """Return the code of the language that a folded word was probably meant to name.

    :param told: whether the text tells that a language is named here; a word too short to be
        misspelt otherwise may then have one letter wrong, but not the first.
    """
    code = _speller().nearest(word) or spoken_forms().get(_as_heard(word))
    if code is None and told and _MIN_SLIPPED <= len(word) <= _MAX_SLIPPED:
        near = {
            name_code
            for name, name_code in _short_names().get(word[0], ())
            if abs(len(name) - len(word)) <= 1 and edit_distance(word, name) == 1
        }
        return next(iter(near)) if len(near) == 1 else None
    return code


def _as_heard(word: str) -> str:
    """Return a folded word with single vowels where å, æ and ø were heard (pålsk, rumænsk), and
    without doubled letters."""
    return _DOUBLED.sub(r"\1", word.replace("aa", "o").replace("ae", "e").replace("oe", "o"))


@cache
def _short_names() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the names that a short word may be misspelt for, by their first letter."""
    names: dict[str, list[tuple[str, str]]] = {}
    for key, code in spoken_forms().items():
        if _MIN_SLIPPED <= len(key) <= _MAX_SLIPPED and " " not in key:
            names.setdefault(key[0], []).append((key, code))
    return {letter: tuple(found) for letter, found in names.items()}


def find_spoken(text: str, lang: str | None = None) -> str | None:
    """Return the code of the language that `text` names, in whatever language and spelling.

    A code, a name, a name inside a sentence and a slightly misspelt long name are all
    understood. Where several are named, the longest wording counts, and one language before a
    group of languages: "kurdisk (sorani)" is Sorani.

    :param lang: the language it is written in, if that is known: its own names come first.

    >>> find_spoken("TIR"), find_spoken("kurdisk (sorani)"), find_spoken("tigrinnya")
    ('ti', 'ckb', 'ti')
    """
    stripped = text.strip()
    if _CODE.fullmatch(stripped) and (code := spoken_code(stripped)):
        return code
    words = text_words(text[:400])
    if lang is not None:
        own = {key: s.code for s in spoken_languages().values() for key in _own_keys(s, lang)}
        if (code := own.get(" ".join(words))) is not None:
            return code
    found = spoken_in_words(words)
    if found:
        entries = spoken_languages()
        return min(found, key=lambda f: (bool(entries[f[2]].includes), -f[1], f[0]))[2]
    whole = " ".join(words)
    return next((c for w in (whole, *words) if (c := misspelt_spoken(w)) is not None), None)


def _own_keys(spoken: Spoken, lang: str) -> set[str]:
    return name_keys(spoken.names[lang]) if lang in spoken.names else set()
