"""Turn a person of the register into what a list, a table or a page of their own shows."""

from datetime import date

from knowledge.register.interpreters import Interpreter, Qualification
from knowledge.register.queries import InterpreterQuery, Standing
from knowledge.register.spoken import spoken_name
from portal.i18n import translate
from portal.register.context import ContactView, PersonCard, PersonView, SkillView
from portal.register.labels import CAPACITIES, CATEGORIES, GENDERS, MODES, ROUTES
from portal.register.reasons import tell_reasons


def person_card(person: Interpreter, url: str, lang: str) -> PersonCard:
    """Return what a list shows of a person, whose own page is at `url`."""
    return PersonCard(
        url=url,
        name=person.name,
        skills=tuple([_listed(own, lang) for own in person.languages]),
        place=_place(person),
        capacity=CAPACITIES.get(person.capacity or "", ""),
    )


def result_card(
    person: Interpreter, url: str, standing: Standing, query: InterpreterQuery, lang: str
) -> PersonCard:
    """Return the same with why the person stands there; the language asked for comes first."""
    asked = [_listed(own, lang) for own in person.languages if own.spoken == standing.spoken]
    others = [_listed(own, lang) for own in person.languages if own.spoken != standing.spoken]
    return PersonCard(
        url=url,
        name=person.name,
        skills=(*asked, *others),
        place=_place(person),
        capacity=CAPACITIES.get(person.capacity or "", ""),
        category=standing.category,
        means=CATEGORIES[standing.category],
        others=tuple(others),
        modes=tuple([translate(lang, MODES[mode]) for mode in person.modes]),
        reasons=tell_reasons(standing, person, query, lang),
        home="" if standing.nearness else _place(person),
    )


def person_view(person: Interpreter, lang: str, on: date) -> PersonView:
    """Return what a person's own page shows before anybody asks how to get in touch.

    :param on: the day for which the card is valid or not.
    """
    best_first = sorted(person.languages, key=lambda own: own.category)
    return PersonView(
        number=person.number,
        name=person.name,
        skills=tuple(_skill(own, lang) for own in best_first),
        place=_place(person),
        gender=GENDERS.get(person.gender or "", ""),
        capacity=CAPACITIES.get(person.capacity or "", ""),
        modes=tuple(MODES[mode] for mode in person.modes),
        has_contact=bool(person.phone or person.email or person.address),
        card_valid_to=person.card_valid_to,
        has_valid_card=person.has_valid_card(on),
    )


def contact_view(person: Interpreter) -> ContactView:
    """Return how to get in touch with a person, as far as that may be shown."""
    phone = person.phone or ""
    return ContactView(
        phone=phone,
        tel="".join(char for char in phone if char.isdigit() or char == "+"),
        email=person.email or "",
        address=person.address or "",
    )


def _listed(own: Qualification, lang: str) -> SkillView:
    """Return what a list shows of a language: many people have the same, which is written once."""
    return SkillView(spoken_name(own.spoken, lang), own.category)


def _skill(own: Qualification, lang: str) -> SkillView:
    return SkillView(
        spoken_name(own.spoken, lang),
        own.category,
        ROUTES.get(own.route or "", CATEGORIES[own.category]),
        own.obtained,
    )


def _place(person: Interpreter) -> str:
    names = [person.place, person.county if person.county != person.place else None]
    return ", ".join(name for name in names if name)
