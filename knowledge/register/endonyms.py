"""What languages call themselves, so that a person can point at their own.

Seventy of the languages of knowledge.register.spoken, members of its groups among them: whoever
points at Bosnian is found an interpreter of the group that it is registered under. What stands in
data/endonyms.toml is explained there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.register.spoken import spoken_name

_FILE = Path(__file__).with_name("data") / "endonyms.toml"
_RIGHT_TO_LEFT = frozenset({"Arab", "Syrc"})


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name of a language in that language; `tag` is BCP 47, with the script where it is needed.

    `script` is an ISO 15924 code.
    """

    text: str
    script: str
    tag: str

    @property
    def dir(self) -> Literal["ltr", "rtl"]:
        """The direction that the name is written in."""
        return "rtl" if self.script in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Endonym:
    """One language to point at.

    `spoken` is the code to search the register for, `names` are its own, the first the one that
    most will look for. `called` are names of a language that the register knows in a group only.
    """

    tag: str
    spoken: str
    names: tuple[OwnName, ...]
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def script(self) -> str:
        """The script in which most will look for it."""
        return self.names[0].script

    def name(self, lang: str) -> str:
        """Return what the language is called in `lang`, the code of one of our languages.

        :raises UnknownSpokenLanguage: if `lang` is none of ours.
        """
        return self.called.get(lang) or spoken_name(self.spoken, lang)


@cache
def endonyms() -> tuple[Endonym, ...]:
    """Return every language to point at, in the order of the sheet.

    >>> endonyms()[0].names[0].text, endonyms()[0].name("nb")
    ('Afaan Oromoo', 'oromo')
    """
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(
        Endonym(
            tag,
            entry.get("spoken", tag),
            _own_names(tag, entry["names"]),
            entry.get("called", {}),
        )
        for tag, entry in entries.items()
    )


def _own_names(tag: str, pairs: list[tuple[str, str]]) -> tuple[OwnName, ...]:
    usual = pairs[0][1]
    return tuple(
        OwnName(text, script, tag if script == usual else f"{tag}-{script}")
        for text, script in pairs
    )
