"""From a question to what is shown of its answer; the page and the API share it.

Where there is no usable index the question is still looked through for danger: help must not
wait for a repair.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexing.errors import IndexingError
from indexing.values import Answer, Danger, InterpreterRequest, Question, Quote, TopicHit
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Library, Services

logger = logging.getLogger(__name__)

MAX_OFFICES = 2
_MAX_TOPICS = 5
_LEAST_CHOICES = 2
# Of a text that is too long to be answered so much is looked through at each end, in stretches as
# long as a question may be: the one sentence that counts is lost among many others.
_READ_CHARS, _STRETCH_CHARS, _STEP_CHARS = 2000, 500, 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: an answer, or none because there is nothing to search in."""

    answer: Answer | None
    danger: Danger | None


def answer_question(the_services: Services, question: Question) -> Outcome:
    """Return the answer; where the index cannot be used, at least the danger that was found."""
    try:
        answer = the_services.road.answer(question)
    except IndexingError as error:
        logger.error("no usable index", extra={"fault": type(error).__name__})
        danger = the_services.find_danger(question.text, history=question.history)
        return Outcome(None, danger)
    return Outcome(settle(answer), answer.danger)


def find_danger_in_refused(
    the_services: Services, text: str, history: Sequence[str] = ()
) -> Danger | None:
    """Return the danger that a text tells of which cannot be answered, mostly for its length.

    Its beginning and its end are looked through, so that time stays bounded: a fifth of a second
    in all. The most urgent sign wins.

    :param text: the text as it was typed, of any length.
    """
    find_danger = the_services.find_danger
    ends = (text[:_READ_CHARS], text[_READ_CHARS:][-_READ_CHARS:])
    stretches = [
        end[at : at + _STRETCH_CHARS] for end in ends for at in range(0, len(end), _STEP_CHARS)
    ]
    found = [find_danger(stretch) for stretch in stretches]
    if history:
        found.append(find_danger(text[:_STRETCH_CHARS], history=history))
    return min((one for one in found if one), key=lambda one: one.level != "red", default=None)


def settle(answer: Answer) -> Answer:
    """Return the answer to show: one page is no choice, but it is the nearest."""
    if answer.kind == "choose" and len(answer.choices) < _LEAST_CHOICES:
        return replace(answer, kind="no_answer", choices=())
    return answer


def is_private(outcome: Outcome) -> bool:
    """Tell whether an answer is about danger, or about what nobody else should see."""
    found = outcome.answer
    if found is None or outcome.danger:
        return outcome.danger is not None
    nearest = found.topics[:1] if found.kind in {"no_answer", "own_case"} else ()
    about: tuple[Quote | TopicHit, ...] = (*found.quotes, *found.choices, *nearest)
    return any(part.collection in PRIVATE_COLLECTIONS for part in about)


def pages_to_read_on(answer: Answer, *, is_private: bool) -> tuple[TopicHit, ...]:
    """Return the pages that are listed below an answer; none that only nearly fit where something
    else is urgent.

    Whoever is in danger is not sent to the nearest page, and who wants an interpreter now is
    helped by guidance on interpreters alone. Where there is something to choose from, that is all.
    A page that nobody else should see is named on a private answer alone, beside the quick exit.
    """
    if answer.kind == "choose" or (answer.danger and answer.kind in {"no_answer", "own_case"}):
        return ()
    wanted = [t for t in answer.topics if answer.kind != "interpreters" or t.collection == "tolk"]
    if not is_private:
        wanted = [topic for topic in wanted if topic.collection not in PRIVATE_COLLECTIONS]
    return tuple(wanted[:_MAX_TOPICS])


def may_keep(outcome: Outcome) -> bool:
    """Tell whether the reader may let us keep the question.

    Not if the page that lies nearest is one that nobody else should see, even where that page is
    not shown: the question is then about the same.
    """
    found = outcome.answer
    if found is None or is_private(outcome):
        return False
    return not any(topic.collection in PRIVATE_COLLECTIONS for topic in found.topics[:1])


def offices_to_ask(library: Library, answer: Answer) -> tuple[str, ...]:
    """Return whom to ask where we cannot answer; of somebody's own case only the nearest body.

    Whoever is in danger has been told whom to call: nobody then.
    """
    if answer.danger:
        return ()
    if answer.kind == "own_case":
        return offices_of(library, answer.topics, most=1)
    return offices_of(library, answer.topics) if answer.kind == "no_answer" else ()


def offices_of(
    library: Library, topics: tuple[TopicHit, ...], *, most: int = MAX_OFFICES
) -> tuple[str, ...]:
    """Return who is responsible for the nearest topics of ours, each body once."""
    ours = {topic.collection for topic in library.topics}
    bodies: dict[str, None] = {}
    for topic in (topic for topic in topics if topic.collection in ours):
        article = library.nearest(topic.collection, topic.slug, topic.lang)
        if article and article.responsible:
            bodies.setdefault(article.responsible)
        if len(bodies) == most:
            break
    return tuple(bodies)


def search_arguments(request: InterpreterRequest) -> dict[str, str]:
    """Return what somebody said of the interpreter they want, as arguments of the search page."""
    wanted = {
        "spoken": request.spoken,
        "place": request.place or request.county,
        "gender": request.gender,
        "mode": request.mode,
        "min_category": request.min_category,
    }
    return {name: value for name, value in wanted.items() if value}


def when_said(request: InterpreterRequest) -> str:
    """Return what somebody said of the time, "" if nothing; it is shown and never searched for."""
    # A request carries it once indexing.slots reads times.
    return getattr(request, "when", None) or ""
