"""Look after the guidance and the words of the interface."""

import os
from collections.abc import Sequence
from datetime import date

import click

from knowledge.languages import languages
from portal.settings import Settings

_lang = click.option("--lang", type=click.Choice(list(languages())), help="Only this language.")


@click.group(no_args_is_help=True)
def content() -> None:
    """The guidance: check it, count it, mark translations as current."""


@content.command()
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
def check(strict: bool) -> None:
    """Report every problem of every file in one run: place, fault, remedy.

    An error must be mended; a warning is for an editor to look at: a text too long or too hard,
    a figure written out, a question that two topics claim, a fact that has grown old.
    """
    from knowledge.checks import check_knowledge
    from knowledge.loading import CONTENT_DIR, load_knowledge
    from knowledge.style import check_style

    settings = Settings.from_env(os.environ)
    knowledge = load_knowledge((CONTENT_DIR, settings.collections_dir))
    problems = [*check_knowledge(knowledge), *check_style(knowledge)]
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
    from knowledge.loading import load_knowledge

    knowledge, today = load_knowledge(), date.today()
    rows = reporting.coverage(knowledge)
    collections = list(dict.fromkeys(row.collection for row in rows))
    cells = {(row.collection, row.lang): row for row in rows}
    for head, present, topics in (
        ("texts", "present", "topics"),
        ("core topics", "core_present", "core"),
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
