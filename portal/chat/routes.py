"""The conversation: a question is posted and answered on the spot, and never stands in an address.

The page is a form that works without script; with script (js/chat.js) the same question is posted
to the stream, and its answer is added to the page.
"""

from dataclasses import replace

from flask import Blueprint, Response, redirect, request, stream_with_context, url_for

from indexing.values import Danger
from knowledge.feedback import REASONS, Feedback, FeedbackUnavailable
from knowledge.languages import language
from portal.chat.answering import (
    Outcome,
    answer_question,
    find_danger_in_refused,
    is_private,
    may_keep,
)
from portal.chat.context import ChatPage, ThanksPage
from portal.chat.danger import make_card
from portal.chat.forms import SHOWN_CHARS, carry_on, read_asked, read_carried
from portal.chat.parts import (
    empty_card,
    help_part,
    join_parts,
    make_parts,
    render_card,
    render_part,
)
from portal.chat.streaming import answer_events, event
from portal.errors import RequestRefused
from portal.i18n import N_, speaking, translate
from portal.reading import detail, refuse
from portal.rendering import render
from portal.services import services

blueprint = Blueprint("chat", __name__)

_ABOUT = N_(
    "You get an answer from published guidance, in your language, and you see where every "
    "sentence comes from."
)


@blueprint.get("/<lang:lang>/chat")
def start(lang: str) -> Response:
    """Show an empty conversation."""
    return render(ChatPage(), is_kept=False, description=translate(lang, _ABOUT))


@blueprint.get("/<lang:lang>/answer")
def no_question(lang: str) -> Response:
    """Send whoever opens the address of an answer to where questions are asked."""
    return redirect(url_for("chat.start", lang=lang))  # type: ignore[return-value]


@blueprint.post("/<lang:lang>/answer")
def answer(lang: str) -> Response:
    """Answer a question that was written into a form."""
    try:
        asked = read_asked(request.form, lang)
    except RequestRefused as refusal:
        return _give_back(refusal, lang)
    the_services = services()
    outcome = answer_question(the_services, asked.question)
    found = outcome.answer
    reply_lang = found.identified.reply_lang if found else lang
    is_hidden = asked.carried.is_private or is_private(outcome)
    carried = carry_on(
        asked, is_smalltalk=found is not None and found.kind == "smalltalk", is_private=is_hidden
    )
    card = empty_card(asked, reply_lang, lang)
    with speaking(reply_lang):
        card = join_parts(card, make_parts(the_services, asked, outcome, carried, lang))
    page = ChatPage(
        card=render_card(card),
        reply_language=language(reply_lang) if reply_lang != lang else None,
        earlier=asked.carried.history,
        carried=carried,
    )
    return render(
        page,
        status=200 if found else 503,
        is_private=is_hidden,
        tone="quiet" if is_hidden else "",
    )


@blueprint.post("/<lang:lang>/answer/stream")
def stream(lang: str) -> Response:
    """Answer a question that a script has sent, part by part."""
    try:
        asked = read_asked(request.form, lang)
    except RequestRefused as refusal:
        if danger := _danger_in_refused():
            help_card = render_part(help_part(services(), danger))
            return _event_stream(event("private", help_card), status=422)
        return _event_stream(event("refused", _told(refusal)), status=422)
    return _event_stream(stream_with_context(answer_events(services(), asked, lang)))


@blueprint.post("/<lang:lang>/feedback")
def feedback(lang: str) -> Response:
    """Count what was missing in an answer, and keep the question if its reader has ticked that.

    The question is answered once more: what it was about, and whether it is private, is for us to
    say, and not for the form.
    """
    reason = next((known for known in REASONS if known == request.form.get("reason")), None)
    if reason is None:
        raise refuse([detail("reason", "unknown_value", known=", ".join(REASONS))])
    asked = read_asked(request.form, lang)
    the_services = services()
    outcome = answer_question(the_services, asked.question)
    found = outcome.answer
    is_hidden = asked.carried.is_private or is_private(outcome)
    wants = "keep" in request.form
    # Of what nobody else should see not even the topic is counted: on a quiet day it could tell
    # of one certain reader.
    topic = "" if is_hidden else _topic(outcome)
    said = Feedback(topic, found.identified.reply_lang if found else lang, reason)
    question = asked.question.text if wants and not is_hidden and may_keep(outcome) else ""
    try:
        kept = the_services.feedback.add(said, the_services.now().date(), question=question)
        is_saved = True
    except FeedbackUnavailable:
        kept = is_saved = False
    page = ThanksPage(is_saved, kept if wants else None, asked.question.text, asked.carried)
    return render(page, is_private=is_hidden)


def _topic(outcome: Outcome) -> str:
    """Return what an answer quotes first, "" where it quotes nothing."""
    quotes = outcome.answer.quotes if outcome.answer else ()
    return f"{quotes[0].collection}/{quotes[0].slug}" if quotes else ""


def _give_back(refusal: RequestRefused, lang: str) -> Response:
    """Show the page with what could not be taken, and why; help first, if it tells of danger."""
    carried = read_carried(request.form)
    the_services = services()
    danger = _danger_in_refused()
    is_hidden = carried.is_private or danger is not None
    helplines = the_services.library.facts.helplines
    page = ChatPage(
        earlier=carried.history,
        carried=replace(carried, is_private=is_hidden),
        question=request.form.get("question", "")[:SHOWN_CHARS],
        fault=_told(refusal),
        danger=make_card(danger, helplines, lang, the_services.now()) if danger else None,
    )
    return render(page, status=422, is_private=is_hidden, tone="quiet" if is_hidden else "")


def _danger_in_refused() -> Danger | None:
    history = read_carried(request.form).history
    return find_danger_in_refused(services(), request.form.get("question", ""), history)


def _told(refusal: RequestRefused) -> str:
    return " ".join(detail.message for detail in refusal.details)


def _event_stream(body: object, *, status: int = 200) -> Response:
    response = Response(
        body,  # type: ignore[arg-type]  # text, or an iterator of it
        status=status,
        content_type="text/event-stream; charset=utf-8",
    )
    # A proxy that waits for the whole answer would undo the stream.
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
