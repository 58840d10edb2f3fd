"""What an answer shows, part by part, in the order in which it is read.

The page joins the parts of a card, the stream sends each as soon as it is made; both are the same
HTML. Everything here is made while the language of the answer is being spoken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flask import render_template, url_for
from markupsafe import Markup

from indexing.safety import find_danger
from indexing.values import Answer, Danger, Quote, TopicHit
from knowledge.languages import SOURCE_LANG, language, languages
from portal.chat.answering import Outcome, may_keep, offices_to_ask, pages_to_read_on
from portal.chat.context import (
    AskedPart,
    Asking,
    Card,
    ChoicesPart,
    Earlier,
    FeedbackPart,
    FollowUpsPart,
    HelpPart,
    LanguagePart,
    Part,
    QuotePart,
    SaidPart,
    ToolsPart,
    TopicsPart,
)
from portal.chat.danger import make_card
from portal.chat.followups import suggest_questions
from portal.chat.forms import Asked, Carried
from portal.chat.quoting import view_quote
from portal.chat.replies import replies_to
from portal.chat.wishes import show_interpreters
from portal.i18n import current_lang
from portal.pages.context import TopicLink
from portal.rendering import fields_of
from portal.services import Library, Services

_MAX_NEAREST = 3
# Offered where nothing is nearer: what is read by whoever helps.
_WIDELY_READ = (SOURCE_LANG, "en")
_EARLIER_CHARS = 120  # of the earlier question that an answer names


def make_parts(
    the_services: Services, asked: Asked, outcome: Outcome, carried: Carried, page_lang: str
) -> Iterator[Part]:
    """Yield the parts of an answer.

    :param carried: what the page remembers after this answer.
    :param page_lang: the language of the page, which forms are posted to.
    """
    library, found, lang = the_services.library, outcome.answer, current_lang()
    url = url_for("chat.answer", lang=page_lang)
    again = Asking(url, replace(asked.carried, is_private=carried.is_private))
    if outcome.danger:
        yield help_part(the_services, outcome.danger)
    yield AskedPart(
        number=asked.card,
        question=asked.question.text,
        searched=outcome.answer.searched if outcome.answer else None,
        earlier=_earlier(outcome, url),
        anew=replace(again.carried, history=()),
    )
    if found is None:
        yield SaidPart("unavailable", (), ())
        return
    yield _language_part(found, asked, again, page_lang)
    yield from _text_parts(the_services, found, lang, is_private=carried.is_private)
    if found.quotes:
        day = the_services.now().date()
        yield ToolsPart(asked.card, day, carried.is_private)
    if topics := _links(library, pages_to_read_on(found, is_private=carried.is_private)):
        yield TopicsPart(topics, lang, bool(found.quotes))
    if not outcome.danger:
        said = (*asked.question.history, asked.question.text)
        if questions := _follow_ups(library, found.quotes, said, lang, carried):
            yield FollowUpsPart(questions, Asking(url, carried))
    if found.kind != "smalltalk":
        is_offered = not carried.is_private and may_keep(outcome)
        yield FeedbackPart(asked.card, asked.question.text, again, is_offered)


def help_part(the_services: Services, danger: Danger) -> HelpPart:
    """Return the card of helplines, in the language that is being spoken."""
    helplines = the_services.library.facts.helplines
    return HelpPart(make_card(danger, helplines, current_lang(), the_services.now()))


def render_part(part: Part) -> Markup:
    """Return a part as HTML."""
    return Markup(render_template(part.template, **fields_of(part)))


def render_card(card: Card) -> Markup:
    """Return the card of an answer as HTML."""
    return Markup(render_template(card.template, **fields_of(card)))


def join_parts(card: Card, parts: Iterator[Part]) -> Card:
    """Return the card with every part in its place."""
    slots: dict[str, list[Markup]] = {"top": [], "text": [], "more": []}
    for part in parts:
        slots[part.slot].append(render_part(part))
    filled = {slot: Markup().join(made) for slot, made in slots.items()}
    return replace(card, top=filled["top"], text=filled["text"], more=filled["more"])


def empty_card(asked: Asked, reply_lang: str, page_lang: str) -> Card:
    """Return the card of an answer before anything stands on it."""
    return Card(asked.card, language(reply_lang) if reply_lang != page_lang else None)


def _earlier(outcome: Outcome, url: str) -> Earlier | None:
    """Return the earlier question that the answer leans on."""
    text = outcome.answer.leans_on if outcome.answer else None
    if not text:
        return None
    if len(text) > _EARLIER_CHARS:
        text = text[:_EARLIER_CHARS].rsplit(maxsplit=1)[0] + " …"
    return Earlier(text, None if outcome.danger else url)


def _language_part(found: Answer, asked: Asked, again: Asking, page_lang: str) -> LanguagePart:
    own = found.identified
    likely = dict.fromkeys((page_lang, own.lang, *own.nearest, *_WIDELY_READ))
    return LanguagePart(
        lang=own.reply_lang,
        is_understood=own.lang == own.reply_lang and not asked.carried.chosen_lang,
        nearest=tuple(code for code in likely if code != own.reply_lang)[:_MAX_NEAREST],
        others=tuple(code for code in languages() if code != own.reply_lang),
        question=asked.question.text,
        asking=again,
    )


def _text_parts(
    the_services: Services, found: Answer, lang: str, *, is_private: bool
) -> Iterator[Part]:
    """Yield what the answer says itself."""
    library = the_services.library
    has_danger = found.danger is not None
    # Whoever is in danger has been told whom to call: no other office now.
    is_told = found.kind in {"no_answer", "own_case"} and not has_danger
    if is_told or found.kind in {"smalltalk", "interpreters"}:
        replies = replies_to(found.smalltalk) if found.kind == "smalltalk" else ()
        yield SaidPart(found.kind, replies, offices_to_ask(library, found))
    if found.interpreter_search:
        yield show_interpreters(the_services, found.interpreter_search, lang)
    for number, quote in enumerate(found.quotes):
        view = view_quote(library, quote, lang, is_first=number == 0)
        yield QuotePart(view, lang, opens_aside=not is_private)
    if found.choices:
        yield ChoicesPart(_links(library, found.choices), lang, has_danger)


def _links(library: Library, topics: Sequence[TopicHit]) -> tuple[TopicLink, ...]:
    links = []
    for topic in topics:
        text = library.text(topic.collection, topic.slug, topic.lang)
        text_lang = text.lang if text else topic.lang
        links.append(TopicLink(topic.collection, topic.slug, topic.title, topic.lang, text_lang))
    return tuple(links)


def _follow_ups(
    library: Library, quotes: Sequence[Quote], asked: Sequence[str], lang: str, carried: Carried
) -> tuple[str, ...]:
    """Return what could be asked next; nothing that tells of danger where it may frighten."""
    if not carried.is_private:
        return suggest_questions(library, quotes, asked, lang)
    return suggest_questions(library, quotes, asked, lang, is_fit=_is_calm)


@lru_cache(maxsize=2048)
def _is_calm(question: str) -> bool:
    return find_danger(question) is None
