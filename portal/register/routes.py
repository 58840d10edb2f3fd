"""Search the register, and see one interpreter. Ways to get in touch stand on that page alone."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, abort, request, url_for

from knowledge.register.errors import RegisterError
from knowledge.register.interpreters import Interpreter, public_view
from knowledge.register.places import counties, municipalities
from knowledge.register.queries import InterpreterPage, InterpreterQuery, RegisterInfo
from knowledge.register.spoken import spoken_languages, spoken_name
from portal.errors import RequestRefused
from portal.i18n import current_lang, translate
from portal.register.context import (
    Found,
    Options,
    PersonCard,
    PersonPage,
    PersonView,
    SearchPage,
    SkillView,
    WiderSearch,
)
from portal.register.forms import FIELDS, MAX_CHARS, read_query
from portal.register.labels import ANY, CAPACITIES, CATEGORIES, CONDITIONS, GENDERS, MODES
from portal.rendering import Crumb, render
from portal.services import services

blueprint = Blueprint("register", __name__)


@blueprint.get("/<lang:lang>/interpreters")
def search(lang: str) -> Response:
    """Show the search form, and what was found if something was asked."""
    form = {name: request.args.get(name, "").strip()[:MAX_CHARS] for name in FIELDS}
    faults = dict.fromkeys(FIELDS, "")
    found = None
    info = register_info()
    if any(form.values()):
        try:
            query = read_query(request.args, lang, services().now().date())
        except RequestRefused as refusal:
            faults |= {detail.field: detail.message for detail in refusal.details}
        else:
            form["spoken"] = query.spoken or ""
            found = _found(search_register(query), query, lang)
    page = SearchPage(
        form=form,
        faults=faults,
        spoken_options=spoken_options(lang),
        mode_options=_options({code: MODES[code] for code in ("in_person", "remote")}),
        gender_options=_options(GENDERS),
        category_options=_options({letter: letter for letter in CATEGORIES}),
        places=(*counties(), *municipalities()),
        categories=tuple(CATEGORIES.items()),
        found=found,
        is_sample=info.is_sample,
    )
    # A search for a name is nobody else's business: what was asked is kept nowhere.
    status = 422 if any(faults.values()) else 200
    return render(
        page,
        status=status,
        is_kept=found is None,
        is_indexed=found is None,
        tone="dense",
        description=translate(
            lang, "The register of qualified interpreters, for everyone who books one."
        ),
    )


@blueprint.get("/<lang:lang>/interpreters/<number>")
def interpreter(lang: str, number: str) -> Response:
    """Show one interpreter, with the ways to get in touch that may be shown."""
    info = register_info()
    found = get_interpreter(number)
    if found is None:
        abort(404)
    page = PersonPage(_person(found, lang), info.imported_at, info.is_sample)
    trail = (Crumb(translate(lang, "Find an interpreter"), url_for("register.search")),)
    return render(page, is_kept=False, is_indexed=False, tone="dense", trail=trail)


def register_info() -> RegisterInfo:
    """Return what the register is.

    :raises RequestRefused: if there is none that could be used.
    """
    try:
        return services().register.info()
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None


def get_interpreter(number: str) -> Interpreter | None:
    """Return what may be shown of an interpreter, None if nobody has this number.

    :raises RequestRefused: if there is no register that could be used.
    """
    try:
        found = services().register.get(number[:MAX_CHARS])
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return public_view(found) if found else None


def search_register(query: InterpreterQuery) -> InterpreterPage:
    """Return one page of the interpreters that fit.

    :raises RequestRefused: if there is no register that could be used.
    """
    try:
        return services().register.search(query)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None


def query_arguments(query: InterpreterQuery) -> dict[str, str]:
    """Return the arguments of the address that searches for this again."""
    given = {name: getattr(query, name) for name in FIELDS if name != "page"}
    if query.place:
        given["county"] = None
    arguments = {name: str(value) for name, value in given.items() if value}
    return arguments | ({"page": str(query.page)} if query.page > 1 else {})


def _url(query: InterpreterQuery) -> str:
    return url_for("register.search", **query_arguments(query))  # type: ignore[arg-type]


def _found(page: InterpreterPage, query: InterpreterQuery, lang: str) -> Found:
    reachable = sum(1 for _ in page.results) + (page.page - 1) * query.per_page
    return Found(
        people=tuple(person_card(person, lang) for person in page.results),
        total=page.total,
        page=page.page,
        last_page=page.pages,
        previous_url=_url(replace(query, page=page.page - 1)) if page.page > 1 else "",
        next_url=_url(replace(query, page=page.page + 1)) if page.page < page.pages else "",
        wider=tuple(
            WiderSearch(
                condition=CONDITIONS.get(wider.dropped, ""),
                spoken=spoken_name(wider.query.spoken, lang)
                if wider.dropped == "spoken" and wider.query.spoken
                else "",
                total=wider.total,
                url=_url(wider.query),
            )
            for wider in page.widened
        ),
        members=tuple(
            (spoken_name(code, lang), _url(replace(query, spoken=code, page=1)))
            for code in page.members
        ),
        is_cut=page.page == page.pages and page.total > reachable,
    )


def _skills(person: Interpreter, lang: str) -> tuple[SkillView, ...]:
    return tuple(SkillView(spoken_name(own.spoken, lang), own.category) for own in person.languages)


def person_card(person: Interpreter, lang: str) -> PersonCard:
    """Return what a list shows of a person."""
    return PersonCard(
        number=person.number,
        name=person.name,
        skills=_skills(person, lang),
        place=_place(person),
        capacity=CAPACITIES.get(person.capacity or "", ""),
    )


def _place(person: Interpreter) -> str:
    names = [person.place, person.county if person.county != person.place else None]
    return ", ".join(name for name in names if name)


def _person(person: Interpreter, lang: str) -> PersonView:
    return PersonView(
        number=person.number,
        name=person.name,
        skills=_skills(person, lang),
        place=_place(person),
        gender=GENDERS.get(person.gender or "", ""),
        capacity=CAPACITIES.get(person.capacity or "", ""),
        modes=tuple(MODES[mode] for mode in person.modes),
        address=person.address or "",
        phone=person.phone or "",
        tel="".join(char for char in person.phone or "" if char.isdigit() or char == "+"),
        email=person.email or "",
        card_valid_to=person.card_valid_to,
        has_valid_card=person.has_valid_card(services().now().date()),
    )


def _options(labels: Mapping[str, str]) -> Options:
    lang = current_lang()
    chosen = tuple((code, translate(lang, label)) for code, label in labels.items())
    return (("", translate(lang, ANY)), *chosen)


def spoken_options(lang: str) -> Options:
    """Return the languages to choose from, by their names in `lang`; the first is none."""
    names = {
        code: spoken.names[lang] for code, spoken in spoken_languages().items() if spoken.listed
    }
    ordered = sorted(names.items(), key=lambda pair: pair[1].casefold())
    return (("", "–"), *ordered)
