"""Read what was posted from a page of the conversation.

The page alone remembers: what was asked before, the language that was chosen, and that the
conversation has turned private travel as hidden fields with each question, and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from indexing.values import Question
from knowledge.languages import languages
from portal.reading import MAX_HISTORY, read_question

SHOWN_CHARS = 2000  # of a question that is too long and is given back to be shortened
_MOST_CARDS = 999


@dataclass(frozen=True, slots=True)
class Carried:
    """What the page remembers of a conversation, and gives along with the next question."""

    history: tuple[str, ...] = ()
    chosen_lang: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what came with it; `card` is the number of its answer on the page."""

    question: Question
    carried: Carried
    card: int = 1


def read_asked(form: MultiDict[str, str], lang: str) -> Asked:
    """Return what was asked on a page in `lang`.

    :raises RequestRefused: naming what is wrong with the question or with the earlier ones.
    """
    carried = read_carried(form)
    body: Mapping[str, object] = {
        "question": form.get("question", ""),
        "history": list(carried.history),
    }
    question = replace(read_question(body, (), lang), chosen_lang=carried.chosen_lang or None)
    number = form.get("card", "")
    card = int(number) if number.isascii() and number.isdecimal() and len(number) <= 3 else 1
    return Asked(question, replace(carried, history=question.history), min(card, _MOST_CARDS))


def read_carried(form: MultiDict[str, str]) -> Carried:
    """Return what the page remembers; a language that is not one of ours counts as none."""
    chosen = form.get("chosen", "")
    return Carried(
        tuple(form.getlist("history")[-MAX_HISTORY:]),
        chosen if chosen in languages() else "",
        "private" in form,
    )


def carry_on(asked: Asked, *, is_smalltalk: bool, is_private: bool) -> Carried:
    """Return what the page remembers after an answer: "thanks" is nothing to lean on."""
    history: Sequence[str] = asked.carried.history
    if not is_smalltalk:
        history = (*history, asked.question.text)[-MAX_HISTORY:]
    return Carried(tuple(history), asked.carried.chosen_lang, is_private)
