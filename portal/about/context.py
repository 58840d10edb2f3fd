"""What the templates of these pages get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from portal.statement import Results


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """The accessibility statement; without `tested` it says that nothing has been tested.

    `programs` are the engines, each with its version. `contact` is where to reach the owner, as it
    is read, "" where none is named; `contact_url` is where its link leads.
    """

    template: ClassVar[str] = "pages/accessibility.html"
    tested: Results | None
    programs: tuple[str, ...]
    contact: str
    contact_url: str
