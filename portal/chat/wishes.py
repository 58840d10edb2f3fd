"""Say back what was understood of a wish for an interpreter, and show the best who fit."""

from flask import url_for

from indexing.values import InterpreterRequest
from knowledge.register.spoken import spoken_name
from portal.chat.answering import search_arguments, when_said
from portal.chat.context import InterpretersPart
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.register.context import PersonCard
from portal.register.forms import read_query
from portal.register.labels import CONDITIONS, GENDERS, MODES
from portal.register.routes import person_card, register_info, search_register
from portal.services import Services

_MAX_INTERPRETERS = 3


def show_interpreters(
    the_services: Services, wanted: InterpreterRequest, lang: str
) -> InterpretersPart:
    """Return the best qualified of those who were asked for; none where too little was said."""
    arguments = search_arguments(wanted)
    url = url_for("register.search", **arguments)  # type: ignore[arg-type]  # all are text
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
            people = tuple(person_card(one, lang) for one in found.results[:_MAX_INTERPRETERS])
            total = found.total
    return InterpretersPart(
        wishes=tell_wishes(wanted, lang),
        when=when_said(wanted),
        people=people,
        total=total,
        url=url,
        is_sample=is_sample,
    )


def tell_wishes(wanted: InterpreterRequest, lang: str) -> tuple[tuple[str, str], ...]:
    """Return what was understood: message ids of labels, each with its value in words."""
    told = {
        N_("Language of the interpreter"): spoken_name(wanted.spoken, lang)
        if wanted.spoken
        else "",
        CONDITIONS["place"]: wanted.place or wanted.county or "",
        CONDITIONS["mode"]: translate(lang, MODES[wanted.mode]) if wanted.mode else "",
        CONDITIONS["gender"]: translate(lang, GENDERS[wanted.gender]) if wanted.gender else "",
        CONDITIONS["min_category"]: wanted.min_category or "",
    }
    return tuple((label, value) for label, value in told.items() if value)
