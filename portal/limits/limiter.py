"""What one client may ask of the register in a minute and in a day.

Ways to get in touch are counted by the person they belong to: two hundred different people a
day, and seeing one of them again is free. A caseworker looks up sixty an hour at most. Looking
somebody up by name or number is counted too, or numbers could be walked one by one; a search by
language cannot copy the register, but ten thousand in a row are no person's.

A day is one of UTC. Of the client only an HMAC is kept, for that day (portal.limits.ledger).
Where the counters cannot be used, ways to get in touch are refused, since nobody could tell how
many were given; all else goes on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from portal.limits.ledger import Ledger

logger = logging.getLogger(__name__)

Kind = Literal["contact", "lookup", "search"]
CONTACTS_A_DAY = 200
_MINUTE_S = 60
_DAY_S = 86_400
_CONTACTS, _REST = 0, 1  # the parts of the ledger


@dataclass(frozen=True, slots=True)
class Rule:
    """How often something may be asked for."""

    a_minute: int
    a_day: int


RULES: dict[Kind, Rule] = {
    "contact": Rule(20, CONTACTS_A_DAY),  # people, not requests
    "lookup": Rule(60, 600),
    "search": Rule(300, 5_000),
}


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: `name` tells one from another; a key may give more people a day than others get.

    All other limits grow as much as `contacts_a_day` does, and never shrink.
    """

    name: str
    contacts_a_day: int = CONTACTS_A_DAY

    def rule(self, kind: Kind) -> Rule:
        """Return what this client may ask for."""
        rule = RULES[kind]
        more = max(1.0, self.contacts_a_day / CONTACTS_A_DAY)
        a_day = self.contacts_a_day if kind == "contact" else int(rule.a_day * more)
        return Rule(int(rule.a_minute * more), a_day)


@dataclass(frozen=True, slots=True)
class Allowed:
    """It was counted, and may be given."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not be given; `is_broken` says that it is our fault and not the client's."""

    retry_after_s: int
    is_broken: bool = False


ALLOWED = Allowed()


class Limiter:
    """The limits, counted in one file for all workers."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._ledger = Ledger(path)
        self._clock = clock
        self._was_broken = False

    def allow(self, client: Client, kind: Kind, what: str = "") -> Allowed | Refused:
        """Count one use, and tell whether it is within what the client may ask for.

        :param what: for a contact, the number of the person: each counts once a day.
        """
        now_s = int(self._clock().timestamp())
        try:
            told = self._count(client, kind, what, now_s)
        except OSError as error:
            if not self._was_broken:
                logger.exception("limits unavailable", extra={"fault": type(error).__name__})
            self._was_broken = True
            return Refused(_MINUTE_S, is_broken=True) if kind == "contact" else ALLOWED
        self._was_broken = False
        return told

    def check(self) -> None:
        """Forget what was counted before today, and raise OSError if the file cannot be used."""
        self._ledger.check(int(self._clock().timestamp()) // _DAY_S)

    def _count(self, client: Client, kind: Kind, what: str, now_s: int) -> Allowed | Refused:
        minute, rule = now_s // _MINUTE_S, client.rule(kind)
        part = _CONTACTS if kind == "contact" else _REST
        with self._ledger.of(now_s // _DAY_S) as day:
            person = None
            if kind == "contact":
                person = day.find(_CONTACTS, f"{client.name}\n{kind}\n{what}")
                if person.in_day:
                    return ALLOWED
            used = day.find(part, f"{client.name}\n{kind}")
            if used.in_day >= rule.a_day:
                return Refused(_DAY_S - now_s % _DAY_S)
            if used.minute != minute:
                used.minute, used.in_minute = minute, 0
            if used.in_minute >= rule.a_minute:
                return Refused(_MINUTE_S - now_s % _MINUTE_S)
            used.in_minute += 1
            used.in_day += 1
            day.write(used)  # first: whoever is cut off here has counted one too many
            if person is not None:
                # The two may want the same empty slot: looked for again, now that one is taken.
                person = day.find(_CONTACTS, f"{client.name}\n{kind}\n{what}")
                person.in_day = 1
                day.write(person)
        return ALLOWED
