"""What search engines, feed readers and programs that show a link are told, and what never."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from knowledge.languages import languages
from portal import create_app
from portal.privacy import PRIVATE_COLLECTIONS
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.machines import GP, SITE, listed, pages_in, path_of
from tests.portal.test_security import every_answer

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "atom": "http://www.w3.org/2005/Atom",
}


def xml(client: FlaskClient, url: str) -> etree._Element:
    response = client.get(url)
    assert response.status_code == 200, url
    return etree.fromstring(response.data)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one) for one in found]


# ---------- which pages may be listed ----------


def test_only_pages_that_say_so_are_listed_and_every_one_of_them_is(public: Flask) -> None:
    client = public.test_client()
    for lang in ("nb", "ar"):
        told = {path_of(a) for a in texts(xml(client, f"/{lang}/sitemap.xml"), "//map:loc/text()")}
        urls = set(pages_in(public, lang))
        assert {url for url in urls if listed(public, url)} == urls & told
        assert all(listed(public, url) for url in told)


def test_what_nobody_may_list_says_so_in_head_and_header(app: Flask) -> None:
    for url in pages_in(app, "nb"):
        if "/nora" in url or "/SAMPLE-" in url or "/styleguide" in url:
            assert not listed(app, url), url
    assert not listed(app, "/nb/interpreters?spoken=ti")
    assert not listed(app, "/nb/interpreters?name=Selam")
    assert not listed(app, "/nb/no/thing")


@pytest.mark.parametrize("question", ["Hvordan får jeg lege?", "Hva gjør familien?", ""])
def test_an_answer_may_not_be_listed(client: FlaskClient, question: str) -> None:
    response = client.post("/nb/answer", data={"question": question})
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.get_data(as_text=True)


def test_whatever_is_no_page_may_not_be_listed(app: Flask) -> None:
    client = app.test_client()
    pages = pages_in(app, "ar")
    for method, url in every_answer(app):
        with client.open(url, method=method) as response:
            if 300 <= response.status_code < 400:
                assert "X-Robots-Tag" not in response.headers
            elif response.headers["X-Robots-Tag"] != "noindex":
                assert url in pages and method in {"GET", "HEAD"}, (method, url)


def test_a_page_in_place_of_a_missing_translation_is_not_listed_again(public: Flask) -> None:
    assert listed(public, "/nb/reports/yearly-report-2019")
    assert not listed(public, "/so/reports/yearly-report-2019")
    addresses = texts(xml(public.test_client(), "/so/sitemap.xml"), "//map:loc/text()")
    assert f"{SITE}/so/reports/" in addresses
    assert f"{SITE}/so/reports/yearly-report-2019" not in addresses


# ---------- map, robots, feed ----------


def test_the_map_lists_a_map_for_each_language_and_robots_find_it(public: Flask) -> None:
    client = public.test_client()
    maps = texts(xml(client, "/sitemap.xml"), "//map:sitemap/map:loc/text()")
    assert maps == [f"{SITE}/{lang}/sitemap.xml" for lang in languages()]
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert robots.get_data(as_text=True) == (
        "User-agent: *\nDisallow: /api/\nDisallow: /*/interpreters/\nDisallow: /*/interpreters?\n\n"
        f"Sitemap: {SITE}/sitemap.xml\n"
    )


@pytest.mark.parametrize("lang", languages())
def test_every_page_in_the_map_is_there_in_every_language_that_is_named(
    public: Flask, lang: str
) -> None:
    client = public.test_client()
    root = xml(client, f"/{lang}/sitemap.xml")
    pages = root.xpath("//map:url", namespaces=NAMES)
    assert isinstance(pages, list) and len(pages) >= 7
    for page in pages:
        assert isinstance(page, etree._Element)
        address = texts(page, "map:loc/text()")[0]
        tags = texts(page, "xhtml:link/@hreflang")
        versions = texts(page, "xhtml:link/@href")
        assert versions[tags.index(languages()[lang].tag)] == address
        for version in versions:
            assert client.get(path_of(version)).status_code == 200, version


def test_the_map_says_since_when_each_page_has_its_text(public: Flask) -> None:
    root = xml(public.test_client(), "/nb/sitemap.xml")
    days = dict(
        zip(
            texts(root, "//map:url[map:lastmod]/map:loc/text()"),
            texts(root, "//map:lastmod/text()"),
            strict=True,
        )
    )
    assert days[f"{SITE}{GP}"] == "2026-11-20"
    assert days[f"{SITE}/nb/ny-i-norge/"] == "2026-11-20"
    assert f"{SITE}/nb/" not in days


def test_nothing_of_nora_stands_in_any_list(public: Flask) -> None:
    client = public.test_client()
    for lang in languages():
        for url in (f"/{lang}/sitemap.xml", f"/{lang}/feed.xml", "/robots.txt", "/sitemap.xml"):
            response = client.get(url)
            if response.status_code == 404:  # no text in this language, so no feed
                assert "feed" in url
                continue
            for collection in PRIVATE_COLLECTIONS:
                assert f"/{collection}" not in response.get_data(as_text=True), url
            assert "SAMPLE-" not in response.get_data(as_text=True)


def test_the_feed_is_atom_and_newest_first(public: Flask, test_data: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(test_data / "content", content)
    tax = content / "ny-i-norge/tax-deduction-card/nb.md"
    text = tax.read_text("utf-8")
    changed = re.sub(r"(?m)^checked = .*", "checked = 2026-11-21", text, count=1)
    assert changed != text
    tax.write_text(changed.replace('title = "Skattekort"', 'title = "Skatt & <kort>"'), "utf-8")
    app = create_app(Settings(public_url=SITE), small_services(Shelf((content,))))
    root = xml(app.test_client(), "/nb/feed.xml")
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    for name in ("id", "title", "updated"):
        assert len(texts(root, f"/atom:feed/atom:{name}/text()")) == 1
    assert texts(root, "/atom:feed/atom:author/atom:name/text()") == ["Veiviser"]
    assert texts(root, "/atom:feed/atom:link[@rel='self']/@href") == [f"{SITE}/nb/feed.xml"]
    entries = root.xpath("//atom:entry", namespaces=NAMES)
    assert isinstance(entries, list)
    days = []
    for entry in entries:
        assert isinstance(entry, etree._Element)
        for name in ("id", "title", "updated", "summary"):
            assert len(texts(entry, f"atom:{name}/text()")) == 1, name
        (link,) = texts(entry, "atom:link/@href")
        assert texts(entry, "atom:id/text()") == [link]
        assert app.test_client().get(path_of(link)).status_code == 200
        day = texts(entry, "atom:updated/text()")[0]
        assert day.endswith("T00:00:00Z")
        days.append(date.fromisoformat(day[:10]))
    assert texts(root, "//atom:entry/atom:title/text()")[0] == "Skatt & <kort>"
    assert days == sorted(days, reverse=True) and len(days) == 3
    assert texts(root, "/atom:feed/atom:updated/text()") == ["2026-11-21T00:00:00Z"]


def test_the_feed_holds_fifty_at_most(test_data: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    source = test_data / "content/ny-i-norge/tax-deduction-card"
    for number in range(60):
        shutil.copytree(source, content / f"ny-i-norge/topic-{number}")
    app = create_app(Settings(public_url=SITE), small_services(Shelf((content,))))
    assert len(texts(xml(app.test_client(), "/nb/feed.xml"), "//atom:entry/atom:id/text()")) == 50


def test_a_portal_that_does_not_know_its_address_takes_the_one_it_was_asked_as(
    client: FlaskClient,
) -> None:
    for host in ("one.example.org", "two.example.org"):
        headers = {"Host": host}
        assert (
            f"Sitemap: http://{host}/sitemap.xml" in client.get("/robots.txt", headers=headers).text
        )
        assert f"<loc>http://{host}/nb/" in client.get("/nb/sitemap.xml", headers=headers).text
        assert f"<id>http://{host}/nb/feed.xml" in client.get("/nb/feed.xml", headers=headers).text


def test_a_changed_article_is_in_the_feed_and_the_map_at_once(
    test_data: Path, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    shutil.copytree(test_data / "content", content)
    client = create_app(Settings(public_url=SITE), small_services(Shelf((content,)))).test_client()
    assert "2026-11-25" not in client.get("/nb/feed.xml").text
    assert "2026-11-25" not in client.get("/nb/sitemap.xml").text
    tax = content / "ny-i-norge/tax-deduction-card/nb.md"
    text = tax.read_text("utf-8")
    tax.write_text(re.sub(r"(?m)^checked = .*", "checked = 2026-11-25", text, count=1), "utf-8")
    assert "2026-11-25" in client.get("/nb/feed.xml").text
    assert "2026-11-25" in client.get("/nb/sitemap.xml").text


def test_a_finder_of_a_weakness_is_told_where_to_report_it(the_services: Services) -> None:
    settings = Settings(public_url=SITE, security_contact="mailto:security@example.org")
    response = create_app(settings, the_services).test_client().get("/.well-known/security.txt")
    assert response.mimetype == "text/plain"
    assert response.text == (
        "Contact: mailto:security@example.org\nExpires: 2027-02-18T00:00:00Z\n"
        f"Canonical: {SITE}/.well-known/security.txt\n"
    )
    told = datetime.fromisoformat(response.text.split()[3])
    assert 0 < (told - datetime(2026, 11, 20, tzinfo=UTC)).days < 365


def test_without_a_contact_there_is_no_security_txt(client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
