"""What an office calls its columns: headings of its own, and the columns of ours they stand for.

A mapping is given heading by heading (`Tlf=phone`), and can be kept under a name as a file of
TOML beside the register: `"Tlf" = "phone"`, one line a heading.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.register.columns import COLUMNS, is_sound_text
from knowledge.register.errors import RegisterError
from knowledge.register.folding import fold_key
from knowledge.register.national_ids import holds_national_id

IGNORE = "ignore"
FOLDER = "register-mappings"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MAX_HEADING_CHARS = 200
_MAX_HEADINGS = 100


class MappingUnusable(RegisterError):
    """A mapping of columns is none."""


class MappingNameUnusable(MappingUnusable):
    """A mapping cannot be kept under such a name."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Headings as they stand in the file, each with a column of ours, or `ignore`."""

    columns: tuple[tuple[str, str], ...] = ()

    def by_key(self) -> dict[str, str]:
        """Return the column of ours by the folded heading."""
        return {heading_key(heading): column for heading, column in self.columns}

    def joined(self, other: "ColumnMapping") -> "ColumnMapping":
        """Return both; where both name a heading, the other one counts."""
        return ColumnMapping(tuple((dict(self.columns) | dict(other.columns)).items()))


def heading_key(heading: str) -> str:
    """Return a heading as headings are compared: case, accents and signs do not matter.

    >>> heading_key("Gyldig_til:") == heading_key("gyldig til")
    True
    """
    return fold_key(heading.replace("_", " ")) or heading.strip()


def parse_mapping(pairs: Iterable[str]) -> ColumnMapping:
    """Return the mapping of pairs such as `Tlf=phone` and `Merknad=ignore`.

    :raises MappingUnusable: if one is no pair, or names no column.
    """
    return _checked([pair.rpartition("=")[::2] for pair in pairs])


def save_mapping(data_dir: Path, name: str, mapping: ColumnMapping) -> Path:
    """Keep a mapping under a name, in one step; one of that name is replaced.

    :raises MappingNameUnusable: if the name is none.
    """
    path = _path(data_dir, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{json.dumps(heading)} = {json.dumps(column)}" for heading, column in mapping.columns]
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write("\n".join(["# A file's own headings, and our columns", *lines, ""]))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return path


def load_mapping(data_dir: Path, name: str) -> ColumnMapping:
    """Return the mapping that was kept under a name.

    :raises MappingUnusable: if there is none, or what stands there is none.
    """
    path = _path(data_dir, name)
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        kept = ", ".join(list_mappings(data_dir)) or "none"
        raise MappingUnusable(
            f"there is no mapping {name!r}; kept are: {kept}. Make one with --map and "
            f"--save-mapping."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingUnusable(f"{path}: not to be read as TOML ({error}). Mend it.") from None
    return _checked(list(entries.items()))


def list_mappings(data_dir: Path) -> tuple[str, ...]:
    """Return the names under which mappings are kept."""
    return tuple(sorted(path.stem for path in (data_dir / FOLDER).glob("*.toml")))


def _path(data_dir: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise MappingNameUnusable(
            f"{name!r} is no name of a mapping: use up to 40 small letters, digits and hyphens"
        )
    return data_dir / FOLDER / f"{name}.toml"


def _checked(pairs: list[tuple[str, object]]) -> ColumnMapping:
    columns: dict[str, str] = {}
    if len(pairs) > _MAX_HEADINGS:
        raise MappingUnusable(f"a mapping names up to {_MAX_HEADINGS} headings")
    for heading, column in pairs:
        told = heading.strip()
        if not told or len(told) > _MAX_HEADING_CHARS or not is_sound_text(told):
            raise MappingUnusable("a mapping is written HEADING=COLUMN, such as Tlf=phone")
        if holds_national_id(told):
            raise MappingUnusable("a heading holds a national identity number: take it out")
        if column not in (*COLUMNS, IGNORE):
            raise MappingUnusable(
                f"{told!r} is to be a column that does not exist: use {', '.join(COLUMNS)}, or "
                f"{IGNORE}"
            )
        columns[told] = str(column)
    return ColumnMapping(tuple(columns.items()))
