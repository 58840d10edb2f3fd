"""Make a fictitious register, so that the portal can be tried out without anybody's data.

Nobody in it exists. Names are put together by chance; e-mail addresses are at example.org,
which is kept free for examples (RFC 2606); phone numbers are +47 000 and five digits, which
nobody can have, for no Norwegian number begins with 0; numbers of interpreters begin with
SAMPLE-. No address is given at all. The same count and seed give the same people everywhere.
"""

import random
import string
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.register.folding import fold_key
from knowledge.register.interpreters import (
    CAPACITIES,
    MODES,
    ROUTES,
    Gender,
    Interpreter,
    Qualification,
)
from knowledge.register.places import municipalities
from knowledge.register.spoken import spoken_languages

_FILE = Path(__file__).with_name("data") / "sample.toml"
_FIRST_DAY = date(2020, 3, 25)  # the day the register with categories A to E began
_LAST_DAY = date(2026, 11, 1)  # the day for which the sample is made
_CARD_DAYS = 5 * 365  # how long a card is valid; a few have run out
_NUMBER_LETTERS = "".join(c for c in string.ascii_uppercase + string.digits if c not in "0O1I")
# Chances that somebody interprets a second language; and has told mode and capacity.
_SECOND, _MODES_TOLD, _CAPACITY_TOLD = 0.3, 0.85, 0.9
_CAPACITY_WEIGHTS = (20, 45, 35)
# Where a search that people try first must find somebody: language, place, how many.
_PLACED = (("ti", "Bergen", 6), ("ar", "Tromsø", 3), ("uk", "Bodø", 3))


@cache
def _recipe() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def make_sample(count: int = 2000, seed: int = 2026) -> list[Interpreter]:
    """Return `count` people who do not exist, the same for the same seed.

    From 2,000 on, every language that has any interpreter, every county and every category is
    there; the languages without one in the real register have none here either.
    """
    chance = random.Random(seed)
    weights: dict[str, int] = _recipe()["weights"]
    places: dict[str, int] = _recipe()["places"]
    everywhere = list(municipalities())
    wanted: list[tuple[str | None, str | None]]
    wanted = [(spoken, place) for spoken, place, number in _PLACED for _ in range(number)]
    wanted += [(spoken, None) for spoken in weights]
    wanted += [(None, _one_in(chance, everywhere, county)) for county in _county_names()]
    people: dict[str, Interpreter] = {}
    while len(people) < count:
        spoken, place = wanted[len(people)] if len(people) < len(wanted) else (None, None)
        spoken = spoken or _pick(chance, weights)
        if place is None:
            named = chance.randrange(1000) < sum(places.values())
            place = _pick(chance, places) if named else chance.choice(everywhere)
        person = _person(chance, spoken, place)
        people.setdefault(person.number, person)
    return list(people.values())


def _county_names() -> list[str]:
    return list(dict.fromkeys(place.county for place in municipalities().values()))


def _one_in(chance: random.Random, labels: list[str], county: str) -> str:
    return chance.choice([label for label in labels if municipalities()[label].county == county])


def _pick(chance: random.Random, weights: Mapping[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _person(chance: random.Random, spoken: str, place: str) -> Interpreter:
    names = _recipe()["names"]
    group = next(key for key, entry in names.items() if spoken in entry["spoken"])
    gender: Gender = chance.choice(("f", "m"))
    given = chance.choice(names[group][gender])
    family = chance.choice(names[group]["family"])
    languages = [_qualification(chance, spoken)]
    second = [code for code in _recipe()["second"][group] if code != spoken]
    if second and chance.random() < _SECOND:
        languages.append(_qualification(chance, chance.choice(second)))
    qualified = min(q.obtained for q in languages if q.obtained)
    listed = max(_FIRST_DAY, qualified + timedelta(chance.randrange(20, 90)))
    issued = max(listed, _LAST_DAY - timedelta(chance.randrange(_CARD_DAYS + 60)))
    modes = tuple(mode for mode in MODES if chance.random() < 0.75) or ("phone",)
    letters = "".join(chance.choices(_NUMBER_LETTERS, k=6))
    mailbox = f"{fold_key(given)}.{fold_key(family)}".replace(" ", "-")
    return Interpreter(
        number=f"SAMPLE-{letters}",
        given_name=given,
        family_name=family,
        languages=tuple(languages),
        gender=gender,
        place=place,
        county=municipalities()[place].county,
        capacity=(
            chance.choices(CAPACITIES, _CAPACITY_WEIGHTS)[0]
            if chance.random() < _CAPACITY_TOLD
            else None
        ),
        modes=modes if chance.random() < _MODES_TOLD else (),
        phone=f"+47 000 {chance.randrange(100):02} {chance.randrange(1000):03}",
        email=f"{mailbox}.{letters[:3].lower()}@example.org",
        card_issued=issued,
        card_valid_to=issued + timedelta(_CARD_DAYS),
        listed_since=listed,
    )


def _qualification(chance: random.Random, spoken: str) -> Qualification:
    route = _pick(chance, _recipe()["routes"])
    category = ROUTES[route][0]
    obtained = _FIRST_DAY + timedelta(chance.randrange(-3_000, 2_100))
    kind = spoken_languages()[spoken].kind
    return Qualification(spoken, category, route, obtained, kind)
