"""Show the official figures of need and supply; what they are is knowledge.register.demand."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import url_for

from knowledge.register.demand import DemandFigure, DemandWhat, demand_figures
from knowledge.register.spoken import spoken_name
from portal.formats import format_count
from portal.i18n import N_, current_lang, translate
from portal.overview.context import FigureView, NeedRow
from portal.overview.tables import Row

# What the figures of the whole country are called, in the order in which they are shown.
_LABELS: Mapping[DemandWhat, str] = {
    # Translators: these name official figures; a number stands beside each
    "assignments": N_("Assignments in spoken languages for public bodies"),
    "sign_assignments": N_("Assignments in sign language for public bodies"),
    "cost_nok_millions": N_("What interpreting cost public bodies, in million kroner"),
    "qualified_percent": N_("Assignments with a qualified interpreter"),
    "phone_percent": N_("Assignments by phone"),
    "in_person_percent": N_("Assignments in the same room"),
    "video_percent": N_("Assignments on screen"),
    "interpreters": N_("Interpreters in the national register"),
    "languages": N_("Languages in the national register"),
    "languages_needed": N_("Languages in which interpreters were needed"),
    "languages_with_qualified": N_("Languages with assignments and qualified interpreters"),
    "languages_without_qualified": N_("Languages with assignments and no qualified interpreter"),
}
_SHARE = N_("Share of all assignments")
_ABOUT = N_("about %(figure)s")
_HALVES = {"H1": N_("First half of %(year)s"), "H2": N_("Second half of %(year)s")}


def country_figures() -> tuple[FigureView, ...]:
    """Return the figures of the whole country, each kind from its first year to its last."""
    found = [one for one in demand_figures() if one.spoken is None and one.what in _LABELS]
    order = list(_LABELS)
    found.sort(key=lambda one: (order.index(one.what), one.period))
    return tuple(_view(one, _LABELS[one.what]) for one in found)


def need_rows(rows: Sequence[Row], people: int, spoken: str = "") -> tuple[NeedRow, ...]:
    """Return the languages whose share of the assignments is known, beside who is here for them.

    :param rows: how many interpret each language, all that anybody interprets.
    :param people: how many interpreters there are in all.
    :param spoken: a language to keep to, "" for all.
    """
    totals = {row.key: row.total for row in rows}
    shares = [one for one in demand_figures() if one.what == "share_percent"]
    newest = {one.spoken: one for one in sorted(shares, key=lambda one: one.period)}
    return tuple(
        NeedRow(
            name=spoken_name(code, current_lang()),
            url=url_for("overview.page", spoken=code),
            need=_view(figure, _SHARE),
            total=totals.get(code, 0),
            share=_percent(totals.get(code, 0) / max(people, 1)),
        )
        for code, figure in sorted(newest.items(), key=lambda pair: -pair[1].value)
        if code is not None and spoken in ("", code)
    )


def _view(one: DemandFigure, label: str) -> FigureView:
    is_share = one.what.endswith("_percent")
    figure = _percent(one.value / 100) if is_share else format_count(one.value)
    if one.upto is not None:
        upto = _percent(one.upto / 100) if is_share else format_count(one.upto)
        figure = f"{format_count(one.value)}–{upto}"
    lang = current_lang()
    if one.is_about:
        figure = translate(lang, _ABOUT, figure=figure)
    return FigureView(translate(lang, label), _period(one.period), figure, one.source, one.checked)


def _period(period: str) -> str:
    """Return a period as people read it: 2024, first half of 2023, August 2023."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - as in portal.formats

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    year, _, part = period.partition("-")
    if part in _HALVES:
        return translate(current_lang(), _HALVES[part], year=year)
    if part:
        day = date(int(year), int(part), 1)
        return format_skeleton("yMMMM", day, locale=cldr_locale(current_lang()))
    return year


def _percent(share: float) -> str:
    from babel.numbers import format_percent  # noqa: PLC0415 - as in portal.formats

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    return format_percent(share, locale=cldr_locale(current_lang()))
