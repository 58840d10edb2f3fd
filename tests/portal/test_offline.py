"""What can be kept for reading without a net, and that it is never more than that."""

import re
import struct
import zlib

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge.languages import languages
from portal.offline import icons, routes
from portal.offline.listing import KEPT_COLLECTIONS
from portal.privacy import PRIVATE_COLLECTIONS
from tests.portal.conftest import Visit
from tests.portal.test_every_page import page_urls

SCRIPT = routes._WORKER.read_text("utf-8")


def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the worker as Python reads it."""
    found = re.search(rf"const {name} =\s*/(.+)/;", SCRIPT)
    assert found is not None, name
    return re.compile(found[1].replace(r"\/", "/"))


def test_nothing_private_can_be_kept() -> None:
    assert not PRIVATE_COLLECTIONS & set(KEPT_COLLECTIONS)


def test_worker_stores_the_same_collections_as_the_lists_name(app: Flask) -> None:
    kept = pattern("KEPT")
    for collection in ("ny-i-norge", "tolk", "nora", "reports"):
        is_kept = collection in KEPT_COLLECTIONS
        for path in (f"/nb/{collection}/", f"/nb/{collection}/some-page"):
            assert bool(kept.fullmatch(path)) == is_kept, path
        assert bool(kept.fullmatch(f"/nb/offline/list/{collection}.json")) == is_kept


@pytest.mark.parametrize(
    "path",
    [
        "/nb/answer",
        "/nb/ask",
        "/nb/search",
        "/nb/interpreters",
        "/nb/interpreters/SAMPLE-AB",
        "/nb/nora/",
        "/nb/nora/negative-social-control",
        "/nb/nora/ny-i-norge/x",
        "/nb/",
        "/",
        "/api/v1/answer",
        "/static/css/veiviser.css",
        "/nb/tolk/../nora/",
        "/nb/tolk/guide?question=x",
    ],
)
def test_worker_never_stores(path: str) -> None:
    assert not pattern("KEPT").fullmatch(path)


def test_worker_leaves_private_pages_alone(app: Flask) -> None:
    shown_instead = pattern("OPEN")
    private = [url for _, url in page_urls(app) if "/nora" in url or "/answer" in url]
    assert len(private) >= 2
    for url in private:
        assert not shown_instead.fullmatch(url), url
        assert not pattern("KEPT").fullmatch(url), url


@pytest.mark.parametrize(
    "url", ["/ar/tolk/", "/ar/tolk/interpreting-act", "/ar/ny-i-norge/general-practitioner"]
)
def test_no_link_of_a_kept_page_ends_in_the_error_of_a_browser_without_a_net(
    client: FlaskClient, url: str
) -> None:
    html = client.get(url).get_data(as_text=True)
    links = set(re.findall(r'<a\b[^>]*? href="(/[^"?#]*)', html))
    private = {link for link in links for name in PRIVATE_COLLECTIONS if f"/{name}/" in link}
    public = links - private
    assert len(public) > 20
    is_answered = (pattern("KEPT"), pattern("OPEN"))
    assert [link for link in public if not any(p.fullmatch(link) for p in is_answered)] == []


def test_list_names_every_page_that_is_kept_and_each_is_there(client: FlaskClient) -> None:
    kept = pattern("KEPT")
    for collection in KEPT_COLLECTIONS:
        listed = client.get(f"/ar/offline/list/{collection}.json").json
        assert listed is not None
        assert (listed["collection"], listed["lang"]) == (collection, "ar")
        paths = [page["url"] for page in listed["pages"]] + listed["also"]
        assert f"/ar/{collection}/" in paths
        assert "/ar/words" in paths
        assert "/ar/offline/kept" in paths
        for path in paths:
            assert kept.fullmatch(path), path
            assert client.get(path).status_code == 200, path


def test_titles_of_a_list_say_which_language_they_are_in(client: FlaskClient) -> None:
    listed = client.get("/so/offline/list/ny-i-norge.json").json
    assert listed is not None
    titles = {page["url"]: (page["title"], page["lang"]) for page in listed["pages"]}
    assert titles["/so/ny-i-norge/tax-deduction-card"] == ("Skattekort", "nb")
    assert titles["/so/ny-i-norge/"][1] == "so"


@pytest.mark.parametrize("collection", ["nora", "reports", "register", "atlantis"])
def test_there_is_no_list_of_anything_else(client: FlaskClient, collection: str) -> None:
    assert client.get(f"/nb/offline/list/{collection}.json").status_code == 404


@pytest.mark.parametrize("lang", ["nb", "ti"])
@pytest.mark.parametrize("collection", KEPT_COLLECTIONS)
def test_size_that_is_told_beforehand_is_about_what_the_pages_take(
    real: FlaskClient, collection: str, lang: str
) -> None:
    """With the real guidance: the invented articles are too few and too short to tell."""
    listed = real.get(f"/{lang}/offline/list/{collection}.json").json
    assert listed is not None
    told = sum(page["bytes"] for page in listed["pages"])
    assert told < listed["bytes"]
    taken = sum(len(real.get(page["url"]).data) for page in listed["pages"])
    assert told == pytest.approx(taken, rel=0.15)


def test_page_tells_how_much_room_a_collection_takes(page: Visit) -> None:
    seen = page("/en/offline")
    assert re.search(r"\d+ pages?, about \d+\.\d MB", seen.text)
    boxes = [box.get("value") for box in seen.all("//input[@type='checkbox']")]
    assert boxes == [f"/en/offline/list/{name}.json" for name in KEPT_COLLECTIONS]
    assert not seen.all("//input[@checked]")


@pytest.mark.parametrize("lang", languages())
def test_manifest_speaks_the_language_of_the_page(client: FlaskClient, lang: str) -> None:
    response = client.get(f"/{lang}/manifest.webmanifest")
    found = response.json
    assert response.mimetype == "application/manifest+json"
    assert found is not None
    known = languages()[lang]
    assert (found["lang"], found["dir"]) == (known.tag, known.dir)
    assert (found["start_url"], found["scope"]) == (f"/{lang}/", "/")
    assert {"192x192", "512x512", "any"} == {icon["sizes"] for icon in found["icons"]}
    assert "maskable" in {icon["purpose"] for icon in found["icons"]}
    for icon in found["icons"]:
        with client.get(icon["src"]) as sent:
            assert (sent.status_code, sent.mimetype) == (200, icon["type"])


def test_pages_name_their_manifest_but_private_ones_do_not(page: Visit) -> None:
    named = page("/ar/").one("//link[@rel='manifest']").get("href")
    assert named == "/ar/manifest.webmanifest"
    private = page("/ar/nora/negative-social-control", title_is_neutral=True)
    assert not private.all("//link[@rel='manifest']")


def test_worker_may_watch_over_the_whole_portal_and_is_asked_for_anew(client: FlaskClient) -> None:
    response = client.get("/sw.js")
    assert response.mimetype == "text/javascript"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"


def test_no_page_but_the_one_to_choose_on_can_put_a_worker_in_place(app: Flask) -> None:
    client = app.test_client()
    for endpoint, url in page_urls(app):
        has_it = "js/offline.js" in client.get(url).get_data(as_text=True)
        assert has_it == (endpoint == "offline.choose"), url


@pytest.mark.parametrize("name", icons.ICONS)
def test_icons_are_those_that_the_mark_gives(name: str) -> None:
    """Compared unpacked: two versions of zlib may pack the same picture differently."""
    size_px, is_maskable = icons.ICONS[name]
    committed = (icons.IMAGES / name).read_bytes()
    assert struct.unpack(">2I", committed[16:24]) == (size_px, size_px)
    assert _pixels(committed) == _pixels(icons.draw(size_px, is_maskable=is_maskable))


def _pixels(png: bytes) -> bytes:
    at = png.index(b"IDAT")
    length = struct.unpack(">I", png[at - 4 : at])[0]
    return zlib.decompress(png[at + 4 : at + 4 + length])
