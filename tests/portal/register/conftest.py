"""A portal over a small register of invented people, and what its pages are looked at with."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from knowledge.register.interpreters import Interpreter, Mode, Qualification
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import CountedUses, small_services
from tests.portal.inspecting import Seen

MANY = 130


def _person(
    number: str,
    spoken: str,
    category: str,
    *,
    place: str = "Oslo",
    county: str = "Oslo",
    gender: str = "f",
    modes: tuple[Mode, ...] = (),
    capacity: str | None = None,
    name: str = "Prøve",
) -> Interpreter:
    return Interpreter(
        number,
        name,
        f"Person{number[-1]}",
        (Qualification(spoken, category),),  # type: ignore[arg-type]  # a letter
        gender,  # type: ignore[arg-type]  # f or m
        place,
        county,
        capacity,  # type: ignore[arg-type]  # one of the three
        modes,
        phone=f"+47 000 {ord(number[-1])} {ord(number[-2])}9",
        email=f"{number.lower()}@example.org",
    )


PEOPLE = (
    _person("S-1A", "prs", "A", place="Bergen", county="Vestland", modes=("phone",)),
    _person("S-1B", "prs", "C", place="Bergen", county="Vestland", capacity="full_time"),
    _person("S-1C", "prs", "C", place="Voss", county="Vestland", gender="m", modes=("in_person",)),
    _person("S-1D", "prs", "E", place="Stavanger", county="Rogaland", modes=("in_person",)),
    _person("S-1E", "prs", "B", modes=("video",), name="Zahra"),
    _person("S-1F", "fa", "D"),
    _person("S-1G", "tig", "C", place="Tromsø", county="Troms", modes=("phone",)),
    _person("S-1H", "ti", "D"),
    *(_person(f"S-M{n:03d}", "so", "D", name=f"Nummer{n:03d}") for n in range(MANY)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "register.sqlite"
    imported = datetime(2026, 11, 20, 8, tzinfo=UTC)
    replace_register(file, PEOPLE, imported_at=imported, is_sample=True)
    return file


@pytest.fixture
def uses() -> CountedUses:
    return CountedUses()


@pytest.fixture
def app(shelf: Shelf, path: Path, uses: CountedUses) -> Flask:
    the_services = replace(small_services(shelf, limits=uses), register=RegisterStore.open(path))
    return create_app(Settings(), the_services)


def names_on(seen: Seen) -> list[str]:
    """Return the names of a list, in its order."""
    return [h.text_content() for h in seen.all("//article//h3")]


def asked_by(url: str) -> dict[str, str]:
    """Return what an address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def links_below(seen: Seen, path: str) -> dict[str, str]:
    """Return where the links below an XPath lead, by their text."""
    return {" ".join(link.text_content().split()): link.get("href", "") for link in seen.all(path)}
