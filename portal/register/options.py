"""What can be chosen in the search form, in the language of the page."""

from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from knowledge.register.spoken import spoken_languages
from portal.i18n import translate
from portal.register.context import Options
from portal.register.labels import ANY, AT_LEAST, CAPACITIES, GENDERS, MODES, REACHES

_HIGHEST = "A"


@cache
def spoken_options(lang: str) -> Options:
    """Return the languages to choose from, by their names in `lang`; the first is none."""
    names = {
        code: spoken.names[lang] for code, spoken in spoken_languages().items() if spoken.listed
    }
    ordered = sorted(names.items(), key=lambda pair: pair[1].casefold())
    return (("", "–"), *ordered)


@cache
def spoken_names(lang: str) -> tuple[str, ...]:
    """Return the names of the languages to choose from, in their order."""
    return tuple(name for _code, name in spoken_options(lang)[1:])


@cache
def spoken_datalist(lang: str) -> Markup:
    """Return the same as the options of a list to choose from while one writes."""
    return Markup("").join(
        Markup('<option value="{}"></option>').format(name) for name in spoken_names(lang)
    )


@cache
def form_options(lang: str) -> Mapping[str, Options]:
    """Return what each list of the form offers, by the name of its field."""
    reaches = tuple((code, translate(lang, label)) for code, label in REACHES.items())
    return {
        "reach": reaches,
        "mode": _any_of(MODES, lang),
        "gender": _any_of(GENDERS, lang),
        "capacity": _any_of(CAPACITIES, lang),
        "min_category": (
            ("", translate(lang, ANY)),
            *((letter, category_label(letter, lang)) for letter in "ABCD"),
        ),
    }


def category_label(letter: str, lang: str) -> str:
    """Return what a lowest category is called; nothing is higher than A.

    >>> category_label("A", "en"), category_label("C", "en")
    ('A', 'C or higher')
    """
    return letter if letter == _HIGHEST else translate(lang, AT_LEAST, category=letter)


def _any_of(labels: Mapping[str, str], lang: str) -> Options:
    chosen = ((code, translate(lang, label)) for code, label in labels.items())
    return (("", translate(lang, ANY)), *chosen)
