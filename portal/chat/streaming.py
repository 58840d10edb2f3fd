"""Send an answer part by part, so that what is ready is read while the rest is being made.

The stream is the event stream that browsers know (`event:`, `data:`, an empty line), read by
js/chat.js. Its events:

- `private`: this answer needs a page with a quick exit. The data are the helplines, if there is
  danger: they are shown at once, and the script posts the same question again as an ordinary
  form, so that the server shows the private page. Nothing else of the answer is sent.
- `card`: the empty card of the answer; `top`, `text` and `more` fill it.
- `carried`: what the page remembers, as hidden fields for the next question.
- `end`: all is there. A stream without it was cut short.
- `failed`: something went wrong on our side.

Danger is looked for before anything else can fail, and help is the first thing that is sent.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html (the format alone: it is
read with fetch, since an EventSource can only send GET, and a question stands in no address).
"""

import logging
from collections.abc import Iterator

from flask import get_template_attribute

from portal.chat.answering import answer_question, is_private
from portal.chat.forms import Asked, carry_on
from portal.chat.parts import empty_card, help_part, make_parts, render_card, render_part
from portal.i18n import speaking
from portal.services import Services

logger = logging.getLogger(__name__)


def event(name: str, html: str = "") -> str:
    """Return one event; every line of the data has its own field.

    >>> event("top", "<p>\\n</p>")
    'event: top\\ndata: <p>\\ndata: </p>\\n\\n'
    """
    # A carriage return alone would begin a new line in the stream too.
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return f"event: {name}\n" + "".join(f"data: {line}\n" for line in lines) + "\n"


def answer_events(the_services: Services, asked: Asked, page_lang: str) -> Iterator[str]:
    """Yield the events of an answer; a fault becomes an event, since the headers have gone."""
    try:
        yield from _events(the_services, asked, page_lang)
    except Exception as error:
        # The message of an error may quote what was typed: it is not logged.
        logger.error("answer broke off", extra={"fault": type(error).__name__})
        yield event("failed")


def _events(the_services: Services, asked: Asked, page_lang: str) -> Iterator[str]:
    question = asked.question
    danger = the_services.find_danger(question.text, history=question.history)
    if danger:
        with speaking(question.chosen_lang or page_lang):
            help_card = render_part(help_part(the_services, danger))
        yield event("private", help_card)
        return
    outcome = answer_question(the_services, question)
    if asked.carried.is_private or is_private(outcome):
        yield event("private")
        return
    found = outcome.answer
    reply_lang = found.identified.reply_lang if found else page_lang
    carried = carry_on(
        asked, is_smalltalk=found is not None and found.kind == "smalltalk", is_private=False
    )
    yield event("card", render_card(empty_card(asked, reply_lang, page_lang)))
    with speaking(reply_lang):
        for part in make_parts(the_services, asked, outcome, carried, page_lang):
            yield event(part.slot, render_part(part))
    fields = get_template_attribute("components/carried.html", "carried_fields")
    yield event("carried", fields(carried))
    yield event("end")
