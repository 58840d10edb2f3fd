"""Look after the guidance and the words of the interface."""

import os
from collections.abc import Sequence
from datetime import datetime

import click

from knowledge.languages import languages
from portal.settings import Settings

_MAX_ROLE_CHARS = 60
_NOT_MARKED = "Look at their names, and that they are translations that follow their source."
_lang = click.option("--lang", type=click.Choice(list(languages())), help="Only this language.")


@click.group(no_args_is_help=True)
def content() -> None:
    """The guidance: check it, count it, mark translations as current."""


@content.command()
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
def check(strict: bool) -> None:
    """Report every problem of every file in one run: place, fault, remedy.

    An error must be mended; a warning is for an editor to look at: a text too long or too hard,
    a figure written out, a question that two topics claim, a fact that has grown old, a
    translation that looks unfinished or uses another word than the termbase.
    """
    from knowledge.checks import check_knowledge
    from knowledge.loading import CONTENT_DIR, load_knowledge
    from knowledge.style import check_style
    from knowledge.termbase import check_termbase
    from knowledge.translated import check_translated

    settings = Settings.from_env(os.environ)
    knowledge = load_knowledge((CONTENT_DIR, settings.collections_dir))
    problems = [
        *check_knowledge(knowledge),
        *check_style(knowledge),
        *check_translated(knowledge),
        *check_termbase(knowledge),
    ]
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.level == "error" for problem in problems)
    click.echo(
        f"{len(knowledge.articles)} articles: {errors} errors, {len(problems) - errors} warnings"
    )
    if errors or (strict and problems):
        raise click.exceptions.Exit(1)


@content.command()
def report() -> None:
    """Count texts by collection and language, the age of checks, and what is missing."""
    from knowledge import reporting
    from knowledge.helplines import today_in_norway
    from knowledge.loading import load_knowledge

    knowledge, today = load_knowledge(), today_in_norway()
    rows = reporting.coverage(knowledge)
    collections = list(dict.fromkeys(row.collection for row in rows))
    cells = {(row.collection, row.lang): row for row in rows}
    for head, present, topics in (
        ("texts", "present", "topics"),
        ("core topics", "core_present", "core"),
        ("title and summary", "outlined", "topics"),
    ):
        _table(
            [head, *collections],
            [
                [lang]
                + [
                    f"{getattr(cells[c, lang], present)}/{getattr(cells[c, lang], topics)}"
                    for c in collections
                ]
                for lang in languages()
            ],
        )
    _table(
        ["gaps", "no text", "behind nb", "machine, unread", "words unexplained"],
        [
            [gap.lang, *map(str, (gap.missing, gap.outdated, gap.unreviewed, gap.unexplained))]
            for gap in reporting.gaps(knowledge)
        ],
    )
    _table(
        ["to be redone", "parts", "languages"],
        [
            [redo.topic, ", ".join(redo.parts), " ".join(redo.langs)]
            for redo in reporting.to_redo(knowledge)
        ],
    )
    _table(
        ["checked", "count", "oldest", "days ago"],
        [
            [age.what, str(age.count), str(age.oldest or "-"), str(age.days)]
            for age in reporting.ages(knowledge, today=today)
        ],
    )
    _table(
        ["figures that may change", "from", "now"],
        [
            [change.key, str(change.day), change.value]
            for change in reporting.coming_changes(knowledge, today=today)
        ],
    )


@content.command()
@_lang
@click.argument("slugs", metavar="[TOPIC]...", nargs=-1)
def stamp(lang: str | None, slugs: tuple[str, ...]) -> None:
    """Mark translations of TOPIC, or of every topic, as made from their source as it is now.

    Do this only after bringing them up to date: the notice that they have fallen behind goes.
    """
    from knowledge.loading import CONTENT_DIR
    from knowledge.problems import Problem
    from knowledge.stamping import stamp_translations

    problems: list[Problem] = []
    changed = stamp_translations(CONTENT_DIR, lang=lang, slugs=slugs, problems=problems)
    for path in changed:
        click.echo(str(path))
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(changed)} translations were marked as current.")


@content.command()
@click.option("--lang", type=click.Choice(list(languages())), required=True)
@click.option("--by", "reviewer", required=True, help="The role that read them, such as 'editor'.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="When; today if not given.")
@click.argument("slugs", metavar="TOPIC...", nargs=-1, required=True)
def review(lang: str, reviewer: str, day: datetime | None, slugs: tuple[str, ...]) -> None:
    """Mark translations of TOPIC as read by a person beside their source.

    Readers are then told so, with the role and the day. Name a role, never a person.
    """
    from knowledge.helplines import today_in_norway
    from knowledge.loading import CONTENT_DIR
    from knowledge.problems import Problem
    from knowledge.stamping import Review, mark_reviewed

    problems: list[Problem] = []
    role = " ".join(reviewer.split())
    if not role.isprintable() or not 0 < len(role) <= _MAX_ROLE_CHARS or "@" in role:
        raise click.BadParameter(
            "name a role in a few words, such as 'interpreter'", param_hint="by"
        )
    when = day.date() if day else today_in_norway()
    if when > today_in_norway():
        raise click.BadParameter("the day lies in the future", param_hint="day")
    changed = mark_reviewed(
        CONTENT_DIR, lang=lang, slugs=slugs, review=Review(role, when), problems=problems
    )
    for path in changed:
        click.echo(str(path))
    for problem in problems:
        click.echo(str(problem), err=True)
    missing = sorted(set(slugs) - {path.parent.name for path in changed})
    click.echo(f"{len(changed)} translations were marked as reviewed.")
    if missing:
        click.echo(f"Not marked: {', '.join(missing)}. {_NOT_MARKED}", err=True)
        raise click.exceptions.Exit(1)


@content.command()
@click.option("--lang", type=click.Choice(list(languages())), required=True)
@click.option("--count", type=click.IntRange(1), default=60, show_default=True)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same draw."
)
@click.option("--source", is_flag=True, help="Show what the passages were made from as well.")
def sample(lang: str, count: int, seed: int, source: bool) -> None:
    """Draw passages at random for somebody to translate back without seeing the source.

    When that is done, the same draw with --source shows what each ought to have said.
    """
    from knowledge.loading import load_knowledge
    from knowledge.sampling import draw

    for number, pair in enumerate(draw(load_knowledge(), lang, count=count, seed=seed), 1):
        click.echo(f"{number}. {pair.place if source else ''}\n{pair.text}\n")
        if source:
            click.echo(f"   {pair.source}\n")


@content.command()
@click.option("--lang", type=click.Choice(list(languages())), required=True)
def negations(lang: str) -> None:
    """Show the passages where only one of translation and source says no, for a person to read."""
    from knowledge.loading import load_knowledge
    from knowledge.negations import doubtful

    found = list(doubtful(load_knowledge(), lang))
    for pair in found:
        click.echo(f"{pair.place}\n{pair.text}\n   {pair.source}\n")
    click.echo(f"{len(found)} passages to read.")


@click.group(no_args_is_help=True)
def translations() -> None:
    """The words of the interface."""


@translations.command()
def update() -> None:
    """Collect the messages, and bring messages.pot and every catalogue up to date."""
    from portal.catalogues import main as update_catalogues

    update_catalogues()


@translations.command()
def gaps() -> None:
    """Count what is still untranslated, by language; 1 if anything is."""
    from portal.catalogues import untranslated

    counts = {code: untranslated(code) for code in languages()}
    _table(["language", "missing"], [[code, str(count)] for code, count in counts.items()])
    if any(counts.values()):
        raise click.exceptions.Exit(1)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    click.echo()
