"""Say which version this is, and what is missing before it can do its work."""

import os
from importlib.metadata import version as version_of

import click

from portal.settings import Settings


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(version_of("veiviser"))


@click.command()
def doctor() -> None:
    """Check every part, and say what to do where one cannot do its work."""
    from portal.opening import open_services

    settings = Settings.from_env(os.environ)
    click.echo(f"data folder: {settings.data_dir.resolve()}")
    parts = open_services(settings).check_parts()
    for name, fault in parts.items():
        click.echo(f"{name}: {fault or 'ok'}")
    if any(parts.values()):
        raise click.ClickException("some parts need attention.")
