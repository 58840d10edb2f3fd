"""The help card: what is said first when a message tells of danger.

The words are written by people and are the same every time; nothing here is composed or
generated. Headings name no danger, since somebody may look over a shoulder. Which lines are
shown, and in which order, is decided by indexing.safety; their numbers and hours stand in
knowledge/helplines.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from indexing.values import Danger, DangerKind
from knowledge.helplines import Helpline, format_hours, is_open
from portal.i18n import N_

FIRST_WORDS: Mapping[DangerKind, str] = {
    # Translators: said to a person in danger: short, warm, plain words; no large words such as
    # suicide or violence. This one is for somebody who may not want to live.
    "suicide": N_(
        "You are not alone. Say it to one person now: call, or tell somebody near you. Stay with "
        "someone, and move away from what you could use to hurt yourself."
    ),
    "violence_now": N_(
        "Go to a place with people and light, if you can: a shop, a school, a taxi, the police. "
        "Call even if you must whisper. Do not go back alone to fetch things."
    ),
    "locked_up": N_(
        "Nobody is allowed to lock you in. Turn off the sound of your phone. Tell where you are: "
        "the address, the floor, a shop nearby."
    ),
    "forced_travel": N_(
        "If you are afraid, do not travel: it is much easier to get help in Norway. At an airport, "
        "tell anyone who works there that you are being taken out of the country against your "
        "will."
    ),
    "forced_marriage_imminent": N_(
        "Nobody may force you to marry. Talk to someone who knows about this before you travel "
        "and before you say yes."
    ),
    "child_abuse": N_(
        "It is not your fault. Adults must help. Tell one adult today. If something has just "
        "happened, do not wash and do not delete messages."
    ),
    # Translators: about a girl who may be cut (female genital mutilation); do not name it.
    "fgm_risk": N_(
        "This is forbidden in Norway, and also when it is done in another country. You have done "
        "nothing wrong. The child welfare service and the police can stop a journey."
    ),
    "trafficking": N_(
        "You have done nothing wrong by being forced. You can get a safe place and a lawyer. You "
        "do not have to decide about the police today."
    ),
    "medical_emergency": N_(
        "Call now, turn on the loudspeaker and say where you are. They tell you what to do until "
        "help comes."
    ),
    "runaway_danger": N_(
        "You do not have to manage this alone. Call before you decide where to go, and tell one "
        "adult whom you trust where you are."
    ),
}

# What a caller must know about a line, by the codes of knowledge/helplines.toml. The codes that
# are not here are for lines that no card shows.
CAVEATS: Mapping[str, str] = {
    "works-without-sim": N_("Works without credit and with the phone locked."),
    "can-send-help": N_("They can send help to you."),
    "contact-is-written-down": N_("They write down what the call is about."),
    "cannot-send-help": N_("They cannot send help to you: if you are in danger, call 112."),
    "under-18-use-116111-first": N_("If you are under 18, call 116 111 first."),
    "first-113-if-unconscious": N_("If the person does not wake up, call 113 first."),
    "choose-from-a-list": N_("Choose the place nearest to you from the list."),
    "not-in-danger": N_("Not for danger right now: then call 112."),
    "number-fails-from-abroad": N_("The number may not work from other countries."),
    "email-not-anonymous": N_("An e-mail shows who you are."),
    "queue-is-common": N_("You may have to wait before somebody answers."),
    "later-start-in-holidays": N_("Opens later in school holidays."),
}
AUDIENCES: Mapping[str, str] = {
    "under-18": N_("Under 18"),
    "over-18": N_("Over 18"),
}
COSTS: Mapping[str, str] = {
    "free": N_("Free to call."),
    "extra": N_("The call can cost extra."),
}


@dataclass(frozen=True, slots=True)
class CardLine:
    """One helpline on the card; `open_now` is None where its hours are not confirmed.

    `audience`, `cost` and `caveats` are message ids; `hours` is ready text.
    """

    id: str
    name: str
    phone: str | None
    tel: str | None
    url: str | None
    hours: str
    open_now: bool | None
    audience: str
    cost: str
    is_anonymous: bool
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerCard:
    """What the card shows; `first_words` is a message id."""

    kind: DangerKind
    level: str
    first_words: str
    lines: tuple[CardLine, ...]


def make_card(
    danger: Danger, helplines: Mapping[str, Helpline], lang: str, now: datetime
) -> DangerCard:
    """Return the card for a danger, its lines in the order given."""
    return DangerCard(
        kind=danger.kind,
        level=danger.level,
        first_words=FIRST_WORDS[danger.kind],
        lines=tuple(
            make_line(name, helplines[name], lang, now)
            for name in danger.helplines
            if name in helplines
        ),
    )


def make_line(name: str, helpline: Helpline, lang: str, now: datetime) -> CardLine:
    """Return one helpline as it stands on a card at a moment."""
    hours = format_hours(helpline, lang)
    return CardLine(
        id=name,
        name=helpline.name,
        phone=helpline.phone or None,
        tel=helpline.tel or None,
        url=helpline.url or None,
        hours=hours[:1].upper() + hours[1:],  # it stands as a sentence of its own
        open_now=is_open(helpline, now),
        audience=AUDIENCES.get(helpline.audience, ""),
        cost=COSTS.get(helpline.cost, ""),
        is_anonymous=helpline.anonymous is True,
        caveats=tuple(CAVEATS[code] for code in helpline.caveats if code in CAVEATS),
    )
