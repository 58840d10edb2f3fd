"""Train the bundled embedding model anew, and measure it. Needs the extra packages `models`."""

from functools import partial
from pathlib import Path

import click

from portal.commands.progress import StageBars

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_corpora = click.option(
    "--corpora", type=_folder, required=True, help="Folder of aligned texts (*.tsv.gz)."
)
_qa = click.option("--qa", type=_folder, help="Folder of questions; default: qa beside corpora.")
_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Model folder; default: the bundled one.",
)
_STAGES = {
    "texts": "Reading texts",
    "tokenizer": "Learning word pieces",
    "vectors": "Fitting vectors",
    "languages": "Learning to tell languages apart",
    "subjects": "Learning subjects",
    "danger": "Learning danger",
}


@click.group(no_args_is_help=True)
def model() -> None:
    """The bundled embedding model: train it, measure it."""


@model.command()
@_corpora
@_qa
@_out
@click.option("--seed", type=int, default=13, show_default=True, help="Same seed, same model.")
@click.option("--epochs", type=click.IntRange(1, 100), default=6, show_default=True)
def train(corpora: Path, qa: Path | None, out: Path | None, seed: int, epochs: int) -> None:
    """Train the model on aligned texts and our own articles; write it with report and card.

    Takes about thirty minutes on two cores. What leans on the vectors must be fitted anew then:
    `veiviser model readers`, `veiviser index`, and `python -m indexing.evaluation fit`.
    """
    from indexing.training import train_model
    from indexing.training.articles import article_pairs, every_topic
    from knowledge.loading import load_knowledge

    folder = out or _bundled()
    knowledge = load_knowledge()
    with StageBars(_STAGES) as progress:
        trained = train_model(
            corpora,
            folder,
            seed=seed,
            epochs=epochs,
            qa_dir=_beside(qa, corpora),
            extra_pairs=article_pairs(knowledge, every_topic(knowledge)),
            knowledge=knowledge,
            progress=progress,
        )
    click.echo(str(trained))
    _measure(folder, corpora, qa)


@model.command()
def readers() -> None:
    """Fit the small models that read a question: its subject, and danger.

    Takes about half an hour on one core.
    """
    from indexing.training.danger import train_danger
    from indexing.training.scope import train_scope

    with StageBars(_STAGES) as progress:
        subjects = train_scope(tell=partial(progress, "subjects"))
        dangers = train_danger(tell=partial(progress, "danger"))
    click.echo(f"subjects: fitted on {subjects:,} examples; danger: on {dangers:,}")


@model.command()
@_corpora
@_qa
@_out
def evaluate(corpora: Path, qa: Path | None, out: Path | None) -> None:
    """Measure the model, and write its report and its card."""
    _measure(out or _bundled(), corpora, qa)


def _measure(folder: Path, corpora: Path, qa: Path | None) -> None:
    from indexing.training import measure, write_report
    from indexing.training.card import write_card

    report = measure(folder, corpora, _beside(qa, corpora))
    write_report(report, folder)
    write_card(report, folder)
    click.echo(str(report))


def _beside(qa: Path | None, corpora: Path) -> Path:
    return qa or corpora.parent / "qa"


def _bundled() -> Path:
    from indexing.embedding import BUNDLED_MODEL_DIR

    return BUNDLED_MODEL_DIR
