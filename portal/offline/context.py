"""What the templates of keeping pages get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CollectionChoice:
    """A collection that can be kept: how many pages, about how many megabytes, and its list."""

    id: str
    name: str
    pages: int
    megabytes: str
    list_url: str


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Choose what to keep, see what is kept, and remove it."""

    template: ClassVar[str] = "offline/choose.html"
    choices: tuple[CollectionChoice, ...]


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages that this device keeps; its script lists them, for the server does not know."""

    template: ClassVar[str] = "offline/kept.html"
