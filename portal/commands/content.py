"""Look after the guidance and the words of the interface."""

import os
from collections.abc import Sequence

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
    """Report every problem of every file in one run: place, fault, remedy."""
    from knowledge.checks import check_knowledge  # noqa: PLC0415
    from knowledge.loading import CONTENT_DIR, load_knowledge  # noqa: PLC0415

    settings = Settings.from_env(os.environ)
    knowledge = load_knowledge((CONTENT_DIR, settings.collections_dir))
    problems = check_knowledge(knowledge)
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
    """Count the topics that have a text, by collection and language."""
    from knowledge.checks import coverage  # noqa: PLC0415
    from knowledge.loading import load_knowledge  # noqa: PLC0415

    rows = coverage(load_knowledge())
    langs = list(languages())
    collections = list(dict.fromkeys(row.collection for row in rows))
    cells = {(row.collection, row.lang): row for row in rows}
    _table(
        ["texts", *collections],
        [
            [lang, *(f"{cells[c, lang].present}/{cells[c, lang].topics}" for c in collections)]
            for lang in langs
        ],
    )
    click.echo()
    _table(
        ["core topics", *collections],
        [
            [lang, *(f"{cells[c, lang].core_present}/{cells[c, lang].core}" for c in collections)]
            for lang in langs
        ],
    )


@content.command()
@_lang
def stamp(lang: str | None) -> None:
    """Mark translations as made from their source text as it is now.

    Do this only after bringing them up to date: the notice that they have fallen behind goes.
    """
    from knowledge.loading import CONTENT_DIR  # noqa: PLC0415
    from knowledge.problems import Problem  # noqa: PLC0415
    from knowledge.stamping import stamp_translations  # noqa: PLC0415

    problems: list[Problem] = []
    changed = stamp_translations(CONTENT_DIR, lang=lang, problems=problems)
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
    from portal.catalogues import main as update_catalogues  # noqa: PLC0415

    update_catalogues()


@translations.command()
def gaps() -> None:
    """Count what is still untranslated, by language; 1 if anything is."""
    from portal.catalogues import untranslated  # noqa: PLC0415

    counts = {code: untranslated(code) for code in languages()}
    _table(["language", "missing"], [[code, str(count)] for code, count in counts.items()])
    if any(counts.values()):
        raise click.exceptions.Exit(1)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
