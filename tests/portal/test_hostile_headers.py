"""No header that is sent to any page breaks it, and none comes back in what is answered."""

import random
import time

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.test_every_page import EXAMPLES
from tests.portal.test_security import VALUES

MARK = "zlatorog7731"
NAMES = (
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Expect",
    "Forwarded",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Site",
    "Transfer-Encoding",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Port",
    "X-Forwarded-Prefix",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
    "X-Original-URL",
    "X-Request-Id",
)
VALUES_SENT = (
    "",
    " ",
    MARK,
    f"{MARK}.example:99999",
    f"{MARK}.example:port",
    f"[::1{MARK}",
    f"https://{MARK}.example/<script>alert(1)</script>",
    f'"{MARK}", W/"{MARK}", *',
    f'W/"{MARK}',
    f"{MARK}\r\nSet-Cookie: a=b",
    f"{MARK}\0\x1b\x7f",
    f"{MARK}\xe9\xff\xa0",
    # A server hands on bytes, one letter each.
    f"{MARK}\U0001f600".encode().decode("latin-1"),
    MARK * 5_000,
    ("a=b;" * 20_000) + MARK,
    ",".join(["nb;q=0.5"] * 20_000),
    f"{MARK};q=9e999, *;q=-1, ;;;q=, nb;q=nan, en;q=0.{'9' * 5_000}",
    f"gzip;q={MARK}, br;q=1e400, identity;q=0, *;q=0",
    "text/html;q=1;q=0;level=" + "9" * 10_000,
    "bytes=0-0,1-1," + ",".join(f"{n}-" for n in range(5_000)),
    "bytes=-" + "9" * 5_000,
    "bytes=5-1",
    "bytes=0-18446744073709551616",
    "Thu, 99 Foo 99999 99:99:99 GMT",
    "Thu, 01 Jan 0000 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 -9999",
    "-" + "9" * 400,
    "*",
    "==" * 1_000,
    "Basic " + "=" * 200,
    "Bearer \xff\xfe",
    "for=" + MARK + ';host="\\"',
    "../" * 500 + MARK,
)
TIME_S = 2.0


def every_address(app: Flask) -> list[str]:
    """Return an address of every kind that can be read, those that do not exist among them."""
    urls = ["/", "/nothing", "/nb", "/xx/", "/static/nothing", "/nb/answer/stream"]
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()):
                continue
            for example in EXAMPLES.get(rule.endpoint, [{}]):
                values = VALUES | example | {"lang": "nb"}
                values = {name: values[name] for name in rule.arguments}
                urls.append(adapter.build(rule.endpoint, values, method=None))
    return list(dict.fromkeys(urls))


def send(app: Flask, url: str, headers: dict[str, str]) -> None:
    """Read an address with these headers, as a server hands them on, and look at the answer.

    The test client is left out: it reads some of them itself.
    """
    environ = EnvironBuilder(path=url).get_environ()
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
    body, status, said = run_wsgi_app(app, environ, buffered=True)
    case = (url, status, {name: value[:80] for name, value in headers.items()})
    assert int(status.split()[0]) < 500, case
    assert MARK not in str(said), case
    assert "Set-Cookie" not in said, case
    assert MARK.encode() not in b"".join(body), case


@pytest.fixture
def behind_a_proxy(shelf: Shelf) -> Flask:
    """A portal that knows its own address."""
    settings = Settings(public_url="https://veiviser.example")
    return create_app(settings, small_services(shelf))


def test_every_value_of_every_header_breaks_nothing_and_is_not_given_back(app: Flask) -> None:
    urls, chance = every_address(app), random.Random(7731)
    assert len(urls) > 50
    # Eight at once; with a host that is refused nothing else would be read.
    pairs = [(name, value) for name in NAMES if name != "Host" for value in VALUES_SENT]
    chance.shuffle(pairs)
    for at in range(0, len(pairs), 8):
        send(app, urls[at // 8 % len(urls)], dict(pairs[at : at + 8]))
    for value in VALUES_SENT:
        send(app, chance.choice(urls), {"Host": value})


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host"])
def test_no_address_is_made_of_a_host_that_somebody_names(name: str, behind_a_proxy: Flask) -> None:
    for url in every_address(behind_a_proxy):
        send(behind_a_proxy, url, {name: f"{MARK}.example"})


def test_many_at_once_break_nothing_either(behind_a_proxy: Flask) -> None:
    chance, urls = random.Random(7731), every_address(behind_a_proxy)
    until, sent = time.monotonic() + TIME_S, 0
    while time.monotonic() < until or sent < 50:
        names = chance.sample(NAMES, chance.randint(2, 12))
        headers = {name: chance.choice(VALUES_SENT) for name in names}
        send(behind_a_proxy, chance.choice(urls), headers)
        sent += 1
