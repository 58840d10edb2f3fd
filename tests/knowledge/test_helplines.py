"""A helpline is never said to be open when it may be closed."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.helplines import (
    OSLO,
    Helpline,
    format_hours,
    is_open,
    load_helplines,
    today_in_norway,
)
from knowledge.holidays import easter_sunday, public_holidays
from knowledge.languages import languages
from knowledge.loading import DATA_DIR
from knowledge.problems import Problem


@pytest.fixture(scope="module")
def helplines() -> dict[str, Helpline]:
    return load_helplines(DATA_DIR / "helplines.toml", [])


def oslo(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=OSLO)  # type: ignore[misc, arg-type]


def test_the_day_is_that_of_norway_wherever_the_machine_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, found = datetime.now(OSLO).date(), set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # where it is never the same day
        with monkeypatch.context() as there:
            there.setenv("TZ", zone)
            time.tzset()
            found.add(today_in_norway())
    time.tzset()
    assert found <= {before, datetime.now(OSLO).date()}


@pytest.mark.parametrize(
    ("id_", "moment", "expected"),
    [
        ("police-112", oslo(2026, 12, 24, 3), True),
        ("nav", oslo(2026, 11, 20, 9), True),  # a Friday
        ("nav", oslo(2026, 11, 20, 8, 59), False),
        ("nav", oslo(2026, 11, 20, 15), False),
        ("nav", oslo(2026, 11, 21, 12), False),  # Saturday
        ("nav", oslo(2026, 5, 14, 12), False),  # Ascension Day, a Thursday
        ("nav", oslo(2027, 5, 17, 12), False),  # a Monday
        ("nav", oslo(2026, 12, 24, 12), None),  # Christmas Eve: nobody has said
        ("rustelefonen", oslo(2026, 11, 20, 14, 45), False),  # between two spans
        ("rustelefonen", oslo(2026, 11, 20, 15), True),
        ("kors-pa-halsen", oslo(2026, 11, 21, 21, 59), True),
        ("kors-pa-halsen", oslo(2026, 11, 21, 22), False),
        ("kors-pa-halsen", oslo(2026, 7, 10, 15), None),  # later start in the holidays
        ("kors-pa-halsen", oslo(2026, 12, 30, 15), None),
        ("kors-pa-halsen", oslo(2026, 12, 25, 17), True),  # every day, Christmas too
        ("redcross-control", oslo(2026, 11, 20, 12), None),  # hours not confirmed
        ("ungno", oslo(2026, 11, 20, 12), None),  # a service one writes to
    ],
)
def test_open_now(
    helplines: dict[str, Helpline], id_: str, moment: datetime, expected: bool | None
) -> None:
    assert is_open(helplines[id_], moment) is expected


def test_norwegian_time_counts_wherever_the_clock_stands(helplines: dict[str, Helpline]) -> None:
    nav = helplines["nav"]
    assert is_open(nav, datetime(2026, 11, 20, 8, 30, tzinfo=UTC)) is True  # 09:30 in winter
    assert is_open(nav, datetime(2026, 6, 19, 7, 30, tzinfo=UTC)) is True  # 09:30 in summer
    assert is_open(nav, datetime(2026, 6, 19, 13, 30, tzinfo=UTC)) is False
    tokyo = datetime(2026, 11, 20, 17, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert is_open(nav, tokyo) is True


def test_moment_without_zone_is_refused(helplines: dict[str, Helpline]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(helplines["nav"], datetime(2026, 11, 20, 12))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1954, 4, 18),
        (1981, 4, 19),
        (2024, 3, 31),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2285, 3, 22),
    ],
)
def test_easter_falls_on_the_published_day(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_public_holidays_of_2026_are_the_twelve_of_the_law() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 17),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_hours_are_written_in_words(helplines: dict[str, Helpline]) -> None:
    assert format_hours(helplines["nav"], "nb") == "mandag–fredag 09:00–15:00"
    assert format_hours(helplines["jurk"], "en") == (
        "Monday 12:00–15:00; Wednesday 09:00–12:00, 17:00–20:00"
    )
    assert format_hours(helplines["kors-pa-halsen"], "en") == "every day 14:00–22:00"
    assert format_hours(helplines["police-112"], "so") == "furan habeen iyo maalin"
    assert format_hours(helplines["nav"], "fa") == "دوشنبه–جمعه از 09:00 تا 15:00"


def test_nynorsk_keeps_its_own_weekdays_after_bokmaal_was_asked_for(
    helplines: dict[str, Helpline],
) -> None:
    format_hours(helplines["nav"], "nb")
    assert format_hours(helplines["nav"], "nn") == "måndag–fredag 09:00–15:00"


def test_every_line_has_hours_in_every_language(helplines: dict[str, Helpline]) -> None:
    for helpline in helplines.values():
        for lang in languages():
            assert format_hours(helpline, lang)


def test_numbers_that_decide_over_life_are_those_of_the_table(
    helplines: dict[str, Helpline],
) -> None:
    expected = {
        "police-112": "112",
        "ambulance-113": "113",
        "fire-110": "110",
        "doctor-116117": "116 117",
        "alarm-116111": "116 111",
        "mh-116123": "116 123",
        "vo-116006": "116 006",
        "kirkens-sos": "22 40 00 40",
        "kors-pa-halsen": "800 33 321",
        "redcross-control": "815 55 201",
        "kompetanseteamet": "478 09 050",
        "udops": "+47 23 95 00 00",
        "poison": "22 59 13 00",
    }
    assert {id_: helplines[id_].phone for id_ in expected} == expected


def test_what_must_not_be_published_is_not_there(helplines: dict[str, Helpline]) -> None:
    text = (DATA_DIR / "helplines.toml").read_text("utf-8")
    for number in ("352 96 060", "800 57 000", "400 00 777", "22 99 39 50", "915 02800"):
        assert number not in text
    for id_ in ("police-abroad", "smiso-line", "ungdomstelefonen", "slettmeg", "mhu", "ros"):
        assert id_ not in helplines
    unconfirmed = {id_ for id_, helpline in helplines.items() if helpline.status == "B"}
    assert all(isinstance(helplines[id_].hours, str) for id_ in unconfirmed)
    assert all(helplines[id_].hours != "always" for id_ in unconfirmed)


def test_line_of_status_b_with_hours_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "helplines.toml"
    path.write_text(
        '[a]\nname = "A"\nphone = "22 00"\ntel = "2200"\nhours = "always"\ncost = "free"\n'
        'audience = "all"\nsource = "https://example.org"\nchecked = 2026-11-20\nstatus = "B"\n',
        "utf-8",
    )
    problems: list[Problem] = []
    assert load_helplines(path, problems) == {}
    assert [problem.fault for problem in problems] == [
        "helpline 'a': a line of status B shows hours"
    ]


@pytest.mark.parametrize(
    "hours",
    [
        '"sometimes"',
        "[]",
        '[{ days = "mon-fri", opens = "15:00", closes = "09:00" }]',
        '[{ days = "monday", opens = "09:00", closes = "15:00" }]',
        '[{ days = "mon", opens = "9", closes = "15:00" }]',
    ],
)
def test_hours_that_cannot_be_read_are_a_problem(tmp_path: Path, hours: str) -> None:
    path = tmp_path / "helplines.toml"
    path.write_text(
        f'[a]\nname = "A"\nphone = "1 2"\ntel = "12"\nhours = {hours}\ncost = "free"\n'
        'audience = "all"\nsource = "https://example.org"\nchecked = 2026-11-20\nstatus = "A"\n',
        "utf-8",
    )
    problems: list[Problem] = []
    assert load_helplines(path, problems) == {}
    assert problems[0].fault == "helpline 'a': hours cannot be read"
