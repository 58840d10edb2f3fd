"""A question is posted and answered on the spot: it never stands in an address."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup

from indexing.values import Answer, InterpreterRequest, Question, Quote, TopicHit
from knowledge.languages import language
from portal.chat.answering import (
    Outcome,
    answer_question,
    offices_to_ask,
    search_arguments,
    title_of,
    when_said,
)
from portal.chat.context import AnswerBody, AnswerPage, Earlier, Interpreters, QuoteView
from portal.chat.danger import make_card
from portal.chat.replies import replies_to
from portal.errors import RequestRefused
from portal.i18n import speaking
from portal.pages.context import TopicLink
from portal.pages.home import home_page
from portal.privacy import PRIVATE_COLLECTIONS
from portal.reading import MAX_HISTORY, read_question
from portal.register.forms import read_query
from portal.register.routes import person_card, register_info, search_register
from portal.rendering import fields_of, render
from portal.services import Library, Services, services

blueprint = Blueprint("chat", __name__)

_MAX_TOPICS = 5
_MAX_INTERPRETERS = 3
_SHOWN_CHARS = 2000  # of a question that is too long and is given back to be shortened
_EARLIER_CHARS = 120  # of the earlier question that an answer names


@blueprint.get("/<lang:lang>/answer")
def no_question(lang: str) -> Response:
    """Send whoever opens the address of an answer to where questions are asked."""
    return redirect(url_for("pages.home", lang=lang))  # type: ignore[return-value]


@blueprint.post("/<lang:lang>/answer")
def answer(lang: str) -> Response:
    """Answer a question that was written into a form."""
    text = request.form.get("question", "")
    history = request.form.getlist("history")[-MAX_HISTORY:]
    try:
        question = read_question({"question": text, "history": history}, (), lang)
    except RequestRefused as refusal:
        fault = " ".join(detail.message for detail in refusal.details)
        return render(
            home_page(services().library, lang, question=text[:_SHOWN_CHARS], fault=fault),
            status=422,
        )
    the_services = services()
    outcome = answer_question(the_services, question)
    reply_lang = outcome.answer.identified.reply_lang if outcome.answer else lang
    earlier = _earlier(outcome)
    with speaking(reply_lang):
        body = _body(the_services, question, outcome, reply_lang, earlier)
        html = Markup(render_template(body.template, **fields_of(body)))
    page = AnswerPage(
        body=html,
        reply_language=language(reply_lang),
        history=_history(question, outcome),
    )
    return render(page, status=200 if outcome.answer else 503, is_private=_is_private(outcome))


def _history(question: Question, outcome: Outcome) -> tuple[str, ...]:
    """Return the questions that the next may lean on: "thanks" is nothing to lean on."""
    is_smalltalk = outcome.answer is not None and outcome.answer.kind == "smalltalk"
    asked = question.history if is_smalltalk else (*question.history, question.text)
    return asked[-MAX_HISTORY:]


def _earlier(outcome: Outcome) -> Earlier | None:
    """Return the earlier question that the answer leans on; called in the language of the page."""
    text = outcome.answer.leans_on if outcome.answer else None
    if not text:
        return None
    if len(text) > _EARLIER_CHARS:
        text = text[:_EARLIER_CHARS].rsplit(maxsplit=1)[0] + " …"
    return Earlier(text, None if outcome.danger else url_for("chat.answer"))


def _body(
    the_services: Services, question: Question, outcome: Outcome, lang: str, earlier: Earlier | None
) -> AnswerBody:
    """Return what the answer shows; called while `lang` is being spoken."""
    library = the_services.library
    danger = outcome.danger
    found = outcome.answer
    wanted = found.interpreter_search if found else None
    return AnswerBody(
        kind=found.kind if found else "unavailable",
        lang=lang,
        question=question.text,
        earlier=earlier,
        danger=make_card(danger, library.facts.helplines, lang, the_services.now())
        if danger
        else None,
        replies=replies_to(found.smalltalk) if found and found.kind == "smalltalk" else (),
        quotes=_quotes(library, found, lang),
        choices=_links(library, found.choices) if found else (),
        topics=_topics(library, found),
        offices=offices_to_ask(library, found) if found else (),
        interpreters=_interpreters(wanted, lang) if wanted else None,
    )


def _quotes(library: Library, found: Answer | None, lang: str) -> tuple[QuoteView, ...]:
    return tuple(
        QuoteView(
            text=quote.text,
            title=title_of(library, quote),
            section=quote.section,
            lang=quote.lang,
            url=_source_url(library, quote, lang),
            checked=quote.checked,
            translation=quote.translation,
        )
        for quote in (found.quotes if found else ())
    )


def _source_url(library: Library, quote: Quote, lang: str) -> str:
    """Return where the quoted text stands, on pages in the reader's language if they show it."""
    parts = (find(quote.collection, quote.slug, lang) for find in (library.nearest, library.text))
    return url_for(
        "pages.article",
        lang=lang if quote.lang in {part.lang for part in parts if part} else quote.lang,
        collection=quote.collection,
        slug=quote.slug,
        _anchor=quote.anchor,
    )


def _interpreters(wanted: InterpreterRequest, lang: str) -> Interpreters:
    """Return the best qualified of those who were asked for; none where too little was said."""
    arguments = search_arguments(wanted)
    url = url_for("register.search", **arguments)  # type: ignore[arg-type]  # all are text
    when = when_said(wanted)
    none = Interpreters((), 0, url, is_sample=False, when=when)
    if not wanted.spoken:
        return none
    try:
        found = search_register(read_query(arguments, lang, services().now().date()))
        is_sample = register_info().is_sample
    except RequestRefused:
        # There is no register, or it knows no such place: the search page says which.
        return none
    people = tuple(person_card(person, lang) for person in found.results[:_MAX_INTERPRETERS])
    return Interpreters(people, found.total, url, is_sample, when)


def _topics(library: Library, found: Answer | None) -> tuple[TopicLink, ...]:
    """Return the pages to read on; none that only nearly fit where something else is urgent.

    Whoever is in danger is not sent to the nearest page, and who wants an interpreter now is
    helped by guidance on interpreters alone. Where there is something to choose from, that is all.
    """
    if found is None or found.kind == "choose":
        return ()
    if found.danger and found.kind in {"no_answer", "own_case"}:
        return ()
    wanted = [t for t in found.topics if found.kind != "interpreters" or t.collection == "tolk"]
    return _links(library, wanted[:_MAX_TOPICS])


def _links(library: Library, topics: Sequence[TopicHit]) -> tuple[TopicLink, ...]:
    links = []
    for topic in topics:
        text = library.text(topic.collection, topic.slug, topic.lang)
        text_lang = text.lang if text else topic.lang
        links.append(TopicLink(topic.collection, topic.slug, topic.title, topic.lang, text_lang))
    return tuple(links)


def _is_private(outcome: Outcome) -> bool:
    """Tell whether the answer is about danger, or about what nobody else should see."""
    found = outcome.answer
    if found is None or outcome.danger:
        return outcome.danger is not None
    nearest = found.topics[:1] if found.kind == "own_case" else ()
    about: tuple[Quote | TopicHit, ...] = (*found.quotes, *found.choices, *nearest)
    return any(part.collection in PRIVATE_COLLECTIONS for part in about)
