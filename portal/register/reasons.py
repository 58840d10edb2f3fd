"""Say in a few short remarks why somebody stands where they stand in a list."""

from knowledge.register.interpreters import Interpreter
from knowledge.register.queries import InterpreterQuery, Standing
from knowledge.register.spoken import spoken_name
from portal.i18n import translate
from portal.register.labels import (
    CATEGORY_BEST,
    CATEGORY_IN,
    DRAWN,
    MODE_STATED,
    MODE_UNKNOWN,
    NEAR,
    WORKS,
)


def tell_reasons(
    standing: Standing, person: Interpreter, query: InterpreterQuery, lang: str
) -> tuple[str, ...]:
    """Return the remarks in the order in which they decided; nothing that was not asked for."""
    told = [_category(standing, lang)]
    home = person.place or person.county
    if standing.nearness and home:
        told.append(translate(lang, NEAR[standing.nearness], place=home))
    if standing.mode and query.mode:
        stated = standing.mode == "stated"
        told.append(translate(lang, MODE_STATED[query.mode] if stated else MODE_UNKNOWN))
    if standing.capacity:
        told.append(translate(lang, WORKS[standing.capacity]))
    if standing.is_drawn:
        told.append(translate(lang, DRAWN))
    return tuple(told)


def _category(standing: Standing, lang: str) -> str:
    if standing.spoken is None:
        return translate(lang, CATEGORY_BEST, category=standing.category)
    spoken = spoken_name(standing.spoken, lang)
    return translate(lang, CATEGORY_IN, category=standing.category, spoken=spoken)
