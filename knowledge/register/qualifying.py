"""Work out the category from the qualifications, as tolkeforskriften § 11 orders them.

A cell names them in words: `statsautorisasjon + bachelor`; with several languages each part says
which: `ti: statsautorisasjon | am: tospråktest + TAO`. The category that a file gives is the
register's decision (tolkeloven § 17). Where it is higher than what the qualifications reach,
somebody would be trusted with more than is documented: a fault. Where it is lower, nobody is
misled, and the decision may be older than the newest qualification: a warning, and the given one
is kept.
"""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from knowledge.register.columns import parse_spoken, told
from knowledge.register.faults import (
    CORRECT_ONE,
    CellFault,
    Message,
    like,
    one_of_these,
    perhaps,
    unknown,
)
from knowledge.register.folding import fold_key
from knowledge.register.interpreters import ROUTES, Qualification

_FILE = Path(__file__).with_name("data") / "qualifications.toml"
# Each route to a category, best first, with what it takes; the keys are those of ROUTES.
_ROUTES: tuple[tuple[str, frozenset[str]], ...] = (
    ("A", frozenset({"authorisation", "bachelor"})),
    ("B-i", frozenset({"bachelor"})),
    ("B-ii", frozenset({"authorisation", "basic_course"})),
    ("C", frozenset({"authorisation"})),
    ("D", frozenset({"basic_course"})),
    ("D", frozenset({"sign_education"})),
    ("E-i", frozenset({"bilingual_test", "responsibilities"})),
    ("E-ii", frozenset({"translator", "responsibilities"})),
    ("E-iii", frozenset({"professional_translator", "responsibilities"})),
)
_KNOWN = (
    *("statsautorisasjon", "bachelor", "grunnemne", "tospråktest", "TAO", "translatør"),
    "fagoversetter",
)
_CORRECT = Message("Correct the category, or add the qualification that is missing.")
_SEPARATORS = re.compile(r"[+,;&/]| og | and ")

Held = Mapping[str, frozenset[str]]  # what somebody holds, by the code of the language


@cache
def _terms() -> Mapping[str, str]:
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return {fold_key(word): held for held, words in entries.items() for word in words}


def read_held(cell: str, languages: list[str]) -> Held:
    """Return what a cell says is held in each language.

    :param languages: codes of the languages of the row; one alone need not be named again.
    :raises CellFault: if a word is unknown, or it is not said which language is meant.
    """
    held: dict[str, frozenset[str]] = {}
    for part in filter(None, (part.strip() for part in cell.split("|"))):
        named, colon, words = part.partition(":")
        if colon:
            spoken = parse_spoken(named.strip())
        elif len(languages) == 1:
            spoken, words = languages[0], part
        else:
            raise CellFault(
                Message("It is not said which language is meant."),
                like("ti: statsautorisasjon | am: tospråktest + TAO"),
            )
        if spoken not in languages:
            raise CellFault(
                Message("The row does not have this language: %(spoken)s.", {"spoken": (spoken,)}),
                CORRECT_ONE,
            )
        held[spoken] = held.get(spoken, frozenset()) | _held(words)
    return held


@lru_cache(2_000)
def _held(words: str) -> frozenset[str]:
    found = set()
    for word in filter(None, map(fold_key, _SEPARATORS.split(words))):
        if word not in _terms():
            near = get_close_matches(word, _terms(), n=1, cutoff=0.6)
            raise CellFault(unknown(told(word)), perhaps(near) if near else one_of_these(_KNOWN))
        found.add(_terms()[word])
    return frozenset(found)


def best_route(held: frozenset[str]) -> str | None:
    """Return the best route that these qualifications reach, a key of ROUTES; None if none.

    >>> best_route(frozenset({"authorisation", "basic_course"}))
    'B-ii'
    """
    return next((route for route, needed in _ROUTES if needed <= held), None)


def settle(
    spoken: str, kind: str, given: Qualification | None, held: frozenset[str]
) -> tuple[str, Message | None]:
    """Return the category or route to keep, and what to ask about it (None if nothing).

    :param given: what the file gives; None where it leaves the category to be worked out.
    :raises CellFault: if the qualifications reach no category, or a lower one than given.
    """
    if kind != "sign":
        held -= {"sign_education"}
    route = best_route(held)
    if route is None:
        raise CellFault(
            Message(
                "%(spoken)s: these qualifications reach no category (§ 11).", {"spoken": (spoken,)}
            ),
            _CORRECT,
        )
    reached = ROUTES[route][0]
    if given is None or (given.category == reached and given.route is None):
        return route, None
    if given.category < reached:
        raise CellFault(_differs(spoken, given.category, reached), _CORRECT)
    own = given.route or given.category
    if given.route and not any(name == own and needed <= held for name, needed in _ROUTES):
        raise CellFault(_differs(spoken, own, route), _CORRECT)
    if given.category == reached:
        return own, None
    return own, _differs(spoken, given.category, reached)


def _differs(spoken: str, given: str, reached: str) -> Message:
    return Message(
        "%(spoken)s: category %(given)s is given, the qualifications reach %(reached)s.",
        {"spoken": (spoken,), "given": given, "reached": reached},
    )
