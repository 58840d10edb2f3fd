"""Which language a visitor is spoken to in."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import portal
from knowledge.languages import languages
from portal.i18n import negotiate, translate
from tests.portal.conftest import Visit


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("so", "so"),
        ("so-SO,so;q=0.9,en;q=0.5", "so"),
        ("de,pl;q=0.8,en;q=0.9", "en"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("prs", "fa"),
        ("uk;q=0,ru;q=0.1", "ru"),
        ("*", "nb"),
        ("", "nb"),
        ("de", "nb"),
        ("en;q=banana,lt;q=0.2", "lt"),
        (";;;,,,q=1", "nb"),
        ("x" * 10_000 + ",so", "nb"),
    ],
)
def test_the_browsers_wish_is_followed_where_we_have_the_language(header: str, lang: str) -> None:
    assert negotiate(header, "nb") == lang


def test_the_first_page_sends_each_to_their_own_language(client: FlaskClient) -> None:
    for header, target in (("ti,en;q=0.5", "/ti/"), ("de", "/nb/")):
        response = client.get("/", headers={"Accept-Language": header})
        assert (response.status_code, response.location) == (302, target)
        assert "Accept-Language" in response.headers["Vary"].split(", ")


def test_the_language_in_the_path_wins_over_the_browser(client: FlaskClient) -> None:
    text = client.get("/ar/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in text


def test_a_page_that_is_not_there_speaks_the_language_of_its_path(client: FlaskClient) -> None:
    assert '<html lang="fa" dir="rtl">' in client.get("/fa/nothing/").get_data(as_text=True)
    header = {"Accept-Language": "lt"}
    assert '<html lang="lt"' in client.get("/nothing", headers=header).get_data(as_text=True)


def test_a_message_nobody_has_translated_is_shown_in_english() -> None:
    for lang in languages():
        assert translate(lang, "A sentence that %(who)s forgot.", who="we") == (
            "A sentence that we forgot."
        )


def test_the_menu_leads_to_the_same_page_in_every_language_by_its_own_name(page: Visit) -> None:
    seen = page("/ar/ny-i-norge/general-practitioner")
    links = seen.all("//details[@class='menu menu-languages']//a")
    assert [(a.get("href"), a.get("lang"), a.text) for a in links][:3] == [
        ("/nb/ny-i-norge/general-practitioner", "nb", "Bokmål"),
        ("/nn/ny-i-norge/general-practitioner", "nn", "Nynorsk"),
        ("/en/ny-i-norge/general-practitioner", "en", "English"),
    ]
    assert len(links) == len(languages())
    assert [a.text for a in links if a.get("aria-current")] == ["العربية"]


def test_steps_are_counted_in_the_digits_of_the_text(page: Visit) -> None:
    for lang in ("ar", "fa"):
        written = "".join(filter(str.isdigit, page(f"/{lang}/offline").text))
        assert written
        assert written.isascii(), lang
    for sheet in (Path(portal.__file__).parent / "static" / "css").glob("*.css"):
        styles = re.findall(r"counters?\([^)]*,\s*([a-z-]+)\)", sheet.read_text("utf-8"))
        assert not styles, f"{sheet.name} counts in {styles}"
