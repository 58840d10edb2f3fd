"""Say back what was understood of a wish for an interpreter, and show the best who fit."""

from collections.abc import Mapping

from flask import url_for

from indexing.values import InterpreterRequest
from knowledge.register.spoken import spoken_name
from portal.chat.answering import search_arguments, when_said
from portal.chat.context import InterpretersPart
from portal.errors import RequestRefused
from portal.i18n import translate
from portal.register.context import Chip, PersonCard
from portal.register.forms import read_query
from portal.register.labels import CONDITIONS, GENDERS, MODES
from portal.register.options import form_options
from portal.register.people import person_card
from portal.register.routes import register_info, search_register
from portal.services import Services

_MAX_INTERPRETERS = 3
_FIELDS = ("spoken", "place", "mode", "gender", "min_category")


def show_interpreters(
    the_services: Services, wanted: InterpreterRequest, lang: str
) -> InterpretersPart:
    """Return the best qualified of those who were asked for; none where too little was said."""
    arguments = search_arguments(wanted)
    url = _search_url(arguments)
    people: tuple[PersonCard, ...] = ()
    total, is_sample = 0, False
    if wanted.spoken:
        try:
            found = search_register(read_query(arguments, lang, the_services.now().date()))
            is_sample = register_info().is_sample
        except RequestRefused:
            # There is no register, or it knows no such place: the search page says which.
            pass
        else:
            people = tuple(
                person_card(one, url_for("register.interpreter", number=one.number), lang)
                for one in found.results[:_MAX_INTERPRETERS]
            )
            total = found.total
    wishes = tell_wishes(wanted, lang)
    return InterpretersPart(
        wishes=wishes,
        said=" · ".join(wish.value for wish in wishes),
        form=dict.fromkeys(_FIELDS, "") | arguments | {"spoken": _spoken(wanted, lang)},
        options=form_options(lang),
        when=when_said(wanted),
        people=people,
        total=total,
        url=url,
        is_sample=is_sample,
    )


def wishes_in_words(wanted: InterpreterRequest, lang: str) -> dict[str, str]:
    """Return what was understood, in the words of a language, by the name of its condition."""
    told = {
        "spoken": _spoken(wanted, lang),
        "place": wanted.place or wanted.county or "",
        "mode": translate(lang, MODES[wanted.mode]) if wanted.mode else "",
        "gender": translate(lang, GENDERS[wanted.gender]) if wanted.gender else "",
        "min_category": wanted.min_category or "",
    }
    return {name: value for name, value in told.items() if value}


def tell_wishes(wanted: InterpreterRequest, lang: str) -> tuple[Chip, ...]:
    """Return what was understood, in words, each with the search that does without it."""
    arguments = search_arguments(wanted)
    return tuple(
        Chip(translate(lang, CONDITIONS[name]), value, _url_without(name, arguments))
        for name, value in wishes_in_words(wanted, lang).items()
    )


def _spoken(wanted: InterpreterRequest, lang: str) -> str:
    return spoken_name(wanted.spoken, lang) if wanted.spoken else ""


def _url_without(name: str, arguments: Mapping[str, str]) -> str:
    return _search_url({other: value for other, value in arguments.items() if other != name})


def _search_url(arguments: Mapping[str, str]) -> str:
    """Lead to what is found: on a phone the form before it fills the screen."""
    return url_for("register.search", _anchor="found", **arguments)  # type: ignore[arg-type]  # all are text
