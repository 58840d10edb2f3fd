"""What a page tells programs of itself: in its head, and in its structured data."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from lxml import html

from knowledge.languages import languages
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen
from tests.portal.machines import GP, SITE, pages_in, path_of

# ---------- the head of a page ----------


def head(seen: Seen, path: str) -> list[str]:
    found = seen.root.xpath(f"//head/{path}")
    assert isinstance(found, list)
    return [str(one) for one in found]


def visit(app: Flask, url: str) -> Seen:
    response = app.test_client().get(url)
    assert response.status_code == 200, url
    return Seen(response, html.document_fromstring(response.get_data(as_text=True)))


def test_a_page_names_its_address_and_its_versions_in_every_language(public: Flask) -> None:
    for lang, language in languages().items():
        seen = visit(public, f"/{lang}/ny-i-norge/")
        assert head(seen, "link[@rel='canonical']/@href") == [f"{SITE}/{lang}/ny-i-norge/"]
        tags = head(seen, "link[@hreflang]/@hreflang")
        assert tags == [one.tag for one in languages().values()] + ["x-default"]
        versions = dict(zip(tags, head(seen, "link[@hreflang]/@href"), strict=True))
        assert versions[language.tag] == f"{SITE}/{lang}/ny-i-norge/"
        assert versions["x-default"] == f"{SITE}/en/ny-i-norge/"


def test_the_first_page_leaves_the_choice_of_language_to_the_browser(public: Flask) -> None:
    seen = visit(public, "/so/")
    assert head(seen, "link[@hreflang='x-default']/@href") == [f"{SITE}/"]


def test_an_article_names_the_versions_that_there_are(public: Flask) -> None:
    seen = visit(public, "/nb/reports/yearly-report-2019")
    assert head(seen, "link[@hreflang]/@hreflang") == ["nb"]
    seen = visit(public, GP)
    assert head(seen, "link[@hreflang]/@hreflang") == ["nb", "en", "ar", "x-default"]


def test_without_a_known_address_no_page_claims_one(app: Flask) -> None:
    seen = visit(app, GP)
    assert head(seen, "link[@rel='canonical']/@href") == []
    assert head(seen, "meta[@property='og:url' or @property='og:image']/@content") == []
    assert GP in head(seen, "link[@hreflang]/@href")


def test_a_page_tells_what_it_is_about_in_its_own_words(public: Flask) -> None:
    seen = visit(public, GP)
    about = "Alle som er registrert i Folkeregisteret, kan få en fast lege."
    assert head(seen, "meta[@name='description']/@content") == [about]
    assert head(seen, "meta[@property='og:description']/@content") == [about]
    assert head(seen, "meta[@property='og:title']/@content") == ["Fastlege"]
    assert head(seen, "meta[@property='og:url']/@content") == [SITE + GP]
    assert head(seen, "meta[@property='og:locale']/@content") == ["nb_NO"]
    assert head(seen, "link[@type='application/atom+xml']/@href") == ["/nb/feed.xml"]
    (image,) = head(seen, "meta[@property='og:image']/@content")
    with public.test_client().get(path_of(image)) as picture:
        assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert head(visit(public, "/ar/"), "meta[@property='og:locale']/@content") == []


def test_every_page_that_may_be_listed_says_what_it_is_about(public: Flask) -> None:
    silent = []
    for url in pages_in(public, "nb"):
        seen = visit(public, url)
        if seen.response.headers["X-Robots-Tag"] == "all":
            silent += [url] if len(head(seen, "meta[@name='description']/@content")) != 1 else []
    # What an owner adds as a collection has a name and no description.
    assert silent == ["/nb/reports/"]


def test_nothing_of_a_private_page_is_told(public: Flask) -> None:
    for url in ("/nb/nora/", "/nb/nora/negative-social-control", "/ar/nora/"):
        seen = visit(public, url)
        assert head(seen, "meta[@name='robots']/@content") == ["noindex"]
        assert head(seen, "meta[@name='description' or @property or @name='theme-color']") == []
        assert head(seen, "link[@rel='canonical' or @rel='alternate']") == []
        assert head(seen, "script[@type='application/ld+json']") == []


def test_the_bar_around_a_page_has_the_colour_of_its_ground(public: Flask) -> None:
    sheet = public.test_client().get("/static/css/veiviser.css").text
    light, dark = re.findall(r"--ground: (#\w+);", sheet.split('[data-tone="open"]')[0])[0], ""
    dark = re.findall(r"prefers-color-scheme: dark\) \{\s*:root \{\s*--ground: (#\w+);", sheet)[0]
    assert head(visit(public, "/nb/"), "meta[@name='theme-color']/@content") == [light, dark]


# ---------- structured data ----------


def told(seen: Seen) -> dict[str, dict[str, object]]:
    """Return the nodes of a page's structured data by their type."""
    blocks = seen.all("//script[@type='application/ld+json']")
    assert len(blocks) <= 1
    if not blocks:
        return {}
    told = json.loads(blocks[0].text or "")
    assert told["@context"] == "https://schema.org"
    return {node["@type"]: node for node in told["@graph"]}


