"""Tell somebody who has asked for too much when to try again, and what other way there is."""

from flask import Response

from portal.contact import owner_contact
from portal.errors import RequestRefused
from portal.limits import RULES, Kind
from portal.limits.gate import count_use
from portal.register.context import LimitPage
from portal.rendering import render

_MINUTE_S = 60
_LONGEST_WAIT_MIN = 60  # beyond that it is for the rest of the day


def refuse_too_many(kind: Kind, what: str = "", *, back_url: str = "") -> Response | None:
    """Count what is asked for; return the page that says no, None if it may be given.

    :param what: for a contact, the number of the person.
    :param back_url: where to go back to, "" if nowhere.
    """
    try:
        count_use(kind, what)
    except RequestRefused as refusal:
        wait = refusal.headers.get("Retry-After", "0")
        minutes = -(-int(wait) // _MINUTE_S)
        page = LimitPage(
            is_broken=refusal.status != 429,
            minutes=minutes if minutes <= _LONGEST_WAIT_MIN else 0,
            counted=kind,
            a_minute=RULES[kind].a_minute,
            a_day=RULES[kind].a_day,
            back_url=back_url,
            contact=owner_contact(),
        )
        response = render(
            page, status=refusal.status, is_kept=False, is_indexed=False, tone="dense"
        )
        response.headers.update(refusal.headers)
        return response
    return None
