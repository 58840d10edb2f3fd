"""The register of interpreters: import a file, make a sample, say what there is."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.characters import shown
from portal.commands.cards import cards
from portal.commands.progress import StageBars
from portal.settings import Settings

if TYPE_CHECKING:
    from knowledge.register.comparing import Change

_STAGES = {
    "reading": "Checking the rows",
    "comparing": "Comparing with the register",
    "writing": "Writing the register",
    "checking": "Checking what was written",
}


@click.group(no_args_is_help=True)
def register() -> None:
    """The register of interpreters."""


register.add_command(cards)


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check the file, and say what would change.")
@click.option(
    "--confirm-loss", is_flag=True, help="Go ahead although more than a fifth would vanish."
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the first if left out.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="HEADING=COLUMN",
    help="What a heading of the file stands for, such as Tlf=phone or Merknad=ignore.",
)
@click.option("--mapping", metavar="NAME", help="Use a mapping that was saved.")
@click.option("--save-mapping", "save_as", metavar="NAME", help="Save the mapping under a name.")
def import_(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    dry_run: bool,
    confirm_loss: bool,
    sheet: str | None,
    pairs: tuple[str, ...],
    mapping: str | None,
    save_as: str | None,
) -> None:
    """Replace the register by the interpreters of FILE (CSV, Excel or JSON).

    Every row is checked; with a fault in any of them nothing is changed. What was there before
    is kept: see `veiviser register versions`.
    """
    from knowledge.register.importing import apply_register, read_register
    from knowledge.register.mapping import load_mapping, parse_mapping, save_mapping
    from knowledge.register.planning import plan_import

    settings = Settings.from_env(os.environ)
    named = parse_mapping(pairs)
    if mapping is not None:
        named = load_mapping(settings.data_dir, mapping).joined(named)
    if save_as is not None:
        save_mapping(settings.data_dir, save_as, named)
    place = shown(str(file))
    with StageBars(_STAGES) as tell:
        read = read_register(file, mapping=named, sheet=sheet, tell=tell)
    for warning in read.warnings:
        click.echo(f"{place}: {warning} (Not a fault.)", err=True)
    for fault in read.faults:
        click.echo(f"{place}: {fault}", err=True)
    if read.faults:
        raise click.ClickException(f"{len(read.faults)} faults, so nothing was changed.")
    if dry_run:
        with StageBars(_STAGES) as tell:
            plan = plan_import(settings.register_path, read, tell=tell)
        click.echo(f"{place}: {len(read.rows)} interpreters, no faults.")
        _tell_change(plan.change)
        if plan.kept_out:
            click.echo(f"{plan.kept_out} stay out, because they have withdrawn.")
        if plan.needs_confirmation:
            click.echo("More than a fifth would vanish: that must be confirmed (--confirm-loss).")
        click.echo("Nothing was changed.")
        return
    with StageBars(_STAGES) as tell:
        info = apply_register(
            settings.register_path,
            read,
            imported_at=datetime.now(UTC),
            confirm_loss=confirm_loss,
            tell=tell,
        )
    click.echo(f"The register holds {info.count} interpreters.")


def _tell_change(change: "Change") -> None:
    from knowledge.register.spoken import spoken_name

    click.echo(_in_short(change))
    if change.columns:
        click.echo("changed in " + ", ".join(f"{name} {count}" for name, count in change.columns))
    for spoken, before, after in change.spoken:
        if before != after:
            click.echo(f"{before:6} → {after:<6} {spoken:4} {spoken_name(spoken, 'en')}")


def _in_short(change: "Change") -> str:
    return (
        f"{change.added} added, {change.changed} changed, {change.removed} removed, "
        f"{change.unchanged} unchanged"
    )


@register.command()
@click.option(
    "--if-missing",
    is_flag=True,
    help="Where there is a register already, only bring it to the form of this version.",
)
@click.option(
    "--count", type=click.IntRange(1, 100_000), default=2000, show_default=True, help="How many."
)
def sample(if_missing: bool, count: int) -> None:
    """Make a register of people who do not exist, to try the portal with."""
    from knowledge.register.errors import RegisterMissing, RegisterOutdated
    from knowledge.register.sample import make_sample
    from knowledge.register.store import RegisterStore
    from knowledge.register.writing import replace_register, upgrade_register

    path = Settings.from_env(os.environ).register_path
    try:
        known = RegisterStore.open(path).info()
    except RegisterMissing:
        known = None
    except RegisterOutdated:
        known = upgrade_register(path)
    if known is not None:
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
    """Take the interpreter with NUMBER out, of every kept version too, and keep the number out."""
    from knowledge.register.writing import withdraw as take_out

    path = Settings.from_env(os.environ).register_path
    was_there = take_out(path, number, at=datetime.now(UTC))
    told = "was taken out" if was_there else "was not there"
    click.echo(f"{number} {told}, and is kept out from now on.")


@register.command()
def versions() -> None:
    """List the imports that are kept, the newest first."""
    from knowledge.register.versions import list_versions

    found = list_versions(Settings.from_env(os.environ).register_path)
    for one in found:
        told = f"{one.number:6}  {one.made_at:%Y-%m-%d %H:%M} UTC  {one.count:6} interpreters"
        if one.change:
            told += f"  {_in_short(one.change)}"
        if one.gone_back_to is not None:
            told += f"  (version {one.gone_back_to} put back)"
        click.echo(told + ("  in use" if one.in_use else ""))
    if not found:
        click.echo("No import is kept yet.")


@register.command()
@click.argument("version", type=int)
@click.option(
    "--confirm-loss", is_flag=True, help="Go ahead although more than a fifth would vanish."
)
def rollback(version: int, confirm_loss: bool) -> None:
    """Put the import with the number VERSION back; who has withdrawn since stays out."""
    from knowledge.register.writing import roll_back

    path = Settings.from_env(os.environ).register_path
    with StageBars(_STAGES) as tell:
        found = roll_back(path, version, at=datetime.now(UTC), confirm_loss=confirm_loss, tell=tell)
    click.echo(f"The register holds {found.count} interpreters, as in version {version}.")


@register.command()
def upgrade() -> None:
    """Bring a register of an earlier version to the form that this version reads."""
    from knowledge.register.writing import upgrade_register

    found = upgrade_register(Settings.from_env(os.environ).register_path)
    click.echo(f"The register holds {found.count} interpreters.")
