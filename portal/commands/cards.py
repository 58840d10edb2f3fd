"""Print the cards that interpreters carry."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import click

from portal.settings import Settings


@click.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option("--language", metavar="LANGUAGE", help="Only who interprets it: a code or a name.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The PDF to write.",
)
def cards(numbers: tuple[str, ...], language: str | None, out: Path) -> None:
    """Write a PDF with the cards of the interpreters with these NUMBERs, or of all.

    Ten on a sheet of A4, to be printed at full size and cut. The code on a card leads to the page
    that verifies it, so VEIVISER_PUBLIC_URL must say where visitors reach the portal. A card that
    has run out is left out.
    """
    from knowledge.register.cards import draw_cards
    from knowledge.register.present import read_everyone
    from knowledge.register.spoken import find_spoken, spoken_members
    from knowledge.register.store import RegisterStore

    settings = Settings.from_env(os.environ)
    if not settings.public_url:
        raise click.ClickException(
            "VEIVISER_PUBLIC_URL is not set, so the codes would lead nowhere. Set it to the "
            "address where visitors reach the portal, such as https://tolk.example.no."
        )
    info = RegisterStore.open(settings.register_path).info()
    people = read_everyone(settings.register_path)
    unknown = [number for number in numbers if number.strip().upper() not in people]
    if unknown:
        raise click.ClickException(f"not in the register: {', '.join(unknown)}")
    chosen = [people[number.strip().upper()] for number in dict.fromkeys(numbers)]
    chosen = chosen or list(people.values())
    if language is not None:
        spoken = find_spoken(language)
        if spoken is None:
            raise click.ClickException(f"{language!r} is no language that is known here")
        chosen = [i for i in chosen if any(map(i.qualification, spoken_members(spoken)))]
    today = datetime.now(UTC).date()
    over = [i.number for i in chosen if i.has_valid_card(today) is False]
    valid = [i for i in chosen if i.has_valid_card(today) is not False]
    if over:
        click.echo(f"left out, because the card has run out: {', '.join(over)}", err=True)
    if not valid:
        raise click.ClickException("there is nobody to make a card for, so none was made.")
    base = f"{settings.public_url.rstrip('/')}/nb/interpreters/verify?number="
    drawn = io.BytesIO()
    pages = draw_cards(
        valid,
        drawn,
        verify_url=lambda number: base + quote(number, safe=""),
        is_sample=info.is_sample,
    )
    out.write_bytes(drawn.getvalue())
    click.echo(f"{out}: {len(valid)} cards on {pages} pages")
