"""Suggest languages and places while somebody types.

Whatever they are called: a language by any of its names in any of our languages, by its own, or
by what people write; a place in any spelling, by a town, a part of it or a former county.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from knowledge.register.demand import demand_figures
from knowledge.register.endonyms import endonyms
from knowledge.register.folding import fold_key
from knowledge.register.places import Place, big_towns, counties, municipalities
from knowledge.register.prefixes import Match, PrefixIndex
from knowledge.register.queries import PlaceSuggestion, SpokenSuggestion
from knowledge.register.spoken import spoken_languages, spoken_name

MAX_SUGGESTED = 8
_LABEL, _OWN_LANG, _OTHER = 0, 1, 2  # whose name it is, the likeliest to be meant first


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a language, or a code; `lang` is whose it is, "" where it is of none of ours."""

    code: str
    text: str
    lang: str
    is_code: bool = False


def suggest_spoken(
    text: str, lang: str, limit: int = MAX_SUGGESTED
) -> tuple[SpokenSuggestion, ...]:
    """Return the languages that a text may be the beginning of, the likeliest first.

    A whole name comes before one that goes on, a name in `lang` before others, and of equals the
    language that public bodies need most often by the official figures. One slip is forgiven from
    four letters on, where nothing begins as the text does.

    >>> [found.label for found in suggest_spoken("tig", "nb")]
    ['tigrinja', 'tigre']
    >>> suggest_spoken("farsi", "en")[0]
    SpokenSuggestion(code='fa', label='Persian', matched='Farsi', close=('prs',))

    :param lang: the language of the page, in which they are named.
    :raises UnknownSpokenLanguage: if `lang` is none of ours.
    """
    index, names = _spoken_index()
    labels = _labels(lang)
    best: dict[str, tuple[Match, int, int, str]] = {}
    for position, match in index.find(text).items():
        name = names[position]
        if name.is_code and match is not Match.WHOLE:
            continue
        whose = _OTHER if name.lang != lang else _OWN_LANG
        if whose and name.text == labels[name.code]:
            whose = _LABEL
        # Few type codes: a name that begins so is as likely to be meant.
        rank = (
            (Match.BEGINNING, _OTHER, position, "")
            if name.is_code
            else (match, whose, position, name.text)
        )
        if name.code not in best or rank < best[name.code]:
            best[name.code] = rank
    shares = _shares()
    ordered = sorted(
        best.items(),
        key=lambda found: (found[1][:2], -shares.get(found[0], 0), labels[found[0]].casefold()),
    )
    entries = spoken_languages()
    return tuple(
        SpokenSuggestion(
            code,
            labels[code],
            "" if _is_part(matched, labels[code]) else matched,
            entries[code].close,
        )
        for code, (_, _, _, matched) in ordered[:limit]
    )


def _is_part(name: str, label: str) -> bool:
    return f" {fold_key(name)} " in f" {fold_key(label)} "


@cache
def _shares() -> Mapping[str, int]:
    """Return the highest share (%) of the assignments in a year that official figures tell of."""
    figures = [figure for figure in demand_figures() if figure.what == "share_percent"]
    figures.sort(key=lambda figure: figure.value)
    return {figure.spoken: figure.value for figure in figures if figure.spoken}


@cache
def _labels(lang: str) -> Mapping[str, str]:
    return {code: spoken_name(code, lang) for code in spoken_languages()}


@cache
def _spoken_index() -> tuple[PrefixIndex, tuple[_Name, ...]]:
    names: list[_Name] = []
    for code, spoken in spoken_languages().items():
        names += [_Name(code, name, lang) for lang, name in spoken.names.items()]
        names += [_Name(code, name, lang) for lang, own in spoken.others.items() for name in own]
        names += [_Name(code, name, "") for name in spoken.aliases]
        names += [_Name(code, own, "", is_code=True) for own in (code, *spoken.also)]
    for endonym in endonyms():
        names += [_Name(endonym.spoken, name.text, "") for name in endonym.names]
        names += [_Name(endonym.spoken, name, lang) for lang, name in endonym.called.items()]
    official = {
        (code, name) for code, one in spoken_languages().items() for name in one.names.values()
    }
    index = PrefixIndex((name.text, (name.code, name.text) in official) for name in names)
    return index, tuple(names)


def suggest_place(text: str, limit: int = MAX_SUGGESTED) -> tuple[PlaceSuggestion, ...]:
    """Return the municipalities and counties that a text may be the beginning of.

    A whole name comes first, then names of today before others, counties and big towns before
    the rest. Oslo is suggested once, as the municipality.

    >>> [found.label for found in suggest_place("more og")]
    ['Møre og Romsdal']
    """
    index, names = _place_index()
    best: dict[str, tuple[Match, int, str]] = {}
    for position, match in index.find(text).items():
        place, name = names[position]
        rank = (match, _LABEL if name in (place.name, place.label) else _OTHER, name)
        if place.number not in best or rank < best[place.number]:
            best[place.number] = rank
    sizes = _sizes()
    places = {place.number: place for place, _ in names}
    ordered = sorted(best.items(), key=lambda found: (found[1][:2], sizes[found[0]]))
    return tuple(
        PlaceSuggestion(
            places[number].label,
            places[number].county,
            places[number].is_county,
            matched if whose else "",
        )
        for number, (_, whose, matched) in ordered[:limit]
    )


@cache
def _place_index() -> tuple[PrefixIndex, tuple[tuple[Place, str], ...]]:
    whole = [county for county in counties().values() if county.name not in municipalities()]
    names = [
        (place, name)
        for place in (*municipalities().values(), *whole)
        for name in dict.fromkeys((place.label, place.name, *place.other_names))
    ]
    # "Herøy (Nordland)" is no name of Nordland.
    index = PrefixIndex((name, "(" not in name) for _, name in names)
    return index, tuple(names)


@cache
def _sizes() -> Mapping[str, int]:
    """Return the place of each municipality and county in their order: counties stand behind the
    five biggest towns, towns of which no size is known last, in the order of their numbers."""
    towns = list(dict.fromkeys(big_towns()))
    rest = sorted(place.number for place in municipalities().values())
    ordered = (*towns[:5], *(c.number for c in counties().values()), *towns[5:], *rest)
    return {number: at for at, number in enumerate(dict.fromkeys(ordered))}
