"""What the API says of the register: each function gives the object that openapi.json names."""

from collections.abc import Iterable, Mapping

from knowledge.register.interpreters import Interpreter, Qualification
from knowledge.register.queries import (
    Facets,
    InterpreterPage,
    InterpreterQuery,
    RegisterInfo,
    RegisterOverview,
    SpokenOverview,
    Standing,
    Tally,
    Widening,
)
from knowledge.register.spoken import spoken_name
from knowledge.register.verifying import Verification
from portal.api.shapes import Shape, page_url, public_url
from portal.register.forms import query_arguments

# What to read beside a search: of which moment it tells, and the article.
GUIDANCE = (
    ("right", "when-to-use-an-interpreter"),
    ("booking", "booking-an-interpreter"),
    ("before", "before-the-conversation"),
    ("during", "during-the-conversation"),
    ("after", "after-the-conversation"),
)
_COLLECTION = "tolk"


def interpreters_shape(
    page: InterpreterPage, query: InterpreterQuery, info: RegisterInfo, lang: str
) -> Shape:
    """Return one page of a search of the register."""
    standings = page.standings or (None,) * len(page.results)
    return {
        "total": page.total,
        "page": page.page,
        "pages": page.pages,
        **_about(info),
        "asked": query_arguments(query),
        "members": list(page.members),
        "interpreters": [
            _person(person) | {"standing": _standing(standing)}
            for person, standing in zip(page.results, standings, strict=True)
        ],
        "facets": _facets(page.facets),
        "widened": [_widening(wider, lang) for wider in page.widened],
        "in_country": _tallies(page.in_country),
        "close": [_close(tally, lang) for tally in page.close],
        "guidance": _guidance(lang),
    }


def interpreter_shape(person: Interpreter, info: RegisterInfo) -> Shape:
    """Return one interpreter with card, without ways to get in touch."""
    return {
        **_about(info),
        **_person(person),
        **_card(person),
        "contact_url": public_url("api.contact", number=person.number),
    }


def contact_shape(person: Interpreter, info: RegisterInfo) -> Shape:
    """Return the ways to get in touch; the view has taken out what is not public."""
    return {
        **_about(info),
        "number": person.number,
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
    }


def verification_shape(
    said: Verification, asked: Mapping[str, str | None], info: RegisterInfo, lang: str
) -> Shape:
    """Return what the register says of somebody who comes to interpret."""
    person = said.interpreter
    return {
        **_about(info),
        "outcome": said.outcome,
        "outcomes": list(said.outcomes),
        "asked": dict(asked),
        "interpreter": _person(person) | _card(person) if person else None,
        "qualification": _skill(said.qualification) if said.qualification else None,
        "guidance": _guidance(lang),
    }


def overview_shape(overview: RegisterOverview, info: RegisterInfo, lang: str) -> Shape:
    """Return the register in numbers."""
    return {
        **_about(info),
        "total": overview.total,
        "by_category": _tallies(overview.by_category),
        "by_county": _tallies(overview.by_county),
        "spoken": [_spoken_overview(spoken, lang) for spoken in overview.spoken],
        "absent": list(overview.absent),
    }


def _spoken_overview(spoken: SpokenOverview, lang: str) -> Shape:
    return {
        "spoken": spoken.code,
        "name": spoken_name(spoken.code, lang),
        "total": spoken.total,
        "by_category": _tallies(spoken.by_category),
        "by_county": _tallies(spoken.by_county),
    }


def _about(info: RegisterInfo) -> Shape:
    return {
        "is_sample": info.is_sample,
        "imported_at": info.imported_at.isoformat() if info.imported_at else None,
    }


def _person(person: Interpreter) -> Shape:
    return {
        "number": person.number,
        "name": person.name,
        "gender": person.gender,
        "place": person.place,
        "county": person.county,
        "capacity": person.capacity,
        "modes": list(person.modes),
        "languages": [_skill(own) for own in person.languages],
    }


def _skill(own: Qualification) -> Shape:
    return {"spoken": own.spoken, "kind": own.kind, "category": own.category, "route": own.route}


def _card(person: Interpreter) -> Shape:
    issued, valid_to = person.card_issued, person.card_valid_to
    return {
        "card_issued": issued.isoformat() if issued else None,
        "card_valid_to": valid_to.isoformat() if valid_to else None,
    }


def _standing(standing: Standing | None) -> Shape | None:
    if standing is None:
        return None
    return {
        "spoken": standing.spoken,
        "category": standing.category,
        "nearness": standing.nearness,
        "mode": standing.mode,
        "capacity": standing.capacity,
        "is_drawn": standing.is_drawn,
    }


def _facets(facets: Facets) -> Shape:
    return {
        "category": _tallies(facets.category),
        "gender": _tallies(facets.gender),
        "mode": _tallies(facets.mode),
        "capacity": _tallies(facets.capacity),
        "county": _tallies(facets.county),
    }


def _tallies(tallies: Iterable[Tally]) -> dict[str, int]:
    return {tally.value: tally.total for tally in tallies}


def _widening(wider: Widening, lang: str) -> Shape:
    arguments = query_arguments(wider.query)
    return {
        "dropped": wider.dropped,
        "total": wider.total,
        "query": arguments,
        "url": public_url("register.search", lang=lang, **arguments),
    }


def _close(tally: Tally, lang: str) -> Shape:
    return {
        "spoken": tally.value,
        "name": spoken_name(tally.value, lang),
        "total": tally.total,
    }


def _guidance(lang: str) -> list[Shape]:
    return [
        {
            "about": about,
            "collection": _COLLECTION,
            "slug": slug,
            "url": page_url(lang, _COLLECTION, slug),
        }
        for about, slug in GUIDANCE
    ]
