"""Helplines: who answers, on which number, for whom, and whether they are open now.

Each stands once in helplines.toml; articles name it by its id, {helpline:mh-116123}, and danger
cards by the same id. Which line belongs to which danger is decided in indexing.safety.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.entries import Entry
from knowledge.hours import (
    Hours,
    Uncertain,
    is_open_at,
    next_closing_at,
    next_opening_at,
    read_hours,
    read_uncertain,
    write_hours,
)
from knowledge.languages import languages
from knowledge.problems import Problem, key_line, read_toml

OSLO = ZoneInfo("Europe/Oslo")
COSTS = ("free", "ordinary", "extra", "unconfirmed")
AUDIENCES = (
    "all",
    "under-18",
    "over-18",
    "under-20",
    "16-25",
    "pupils",
    "women",
    "deaf",
    "abroad",
    "staff",
)
CAVEATS = (
    "answer-takes-days",
    "ask-your-municipality",  # the number is for the time outside office hours
    "can-send-help",  # they may call the police or a doctor to you
    "cannot-send-help",  # they do not know who you are: in danger ring 112
    "choose-from-a-list",  # local offices: the page lists them
    "contact-is-written-down",
    "email-not-anonymous",
    "first-113-if-unconscious",
    "later-start-in-holidays",
    "limited-by-local-law",  # help abroad
    "not-in-danger",  # not an emergency service
    "number-fails-from-abroad",
    "queue-is-common",
    "register-first",  # works only for those who registered before
    "under-18-use-116111-first",
    "works-without-sim",
)


@dataclass(frozen=True, slots=True)
class Helpline:
    """A help service. `phone` is as it is written, `tel` as it is dialled; both may be missing.

    `status` A: confirmed, B: the contact comes from an official source, the hours do not stand
    here. `anonymous` is None where the service says nothing, `languages` empty likewise. `note`
    is for editors, never shown.
    """

    id: str
    name: str
    hours: Hours
    cost: str
    audience: str
    source: str
    checked: date
    status: Literal["A", "B"]
    phone: str = ""
    tel: str = ""
    abroad: str = ""
    sms: str = ""
    email: str = ""
    chat: str = ""
    chat_hours: Hours = "unconfirmed"
    url: str = ""
    uncertain: tuple[Uncertain, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    anonymous: bool | None = None
    caveats: tuple[str, ...] = ()
    note: str = ""

    @property
    def contact(self) -> str:
        """What stands in a text: the number, else the e-mail address, else the site's name."""
        site = (self.url or self.chat).removeprefix("https://").removeprefix("www.")
        return self.phone or self.email or site.partition("/")[0]


def is_open(helpline: Helpline, at: datetime) -> bool | None:
    """Does somebody answer at this moment? None where the hours are not known for certain.

    Norwegian time and public holidays count, whatever the zone of `at`.

    :param at: a moment with its zone.
    :raises ValueError: if `at` has no zone, since it could then mean another moment.
    """
    return is_open_at(helpline.hours, helpline.uncertain, in_norway(at))


def is_chat_open(helpline: Helpline, at: datetime) -> bool | None:
    """Does somebody answer in the chat at this moment? None where that is not known for certain.

    :raises ValueError: if `at` has no zone.
    """
    return is_open_at(helpline.chat_hours, (), in_norway(at)) if helpline.chat else None


def next_opening(helpline: Helpline, at: datetime) -> datetime | None:
    """When will somebody certainly answer again, in Norwegian time? None where nobody can say.

    A line that is open has a next opening too: the one after it has closed.

    :raises ValueError: if `at` has no zone.
    """
    return next_opening_at(helpline.hours, helpline.uncertain, in_norway(at))


def next_chat_opening(helpline: Helpline, at: datetime) -> datetime | None:
    """When will somebody certainly answer in the chat again, in Norwegian time?

    :raises ValueError: if `at` has no zone.
    """
    return next_opening_at(helpline.chat_hours, (), in_norway(at)) if helpline.chat else None


def next_closing(helpline: Helpline, at: datetime) -> datetime | None:
    """Until when does somebody certainly answer, in Norwegian time? None if closed, or for ever.

    :raises ValueError: if `at` has no zone.
    """
    return next_closing_at(helpline.hours, helpline.uncertain, in_norway(at))


def in_norway(at: datetime) -> datetime:
    """Return the same moment as clocks in Norway show it.

    :raises ValueError: if `at` has no zone, since it could then mean another moment.
    """
    if at.tzinfo is None:
        raise ValueError("the moment has no time zone: give it one, such as UTC")
    return at.astimezone(OSLO)


def today_in_norway() -> date:
    """Return which day it is in Norway: whoever dates a text there may be ahead of a machine."""
    return in_norway(datetime.now(UTC)).date()


def format_hours(helpline: Helpline, lang: str) -> str:
    """The opening hours in words, in Norwegian time, as in "Monday–Friday 09:00–15:00".

    :raises UnknownLanguage: if the code is not one of ours.
    """
    return write_hours(helpline.hours, lang)


def load_helplines(path: Path, problems: list[Problem]) -> dict[str, Helpline]:
    """Read helplines.toml; a faulty entry is left out and added to `problems`."""
    helplines = {}
    for id_, fields in read_toml(path, problems).items():
        entry = Entry(
            fields if isinstance(fields, dict) else {},
            path,
            problems,
            name=f"helpline {id_!r}",
            find_line=partial(_find_line, path, id_),
        )
        helpline = _read(id_, entry)
        if helpline is not None:
            helplines[id_] = helpline
    return helplines


def _find_line(path: Path, id_: str, _field: str | None) -> int | None:
    return key_line(path, id_)


def _read(id_: str, entry: Entry) -> Helpline | None:
    phone, tel = entry.text("phone", empty=True), entry.text("tel", empty=True)
    if phone.replace(" ", "") != tel:
        entry.fault("tel", f"tel {tel!r} is not phone {phone!r} without spaces", "Make them agree.")
    status = entry.choice("status", ("A", "B"))
    hours = read_hours(entry, "hours")
    if status == "B" and hours not in ("written", "unconfirmed"):
        entry.fault("hours", "a line of status B shows hours", 'Write  hours = "unconfirmed".')
    for field, allowed in (("caveats", CAVEATS), ("languages", tuple(languages()))):
        for value in entry.texts(field):
            if value not in allowed:
                entry.fault(field, f"unknown {field} {value!r}", f"Use {', '.join(allowed)}.")
    helpline = Helpline(
        id=id_,
        name=entry.text("name"),
        hours=hours,
        cost=entry.choice("cost", COSTS),
        audience=entry.choice("audience", AUDIENCES),
        source=entry.web_address("source"),
        checked=entry.day("checked") or date.min,
        status=status,  # type: ignore[arg-type]  # choice() has compared it
        phone=phone,
        tel=tel,
        abroad=entry.text("abroad", empty=True),
        sms=entry.text("sms", empty=True),
        email=entry.text("email", empty=True),
        chat=entry.web_address("chat", required=False),
        chat_hours=read_hours(entry, "chat_hours") if entry.has("chat_hours") else "unconfirmed",
        url=entry.web_address("url", required=False),
        uncertain=read_uncertain(entry),
        languages=entry.texts("languages"),
        interpreter=entry.flag("interpreter") or False,
        anonymous=entry.flag("anonymous"),
        caveats=entry.texts("caveats"),
        note=entry.text("note", empty=True),
    )
    entry.refuse_others()
    if not helpline.contact:
        entry.fault(None, "there is no way to reach it", "Add a phone, an email or a url.")
    return None if entry.faults else helpline
