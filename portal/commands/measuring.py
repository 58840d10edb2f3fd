"""Measure how good the answers are."""

import os

import click

from knowledge.languages import languages
from portal.settings import Settings


@click.command()
@click.option("--write", is_flag=True, help="Write the report that is to be committed.")
@click.option("--list", "listed", is_flag=True, help="Say what became of each question instead.")
@click.option("--lang", type=click.Choice(list(languages())), help="Only this language.")
def evaluate(write: bool, listed: bool, lang: str | None) -> None:
    """Put the evaluation questions to the index, and show the figures of each language.

    They stand beside those that were last committed; build the index first.
    """
    if write and (listed or lang):
        raise click.UsageError("--write is for the whole report: leave out --list and --lang.")
    from indexing import evaluation
    from portal.opening import LazyRoad
    from portal.shelf import Shelf

    settings = Settings.from_env(os.environ)
    road = LazyRoad(settings, Shelf().facts).road()
    questions = evaluation.read_questions([lang] if lang else None)
    questions = tuple(asked for asked in questions if asked.half == "report")
    if listed:
        for line in evaluation.list_outcomes(road, questions):
            click.echo(line)
        return
    figures = evaluation.evaluate(road, questions)
    click.echo(evaluation.format_report(figures, evaluation.read_report()))
    if write:
        evaluation.write_report(figures)
