"""Ask in the terminal: `veiviser ask` answers, `veiviser explain` shows how it came about."""

import os
from typing import TYPE_CHECKING

import click

from knowledge.languages import languages
from portal.settings import Settings

if TYPE_CHECKING:
    from indexing.values import Answer, InterpreterRequest, Question
    from portal.services import Services

_lang = click.option(
    "--lang",
    type=click.Choice(list(languages())),
    help="Language of the reader; without it the question's own.",
)
_collections = click.option(
    "--collection",
    "-c",
    "collections",
    multiple=True,
    metavar="NAME",
    help="Look only here; may be given several times.",
)


@click.command()
@click.argument("question")
@_lang
@_collections
@click.option("--json", "as_json", is_flag=True, help="Print what the API would answer.")
def ask(question: str, lang: str | None, collections: tuple[str, ...], as_json: bool) -> None:
    """Answer QUESTION from the guidance, with sources."""
    from portal.chat.answering import settle

    settings, services = _open()
    asked = _read(question, lang, collections, services)
    answer = settle(services.road.answer(asked))
    if as_json:
        click.echo(_as_json(answer, settings, services))
    else:
        _print(answer, services)


@click.command()
@click.argument("question")
@_lang
@_collections
def explain(question: str, lang: str | None, collections: tuple[str, ...]) -> None:
    """Show what every step does with QUESTION, and why."""
    from indexing.explaining import explain as explain_road
    from portal.opening import LazyRoad

    settings, services = _open()
    asked = _read(question, lang, collections, services)
    click.echo(explain_road(LazyRoad(settings, services.library.facts).road(), asked))


def _open() -> "tuple[Settings, Services]":
    from portal.opening import open_services

    settings = Settings.from_env(os.environ)
    return settings, open_services(settings)


def _read(
    text: str, lang: str | None, collections: tuple[str, ...], services: "Services"
) -> "Question":
    """Return the question, refused in one sentence where it cannot be asked."""
    from portal.errors import RequestRefused
    from portal.reading import read_question

    body = {"question": text, "lang": lang, "collections": list(collections)}
    try:
        return read_question(body, services.library.collection_ids())
    except RequestRefused as refusal:
        told = "; ".join(f"{detail.field}: {detail.message}" for detail in refusal.details)
        raise click.UsageError(told) from None


def _as_json(answer: "Answer", settings: Settings, services: "Services") -> str:
    import orjson

    from portal import create_app
    from portal.api.shapes import answer_shape

    with create_app(settings, services).test_request_context():
        shape = answer_shape(answer, services)
    return orjson.dumps(shape, option=orjson.OPT_INDENT_2).decode()


def _print(answer: "Answer", services: "Services") -> None:
    """Print an answer as a page would show it, in the language that it replies in."""
    from portal.i18n import translate

    lang = answer.identified.reply_lang
    if answer.danger:
        _print_danger(answer, services, lang)
    _print_kind(answer, services, lang)
    for quote in answer.quotes:
        click.echo(quote.text)
        checked = f", {quote.checked.isoformat()}" if quote.checked else ""
        place = f"{quote.collection}/{quote.slug}#{quote.anchor} ({quote.lang}{checked})"
        click.secho(f"  {quote.section}: {place}\n", dim=True)
    if answer.interpreter_search:
        _print_search(answer.interpreter_search, lang)
    if answer.topics and not answer.choices:
        click.echo(translate(lang, "Pages about this") + ":")
    for topic in answer.choices or answer.topics[:5]:
        click.echo(f"  {topic.title}  ({topic.collection}/{topic.slug})")


def _print_search(request: "InterpreterRequest", lang: str) -> None:
    from portal.chat.answering import when_said
    from portal.chat.wishes import wishes_in_words
    from portal.i18n import translate

    wanted = " · ".join(wishes_in_words(request, lang).values())
    click.echo(f"{translate(lang, 'Find an interpreter')}: {wanted}")
    if when := when_said(request):
        click.echo(translate(lang, "When: %(when)s", when=when))


def _print_kind(answer: "Answer", services: "Services", lang: str) -> None:
    """Print what is said instead of an answer, or before it."""
    from portal.chat.answering import offices_to_ask
    from portal.chat.replies import replies_to
    from portal.i18n import translate

    if answer.kind == "smalltalk":
        for reply in replies_to(answer.smalltalk):
            click.echo(translate(lang, reply))
    elif answer.kind == "choose":
        click.echo(translate(lang, "Which of these do you mean?"))
    elif answer.kind == "own_case" and not answer.danger:
        own_case = "Nobody here can see your case, and nobody here decides it."
        click.echo(translate(lang, own_case))
    elif answer.kind == "no_answer" and not answer.danger:
        click.echo(translate(lang, "We have no answer that we can stand behind."))
    for office in offices_to_ask(services.library, answer):
        click.echo(f"  {office}")


def _print_danger(answer: "Answer", services: "Services", lang: str) -> None:
    from portal.chat.danger import make_card
    from portal.i18n import translate

    assert answer.danger is not None
    helplines = services.library.facts.helplines
    card = make_card(answer.danger, helplines, lang, services.now())
    title = "Help now" if card.level == "red" else "You can get help"
    click.secho(translate(lang, title), bold=True)
    click.echo(translate(lang, card.first_words))
    for line in card.lines:
        click.echo(f"  {line.phone or line.url}  {line.name}. {line.hours}")
    click.echo()
