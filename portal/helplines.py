"""A help line as a page shows it: what it is for, whether somebody answers now, and each way in.

What stands on every card is made by portal.chat.danger; this adds what a reader needs who has time
to choose. Hours are Norwegian time, and nothing is said to be open that may be closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.helplines import (
    Helpline,
    in_norway,
    is_chat_open,
    next_chat_opening,
    next_closing,
    next_opening,
)
from knowledge.hours import write_hours
from portal.chat.danger import CardLine, make_line
from portal.i18n import N_, translate

OPEN = N_("Open now.")
CLOSED = N_("Closed now.")
# Translators: said of a help line that answers now; time is a time of day such as 22:00
OPEN_UNTIL = N_("Open now, until %(time)s.")
# Translators: said of a help line that is closed now; time is a time of day such as 15:00
TODAY = N_("Next opening: today at %(time)s.")
TOMORROW = N_("Next opening: tomorrow at %(time)s.")
# Translators: day is a weekday or a date in its basic form, such as Monday or 7 April
LATER = N_("Next opening: %(day)s at %(time)s.")

# Whom a line is for, where that is not everybody; those of the help card among them.
AUDIENCES: Mapping[str, str] = {
    "16-25": N_("16 to 25 years"),
    "pupils": N_("For pupils"),
    "women": N_("For women"),
}


@dataclass(frozen=True, slots=True)
class Site:
    """A page outside the portal; `name` is what its address begins with."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A help line with all its ways in; texts are ready, `purpose` is a message id.

    `when` says whether it is open and when it opens next, "" where nobody can say. `ages` are
    the groups of portal.nora.lines that may use it, separated by spaces.
    """

    card: CardLine
    purpose: str
    when: str
    ages: str
    chat: Site | None
    chat_when: str
    sms: str
    email: str
    abroad: str
    site: Site | None
    languages: tuple[str, ...]
    has_interpreter: bool


def view_line(
    helpline: Helpline, lang: str, now: datetime, *, purpose: str = "", ages: str = ""
) -> LineView:
    """Return a line as it stands at a moment, in a language."""
    card = make_line(helpline.id, helpline, lang, now)
    # A line without a number is reached where its name leads: that link stands on the card.
    named = "" if helpline.phone else helpline.url
    return LineView(
        card=replace(card, audience=card.audience or AUDIENCES.get(helpline.audience, "")),
        purpose=purpose,
        when=say_when(
            lang,
            now,
            is_open=card.open_now,
            opening=next_opening(helpline, now),
            closing=next_closing(helpline, now),
        ),
        ages=ages,
        chat=_site(helpline.chat) if helpline.chat != named else None,
        chat_when=_chat_when(helpline, lang, now),
        sms=helpline.sms,
        email=helpline.email,
        abroad=helpline.abroad,
        site=_site(helpline.url) if helpline.url not in {named, helpline.chat} else None,
        languages=tuple(_language_name(code, lang) for code in helpline.languages),
        has_interpreter=helpline.interpreter,
    )


def _chat_when(helpline: Helpline, lang: str, now: datetime) -> str:
    """Return whether the chat is open, and its hours; "" where nobody has said."""
    if not helpline.chat or isinstance(helpline.chat_hours, str):
        return ""
    state = say_when(
        lang,
        now,
        is_open=is_chat_open(helpline, now),
        opening=next_chat_opening(helpline, now),
    )
    hours = write_hours(helpline.chat_hours, lang)
    return f"{state} {hours[:1].upper()}{hours[1:]}.".strip()


def say_when(
    lang: str,
    now: datetime,
    *,
    is_open: bool | None,
    opening: datetime | None = None,
    closing: datetime | None = None,
) -> str:
    """Return in whole sentences whether somebody answers, and when next; "" if unknown."""
    if is_open:
        if closing is None:
            return translate(lang, OPEN)
        return translate(lang, OPEN_UNTIL, time=clock(closing))
    sentences = [translate(lang, CLOSED)] if is_open is False else []
    if opening is not None:
        sentences.append(say_opening(lang, now, opening))
    return " ".join(sentences)


def say_opening(lang: str, now: datetime, opening: datetime) -> str:
    """Return when a line opens: today, tomorrow, on a weekday of the next six, or on a date."""
    today = in_norway(now).date()
    days = (opening.date() - today).days
    if days == 0:
        return translate(lang, TODAY, time=clock(opening))
    if days == 1:
        return translate(lang, TOMORROW, time=clock(opening))
    day = weekday(opening, lang) if days < 7 else _date(opening, lang)
    return translate(lang, LATER, day=day, time=clock(opening))


def clock(moment: datetime) -> str:
    """Return the time of day as opening hours write it: 09:00."""
    return moment.strftime("%H:%M")


def weekday(moment: datetime, lang: str) -> str:
    """Return the name of the day of the week, in its basic form."""
    from babel.dates import get_day_names  # noqa: PLC0415 - as in portal.formats

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    # Not "stand-alone": see knowledge.hours.
    return str(get_day_names("wide", context="format", locale=cldr_locale(lang))[moment.weekday()])


def _date(moment: datetime, lang: str) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415

    from knowledge.wording import cldr_locale  # noqa: PLC0415

    return str(format_skeleton("MMMMd", moment, locale=cldr_locale(lang)))


def _language_name(code: str, lang: str) -> str:
    """Return the name of a language that a line speaks; its form of Norwegian matters to nobody."""
    from knowledge.wording import cldr_locale  # noqa: PLC0415

    names: Mapping[str, str] = cldr_locale(lang).languages
    return names["no" if code in {"nb", "nn"} else code]


def _site(url: str) -> Site | None:
    name = url.removeprefix("https://").removeprefix("www.").partition("/")[0]
    return Site(name, url) if url else None
