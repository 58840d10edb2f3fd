"""Measure how good the answers are."""

import os

import click

from portal.settings import Settings


@click.command()
@click.option("--write", is_flag=True, help="Write the report that is to be committed.")
def evaluate(write: bool) -> None:
    """Put the evaluation questions to the index, and show the figures of each language.

    They stand beside those that were last committed; build the index first.
    """
    from indexing import evaluation  # noqa: PLC0415
    from portal.opening import LazyRoad  # noqa: PLC0415
    from portal.shelf import Shelf  # noqa: PLC0415

    settings = Settings.from_env(os.environ)
    road = LazyRoad(settings, Shelf().facts).road()
    questions = evaluation.read_questions()
    figures = evaluation.evaluate(road, [asked for asked in questions if asked.half == "report"])
    click.echo(evaluation.format_report(figures, evaluation.read_report()))
    if write:
        evaluation.write_report(figures)
