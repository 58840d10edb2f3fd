"""What every response tells the browser, what is let in, and what is left behind."""

import re
from base64 import b64encode
from hashlib import sha384

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen
from tests.portal.test_every_page import EXAMPLES, page_urls

# What an address is made of where tests/portal/test_every_page.py has no example of it.
VALUES = {
    "collection": "nora",
    "slug": "negative-social-control",
    "number": "SAMPLE-AB",
    "kind": "spoken",
    "token": "x" * 32,
    "filename": "css/veiviser.css",
}
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")

# The whole set, once more and by hand: whoever changes what browsers are told changes it here too.
WHOLE_SET = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types veiviser"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), "
        "captured-surface-control=(), clipboard-read=(), compute-pressure=(), "
        "cross-origin-isolated=(), deferred-fetch=(), deferred-fetch-minimal=(), "
        "digital-credentials-create=(), digital-credentials-get=(), "
        "display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), "
        "gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), "
        "interest-cohort=(), keyboard-map=(), language-detector=(), language-model=(), "
        "local-fonts=(), local-network=(), local-network-access=(), loopback-network=(), "
        "magnetometer=(), microphone=(), midi=(), on-device-speech-recognition=(), "
        "otp-credentials=(), payment=(), picture-in-picture=(), private-state-token-issuance=(), "
        "private-state-token-redemption=(), publickey-credentials-create=(), "
        "publickey-credentials-get=(), screen-wake-lock=(), serial=(), speaker-selection=(), "
        "storage-access=(), summarizer=(), sync-xhr=(), translator=(), unload=(), usb=(), "
        "window-management=(), xr-spatial-tracking=(), clipboard-write=(self)"
    ),
    "Referrer-Policy": "no-referrer",
    "Server": "Veiviser",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# What else a response may carry; anything beyond is a header that nobody has thought about.
MAY_BE_THERE = {
    "Allow",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Date",
    "ETag",
    "Last-Modified",
    "Location",
    "Retry-After",
    "Service-Worker-Allowed",
    "Vary",
    "WWW-Authenticate",
    "X-Accel-Buffering",
    "X-Robots-Tag",
}


def every_answer(app: Flask) -> list[tuple[str, str]]:
    """Return a method and an address for every route, those that do not exist among them."""
    urls = ["/", "/nothing", "/nb/nothing", "/nb/no/thing", "/static/nothing", "/xx/", "/nb"]
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            values = VALUES | EXAMPLES.get(rule.endpoint, [{}])[0] | {"lang": "ar"}
            values = {name: values[name] for name in rule.arguments}
            urls.append(adapter.build(rule.endpoint, values, method=None))
    return [(method, url) for url in dict.fromkeys(urls) for method in METHODS]


def security_headers(client: FlaskClient, method: str, url: str) -> dict[str, str]:
    """Return what a response says beyond what any may say; a header that comes twice is a fault."""
    with client.open(url, method=method) as response:
        names = [name for name, _ in response.headers]
        assert len(names) == len(set(names)), (method, url, names)
        assert response.status_code != 500
        return {n: v for n, v in response.headers.items() if n not in MAY_BE_THERE}


def test_the_whole_set_stands_on_every_answer_of_every_route(app: Flask) -> None:
    client, answers = app.test_client(), every_answer(app)
    assert len(answers) > 200
    for method, url in answers:
        assert security_headers(client, method, url) == WHOLE_SET, (method, url)


def test_it_stands_on_refused_forms_and_on_failures_too(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    other_site = {"Sec-Fetch-Site": "cross-site"}
    for url in ("/nb/answer", "/api/v1/answers"):
        refused = client.post(url, data={"question": "Hei"}, headers=other_site)
        assert refused.status_code == 403
        assert WHOLE_SET.items() <= dict(refused.headers).items()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Shelf, "collection_ids", fail)
    failed = client.get("/nb/ny-i-norge/")
    assert failed.status_code == 500
    assert WHOLE_SET.items() <= dict(failed.headers).items()


