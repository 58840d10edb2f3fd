"""What the style guide shows: each token and each component, with samples of its own."""

from dataclasses import dataclass
from typing import ClassVar

from portal.chat.danger import CardLine
from portal.pages.context import TopicLink
from portal.register.context import PersonCard
from portal.tones import Tone


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour for text on the ground it stands on, both by the names of their tokens."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StyleGuidePage:
    """The style guide; `tones` are shown side by side, `words` are notes in English by part."""

    template: ClassVar[str] = "styleguide/styleguide.html"
    words: dict[str, str]
    swatches: tuple[Swatch, ...]
    tones: tuple[Tone, ...]
    sizes: tuple[str, ...]
    icons: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    topics: tuple[TopicLink, ...]
    lines: tuple[CardLine, ...]
    person: PersonCard
    tabs: tuple[Tab, ...]
