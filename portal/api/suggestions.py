"""The API's suggestions while somebody types: languages that interpreters speak, and places.

They are the same for everybody until the program is another one, so a client may keep them.
"""

from collections.abc import Iterable, Iterator

from flask import Response

from knowledge.register.places import counties, municipalities
from knowledge.register.queries import PlaceSuggestion, SpokenSuggestion
from knowledge.register.spoken import spoken_languages
from knowledge.register.suggesting import suggest_place, suggest_spoken
from portal.api.asking import find_unknown, read_text
from portal.api.blueprint import blueprint
from portal.api.shapes import Shape
from portal.i18n import current_lang
from portal.reading import refuse
from portal.responses import json_response


@blueprint.get("/api/v1/spoken-languages")
def spoken() -> Response:
    """Suggest languages; without a text, give all that can be asked for."""
    text, lang = _read_q(), current_lang()
    found = suggest_spoken(text, lang) if text else _all_spoken(lang)
    return _give("languages", map(_spoken_shape, found))


@blueprint.get("/api/v1/places")
def places() -> Response:
    """Suggest municipalities and counties; without a text, give all of them."""
    text = _read_q()
    return _give("places", map(_place_shape, suggest_place(text) if text else _all_places()))


def _read_q() -> str:
    faults = find_unknown(("q",))
    text = read_text("q", faults)
    if faults:
        raise refuse(faults)
    return text


def _give(name: str, found: Iterable[Shape]) -> Response:
    response = json_response({name: list(found)}, revalidate=True)
    response.headers["Vary"] = "Accept-Language"
    return response


def _all_spoken(lang: str) -> list[SpokenSuggestion]:
    listed = (one for one in spoken_languages().values() if one.listed)
    found = [SpokenSuggestion(one.code, one.names[lang], "", one.close) for one in listed]
    return sorted(found, key=lambda one: one.label.casefold())


def _all_places() -> Iterator[PlaceSuggestion]:
    for place in (*counties().values(), *municipalities().values()):
        label = place.name if place.is_county else place.label
        yield PlaceSuggestion(label, place.county, place.is_county, "")


def _spoken_shape(one: SpokenSuggestion) -> Shape:
    return {
        "spoken": one.code,
        "name": one.label,
        "matched": one.matched,
        "close": list(one.close),
    }


def _place_shape(one: PlaceSuggestion) -> Shape:
    return {
        "label": one.label,
        "county": one.county,
        "is_county": one.is_county,
        "matched": one.matched,
    }
