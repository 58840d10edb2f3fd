"""What every response tells the browser, what is let in, and what is left behind."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen


def every_answer(app: Flask) -> list[tuple[str, str]]:
    """Return a method and an address for every route, those that do not exist among them."""
    found = [("GET", "/"), ("GET", "/nothing"), ("GET", "/nb/nothing"), ("GET", "/static/nothing")]
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        example = {
            "lang": "ar",
            "collection": "nora",
            "slug": "negative-social-control",
            "number": "SAMPLE-AB",
            "filename": "css/veiviser.css",
        }
        for rule in app.url_map.iter_rules():
            values = {name: example[name] for name in rule.arguments}
            url = adapter.build(rule.endpoint, values, method=None)
            found += [(method, url) for method in sorted(rule.methods or ())]
            found.append(("PUT", url))
    return found


def test_the_whole_policy() -> None:
    assert_policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    client = create_app_client()
    assert client.get("/nb/").headers["Content-Security-Policy"] == assert_policy


def create_app_client() -> FlaskClient:
    """Return a client of a portal without any content at all."""
    return create_app(Settings(), small_services(Shelf(()))).test_client()


def test_headers_stand_on_every_response_and_no_cookie_does(app: Flask) -> None:
    client = app.test_client()
    answers = every_answer(app)
    assert len(answers) > 40
    for method, url in answers:
        with client.open(url, method=method) as response:
            headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff", (method, url)
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert headers["Permissions-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Cache-Control"]
        assert "Set-Cookie" not in headers
        assert response.status_code != 500


def test_browsers_are_told_to_come_back_by_https_where_that_is_the_public_address(
    shelf: Shelf,
) -> None:
    services = small_services(shelf)
    plain = create_app(Settings(), services).test_client().get("/nb/")
    assert "Strict-Transport-Security" not in plain.headers
    settings = Settings(public_url="https://veiviser.example.org")
    secure = create_app(settings, services).test_client().get("/nb/")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


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


def test_help_is_one_tap_away_on_every_page(page: Visit) -> None:
    for url in ("/nb/", "/nb/about", "/nb/interpreters", "/nb/tolk/"):
        assert {"tel:112", "tel:113", "tel:110", "tel:116117", "tel:116111"} <= set(
            page(url).links()
        )


def test_nothing_but_the_quick_exit_and_sources_leads_to_another_host(page: Visit) -> None:
    for url in ("/nb/", "/nb/about", "/nb/interpreters?spoken=ti"):
        seen = page(url)
        assert [link for link in seen.links() if link.startswith("http")] == []
        addresses = seen.root.xpath("//link/@href | //script/@src | //img/@src")
        assert all(str(address).startswith("/") for address in addresses)


def test_files_of_ours_may_be_kept_because_their_address_changes_with_them(
    page: Visit, client: FlaskClient
) -> None:
    sheet = page("/nb/").one("//link[@rel='stylesheet']").get("href", "")
    assert "?v=" in sheet
    with client.get(sheet) as got:
        assert got.headers["Cache-Control"] == "public, max-age=31536000, immutable"


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
