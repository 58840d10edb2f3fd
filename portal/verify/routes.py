"""Verify an interpreter: whoever has the number sees what the register says of it.

It is asked by GET, so that the QR code of a card can lead here. The answer is kept nowhere and
listed nowhere, holds no way to get in touch, and every look-up is counted, so that numbers
cannot be walked one by one. Who has left the register is answered as if never listed.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, request, url_for

from knowledge.helplines import OSLO
from knowledge.register.errors import RegisterError
from knowledge.register.interpreters import CATEGORIES, Interpreter
from knowledge.register.queries import RegisterInfo
from knowledge.register.spoken import spoken_members, spoken_name
from knowledge.register.verifying import Outcome, Verification, verify
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.register.labels import ANY
from portal.register.limiting import refuse_too_many
from portal.register.options import spoken_datalist
from portal.register.routes import register_info
from portal.rendering import Crumb, render
from portal.services import services
from portal.tolk.saying import rule_views
from portal.verify.context import (
    Checked,
    CheckedLanguage,
    CheckedPerson,
    OutcomeView,
    VerifyPage,
)
from portal.verify.forms import FIELDS, MAX_CHARS, Asked, read_asked
from portal.verify.words import ADVICE, RULES, TITLES

blueprint = Blueprint("verify", __name__)

_ABOUT = N_("Check that an interpreter is in the register, for the language and on the day.")


@blueprint.get("/<lang:lang>/interpreters/verify")
def page(lang: str) -> Response:
    """Show the form, and what the register says if a number was given."""
    if request.args.get("number", "").strip() and (refusal := refuse_too_many("lookup")):
        return refusal
    today = services().now().astimezone(OSLO).date()
    given = {name: request.args.get(name, "").strip() for name in FIELDS}
    is_asked = any(given.values())
    asked, faults = read_asked(given, lang, today) if is_asked else (None, {})
    info = register_info()
    form = {name: text[:MAX_CHARS] for name, text in given.items()}
    if "number" in faults:
        form["number"] = ""  # it may be somebody's identity number: not once more on the page
    form["on"] = str(asked.on) if asked else form["on"] or str(today)
    if asked and asked.spoken:
        form["spoken"] = spoken_name(asked.spoken, lang)
    shown = VerifyPage(
        form=form,
        faults={name: faults.get(name, "") for name in FIELDS},
        fault_list=tuple(faults.items()),
        datalist=spoken_datalist(lang),
        category_options=(("", translate(lang, ANY)), *((c, c) for c in CATEGORIES)),
        checked=_check(asked, lang, info) if asked else None,
        is_sample=info.is_sample,
    )
    return render(
        shown,
        status=422 if faults else 200,
        is_kept=False,
        is_indexed=not is_asked,
        tone="dense",
        trail=(Crumb(translate(lang, "Find an interpreter"), url_for("register.search")),),
        description=translate(lang, _ABOUT),
        arguments=_carried(asked, shown.checked) if asked else None,
    )


def _carried(asked: Asked, checked: Checked | None) -> dict[str, str]:
    """Return what another language of the page is asked with: a number only if it is known."""
    person = checked.person if checked else None
    known = {
        "number": person.number if person else "",
        "spoken": asked.spoken or "",
        "on": str(asked.on),
        "category": asked.category or "",
    }
    return {name: text for name, text in known.items() if text} if person else {}


def _check(asked: Asked, lang: str, info: RegisterInfo) -> Checked:
    """Return what the register says, and what a receipt tells of it."""
    found = verify(_find(asked), on=asked.on, spoken=asked.spoken, category=asked.category)
    now = services().now().astimezone(OSLO)
    return Checked(
        outcomes=tuple(_outcome(one, lang) for one in found.outcomes),
        person=_person(found, asked, lang),
        number=found.interpreter.number if found.interpreter else asked.numbers[0],
        spoken=spoken_name(asked.spoken, lang) if asked.spoken else "",
        category=asked.category or "",
        on=asked.on,
        rules=rule_views(_once(name for one in found.outcomes for name in RULES[one])),
        search_url=""
        if found.outcome == "valid"
        else url_for("register.search", spoken=asked.spoken),
        day=now.date(),
        time=f"{now:%H:%M}",
        imported=info.imported_at,
        version=info.version,
    )


def _find(asked: Asked) -> Interpreter | None:
    """Return who bears one of the numbers; every one is looked for, whoever is found."""
    try:
        found = [services().register.get(number) for number in asked.numbers]
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return next((person for person in found if person is not None), None)


def _outcome(outcome: Outcome, lang: str) -> OutcomeView:
    kind = "good" if outcome == "valid" else "warning"
    title, advice = translate(lang, TITLES[outcome]), translate(lang, ADVICE[outcome])
    return OutcomeView(kind, title, advice)  # type: ignore[arg-type]  # one of the two above


def _person(found: Verification, asked: Asked, lang: str) -> CheckedPerson | None:
    person = found.interpreter
    if person is None:
        return None
    members = spoken_members(asked.spoken) if asked.spoken else ()
    return CheckedPerson(
        number=person.number,
        name=person.name,
        languages=tuple(
            CheckedLanguage(spoken_name(own.spoken, lang), own.category, own.spoken in members)
            for own in sorted(person.languages, key=lambda q: q.category)
        ),
        card_issued=person.card_issued,
        card_valid_to=person.card_valid_to,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
