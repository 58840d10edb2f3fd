"""What tests of what machines read have in common: the portal's address, and which pages it has."""

import re

from flask import Flask

from tests.portal.test_every_page import NOT_IN, page_urls

SITE = "https://veiviser.example.org"
GP = "/nb/ny-i-norge/general-practitioner"


def path_of(address: str) -> str:
    assert address.startswith(f"{SITE}/"), address
    return address.removeprefix(SITE)


def pages_in(app: Flask, lang: str) -> list[str]:
    """Return the addresses of all pages in a language."""
    found = [(name, url) for name, url in page_urls(app) if (name, lang) not in NOT_IN]
    return [url.replace("/nb/", f"/{lang}/", 1) for _name, url in found]


def listed(app: Flask, url: str) -> bool:
    """Tell whether a page says of itself that it may be listed; head and header must agree."""
    response = app.test_client().get(url)
    robots = re.findall(r'<meta name="robots" content="(\w+)">', response.get_data(as_text=True))
    assert response.headers["X-Robots-Tag"] in {"all", "noindex"}
    assert (response.headers["X-Robots-Tag"] == "noindex") == (robots == ["noindex"]), url
    return not robots
