"""What a phone must fetch before a page stands: the page, its style, its scripts and its icon."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge.languages import languages
from tests.portal.test_every_page import page_urls

LIMIT_BYTES = 100_000
_ASSET = re.compile(r'<(?:link|script|img)[^>]* (?:href|src)="(/[^"]+)"[^>]*>')
_IMPORT = re.compile(r'(?:from|import) "\./([\w-]+\.js)"')
# Named in the head for others than the one who reads.
_NOT_FETCHED = re.compile(r'rel="(?:alternate|canonical|manifest)"')


def fetched(client: FlaskClient, url: str) -> dict[str, int]:
    """Return everything that a browser fetches for a page, with its bytes as they travel."""
    sizes: dict[str, int] = {}
    waiting = [url]
    while waiting:
        address = waiting.pop()
        if address in sizes:
            continue
        with client.get(address, headers={"Accept-Encoding": "gzip"}) as response:
            assert response.status_code == 200, address
            sizes[address] = len(response.data) + len(str(response.headers))
        with client.get(address) as response:
            text = response.data.decode("utf-8", "replace")
        if address == url:
            tags = (match for match in _ASSET.finditer(text) if not _NOT_FETCHED.search(match[0]))
            waiting += [match[1] for match in tags]
        elif "/js/" in address:
            waiting += [f"/static/js/{name}" for name in _IMPORT.findall(text)]
    return sizes


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "path",
    [
        "",
        "ny-i-norge/general-practitioner",
        "nora/negative-social-control",
        "tolk/interpreting-act",
    ],
)
def test_a_first_visit_is_light(real: FlaskClient, lang: str, path: str) -> None:
    sizes = fetched(real, f"/{lang}/{path}")
    assert any("/css/veiviser.css" in address for address in sizes)
    assert any("/img/" in address for address in sizes)
    assert sum(sizes.values()) <= LIMIT_BYTES, sizes


def test_every_page_is_light_for_who_comes_to_it_first(app: Flask) -> None:
    client = app.test_client()
    for _endpoint, url in page_urls(app):
        sizes = fetched(client, url.replace("/nb/", "/ti/", 1))
        assert sum(sizes.values()) <= LIMIT_BYTES, sizes


def test_modules_that_a_script_asks_for_are_counted(app: Flask) -> None:
    names = " ".join(fetched(app.test_client(), "/nb/offline"))
    assert "/static/js/trusted.js" in names and "/static/js/offline.js" in names
