"""How much one client may ask of the register, so that nobody carries it away."""

from portal.limits.limiter import (
    ALLOWED,
    CONTACTS_A_DAY,
    RULES,
    Allowed,
    Client,
    Kind,
    Limiter,
    Refused,
    Rule,
)

__all__ = [
    "ALLOWED",
    "CONTACTS_A_DAY",
    "RULES",
    "Allowed",
    "Client",
    "Kind",
    "Limiter",
    "Refused",
    "Rule",
]
