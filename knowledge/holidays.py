"""Norwegian public holidays, computed.

Offices that keep weekday hours are closed on them. Source: lov om helligdager og helligdagsfred
(1995-02-24 nr. 12) § 2, and lov om 1 og 17 mai som høgtidsdagar (1947-04-26 nr. 1).
"""

from datetime import date, timedelta
from functools import lru_cache


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    Source: the anonymous algorithm in Meeus, "Astronomical Algorithms", 1991, chapter 8.

    >>> easter_sunday(2026)
    datetime.date(2026, 4, 5)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    rest_leaps, rest_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * rest_leaps - moon - rest_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, Sundays only where they belong to a feast."""
    easter = easter_sunday(year)
    movable = (-3, -2, 0, 1, 39, 49, 50)  # Maundy Thursday … Easter Monday, Ascension, Whitsun
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset(
        [easter + timedelta(days=days) for days in movable]
        + [date(year, month, day) for month, day in fixed]
    )


def is_eve(day: date) -> bool:
    """Christmas Eve and New Year's Eve: no public holidays, but few offices keep their hours."""
    return (day.month, day.day) in ((12, 24), (12, 31))
