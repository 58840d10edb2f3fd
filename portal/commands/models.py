"""Train the bundled embedding model anew, and measure it. Needs the extra packages `models`."""

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
    """Train the model, and write it with its report and its card.

    Takes about twenty minutes on two cores. Build the index anew afterwards.
    """
    from indexing.training import train_model

    folder = out or _bundled()
    with StageBars(_STAGES) as progress:
        trained = train_model(
            corpora,
            folder,
            seed=seed,
            epochs=epochs,
            qa_dir=_beside(qa, corpora),
            progress=progress,
        )
    click.echo(str(trained))
    _measure(folder, corpora, qa)


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
