"""What can go wrong in the portal: one family, each child named after its case.

How a visitor or a program is told is portal.error_pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class PortalError(Exception):
    """A fault in how the portal is set up or started; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing wrong with a request: which field, a code for machines, a sentence for people."""

    field: str
    code: str
    message: str


class RequestRefused(PortalError):
    """A request that cannot be answered as it stands: becomes the API's error shape."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        details: Sequence[Detail] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.details = tuple(details)
        self.headers = dict(headers or {})
