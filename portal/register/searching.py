"""Turn what a search of the register has found into what its page shows.

Every choice is a link to the same search with one thing changed, so all of it works without
script, and a search can be sent to a colleague.
"""

from collections.abc import Mapping
from urllib.parse import quote, quote_plus

from knowledge.register.queries import InterpreterPage, InterpreterQuery, RegisterInfo, Tally
from knowledge.register.spoken import spoken_languages, spoken_name
from portal.addresses import url_for
from portal.i18n import N_, translate
from portal.register.asking import Asked
from portal.register.context import Chip, Count, Facet, Found, Link
from portal.register.forms import is_said, query_arguments
from portal.register.labels import (
    CAPACITIES,
    CONDITIONS,
    FACETS,
    GENDERS,
    MODES,
    REACHES,
    SORTS,
)
from portal.register.nobody import tell_nobody
from portal.register.options import category_label, form_options
from portal.register.people import person_card, result_card

# Translators: two ways to look at a list of interpreters
CARDS, TABLE = N_("As cards"), N_("As a table")


class Addresses:
    """The addresses of searches like one that was made, and of those whom it finds."""

    def __init__(self, asked: Mapping[str, object], *, is_table: bool) -> None:
        # A page names forty of them: what they have in common is quoted once.
        self._asked = _quoted({**asked, "page": 1})
        self._page = url_for("register.search")
        self._view = ["view=table"] if is_table else []
        self._person = url_for("register.interpreter", number="-").removesuffix("-")

    def of(self, query: InterpreterQuery) -> str:
        """Return where another search is shown."""
        return self._like(_quoted(query_arguments(query)))

    def but(self, **changes: object) -> str:
        """Return where this search is shown with something changed, None taking it away; on its
        first page unless `page` is changed."""
        return self._like(self._asked | _quoted(changes))

    def person(self, number: str) -> str:
        """Return the page of a person."""
        return self._person + quote(number, safe="")

    def _like(self, quoted: Mapping[str, str]) -> str:
        given = [*filter(None, quoted.values()), *self._view]
        return f"{self._page}?{'&'.join(given)}#found" if given else self._page


def _quoted(arguments: Mapping[str, object]) -> dict[str, str]:
    """Return each argument as an address has it, "" where it has nothing to say."""
    return {
        name: f"{name}={quote_plus(str(value))}" if is_said(name, value) else ""
        for name, value in arguments.items()
    }


def show_found(
    page: InterpreterPage, query: InterpreterQuery, lang: str, *, is_table: bool
) -> Found:
    """Return what the page shows of what was found."""
    urls = Addresses(query_arguments(query), is_table=is_table)
    shown_before = (page.page - 1) * query.per_page
    spoken = spoken_languages()[query.spoken] if query.spoken else None
    if page.standings:
        told = zip(page.results, page.standings, strict=True)
        people = tuple(
            [result_card(one, urls.person(one.number), why, query, lang) for one, why in told]
        )
    else:
        people = tuple(person_card(one, urls.person(one.number), lang) for one in page.results)
    return Found(
        people=people,
        total=page.total,
        spoken=spoken.names[lang] if spoken else "",
        is_anywhere=bool(query.place) and query.mode not in {None, "in_person"},
        chips=_chips(query, urls, lang),
        facets=_facets(page, query, urls, lang),
        sort=query.sort,
        sorts=_sorts(page, query, urls, lang),
        views=_views(page, query, lang, is_table=is_table),
        is_table=is_table,
        pages=tuple(
            Link(str(number), urls.but(page=number), number == page.page)
            for number in range(1, page.pages + 1)
            if page.pages > 1
        ),
        members=tuple(
            Link(spoken_name(code, lang), urls.but(spoken=code)) for code in page.members
        ),
        others=tuple(
            Link(spoken_name(code, lang), urls.but(spoken=code))
            for code in (spoken.close if spoken else ())
        ),
        is_cut=page.page == page.pages and page.total > shown_before + len(page.results),
        nobody=None if page.total else tell_nobody(page, query, urls.of, lang),
    )


