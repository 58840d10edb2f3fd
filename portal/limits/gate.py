"""Who sent the current request, and the one call with which a view counts what it gives."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from flask import current_app, g, request

from portal.errors import RequestRefused
from portal.keys import Key
from portal.limits.limiter import Client, Kind, Refused
from portal.reading import detail
from portal.services import services
from portal.settings import Settings

_LONGEST_HEADER_CHARS = 1_000
_PREFIX_BITS = 64  # what one household or one office has of IPv6


def count_use(kind: Kind, what: str = "") -> None:
    """Count what the current request asks for.

    :param what: for a contact, the number of the person.
    :raises RequestRefused: 429 if it was too much, with the seconds to wait; 503 if contacts
        cannot be counted.
    """
    told = services().limits.allow(current_client(), kind, what)
    if isinstance(told, Refused):
        wait = {"Retry-After": str(told.retry_after_s)}
        if told.is_broken:
            faults = [detail(kind, "unavailable")]
            raise RequestRefused(503, "unavailable", details=faults, headers=wait)
        raise RequestRefused(429, "too_many_requests", headers=wait)


def current_client() -> Client:
    """Return who asks: the key that was sent with a request to the API, else the address."""
    key: Key | None = g.get("key")
    if key is not None:
        return Client(f"key {key.name}", key.limit)
    settings: Settings = current_app.config["SETTINGS"]
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.trusted_proxies else ""
    address = request.environ.get("REMOTE_ADDR") or ""
    return Client(client_network(address, forwarded, settings.trusted_proxies))


def client_network(remote: str, forwarded: str, proxies: int) -> str:
    """Return the network that a request came from: an address, of IPv6 its first 64 bits.

    Each proxy in front adds to the end of X-Forwarded-For whom it was called by, so with n of
    them the n-th from the end was written by ours and what stands before it by anybody.

    :param remote: the address at the other end of the connection.
    :param forwarded: the header, "" if there is none.
    :param proxies: how many proxies of ours stand in front; with 0 the header says nothing.

    >>> client_network("192.0.2.1", "198.51.100.7, 203.0.113.9", 1)
    '203.0.113.9'
    >>> client_network("2001:db8:1:2:3::4", "198.51.100.7", 0)
    '2001:db8:1:2::/64'
    """
    if proxies and forwarded:
        hops = forwarded[-_LONGEST_HEADER_CHARS:].split(",")
        if len(hops) >= proxies and (found := _network(hops[-proxies])):
            return found
    return _network(remote) or "unknown"


def _network(text: str) -> str:
    """Return the network of an address as proxies write it, "" if it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(IPv6Network((int(address) >> _PREFIX_BITS << _PREFIX_BITS, _PREFIX_BITS)))
        address = address.ipv4_mapped
    return str(address)
