"""Suggest what somebody who types, or has mistyped, may be looking for."""

from collections.abc import Mapping

from flask import url_for

from knowledge.register.queries import PlaceSuggestion, SpokenSuggestion
from knowledge.register.spoken import spoken_name
from knowledge.register.suggesting import suggest_place, suggest_spoken
from portal.formats import format_and_list
from portal.i18n import N_, translate
from portal.register.asking import Asked
from portal.register.context import Link

_MOST_MEANT = 4
# Translators: spoken are names of languages that are often confused with the one in the list
NOT_THE_SAME = N_("Not the same as %(spoken)s")
# Translators: a county of Norway (fylke), as opposed to a municipality
COUNTY = N_("The whole county")


def suggestions(kind: str, text: str, lang: str) -> tuple[Mapping[str, str], ...]:
    """Return what a text may be the beginning of, each with its `label` and a `detail`.

    :param kind: the field that is written in, `spoken` or `place`.
    """
    if kind == "spoken":
        return tuple(
            {"label": one.label, "detail": _spoken_detail(one, lang)}
            for one in suggest_spoken(text, lang)
        )
    return tuple(
        {"label": one.label, "detail": _place_detail(one, lang)} for one in suggest_place(text)
    )


def meant_searches(asked: Asked, lang: str) -> tuple[Link, ...]:
    """Return searches for what may have been meant by a language that nobody knows."""
    if not asked.faults["spoken"] or not asked.form["spoken"]:
        return ()
    others = asked.arguments()
    return tuple(
        Link(one.label, url_for("register.search", **{**others, "spoken": one.code}))  # type: ignore[arg-type]  # all are text
        for one in suggest_spoken(asked.form["spoken"], lang)[:_MOST_MEANT]
    )


def _spoken_detail(one: SpokenSuggestion, lang: str) -> str:
    told = [one.matched] if one.matched else []
    if one.close:
        others = format_and_list([spoken_name(code, lang) for code in one.close])
        told.append(translate(lang, NOT_THE_SAME, spoken=others))
    return " · ".join(told)


def _place_detail(one: PlaceSuggestion, lang: str) -> str:
    told = [one.matched] if one.matched else []
    told.append(translate(lang, COUNTY) if one.is_county else one.county)
    return " · ".join(told)
