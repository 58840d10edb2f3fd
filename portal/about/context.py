"""What the templates of these pages get, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from portal.contact import Contact
from portal.statement import Results


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """The accessibility statement; without `tested` it says that nothing has been tested.

    `programs` are the engines, each with its version.
    """

    template: ClassVar[str] = "pages/accessibility.html"
    tested: Results | None
    programs: tuple[str, ...]
    contact: Contact | None