def folded(text: str) -> str:
    return " ".join(text.split())


def test_an_article_tells_the_questions_it_answers_as_the_page_shows_them(public: Flask) -> None:
    seen = visit(public, GP)
    page = told(seen)["FAQPage"]
    assert page["inLanguage"] == "nb"
    (asked,) = page["mainEntity"]  # type: ignore[misc]  # from JSON
    assert asked["name"] == "Hvem har rett til fastlege?"
    answer = asked["acceptedAnswer"]["text"]
    assert answer.splitlines()[1:] == ["Du kan bytte lege.", "Du kan få tolk."]
    assert folded(answer) in seen.text
    assert asked["name"] in seen.text


@pytest.mark.parametrize("lang", languages())
def test_everything_that_is_told_stands_on_the_page_too(public: Flask, lang: str) -> None:
    kinds = set()
    for url in pages_in(public, lang):
        seen = visit(public, url)
        nodes = told(seen)
        kinds |= set(nodes)
        shown = folded(seen.whole_text)
        for question in nodes.get("FAQPage", {}).get("mainEntity", []):  # type: ignore[attr-defined]
            assert question["name"] in shown
            assert folded(question["acceptedAnswer"]["text"]) in shown
        if service := nodes.get("GovernmentService"):
            assert service["name"] in shown and service["description"] in shown
            assert service["provider"]["name"] in shown  # type: ignore[index]
        for item in nodes.get("BreadcrumbList", {}).get("itemListElement", []):  # type: ignore[attr-defined]
            assert item["name"] in shown
            path = urlsplit(path_of(item["item"])).path
            assert public.test_client().get(path).status_code == 200
    assert {"WebSite", "BreadcrumbList"} <= kinds


def test_an_article_tells_whose_service_it_is_about_and_where_it_stands(public: Flask) -> None:
    nodes = told(visit(public, "/en/ny-i-norge/general-practitioner"))
    service = nodes["GovernmentService"]
    assert (service["name"], service["serviceType"]) == ("General practitioner", "Health")
    assert service["provider"] == {"@type": "Organization", "name": "Helsedirektoratet"}
    items = nodes["BreadcrumbList"]["itemListElement"]
    assert [(i["position"], i["name"], i["item"]) for i in items] == [  # type: ignore[attr-defined]
        (1, "First page", f"{SITE}/en/"),
        (2, "New in Norway", f"{SITE}/en/ny-i-norge/"),
        (3, "Health", f"{SITE}/en/ny-i-norge/#category-health"),
    ]


def test_the_first_page_tells_what_the_portal_is(public: Flask) -> None:
    site = told(visit(public, "/en/"))["WebSite"]
    assert (site["name"], site["url"], site["inLanguage"]) == ("Veiviser", f"{SITE}/en/", "en")
    assert "potentialAction" not in site, "a question would stand in an address"


def test_text_in_place_of_a_missing_translation_is_told_on_its_own_page_alone(
    public: Flask,
) -> None:
    assert "FAQPage" in told(visit(public, GP))
    assert told(visit(public, "/so/ny-i-norge/general-practitioner")) == {}


def test_no_heading_can_break_out_of_the_block(test_data: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(test_data / "content", content)
    path = content / "ny-i-norge/general-practitioner/nb.md"
    text = path.read_text("utf-8")
    heading = "Hvem </script><script>alert(1)</script><!-- & har rett?"
    path.write_text(text.replace("Hvem har rett til fastlege?", heading), "utf-8")
    app = create_app(Settings(public_url=SITE), small_services(Shelf((content,))))
    response = app.test_client().get(GP)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    seen: Seen = visit(app, GP)
    (asked,) = told(seen)["FAQPage"]["mainEntity"]  # type: ignore[misc]
    assert asked["name"] == heading


def test_a_page_that_may_not_be_listed_tells_nothing(page: Visit) -> None:
    assert told(page("/nb/interpreters/SAMPLE-AB")) == {}
    assert told(page("/nb/answer", post={"question": "Hvordan får jeg lege?"})) == {}