def test_what_may_be_kept_is_said_on_every_answer(app: Flask) -> None:
    client, seen = app.test_client(), set()
    for method, url in every_answer(app):
        with client.open(url, method=method) as response:
            rule = response.headers["Cache-Control"]
            seen.add(rule)
            if rule == "no-cache":
                assert response.headers["ETag"], (method, url)
            else:
                assert rule == "no-store", (method, url)
            if response.status_code >= 300 or method not in {"GET", "HEAD"} or "/nora" in url:
                assert rule == "no-store", (method, url)
    assert seen == {"no-cache", "no-store"}


def test_no_answer_sets_a_cookie_and_none_names_a_secret_part(app: Flask) -> None:
    client = app.test_client()
    for method, url in every_answer(app):
        with client.open(url, method=method) as response:
            assert not {"Set-Cookie", "X-Powered-By"} & set(response.headers.keys())
            # Whatever serves names itself where nothing stands.
            assert response.headers["Server"] == "Veiviser"


def create_app_client() -> FlaskClient:
    """Return a client of a portal without any content at all."""
    return create_app(Settings(), small_services(Shelf(()))).test_client()


def test_a_portal_without_content_says_the_same() -> None:
    assert security_headers(create_app_client(), "GET", "/nb/") == WHOLE_SET


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(), None),
        (Settings(public_url="http://veiviser.example.org"), None),
        (Settings(public_url="http://veiviser.example.org", hsts_preload=True), None),
        (
            Settings(public_url="https://veiviser.example.org"),
            "max-age=63072000; includeSubDomains",
        ),
        (
            Settings(public_url="https://veiviser.example.org", hsts_preload=True),
            "max-age=63072000; includeSubDomains; preload",
        ),
    ],
)
def test_browsers_are_told_to_come_back_by_https_where_that_is_the_public_address(
    shelf: Shelf, settings: Settings, told: str | None
) -> None:
    app = create_app(settings, small_services(shelf))
    client = app.test_client()
    for method, url in every_answer(app):
        with client.open(url, method=method) as response:
            assert response.headers.get("Strict-Transport-Security") == told


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/nb/ny-i-norge", "/nb/ny-i-norge/"),
        ("/nb//ny-i-norge/", "/nb/ny-i-norge/"),
        ("/nb/answer", "/nb/chat"),
        ("/", "/nb/"),
    ],
)
def test_a_redirect_names_a_path_so_that_it_stays_with_https_behind_a_proxy(
    app: Flask, asked: str, led_to: str
) -> None:
    for _ in range(2):
        response = app.test_client().get(asked, base_url="http://veiviser.example.org")
        assert response.status_code in {302, 308}
        assert response.headers["Location"] == led_to


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example//nb", "/nb//evil.example"])
def test_no_address_of_ours_leads_to_another_host(client: FlaskClient, path: str) -> None:
    response = client.get(path, base_url="http://veiviser.example.org")
    to = response.headers.get("Location", "/")
    assert to.startswith("/") and not to.startswith("//"), to


@pytest.mark.parametrize("host", ["a b", '"><', "[::1", "localhost:99999999"])
def test_a_host_that_is_none_is_not_led_anywhere_else(client: FlaskClient, host: str) -> None:
    # "http:///nb/" would be read as the host "nb".
    response = client.get("/nb", headers={"Host": host})
    assert response.headers["Location"] == "/nb/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    response = client.post("/nb/answer", data={"question": "Hei"}, headers=headers)
    assert response.status_code == status


