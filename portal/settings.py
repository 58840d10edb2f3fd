"""Everything the portal reads from its surroundings, checked once at start.

Only `Settings.from_env` looks at the environment, and it is given it as a mapping, so a test
passes a dict. The table in `portal/README.md` lists the same settings for people.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.errors import UnknownLanguage
from knowledge.languages import language
from portal.errors import PortalError

PREFIX = "VEIVISER_"


class SettingsInvalid(PortalError):
    """Settings that cannot be used; the message names all of them, one a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each the environment variable VEIVISER_ and its name in capitals.

    `embedding_model` is a folder or a Hub name of a sentence-transformers model, None the
    bundled one; the prefixes are what that model wants before a query and a passage.
    `public_url` is where visitors reach the portal: with it the API gives whole addresses, and
    with https in it browsers are told to come back by https alone. `exit_url` is the neutral
    page that the quick exit opens. `hsts_preload` asks browsers to know of the https beforehand.
    `security_contact` is where to report a weakness; without it there is no security.txt.
    `contact` is where readers reach the owner, which the accessibility statement tells them.
    `trusted_proxies` is how many proxies of ours a request comes through.
    """

    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    default_lang: str = "nb"
    embedding_model: str | None = None
    query_prefix: str | None = None
    passage_prefix: str | None = None
    public_url: str = ""
    exit_url: str = "https://www.yr.no/"
    hsts_preload: bool = False
    security_contact: str = ""
    contact: str = ""
    trusted_proxies: int = 0

    @property
    def index_dir(self) -> Path:
        """Where the search index stands."""
        return self.data_dir / "index"

    @property
    def collections_dir(self) -> Path:
        """Where ingested collections stand."""
        return self.data_dir / "collections"

    @property
    def register_path(self) -> Path:
        """Where the register of interpreters stands."""
        return self.data_dir / "register.sqlite"

    @property
    def feedback_path(self) -> Path:
        """Where stands what readers say of answers."""
        return self.data_dir / "feedback.sqlite"

    @property
    def limits_path(self) -> Path:
        """Where it is counted how much each client has asked for today."""
        return self.data_dir / "limits.bin"

    @property
    def keys_path(self) -> Path:
        """Where stands what is known of the keys of other systems."""
        return self.data_dir / "keys.json"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings that `env` gives; the others keep their defaults.

        :raises SettingsInvalid: naming every unknown or unusable setting at once.
        """
        values: dict[str, object] = {"workers": _cores()}
        faults: list[str] = []
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        for name, text in sorted(env.items()):
            if not name.startswith(PREFIX):
                continue
            if name not in known:
                faults.append(f"{name}: there is no such setting; there are {', '.join(known)}")
            elif text.strip() or known[name] in _MAY_BE_EMPTY:
                try:
                    values[known[name]] = _PARSERS.get(known[name], str)(text)
                except ValueError as error:
                    faults.append(f"{name}={text!r}: {error}")
            else:
                faults.append(f"{name}: is empty; give it a value or leave it out")
        if faults:
            raise SettingsInvalid(faults)
        return cls(**values)  # type: ignore[arg-type]  # each value was parsed for its field above


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return parse


def _lang(text: str) -> str:
    try:
        return language(text).code
    except UnknownLanguage as error:
        raise ValueError(str(error)) from None


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be a whole address that begins with https:// or http://")
    return text


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return text.lower() == "yes"


def _contact(text: str) -> str:
    if text and not text.startswith(("mailto:", "https://", "tel:")):
        raise ValueError("must begin with mailto:, https:// or tel:")
    if not text.isprintable() or " " in text:
        raise ValueError("must be one address without spaces")
    return text


_MAY_BE_EMPTY = {"query_prefix", "passage_prefix", "public_url", "security_contact", "contact"}
_PARSERS: dict[str, Callable[[str], object]] = {
    "data_dir": Path,
    "port": _whole_number(1, 65535),
    "workers": _whole_number(1, 64),
    "default_lang": _lang,
    "public_url": lambda text: _address(text).rstrip("/"),
    "exit_url": _address,
    "hsts_preload": _yes_or_no,
    "security_contact": _contact,
    "contact": _contact,
    "trusted_proxies": _whole_number(0, 9),
}
