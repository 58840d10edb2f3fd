"""Keys for other systems: make one, list them, take one away."""

import os
from datetime import UTC, datetime

import click

from portal.keys import DEFAULT_LIMIT, MOST_LIMIT, PURPOSES, KeyRing, Purpose
from portal.settings import Settings


@click.group(no_args_is_help=True)
def keys() -> None:
    """Keys that other systems send to the API."""


@keys.command()
@click.argument("name")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_LIMIT),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="How many different interpreters' contacts a day; the other limits grow with it.",
)
@click.option(
    "--for",
    "purpose",
    type=click.Choice(PURPOSES),
    default="api",
    show_default=True,
    help="api: higher limits. office: the pages of the office that keeps the register, too.",
)
def make(name: str, limit: int, purpose: Purpose) -> None:
    """Make a key called NAME and show its secret, once.

    Send it as `Authorization: Bearer …`. It holds at once, in running workers too.
    """
    secret = _ring().make(name, purpose, limit, on=datetime.now(UTC).date())
    click.echo(secret)
    click.echo("Keep it now: it is stored nowhere and cannot be shown again.", err=True)


@keys.command("list")
def list_() -> None:
    """List the keys, without their secrets."""
    found = _ring().all()
    if not found:
        click.echo("There are no keys.")
    for key in found:
        click.echo(f"{key.name}  {key.purpose}  {key.limit} a day  made {key.made}")


@keys.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Take the key NAME away; whoever has it is refused from now on."""
    _ring().revoke(name)
    click.echo(f"{name} was revoked.")


def _ring() -> KeyRing:
    return KeyRing(Settings.from_env(os.environ).keys_path)
