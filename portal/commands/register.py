"""The register of interpreters: import a file, make a sample, say what there is."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from knowledge.characters import shown
from portal.settings import Settings


@click.group(no_args_is_help=True)
def register() -> None:
    """The register of interpreters."""


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check the file.")
@click.option(
    "--confirm-loss", is_flag=True, help="Go ahead although more than a fifth would vanish."
)
def import_(file: Path, dry_run: bool, confirm_loss: bool) -> None:
    """Replace the register by the interpreters of FILE (CSV or JSON).

    Every row is checked; with a fault in any of them nothing is changed.
    """
    from knowledge.register.importing import apply_register, read_register

    settings = Settings.from_env(os.environ)
    read = read_register(file)
    place = shown(str(file))
    for fault in read.faults:
        click.echo(f"{place}: {fault}", err=True)
    if read.faults:
        raise click.ClickException(f"{len(read.faults)} faults, so nothing was changed.")
    if dry_run:
        click.echo(f"{place}: {len(read.rows)} interpreters, no faults. Nothing was changed.")
        return
    info = apply_register(
        settings.register_path, read, imported_at=datetime.now(UTC), confirm_loss=confirm_loss
    )
    click.echo(f"The register holds {info.count} interpreters.")


@register.command()
@click.option("--if-missing", is_flag=True, help="Do nothing where there is a register already.")
@click.option(
    "--count", type=click.IntRange(1, 100_000), default=2000, show_default=True, help="How many."
)
def sample(if_missing: bool, count: int) -> None:
    """Make a register of people who do not exist, to try the portal with."""
    from knowledge.register.errors import RegisterMissing
    from knowledge.register.sample import make_sample
    from knowledge.register.store import RegisterStore
    from knowledge.register.writing import replace_register

    path = Settings.from_env(os.environ).register_path
    try:
        known = RegisterStore.open(path).info()
    except RegisterMissing:
        pass
    else:
        if if_missing:
            click.echo(f"There is a register already, with {known.count} interpreters.")
            return
        if not known.is_sample:
            raise click.ClickException(
                f"{path} is a real register, and a sample would replace it. Move it away first."
            )
    people = make_sample(count)
    info = replace_register(path, people, imported_at=datetime.now(UTC), is_sample=True)
    click.echo(f"The register holds {info.count} made-up interpreters.")


@register.command()
def info() -> None:
    """Say what the register holds."""
    from knowledge.register.spoken import spoken_name
    from knowledge.register.store import RegisterStore

    path = Settings.from_env(os.environ).register_path
    found = RegisterStore.open(path).info()
    kind = "made-up interpreters (sample data)" if found.is_sample else "interpreters"
    click.echo(f"{path}: {found.count} {kind}, {len(found.spoken_counts)} languages")
    if found.imported_at:
        click.echo(f"imported {found.imported_at:%Y-%m-%d %H:%M} UTC")
    for spoken, count in sorted(found.spoken_counts, key=lambda pair: -pair[1]):
        click.echo(f"{count:6}  {spoken:4} {spoken_name(spoken, 'en')}")


@register.command()
@click.argument("number")
def withdraw(number: str) -> None:
    """Take the interpreter with NUMBER out, and keep the number out of later imports."""
    from knowledge.register.writing import withdraw as take_out

    path = Settings.from_env(os.environ).register_path
    was_there = take_out(path, number, at=datetime.now(UTC))
    told = "was taken out" if was_there else "was not there"
    click.echo(f"{number} {told}, and is kept out from now on.")


@register.command()
def upgrade() -> None:
    """Bring a register of an earlier version to the form that this version reads."""
    from knowledge.register.writing import upgrade_register

    found = upgrade_register(Settings.from_env(os.environ).register_path)
    click.echo(f"The register holds {found.count} interpreters.")
