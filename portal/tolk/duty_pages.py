"""Turn a walk through the questions on the duty into the page that it has led to."""

from flask import url_for

from portal.tolk.context import ChoiceView, DutyPage, GivenView, OutcomePage
from portal.tolk.duty import Outcome, Question, Walk, ways
from portal.tolk.saying import day_of, is_exempt, rule_views, say
from portal.tolk.words import ANSWERS, HINTS, OUTCOMES, QUESTIONS

_SIGN_LANGUAGE = "nsl"


def duty_page(reached: Walk) -> DutyPage | OutcomePage:
    """Return the next question, or where the answers lead."""
    if isinstance(reached.at, Outcome):
        return _outcome(reached, reached.at)
    return _question(reached, reached.at)


def _question(reached: Walk, question: Question) -> DutyPage:
    codes = _codes(reached)
    return DutyPage(
        question=say(QUESTIONS[question.says]),
        hint=say(HINTS[question.says]) if question.says in HINTS else "",
        choices=tuple(
            ChoiceView(say(ANSWERS[question.says, answer.id]), _url((*codes, answer.id)))
            for answer in question.answers
        ),
        given=_given(reached),
        most=max(len(way) for way in ways(codes)),
    )


def _outcome(reached: Walk, outcome: Outcome) -> OutcomePage:
    spoken = _SIGN_LANGUAGE if "signs" in reached.added else None
    return OutcomePage(
        conclusion=say(_conclusion(outcome)),
        why=rule_views((*outcome.why, *reached.added)),
        now=rule_views(outcome.now),
        given=_given(reached),
        search_url=url_for("register.search", spoken=spoken),
        text_read=day_of("interpreting-act-text-read"),
    )


def _conclusion(outcome: Outcome) -> str:
    exempt = f"{outcome.id}-exempt"
    return OUTCOMES[exempt if exempt in OUTCOMES and is_exempt() else outcome.id]


def _given(reached: Walk) -> tuple[GivenView, ...]:
    codes = _codes(reached)
    return tuple(
        GivenView(
            question=say(QUESTIONS[given.question.says]),
            answer=say(ANSWERS[given.question.says, given.answer.id]),
            url=_url(codes[:number]),
        )
        for number, given in enumerate(reached.given)
    )


def _codes(reached: Walk) -> tuple[str, ...]:
    return tuple(given.answer.id for given in reached.given)


def _url(codes: tuple[str, ...]) -> str:
    if not codes:
        return url_for("tolk.duty")
    return url_for("tolk.duty_on", answers="-".join(codes))