def test_a_page_that_is_refused_says_so_in_the_readers_language(page: Visit, app: Flask) -> None:
    response = app.test_client().post(
        "/nb/answer", data={"question": "Hei"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert "Dette skjemaet kan bare sendes fra våre egne sider." in response.get_data(as_text=True)


@pytest.mark.parametrize("size", [65_537, 10_000_000])
def test_a_body_beyond_64_kib_is_not_read(client: FlaskClient, size: int) -> None:
    response = client.post("/nb/answer", data={"question": "a" * size})
    assert response.status_code == 413


def test_pages_for_young_people_have_a_quick_exit_first_and_a_title_that_tells_nothing(
    page: Visit,
) -> None:
    for url in ("/nb/nora/", "/nb/nora/negative-social-control", "/ar/nora/"):
        seen = page(url, title_is_neutral=True)
        links = seen.all("//body//a")
        assert links[0].get("id") == "page_exit"
        assert links[0].get("href") == "https://www.yr.no/"
        assert seen.response.headers["Cache-Control"] == "no-store"
        assert {"tel:112", "tel:113", "tel:116111"} <= set(seen.links())
        assert any(src.startswith("/static/js/exit.js") for src in scripts_of(seen))


def test_every_script_is_a_file_of_ours(page: Visit) -> None:
    for url in ("/nb/", "/nb/about", "/nb/interpreters", "/nb/ny-i-norge/"):
        assert all(src.startswith("/static/js/") for src in scripts_of(page(url)))


def scripts_of(seen: Seen) -> list[str]:
    """Return where the scripts of a page come from; data for search engines is none."""
    return [s.get("src", "") for s in seen.all("//script[not(@type='application/ld+json')]")]


def test_every_script_is_named_by_what_it_holds(app: Flask) -> None:
    client, names = app.test_client(), set()
    for _endpoint, url in page_urls(app):
        for tag in re.findall(r"<script (?!type=.application)[^>]*>", client.get(url).text):
            src, hashed = re.findall(r'(?:src|integrity)="([^"]+)"', tag)
            names.add(src.split("?")[0])
            assert hashed == f"sha384-{b64encode(sha384(client.get(src).data).digest()).decode()}"
    assert {"/static/js/veiviser.js", "/static/js/exit.js"} <= names


def test_help_is_one_tap_away_on_every_page(page: Visit) -> None:
    for url in ("/nb/", "/nb/about", "/nb/interpreters", "/nb/tolk/"):
        assert {"tel:112", "tel:113", "tel:110", "tel:116117", "tel:116111"} <= set(
            page(url).links()
        )


def test_nothing_but_the_quick_exit_and_sources_leads_to_another_host(page: Visit) -> None:
    licences = {"https://creativecommons.org/licenses/by/4.0/"}
    for url in ("/nb/", "/nb/about", "/nb/interpreters?spoken=ti"):
        seen = page(url)
        elsewhere = {link for link in seen.links() if link.startswith("http")}
        assert {link for link in elsewhere - licences if "/eupl" not in link} == set()
        addresses = seen.root.xpath("//link/@href | //script/@src | //img/@src")
        assert all(str(address).startswith("/") for address in addresses)


def test_files_of_ours_may_be_kept_because_their_address_changes_with_them(
    page: Visit, client: FlaskClient
) -> None:
    sheet = page("/nb/").one("//link[@rel='stylesheet']").get("href", "")
    assert "?v=" in sheet
    with client.get(sheet) as got:
        assert got.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["a%00b.css", "css/%00.svg", "%ed%a0%80.css", "a%00b.png"])
def test_a_name_that_no_file_can_have_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_an_error_page_needs_nothing_but_itself(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    client = create_app(Settings(), small_services(shelf)).test_client()
    monkeypatch.setattr(Shelf, "collection_ids", fail)
    response = client.get("/nb/")
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "tel:112" in text and "Noe gikk galt hos oss." in text
    monkeypatch.setattr("portal.rendering.make_shell", fail)
    monkeypatch.setattr("portal.error_pages.render_template", fail)
    last = client.get("/nb/")
    assert last.status_code == 500
    assert "112" in last.get_data(as_text=True)
    assert "Content-Security-Policy" in last.headers
