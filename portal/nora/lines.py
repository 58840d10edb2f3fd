"""Which help lines the page "Who can help" shows, for whom, and what each is for.

The lines for danger stand first whatever the hour and the age. The purposes are said in the words
of the article `who-can-help` and of the facts about each line; numbers and hours stand in
knowledge/helplines.toml alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.helplines import Helpline
from portal.helplines import LineView, view_line
from portal.i18n import N_

Age = Literal["under", "over"]
AGES: Mapping[str, str] = {
    "all": N_("I would rather not say"),
    "under": N_("Under 18"),
    "over": N_("18 or older"),
}

# Translators: each of the short texts below stands beside the Norwegian name of a help line or an
# office, and says what it is for.
PURPOSES: Mapping[str, str] = {
    "police-112": N_("Police"),
    "ambulance-113": N_("Ambulance"),
    "alarm-116111": N_("Help for children and young people"),
    "doctor-116117": N_("Doctor when it cannot wait"),
    "vo-116006": N_("About violence and abuse"),
    "redcross-control": N_("About control, forced marriage and trips abroad"),
    "kompetanseteamet": N_("Advice, and help to find a safe place to live"),
    "krisesenter": N_("A safe place to be"),
    "mh-116123": N_("Talk about anything"),
    "kirkens-sos": N_("Talk about anything"),
    "kors-pa-halsen": N_("Talk about anything"),
    "unge-relasjoner": N_("Chat about love and relationships"),
    "ungno": N_("Write a question"),
    "dinutvei": N_("Find help near you, or write a question"),
    "diversity-adviser": N_("At school: somebody who knows about control and family"),
    "skeiv-verden": N_("Meeting places and guidance for queer people"),
    "police-02800": N_("Police when it is not urgent"),
    "stottesenter": N_("Help before, during and after a report to the police"),
    "jussbuss": N_("Free advice about the law"),
    "jurk": N_("Free advice about the law"),
    "ldo": N_("Advice about discrimination"),
    "barneombudet": N_("Advice about your rights"),
    "udops": N_("The Norwegian Foreign Ministry, when you are in another country"),
    "embassy": N_("Norway in other countries"),
    "emergency-sms": N_("Messages to the emergency services"),
}
# Never hidden by anything.
EMERGENCY = ("police-112", "ambulance-113", "alarm-116111", "doctor-116117")
# In this order where several are open: the age is not known, so both general lines come first.
TALK = (
    "vo-116006",
    "krisesenter",
    "kors-pa-halsen",
    "mh-116123",
    "kirkens-sos",
    "redcross-control",
    "kompetanseteamet",
    "unge-relasjoner",
    "ungno",
    "dinutvei",
    "diversity-adviser",
    "skeiv-verden",
)
LAW = ("police-02800", "stottesenter", "jussbuss", "jurk", "barneombudet", "ldo")
ABROAD = ("udops", "embassy")
# The reader may have one of these at hand; the numbers for calls from abroad stand on them.
REACHED_FROM_ABROAD = ("alarm-116111", "kompetanseteamet", "mh-116123", "kirkens-sos")
DEAF = ("emergency-sms",)

_ONLY: Mapping[str, Age] = {"under-18": "under", "over-18": "over"}


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Help lines under one heading, a message id; `id` is its place on the page."""

    id: str
    heading: str
    lines: tuple[LineView, ...]


def view_lines(
    ids: tuple[str, ...], helplines: Mapping[str, Helpline], lang: str, now: datetime
) -> tuple[LineView, ...]:
    """Return these lines as they stand now, in the order given."""
    return tuple(
        view_line(
            helplines[id_],
            lang,
            now,
            purpose=PURPOSES[id_],
            ages=" ".join(ages_of(helplines[id_].audience)),
        )
        for id_ in ids
        if id_ in helplines
    )


def group_by_hour(
    helplines: Mapping[str, Helpline], lang: str, now: datetime
) -> tuple[LineGroup, ...]:
    """Return whom one can talk to: who answers now, who will later, whom one must try."""
    lines = view_lines(TALK, helplines, lang, now)
    open_now = tuple(line for line in lines if line.card.open_now)
    later = tuple(line for line in lines if line not in open_now and line.when)
    rest = tuple(line for line in lines if line not in open_now and line not in later)
    groups = (
        LineGroup("open", N_("Open now"), open_now),
        LineGroup("later", N_("Opens later"), later),
        # Translators: a heading above help lines whose opening hours we do not know
        LineGroup("try", N_("Try to call, or write"), rest),
    )
    return tuple(group for group in groups if group.lines)


def ages_of(audience: str) -> tuple[Age, ...]:
    """Return the age groups that a line is for; a line that names another group is for both."""
    only = _ONLY.get(audience)
    return (only,) if only else ("under", "over")
