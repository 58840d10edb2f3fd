"""Build the index, and add documents to it."""

import os
from pathlib import Path

import click

from knowledge.characters import shown
from knowledge.languages import SOURCE_LANG, languages
from portal.commands.progress import StageBars
from portal.settings import Settings

_STAGES = {
    "passages": "Cutting articles into passages",
    "vectors": "Embedding",
    "words": "Counting words",
    "check": "Checking",
}


# Words that stand in addresses where a collection's name would.
RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "answer",
        "chat",
        "feedback",
        "interpreters",
        "offline",
        "search",
        "styleguide",
        "words",
    }
)


@click.command()
def index() -> None:
    """Build the search index, or bring it up to date.

    What has not changed is taken over. The index in use stays in use until the new one has been
    written and checked; a running portal changes over by itself.
    """
    _build(Settings.from_env(os.environ))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--collection",
    "-c",
    required=True,
    metavar="NAME",
    help="The collection to add to, such as reports: small letters, digits, hyphens.",
)
@click.option(
    "--lang",
    type=click.Choice(list(languages())),
    default=SOURCE_LANG,
    show_default=True,
    help="The language that the documents are written in.",
)
@click.option("--no-index", is_flag=True, help="Do not build the index afterwards.")
def ingest(paths: tuple[Path, ...], collection: str, lang: str, no_index: bool) -> None:
    """Add documents: text, Markdown, HTML or PDF files, or folders of them.

    Each is cut at its headings. A file that is added again replaces what it held before.
    """
    from knowledge.importing import ingest as ingest_files

    settings = Settings.from_env(os.environ)
    if collection in RESERVED:
        raise click.BadParameter(f"{collection!r} is the name of a page. Choose another.")
    with StageBars({"read": "Reading"}) as bars:
        report = ingest_files(
            paths,
            collection=collection,
            lang=lang,
            out_dir=settings.collections_dir,
            progress=lambda _file, done, total: bars("read", done, total),
        )
    for file in report.files:
        if file.problem:  # which begins with the name of the file
            folder = "" if file.path.parent == Path() else f"{file.path.parent}/"
            click.echo(f"{shown(folder)}{file.problem}", err=True)
        else:
            note = f" ({file.note})" if file.note else ""
            told = f"{collection}/{file.slug}, {file.sections} sections{note}"
            click.echo(f"{shown(str(file.path))}: {told}")
    if report.done and not no_index:
        _build(settings)
    if report.refused:
        raise click.ClickException(
            f"{len(report.refused)} of {len(report.files)} files could not be added."
        )


def _build(settings: Settings) -> None:
    from indexing.build import build_index
    from indexing.embedding import load_embedder
    from knowledge.loading import CONTENT_DIR, load_knowledge

    knowledge = load_knowledge((CONTENT_DIR, settings.collections_dir))
    for problem in knowledge.problems:
        click.echo(str(problem), err=True)
    embedder = load_embedder(
        settings.embedding_model,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
    )
    with StageBars(_STAGES) as progress:
        report = build_index(knowledge, embedder, settings.index_dir, progress=progress)
    state = "The index was built" if report.changed else "The index is up to date"
    click.echo(
        f"{state}: {report.articles} articles, {report.passages} passages, "
        f"{report.questions} questions, {report.seconds:.1f} s."
    )
