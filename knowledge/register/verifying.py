"""Tell what the register says of somebody who comes to interpret on a certain day.

Only what the register says: being listed is voluntary, and whoever meets the requirements is
qualified though not listed (tolkeloven § 7, third paragraph). Somebody who is not found could
therefore not be verified, and nothing more is known. What to do then is told by whoever asks.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from knowledge.register.interpreters import Category, Interpreter, Qualification
from knowledge.register.spoken import spoken_members

Outcome = Literal[
    "valid",
    "could_not_verify",
    "not_this_language",
    "lower_category",
    "not_yet_valid",
    "expired",
    "no_card_date",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Verification:
    """What the register says; `outcomes` has what weighs most first, and "valid" stands alone.

    `interpreter` is None if nobody was found by the number; `qualification` is the best one in
    the language that was asked for, None if there is none, or if no language was asked for.
    """

    outcomes: tuple[Outcome, ...]
    interpreter: Interpreter | None = None
    qualification: Qualification | None = None

    @property
    def outcome(self) -> Outcome:
        """What weighs most."""
        return self.outcomes[0]


def verify(
    interpreter: Interpreter | None,
    *,
    on: date,
    spoken: str | None = None,
    category: Category | None = None,
) -> Verification:
    """Compare what is asked for with what the register says.

    :param interpreter: who bears the number, None if nobody was found.
    :param on: the day of the conversation.
    :param spoken: the language to interpret, a code; for a group, any of its languages will do.
    :param category: the lowest category that will do; without `spoken`, in any language.
    """
    if interpreter is None:
        return Verification(("could_not_verify",))
    members = spoken_members(spoken) if spoken else ()
    own = [q for q in interpreter.languages if not members or q.spoken in members]
    best = min(own, key=lambda q: q.category, default=None)
    outcomes: list[Outcome] = []
    if best is None:
        outcomes.append("not_this_language")
    elif category and best.category > category:
        outcomes.append("lower_category")
    if interpreter.card_issued and on < interpreter.card_issued:
        outcomes.append("not_yet_valid")
    is_valid = interpreter.has_valid_card(on)
    if is_valid is None:
        outcomes.append("no_card_date")
    elif not is_valid:
        outcomes.append("expired")
    return Verification(tuple(outcomes) or ("valid",), interpreter, best if spoken else None)
