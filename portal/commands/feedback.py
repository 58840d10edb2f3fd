"""What readers said was missing: how often, and the questions that they let us keep."""

import os
from datetime import UTC, datetime, timedelta

import click

from knowledge.characters import shown
from knowledge.feedback import COUNTED_DAYS, KEPT_DAYS, LEAST_TOLD, FeedbackStore, Reason
from portal.settings import Settings

_REASONS: dict[Reason, str] = {
    "not_asked": "not what was asked",
    "hard": "hard to understand",
    "wrong": "wrong or missing",
}


@click.command()
@click.option(
    "--days",
    type=click.IntRange(1, COUNTED_DAYS),
    default=KEPT_DAYS,
    show_default=True,
    help="How far back to count.",
)
def feedback(days: int) -> None:
    """List what readers said was missing, and the questions that they let us keep.

    Numbers below ten are not told. Questions older than thirty days are deleted first.
    """
    store = FeedbackStore(Settings.from_env(os.environ).feedback_path)
    today = datetime.now(UTC).date()
    since = today - timedelta(days=days - 1)
    store.forget_old(today)
    counts, kept = store.counts(since), store.kept(since)
    if not counts:
        click.echo(f"Nobody has said anything since {since}.")
        return
    click.echo(f"Said since {since}, by topic, language and reason:")
    for cell in counts:
        number = f"<{LEAST_TOLD}" if cell.count is None else str(cell.count)
        said = cell.feedback
        click.echo(f"{number:>6}  {_topic(said.topic)}  {said.lang}  {_REASONS[said.reason]}")
    if kept:
        click.echo(f"\nQuestions that were kept, for {KEPT_DAYS} days at most:")
    for one in kept:
        said = one.feedback
        place = f"{one.day}  {_topic(said.topic)}  {said.lang}  {_REASONS[said.reason]}"
        click.echo(f"  {place}\n    {shown(one.text)}")


def _topic(topic: str) -> str:
    return topic or "(no topic)"
