"""Measure how good the answers are."""

import os

import click

from knowledge.languages import languages
from portal.settings import Settings


@click.command()
@click.option("--write", is_flag=True, help="Write the report that is to be committed.")
@click.option("--check", is_flag=True, help="Fail where a language fell by more than chance.")
@click.option("--ablation", is_flag=True, help="Also show what each part is worth. Minutes.")
@click.option("--list", "listed", is_flag=True, help="Say what became of each question instead.")
@click.option("--lang", type=click.Choice(list(languages())), help="Only this language.")
def evaluate(write: bool, check: bool, ablation: bool, listed: bool, lang: str | None) -> None:
    """Put the evaluation questions to the index, and show the figures of each language and kind.

    They stand beside those that were last committed, and beside what simpler searches find for
    the same questions. Build the index first.
    """
    if (write or check) and (listed or lang):
        raise click.UsageError(
            "--write and --check are for the whole report: leave out --list and --lang."
        )
    from indexing import evaluation
    from portal.commands.progress import StageBars
    from portal.opening import LazyRoad
    from portal.shelf import Shelf

    settings = Settings.from_env(os.environ)
    road = LazyRoad(settings, Shelf().facts).road()
    exam = evaluation.read_exam("report", [lang] if lang else None)
    if listed:
        for line in evaluation.list_outcomes(road, exam.questions):
            click.echo(line)
        return
    index = road.index.current()
    total = len(exam.questions)
    with StageBars({"asking": "Asking the questions"}) as bars:
        results = evaluation.evaluate(
            road,
            exam,
            spots=evaluation.find_spots(index),
            progress=lambda done: bars("asking", done, total),
        )
    before = evaluation.read_report()
    click.echo(evaluation.format_report(results, before))
    baselines = evaluation.compare(index, road.embedder, exam.questions)
    click.echo(f"\nsimpler searches\n{evaluation.format_table(baselines)}")
    rows: tuple[evaluation.Row, ...] = ()
    if ablation:
        both_halves = evaluation.read_questions([lang] if lang else None)
        rows = tuple(evaluation.ablate(index, road.embedder, both_halves))
        click.echo(f"\nwhat each part is worth\n{evaluation.format_ablation(rows)}")
    if write:
        evaluation.write_report(results, baselines=baselines, ablation=rows)
    fallen = list(evaluation.falls(results, before)) if check else []
    if fallen:
        raise click.ClickException("fell by more than chance explains:\n" + "\n".join(fallen))
