"""The register in numbers: nobody's name, so that all of it may be kept and copied."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from knowledge.register.crossing import CrossCount
from knowledge.register.errors import RegisterError
from knowledge.register.interpreters import CATEGORIES as LETTERS
from knowledge.register.places import counties, find_county
from knowledge.register.queries import RegisterInfo, RegisterOverview
from knowledge.register.spoken import find_spoken, spoken_members, spoken_name
from portal.errors import RequestRefused
from portal.i18n import N_, current_lang, current_language, translate
from portal.keeping import keep_as
from portal.overview import downloads
from portal.overview.bars import category_bar, patterns, plain_bar, swatch
from portal.overview.context import CategoryCount, ChangeView, CountRow, OverviewPage
from portal.overview.needs import country_figures, need_rows
from portal.overview.tables import ByCategory, Row, by_county, by_spoken, sum_rows
from portal.register.forms import MAX_CHARS
from portal.register.labels import ANY, CATEGORIES
from portal.register.options import spoken_options
from portal.register.routes import register_info
from portal.rendering import Crumb, render
from portal.responses import allow_revalidation, json_response
from portal.services import services

blueprint = Blueprint("overview", __name__)

_DRAWN = 20  # languages that are drawn; the table has them all
_ABOUT = N_("How many interpreters there are, by language, category and county.")
_UNKNOWN_COUNTY = N_("Not known")
_FILE_NAME = "interpreters-in-numbers"
_UNKNOWN = N_("The register has nothing by this name.")


@blueprint.get("/<lang:lang>/interpreters/overview")
def page(lang: str) -> Response:
    """Show the register in numbers, all of it or one language or county."""
    info = register_info()
    asked = {name: request.args.get(name, "").strip()[:MAX_CHARS] for name in ("spoken", "county")}
    spoken = (find_spoken(asked["spoken"], lang) or "") if asked["spoken"] else ""
    found = find_county(asked["county"]) if asked["county"] else None
    county = found.name if found else ""
    chosen = {"spoken": spoken, "county": county}
    unknown = translate(lang, _UNKNOWN)
    fault = {name: unknown if asked[name] and not chosen[name] else "" for name in asked}
    arguments = {name: code for name, code in chosen.items() if code}

    def make() -> Response:
        return render(
            _shown(info, spoken, county, fault),
            status=422 if any(fault.values()) else 200,
            is_indexed=not any(asked.values()),
            tone="dense",
            trail=(Crumb(translate(lang, "Find an interpreter"), url_for("register.search")),),
            description=translate(lang, _ABOUT),
            arguments=arguments,
        )

    if any(fault.values()):
        return make()
    return keep_as(f"{urlencode(arguments)} {any(asked.values())} {info.version}", make)


@blueprint.get("/<lang:lang>/interpreters/overview.csv")
def table(lang: str) -> Response:
    """Give the counts to a spreadsheet."""
    info = register_info()

    def make() -> Response:
        content = downloads.as_csv(_numbers()[1], info, lang)
        response = Response(content, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}.csv"'
        allow_revalidation(response)
        return response

    return keep_as(info.version, make)


@blueprint.get("/<lang:lang>/interpreters/overview.json")
def data(lang: str) -> Response:
    """Give the counts to a program."""
    info = register_info()

    def make() -> Response:
        response = json_response(downloads.as_json(_numbers()[1], info, lang), revalidate=True)
        response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}.json"'
        return response

    return keep_as(info.version, make)


def _shown(info: RegisterInfo, spoken: str, county: str, fault: Mapping[str, str]) -> OverviewPage:
    """Return the page for a language and a county, "" for all."""
    lang = current_lang()
    overview, counts = _numbers()
    everywhere = by_spoken(counts)
    here = by_spoken(counts, county) if county else everywhere
    members = spoken_members(spoken) if spoken else ()
    rows = tuple(row for row in here if not members or row.key in members)
    return OverviewPage(
        spoken=spoken,
        county=county,
        about=", ".join(filter(None, (spoken and spoken_name(spoken, lang), county))),
        fault=fault,
        spoken_options=_any_first(spoken_options(lang)[1:]),
        county_options=_any_first(tuple((name, name) for name in counties())),
        total=_people(overview, rows, spoken, county),
        languages_total=len(rows),
        absent=tuple(
            sorted(
                (spoken_name(code, lang), url_for("register.search", spoken=code))
                for code in overview.absent
            )
        ),
        categories=_categories(overview, rows, spoken, county),
        first_rows=_spoken_rows(rows[:_DRAWN], lang, county),
        spoken_rows=_spoken_rows(rows, lang, county),
        county_rows=() if county else _county_rows(overview, counts, spoken),
        need_rows=need_rows(everywhere, overview.total, spoken),
        figures=() if spoken else country_figures(),
        change=_change(),
        search_url=_search_url(spoken, county),
        imported=info.imported_at,
        is_sample=info.is_sample,
        patterns=patterns(),
    )


def _numbers() -> tuple[RegisterOverview, tuple[CrossCount, ...]]:
    """Return the numbers of the register.

    :raises RequestRefused: if it cannot be used.
    """
    register = services().register
    try:
        return register.overview(), register.cross_counts()
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None


def _change() -> ChangeView | None:
    """Return what the last import changed, None where that is not known."""
    try:
        change = services().register.last_change()
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return ChangeView(change.added, change.changed, change.removed) if change else None


def _any_first(options: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return (("", translate(current_lang(), ANY)), *options)


def _people(overview: RegisterOverview, rows: tuple[Row, ...], spoken: str, county: str) -> int:
    """Return how many people there are, each counted once."""
    if spoken:
        return sum(row.total for row in rows)
    if county:
        return next((one.total for one in overview.by_county if one.value == county), 0)
    return overview.total


def _categories(
    overview: RegisterOverview, rows: tuple[Row, ...], spoken: str, county: str
) -> tuple[CategoryCount, ...]:
    """Return how many have each category: of people, or of what they do in one county."""
    if spoken or county:
        totals: ByCategory = sum_rows(rows)
    else:
        counted = {one.value: one.total for one in overview.by_category}
        totals = tuple(counted.get(letter, 0) for letter in LETTERS)
    return tuple(
        CategoryCount(letter, CATEGORIES[letter], total, swatch(letter))
        for letter, total in zip(LETTERS, totals, strict=True)
    )


def _spoken_rows(rows: tuple[Row, ...], lang: str, county: str) -> tuple[CountRow, ...]:
    most = max((row.total for row in rows), default=0)
    return tuple(
        CountRow(
            name=spoken_name(row.key, lang),
            url=url_for("overview.page", spoken=row.key, county=county or None),
            counts=row.counts,
            total=row.total,
            bar=category_bar(row.counts, most, is_rtl=_is_rtl()),
        )
        for row in rows
    )


def _county_rows(
    overview: RegisterOverview, counts: tuple[CrossCount, ...], spoken: str
) -> tuple[CountRow, ...]:
    """Return the counties: with a language by category, else the people who live there."""
    if spoken:
        rows = by_county(counts, spoken_members(spoken))
    else:
        people = sorted(overview.by_county, key=lambda one: (-one.total, one.value))
        rows = tuple(Row(one.value, (one.total,)) for one in people if one.total)
    most = max((row.total for row in rows), default=0)
    is_rtl = _is_rtl()
    return tuple(
        CountRow(
            name=row.key or translate(current_lang(), _UNKNOWN_COUNTY),
            url=url_for("overview.page", spoken=spoken or None, county=row.key) if row.key else "",
            counts=row.counts if spoken else (),
            total=row.total,
            bar=category_bar(row.counts, most, is_rtl=is_rtl)
            if spoken
            else plain_bar(row.total, most, is_rtl=is_rtl),
            is_norwegian=bool(row.key),
        )
        for row in rows
    )


def _is_rtl() -> bool:
    return current_language().dir == "rtl"


def _search_url(spoken: str, county: str) -> str:
    if not spoken:
        return ""
    return url_for("register.search", spoken=spoken, county=county or None)
