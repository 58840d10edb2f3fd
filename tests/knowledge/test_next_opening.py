"""When a line opens next, against the slow and obvious way: asking every few minutes."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.helplines import (
    OSLO,
    is_chat_open,
    is_open,
    load_helplines,
    next_chat_opening,
    next_closing,
    next_opening,
)
from knowledge.hours import OpenSpan, Uncertain, is_open_at, next_closing_at, next_opening_at
from knowledge.loading import DATA_DIR

HELPLINES = load_helplines(DATA_DIR / "helplines.toml", [])
# The table gives hours to the half and the quarter; every line is looked at on this grid.
STEP = timedelta(minutes=15)
WITH_HOURS = [id_ for id_, line in HELPLINES.items() if not isinstance(line.hours, str)]


def oslo(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=OSLO)  # type: ignore[misc, arg-type]


def test_there_are_lines_to_look_at() -> None:
    assert {"kors-pa-halsen", "jurk", "nav", "unge-relasjoner"} <= set(WITH_HOURS)


@pytest.mark.parametrize(
    ("id_", "at", "expected"),
    [
        ("nav", oslo(2026, 11, 20, 7), oslo(2026, 11, 20, 9)),  # a Friday: today
        ("nav", oslo(2026, 11, 20, 15), oslo(2026, 11, 23, 9)),  # after closing: Monday
        ("nav", oslo(2026, 11, 20, 12), oslo(2026, 11, 23, 9)),  # open: the opening after
        ("nav", oslo(2026, 4, 1, 16), oslo(2026, 4, 7, 9)),  # over Easter, from a Wednesday
        ("nav", oslo(2027, 5, 14, 16), oslo(2027, 5, 18, 9)),  # over the 17th of May
        ("nav", oslo(2026, 12, 23, 16), oslo(2026, 12, 28, 9)),  # Christmas Eve is not certain
        ("jurk", oslo(2026, 3, 30, 16), oslo(2026, 4, 1, 9)),  # Wednesday before Easter
        ("jurk", oslo(2026, 4, 1, 21), oslo(2026, 4, 8, 9)),  # Easter Monday falls away
        ("rustelefonen", oslo(2026, 11, 20, 14, 40), oslo(2026, 11, 20, 15)),
        ("kors-pa-halsen", oslo(2026, 11, 21, 22), oslo(2026, 11, 22, 14)),
        ("kors-pa-halsen", oslo(2026, 7, 10, 15), oslo(2026, 7, 10, 16)),  # certain from 16
        ("kors-pa-halsen", oslo(2026, 7, 10, 12), oslo(2026, 7, 10, 16)),
        ("kors-pa-halsen", oslo(2026, 8, 25, 23), oslo(2026, 8, 26, 14)),  # the season is over
        ("police-112", oslo(2026, 11, 20, 12), None),  # never closes
        ("redcross-control", oslo(2026, 11, 20, 12), None),  # hours not confirmed
        ("ungno", oslo(2026, 11, 20, 12), None),  # one writes to it
    ],
)
def test_next_opening(id_: str, at: datetime, expected: datetime | None) -> None:
    assert next_opening(HELPLINES[id_], at) == expected


@pytest.mark.parametrize(
    ("id_", "at", "expected"),
    [
        ("nav", oslo(2026, 11, 20, 12), oslo(2026, 11, 20, 15)),
        ("nav", oslo(2026, 11, 20, 15), None),
        ("rustelefonen", oslo(2026, 11, 20, 14, 29), oslo(2026, 11, 20, 14, 30)),
        ("kors-pa-halsen", oslo(2026, 12, 24, 18), oslo(2026, 12, 24, 22)),
        ("police-112", oslo(2026, 11, 20, 12), None),
        ("redcross-control", oslo(2026, 11, 20, 12), None),
    ],
)
def test_open_until(id_: str, at: datetime, expected: datetime | None) -> None:
    assert next_closing(HELPLINES[id_], at) == expected


def test_a_chat_has_hours_of_its_own() -> None:
    alarm = HELPLINES["alarm-116111"]
    assert is_open(alarm, oslo(2026, 11, 20, 3)) is True
    assert is_chat_open(alarm, oslo(2026, 11, 20, 3)) is False
    assert next_chat_opening(alarm, oslo(2026, 11, 20, 3)) == oslo(2026, 11, 20, 16, 15)
    assert is_chat_open(alarm, oslo(2026, 11, 21, 23, 30)) is True  # a Saturday
    assert is_chat_open(HELPLINES["mh-116123"], oslo(2026, 11, 20, 12)) is None
    assert is_chat_open(HELPLINES["police-112"], oslo(2026, 11, 20, 12)) is None
    assert next_chat_opening(HELPLINES["police-112"], oslo(2026, 11, 20, 12)) is None


def test_norwegian_time_counts_wherever_the_clock_stands() -> None:
    at = datetime(2026, 6, 19, 5, 30, tzinfo=UTC)  # 07:30 in Norway
    found = next_opening(HELPLINES["nav"], at)
    assert found is not None and found.isoformat() == "2026-06-19T09:00:00+02:00"


@pytest.mark.parametrize("ask", [next_opening, next_chat_opening, next_closing, is_chat_open])
def test_a_moment_without_a_zone_is_refused(ask: object) -> None:
    with pytest.raises(ValueError, match="time zone"):
        ask(HELPLINES["alarm-116111"], datetime(2026, 11, 20, 12))  # type: ignore[operator]


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("id_", WITH_HOURS)
def test_the_next_opening_is_the_first_moment_at_which_the_line_is_open(
    id_: str, year: int
) -> None:
    """Walk through a whole year, Easter, Christmas, both clock changes and seasons in it."""
    line = HELPLINES[id_]
    at = datetime(year, 1, 1, tzinfo=UTC)
    states = []
    while at < datetime(year + 1, 2, 15, tzinfo=UTC):
        states.append((at, is_open(line, at) is True))
        at += STEP
    opening: datetime | None = None
    expected: dict[datetime, datetime | None] = {}
    for (earlier, was_open), (later, is_now_open) in reversed(list(pairwise(states))):
        if is_now_open and not was_open:
            opening = later
        expected[earlier] = opening
    year_long = [at for at in expected if at.year == year]
    assert len(year_long) > 35_000
    # One moment in 29, which is in step with neither hours nor days, and each before an opening.
    looked_at = year_long[::29] + [at for at in year_long if expected[at] == at + STEP]
    for at in looked_at:
        assert next_opening(line, at) == expected[at], at.isoformat()


def test_an_hour_that_comes_twice_opens_twice_and_one_that_is_missing_opens_after_it() -> None:
    hours = (OpenSpan(frozenset(range(7)), True, 0, 6, time(2, 15), time(2, 30)),)
    late = datetime(2026, 10, 25, 2, 40, tzinfo=OSLO)  # summer time, which ends at three
    found = next_opening_at(hours, (), late)
    assert found is not None and found.isoformat() == "2026-10-25T02:15:00+01:00"
    until_three = (OpenSpan(frozenset(range(7)), True, 0, 6, time(2, 15), time(3, 30)),)
    found = next_opening_at(until_three, (), datetime(2026, 3, 29, 1, tzinfo=OSLO))
    assert found is not None and found.isoformat() == "2026-03-29T03:00:00+02:00"


def spans() -> st.SearchStrategy[OpenSpan]:
    clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))

    def make(pair: tuple[time, time], days: frozenset[int], *, daily: bool) -> OpenSpan:
        days = frozenset(range(7)) if daily else days
        return OpenSpan(days, daily, min(days), max(days), *sorted(pair))

    return st.builds(
        make,
        st.tuples(clocks, clocks).filter(lambda pair: pair[0] != pair[1]),
        st.frozensets(st.integers(0, 6), min_size=1),
        daily=st.booleans(),
    )


def seasons() -> st.SearchStrategy[tuple[Uncertain, ...]]:
    one = st.builds(
        Uncertain,
        st.sampled_from(["03-20", "10-20", "12-18"]),
        st.sampled_from(["03-29", "10-25", "01-06"]),
        st.sampled_from([time(0), time(2, 30)]),
        st.sampled_from([time(2, 45), time(16)]),
    )
    return st.lists(one, max_size=1).map(tuple)


# Around both clock changes of 2026, Easter, and the turn of the year.
STARTS = [(2026, 3, 27), (2026, 4, 1), (2026, 10, 23), (2026, 12, 22)]


@given(
    st.lists(spans(), min_size=1, max_size=3).map(tuple),
    seasons(),
    st.sampled_from(STARTS),
    st.integers(0, 4 * 24 * 4),
)
def test_any_hours_open_and_close_when_they_first_answer_so(
    hours: tuple[OpenSpan, ...],
    uncertain: tuple[Uncertain, ...],
    start: tuple[int, int, int],
    steps: int,
) -> None:
    at = datetime(*start, tzinfo=UTC) + steps * STEP
    ahead = [(at + n * STEP).astimezone(OSLO) for n in range(9 * 24 * 4)]
    states = [is_open_at(hours, uncertain, moment) is True for moment in ahead]
    changes = list(zip(states, states[1:], ahead[1:], strict=False))
    opening = next((when for was, now, when in changes if now and not was), None)
    closing = next((when for was, now, when in changes if was and not now), None)
    found = next_opening_at(hours, uncertain, ahead[0])
    if opening is not None:
        assert found is not None and found.astimezone(UTC) == opening.astimezone(UTC)
    else:
        assert found is None or found.astimezone(UTC) > ahead[-1].astimezone(UTC)
    until = next_closing_at(hours, uncertain, ahead[0])
    if not states[0]:
        assert until is None
    elif closing is not None:
        assert until is not None and until.astimezone(UTC) == closing.astimezone(UTC)