def list_languages(info: RegisterInfo, asked: Asked, lang: str) -> tuple[Count, ...]:
    """Return every language that somebody interprets, each a search with all else that is asked."""
    urls = Addresses(asked.arguments(), is_table=asked.is_table)
    counts = [
        Count(spoken_name(code, lang), total, urls.but(spoken=code))
        for code, total in info.spoken_counts
        if total
    ]
    return tuple(sorted(counts, key=lambda count: count.label.casefold()))


def _chips(query: InterpreterQuery, urls: Addresses, lang: str) -> tuple[Chip, ...]:
    def chip(field: str, value: str, **dropped: object) -> Chip:
        return Chip(translate(lang, CONDITIONS[field]), value, urls.but(**dropped))

    if query.number:
        return (chip("number", query.number, number=None),)
    chips = []
    if query.spoken:
        chips.append(chip("spoken", spoken_name(query.spoken, lang), spoken=None))
    if home := query.place or query.county:
        chips.append(chip("place", home, place=None, county=None, reach="county"))
        if query.reach != "county":
            chips.append(chip("reach", translate(lang, REACHES[query.reach]), reach="county"))
    if query.mode:
        chips.append(chip("mode", translate(lang, MODES[query.mode]), mode=None))
    if query.min_category:
        label = category_label(query.min_category, lang)
        chips.append(chip("min_category", label, min_category=None))
    if query.capacity:
        chips.append(chip("capacity", translate(lang, CAPACITIES[query.capacity]), capacity=None))
    if query.gender:
        chips.append(chip("gender", translate(lang, GENDERS[query.gender]), gender=None))
    if query.name:
        chips.append(chip("name", query.name, name=None))
    return tuple(chips)


def _facets(
    page: InterpreterPage, query: InterpreterQuery, urls: Addresses, lang: str
) -> tuple[Facet, ...]:
    def facet(name: str, counts: list[Count]) -> Facet:
        return Facet(name, translate(lang, FACETS[name]), tuple(counts))

    def counts(tallies: tuple[Tally, ...], field: str, labels: Mapping[str, str]) -> list[Count]:
        chosen = getattr(query, field)
        return [
            Count(
                labels[tally.value],
                tally.total,
                urls.but(**{field: None if tally.value == chosen else tally.value}),
                tally.value == chosen,
            )
            for tally in tallies
            if tally.value in labels and (tally.total or tally.value == chosen)
        ]

    found, options = page.facets, form_options(lang)
    facets = (
        facet("category", counts(found.category, "min_category", dict(options["min_category"]))),
        facet("mode", counts(found.mode, "mode", dict(options["mode"]))),
        facet("capacity", counts(found.capacity, "capacity", dict(options["capacity"]))),
        facet("gender", counts(found.gender, "gender", dict(options["gender"]))),
        facet("county", _counties(found.county, query, urls)),
    )
    return tuple(one for one in facets if one.counts)


def _counties(tallies: tuple[Tally, ...], query: InterpreterQuery, urls: Addresses) -> list[Count]:
    """Return the counties where somebody lives; choosing one takes the place of where and how
    far was asked for."""
    anywhere = {"place": None, "county": None, "reach": "county"}
    chosen = query.county if not query.place and query.reach == "county" else None
    return [
        Count(
            tally.value,
            tally.total,
            urls.but(**{**anywhere, "county": None if is_chosen else tally.value}),
            is_chosen,
        )
        for tally in tallies
        if (is_chosen := tally.value == chosen) or tally.total
    ]


def _sorts(
    page: InterpreterPage, query: InterpreterQuery, urls: Addresses, lang: str
) -> tuple[Link, ...]:
    """Return the orders to choose between; a search by name has but one."""
    if page.total < 2 or query.name or query.number:
        return ()
    has_place = bool(query.place or query.county)
    return tuple(
        Link(translate(lang, label), urls.but(sort=code), code == query.sort)
        for code, label in SORTS.items()
        if code != "nearest" or has_place
    )


def _views(
    page: InterpreterPage, query: InterpreterQuery, lang: str, *, is_table: bool
) -> tuple[Link, ...]:
    if not page.total:
        return ()
    cards, table = (Addresses(query_arguments(query), is_table=way) for way in (False, True))
    return (
        Link(translate(lang, CARDS), cards.but(page=page.page), not is_table),
        Link(translate(lang, TABLE), table.but(page=page.page), is_table),
    )
