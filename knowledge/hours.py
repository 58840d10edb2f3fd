"""Opening hours: read, asked "open now?", and written in words.

Hours are Norwegian time. "daily" holds on every day of the year; any other rule does not hold
on public holidays, and on Christmas Eve and New Year's Eve nobody can say: a line that is said
to be open and is not does harm, one that is not promised does none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from babel.dates import get_day_names

from knowledge.entries import Entry
from knowledge.holidays import is_eve, public_holidays
from knowledge.wording import cldr_locale, hours_words

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
# Where a clock may jump: summer time begins at 02:00, which is then 03:00, and ends at 03:00.
_CLOCK_CHANGES = (time(2), time(3))
# Somebody who asks when a line opens is not told of a day in the next season.
_LOOK_AHEAD_DAYS = 60
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Open from `opens` until `closes` on these weekdays (0 is Monday), or on every day.

    `first` and `last` are the ends of the span of weekdays as it was written.
    """

    days: frozenset[int]
    daily: bool
    first: int
    last: int
    opens: time
    closes: time

    def holds_on(self, day: date) -> bool:
        """Is this a day on which the service opens by this rule?"""
        return self.daily or (day.weekday() in self.days and day not in public_holidays(day.year))


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A season, "06-15" to "08-25", in which these hours of the day are not known."""

    first: str
    last: str
    opens: time
    closes: time

    def holds_at(self, moment: datetime) -> bool:
        """Does the moment lie in the season and in the hours? A season may cross New Year."""
        day = moment.strftime("%m-%d")
        if self.first <= self.last:
            in_season = self.first <= day <= self.last
        else:
            in_season = day >= self.first or day <= self.last
        return in_season and self.opens <= moment.time() < self.closes


Hours = Literal["always", "written", "unconfirmed"] | tuple[OpenSpan, ...]


def is_open_at(hours: Hours, uncertain: tuple[Uncertain, ...], moment: datetime) -> bool | None:
    """Open at a moment in Norwegian time? None where that is not known for certain."""
    if hours == "always":
        return True
    if isinstance(hours, str):
        return None
    if any(season.holds_at(moment) for season in uncertain):
        return None
    day, clock = moment.date(), moment.time()
    open_by = [s for s in hours if s.holds_on(day) and s.opens <= clock < s.closes]
    if is_eve(day) and open_by and not any(span.daily for span in open_by):
        return None
    return bool(open_by)


def next_opening_at(
    hours: Hours, uncertain: tuple[Uncertain, ...], moment: datetime
) -> datetime | None:
    """The first moment after this one, in Norwegian time, at which it is certainly open.

    None where the hours are not known, where it never closes, and where no opening is certain in
    the next sixty days. While it is open, this is the opening after the next closing.
    """
    was_open = is_open_at(hours, uncertain, moment) is True
    for change in _changes(hours, uncertain, moment):
        is_open = is_open_at(hours, uncertain, change) is True
        if is_open and not was_open:
            return change
        was_open = is_open
    return None


def next_closing_at(
    hours: Hours, uncertain: tuple[Uncertain, ...], moment: datetime
) -> datetime | None:
    """The first moment after this one from which it is no longer certainly open.

    None where it is not certainly open at the moment, and where it never closes.
    """
    if is_open_at(hours, uncertain, moment) is not True:
        return None
    for change in _changes(hours, uncertain, moment):
        if is_open_at(hours, uncertain, change) is not True:
            return change
    return None


def _changes(
    hours: Hours, uncertain: tuple[Uncertain, ...], moment: datetime
) -> Iterator[datetime]:
    """Every moment after this one at which "open?" may get another answer, in order."""
    if isinstance(hours, str) or moment.tzinfo is None:
        return
    rules: list[OpenSpan | Uncertain] = [*hours, *uncertain]
    ends = [clock for rule in rules for clock in (rule.opens, rule.closes)]
    clocks = {time.min, *ends, *_CLOCK_CHANGES}
    for days in range(_LOOK_AHEAD_DAYS + 1):
        day = moment.date() + timedelta(days)
        # Through UTC: an hour that is missing in spring becomes one that exists, and of an hour
        # that comes twice in autumn both are taken.
        found = {
            datetime.combine(day, clock.replace(fold=fold), moment.tzinfo).astimezone(UTC)
            for clock in clocks
            for fold in (0, 1)
        }
        for change in sorted(found):
            if change > moment.astimezone(UTC):
                yield change.astimezone(moment.tzinfo)


def write_hours(hours: Hours, lang: str) -> str:
    """The hours in words: days by their CLDR names, spans of one day joined, times as 09:00."""
    words = hours_words(lang)
    locale = cldr_locale(lang)
    if isinstance(hours, str):
        return words[hours]
    # Not "stand-alone": Babel resolves that alias once for languages that share a parent, and
    # gives Nynorsk the Bokmål names (or not) by which of the two was asked for first.
    names = get_day_names("wide", context="format", locale=locale)
    parts: dict[str, list[str]] = {}
    for span in hours:
        if span.daily:
            days = words["daily"]
        elif span.first == span.last:
            days = names[span.first]
        else:
            days = f"{names[span.first]}–{names[span.last]}"
        spoken = words["range"].format(
            opens=span.opens.strftime("%H:%M"), closes=span.closes.strftime("%H:%M")
        )
        parts.setdefault(days, []).append(spoken)
    comma = "، " if locale.character_order == "right-to-left" else ", "
    semicolon = "؛ " if locale.character_order == "right-to-left" else "; "
    return semicolon.join(f"{days} {comma.join(times)}" for days, times in parts.items())


def read_hours(entry: Entry, field: str) -> Hours:
    """Take hours from an entry of a data file; a fault is noted in the entry."""
    value = entry.raw(field)
    if value in ("always", "written", "unconfirmed"):
        return value  # type: ignore[no-any-return]  # it is one of the three literals
    spans = [_read_span(item) for item in value] if isinstance(value, list) else []
    if not spans or None in spans:
        entry.fault(
            field,
            f"{field} cannot be read",
            'Write "always", "written", "unconfirmed", or a list of '
            '{ days = "mon-fri", opens = "09:00", closes = "15:00" }.',
        )
    return tuple(span for span in spans if span is not None)


def _read_span(item: object) -> OpenSpan | None:
    if not isinstance(item, dict) or set(item) != {"days", "opens", "closes"}:
        return None
    opens, closes = _clock(item["opens"]), _clock(item["closes"])
    if opens is None or closes is None or opens >= closes:
        return None
    if item["days"] == "daily":
        return OpenSpan(frozenset(range(7)), True, 0, 6, opens, closes)
    first, _, last = str(item["days"]).partition("-")
    if first not in _DAYS or (last or first) not in _DAYS:
        return None
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    days = frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))
    return OpenSpan(days, False, start, end, opens, closes)


def read_uncertain(entry: Entry) -> tuple[Uncertain, ...]:
    """Take the uncertain seasons from an entry; a fault is noted in the entry."""
    seasons = []
    for item in entry.raw("uncertain") or []:
        opens, closes = _clock(item.get("opens")), _clock(item.get("closes"))
        first, last = str(item.get("first")), str(item.get("last"))
        if (
            opens is None
            or closes is None
            or not (_MONTH_DAY.fullmatch(first) and _MONTH_DAY.fullmatch(last))
        ):
            entry.fault(
                "uncertain",
                "a season cannot be read",
                'Write { first = "06-15", last = "08-25", opens = "14:00", closes = "16:00" }.',
            )
        else:
            seasons.append(Uncertain(first, last, opens, closes))
    return tuple(seasons)


def _clock(value: object) -> time | None:
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return time(int(match[1]), int(match[2])) if match else None
