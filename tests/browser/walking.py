"""Every kind of page, by one example of each, found by walking through the portal itself.

A kind is a route, and for routes of a collection each collection, since each has its own tone; of
a tool that asks question after question, the first page and the furthest. The examples are found
by following links and forms from the first page, so that a new page is looked at the day it is
linked to; a route that nothing leads to and that needs an argument must be given an example here,
or the walk fails.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.routing.exceptions import RequestRedirect

# Addresses of what no link leads to, or of another state of a page that one leads to.
EXAMPLES = {
    "an interpreter search": "/nb/interpreters?spoken=so",
    "the second page of a search": "/nb/interpreters?spoken=so&page=2",
    "a search with a fault": "/nb/interpreters?spoken=volapyk",
    "interpreters in a table": "/nb/interpreters?spoken=so&view=table",
    "a search that finds nobody": "/nb/interpreters?spoken=ti&place=Bergen&min_category=A",
    "an interpreter who is verified": "/nb/interpreters/verify?number=SAMPLE-AB&spoken=ti",
    "an interpreter of another language": "/nb/interpreters/verify?number=SAMPLE-AB&spoken=so",
    "an interpreter who is not found": "/nb/interpreters/verify?number=SAMPLE-XX&spoken=ti",
    "an article beside its original": "/nb/ny-i-norge/general-practitioner/beside",
    "an address that does not exist": "/nb/there-is-no-such-page",
    "guidelines with some marks": "/nb/tolk/tools/guidelines/ypnypnypnypnypny",
}
# Without a key a browser shows nothing there: tests/browser/test_office.py goes in with one.
_BEHIND_A_DOOR = f"/nb/register-office/work/{'x' * 32}"
_FIRST = "/nb/"
_MOST_PAGES = 900


@dataclass(frozen=True, slots=True)
class Stop:
    """One kind of page: what it is called, and an example of it in Norwegian Bokmål."""

    name: str
    path: str

    def in_language(self, lang: str) -> str:
        """Return the address of the same page in another language."""
        return self.path.replace("/nb/", f"/{lang}/", 1)


def every_stop(app: Flask) -> tuple[Stop, ...]:
    """Return each kind of page of the portal once, by name.

    :raises AssertionError: if a route was not reached, naming it.
    """
    found: dict[str, str] = {}
    reached: set[str] = set()
    adapter = app.url_map.bind("127.0.0.1")
    for path, is_page in _walk(app, _starts(app, adapter)):
        endpoint, kind = _kind(adapter, path)
        reached.add(endpoint)
        if is_page and kind:
            is_first = found.setdefault(kind, path) == path
            if not is_first and _is_of_a_tool(adapter, path):
                found[f"{kind}, the furthest"] = path
    missing = sorted(set(_routes_of_languages(app)) - reached)
    assert not missing, (
        f"no link leads to {', '.join(missing)}: link to it, or give an example in {__name__}"
    )
    found |= EXAMPLES
    return tuple(Stop(name, path) for name, path in sorted(found.items()))


def _starts(app: Flask, adapter: MapAdapter) -> list[str]:
    return [_FIRST, _BEHIND_A_DOOR, *EXAMPLES.values(), *_without_argument(app, adapter)]


def _walk(app: Flask, starts: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield what can be reached in Norwegian, and whether it is a page; the nearest first."""
    client = app.test_client()
    seen, waiting, sent = set(starts), deque(starts), set()
    while waiting:
        path = waiting.popleft()
        response = client.get(path)
        is_page = response.status_code == 200 and response.mimetype == "text/html"
        yield urlsplit(path).path, is_page
        if not is_page:
            continue
        root = html.document_fromstring(response.get_data(as_text=True))
        links = [str(link) for link in root.xpath("//a/@href | //link/@href")]
        for form in root.forms:
            sign = (form.action, *sorted(set(form.xpath(".//@name"))))
            if form.method == "POST" and sign not in sent:
                links.append(_led_to(client, form, path))
                sent.add(sign)
        for link in links:
            target = urlsplit(link).path
            if target.startswith("/nb/") and target not in seen and len(seen) < _MOST_PAGES:
                seen.add(target)
                waiting.append(target)


def _is_of_a_tool(adapter: MapAdapter, path: str) -> bool:
    """Tell whether an address holds what was answered, and not only what is to be read."""
    return not {"collection", "slug", "number", "lang"} >= set(adapter.match(path)[1])


def _led_to(client: FlaskClient, form: html.FormElement, path: str) -> str:
    """Return the address that a form leads to when it is sent as it stands; "" if to none."""
    response = client.post(
        form.action or path,
        data=dict(form.form_values()),
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return response.headers.get("Location", "")


def _routes_of_languages(app: Flask) -> Iterator[str]:
    """Yield the endpoints of pages in a language: what has a file's ending is for machines."""
    for rule in app.url_map.iter_rules():
        is_read = "GET" in (rule.methods or ()) and "lang" in rule.arguments
        if is_read and not rule.rule.startswith("/api/") and not PurePath(rule.rule).suffix:
            yield rule.endpoint


def _without_argument(app: Flask, adapter: MapAdapter) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments == {"lang"}:
            yield adapter.build(rule.endpoint, {"lang": "nb"})


def _kind(adapter: MapAdapter, path: str) -> tuple[str, str]:
    """Return the endpoint at an address, and the name of the kind of page; empty for none."""
    try:
        endpoint, arguments = adapter.match(path)
    except (HTTPException, RequestRedirect):
        return "", ""
    collection = arguments.get("collection")
    return str(endpoint), f"{endpoint} of {collection}" if collection else str(endpoint)
