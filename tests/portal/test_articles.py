"""Articles and collections: the right text, what is said of it, and never a dead end."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml.html import HtmlElement

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

GP = "ny-i-norge/general-practitioner"


@dataclass
class Shop:
    """One article that a test may change."""

    client: FlaskClient
    path: Path
    url: str = "/nb/notes/note"
    writes: int = 0

    def write(self, text: str) -> None:
        self.writes += 1
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(
            '+++\ntitle = "Notat"\nsummary = "Et notat."\nquestions = []\nchecked = 2026-11-20\n'
            'responsible = "Ingen"\nrelated = []\n[[sources]]\ntitle = "Kilde"\n'
            'url = "https://example.org/"\nchecked = 2026-11-20\n[translation]\n'
            f'state = "source"\n+++\n## Tekst {{#text}}\n\n{text}\n',
            "utf-8",
        )
        # Two writes may fall into one tick of the file system's clock.
        os.utime(self.path, (self.writes, self.writes))


def text_of(seen: Seen) -> HtmlElement:
    """Return what the sections of an article stand in."""
    return seen.one("//article/div[@class='article-text']")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    services = small_services(Shelf((tmp_path / "ours", tmp_path / "added")))
    path = tmp_path / "added" / "notes" / "note" / "nb.md"
    found = Shop(create_app(Settings(), services).test_client(), path)
    found.write("gammelt")
    return found


def test_an_article_shows_its_sections_sources_and_the_day_it_was_checked(page: Visit) -> None:
    seen = page(f"/nb/{GP}")
    assert seen.one("//h2[@id='who']").text_content() == "Hvem har rett til fastlege?"
    assert seen.one("//h3[@id='children']").text_content() == "Barn"
    assert "tel:113" in [a.get("href") for a in seen.all("//article//a")]
    assert "Teksten ble sist kontrollert mot kildene 20. november 2026." in seen.text
    assert "Ansvarlig: Helsedirektoratet." in seen.text
    assert "https://lovdata.no/forskrift/2012-08-29-842" in seen.links()
    assert "Kontrollert 19. november 2026" in seen.text
    assert "/nb/ny-i-norge/tax-deduction-card" in seen.links()


def test_a_machine_translation_says_that_it_is_one(page: Visit) -> None:
    seen = page(f"/ar/{GP}")
    state = seen.one("//article//p[contains(@class, 'translation-state')]").text_content()
    assert "Bokmål" in state


def test_a_translation_that_has_fallen_behind_says_so_by_itself(page: Visit) -> None:
    seen = page(f"/en/{GP}")
    assert "This translation follows the original text of 20 November 2026." in seen.text
    assert "The original has changed since then" in seen.text
    assert "A person has checked this translation: editor, 20 November 2026." in seen.text


def test_page_without_a_tigrinya_version_says_so_and_marks_the_text_as_english(
    page: Visit,
) -> None:
    seen = page(f"/ti/{GP}")
    for part in (seen.one("//h1"), seen.one("//h1/..//p[@class='lead']/.."), text_of(seen)):
        assert (part.get("lang"), part.get("dir")) == ("en", "ltr")
    notice = seen.all("//div[@class='notice warning']")[0]
    assert notice.get("lang") is None
    assert "English" in notice.text_content()


def test_nynorsk_readers_get_bokmal_before_english(page: Visit) -> None:
    assert text_of(page(f"/nn/{GP}")).get("lang") == "nb"


def test_norwegian_words_are_marked_as_norwegian_in_other_languages(page: Visit) -> None:
    word = page(f"/ar/{GP}").one("//article//*[@class='term']//bdi")
    assert (word.get("lang"), word.text) == ("nb", "fastlege")


def test_an_ingested_collection_works_like_ours(page: Visit) -> None:
    assert "/en/reports/" in page("/en/").links()
    assert "/en/reports/yearly-report-2019" in page("/en/reports/").links()
    seen = page("/en/reports/yearly-report-2019")
    assert "I 2019 ble 17 personer bosatt." in seen.text
    assert text_of(seen).get("lang") == "nb"


def test_a_collection_groups_its_topics_by_category_in_their_order(page: Visit) -> None:
    seen = page("/nb/ny-i-norge/")
    headings = seen.all("//main//section/h2")
    assert [h.text_content().strip() for h in headings] == ["Komme i gang", "Helse"]
    assert [h.get("id") for h in headings] == ["category-arrive", "category-health"]
    assert seen.one("//h1").text_content() == "Ny i Norge"


def test_a_title_in_another_language_says_which(page: Visit) -> None:
    item = page("/so/ny-i-norge/").one("//li[a[contains(@href, 'tax-deduction-card')]]")
    assert item.xpath("string(.//span[@lang])") == "Skattekort"
    assert "Bokmål" in item.text_content()


def test_what_is_not_there_is_a_page_that_leads_on(page: Visit) -> None:
    for url in ("/so/ny-i-norge/nothing", "/so/nothing/", "/so/nothing/x"):
        seen = page(url, status=404)
        assert "/so/" in seen.links()
        assert "tel:112" in seen.links()
    page("/xx/", status=404)


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"/nb/{GP}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/nb/{GP}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_corrected_article_is_shown_at_once(shop: Shop) -> None:
    assert "gammelt" in shop.client.get(shop.url).get_data(as_text=True)
    shop.write("nytt")
    assert "nytt" in shop.client.get(shop.url).get_data(as_text=True)


def test_a_section_may_bear_any_name_that_the_page_uses_itself(shop: Shop) -> None:
    names = ("main", "sources", "related", "emergency", "exit", "question")
    shop.write("Tekst.\n" + "".join(f"\n## {name} {{#{name}}}\n\nTekst.\n" for name in names))
    inspect(shop.client.get(shop.url), shop.url)


def test_an_article_that_is_broken_is_missing_and_breaks_nothing_else(shop: Shop) -> None:
    shop.write("{figure:no-such-figure}")
    assert shop.client.get(shop.url).status_code == 404
    assert shop.client.get("/nb/notes/").status_code == 200


def test_norwegian_word_leads_to_its_explanation_in_the_language_of_the_page(
    page: Visit, shop: Shop
) -> None:
    shop.write("Du har {term:fastlege}.")
    url = "/so/notes/note"
    assert "/so/words#fastlege" in inspect(shop.client.get(url), url).links()
    explanation = page("/so/words").one("//dt[@id='fastlege']/following-sibling::dd[1]")
    assert "Dhakhtarkaaga" in explanation.text_content()


def test_every_word_is_explained_on_every_page_of_words(page: Visit) -> None:
    explanations = page("/ar/words").all("//dd")
    assert len(explanations) >= 150
    assert all((explanation.text_content() or "").strip() for explanation in explanations)


def test_words_of_a_private_page_lead_nowhere(page: Visit) -> None:
    seen = page("/nb/nora/negative-social-control", title_is_neutral=True)
    assert not [link for link in seen.links() if "/words#" in link]


def test_outline_shows_title_and_summary_and_the_text_in_a_language_that_has_it(
    page: Visit,
) -> None:
    seen = page("/pl/ny-i-norge/tax-deduction-card")
    assert seen.one("//h1").text_content() == "Karta podatkowa (skattekort)"
    assert seen.one("//h1").get("lang") is None
    assert seen.one("//p[@class='lead']").text_content() == "Bez tej karty płacisz więcej podatku."
    notice = seen.one("//article//div[@class='notice warning']").text_content()
    assert "przetłumaczono tylko tytuł i streszczenie" in notice
    text = text_of(seen)
    assert (text.get("lang"), text.get("dir")) == ("nb", "ltr")
    assert text.xpath(".//h2")


def test_outline_is_listed_by_its_own_title_with_the_language_of_its_text(page: Visit) -> None:
    seen = page("/pl/ny-i-norge/")
    (link,) = [a for a in seen.all("//a") if a.get("href", "").endswith("tax-deduction-card")]
    assert link.text_content() == "Karta podatkowa (skattekort)"
    (hint,) = link.getparent().xpath("./span")
    assert hint.text_content() == "(Bokmål)"


def test_outline_in_the_api_names_the_language_of_its_text(client: FlaskClient) -> None:
    told = client.get("/api/v1/articles/ny-i-norge/tax-deduction-card/pl").get_json()
    assert (told["lang"], told["text_lang"]) == ("pl", "nb")
    assert told["title"] == "Karta podatkowa (skattekort)"
    assert told["sections"]
