"""The register on its pages: search, order, and who may be reached where."""

import pytest
from flask.testing import FlaskClient

from knowledge.register.errors import RegisterMissing
from knowledge.register.interpreters import Interpreter, Qualification
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import ListedInterpreters, small_services
from tests.portal.conftest import PEOPLE, Visit
from tests.portal.inspecting import inspect

SAMPLE = "The register holds made-up sample data: no person in it exists."


def test_the_best_qualified_comes_first(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=ti")
    names = [h.text_content() for h in seen.all("//article//h3")]
    assert names == ["Yonas Eksempel", "Selam Prøvesen"]
    assert "2 interpreters found" in seen.text
    assert "Category A in Tigrinya" in seen.text


def test_one_interpreter_is_counted_in_the_singular(page: Visit) -> None:
    assert "1 interpreter found" in page("/en/interpreters?spoken=am").text


@pytest.mark.parametrize("asked", ["ti", "tigrinja", "Tigrinya", "ትግርኛ", "TIR"])
def test_a_language_is_understood_by_code_and_by_name(page: Visit, asked: str) -> None:
    assert "Yonas Eksempel" in page(f"/en/interpreters?spoken={asked}").text


def test_a_way_to_get_in_touch_is_shown_on_a_click_alone(page: Visit) -> None:
    for url in ("/en/interpreters?spoken=ti", "/en/interpreters/SAMPLE-AB"):
        seen = page(url)
        assert "+47" not in seen.text and "example.org" not in seen.text
        assert "Oppdiktet vei" not in seen.text
    own = page("/en/interpreters/SAMPLE-AB/contact", post={})
    assert "tel:+4700012345" in own.links()
    assert "mailto:selam@example.org" in own.links()
    assert "Oppdiktet vei 1" in own.text


def test_an_address_is_shown_with_consent_alone(page: Visit) -> None:
    seen = page("/en/interpreters/SAMPLE-CD/contact", post={})
    assert "tel:+4700054321" in seen.links()
    assert "Hemmelig" not in seen.text


def test_a_persons_page_says_what_each_category_was_earned_by(page: Visit) -> None:
    text = page("/en/interpreters/SAMPLE-AB").text
    assert "Tigrinya: category C State authorisation as an interpreter" in text
    assert "A passed test in both languages and a course" in text


def test_the_best_language_of_a_person_comes_first(shelf: Shelf) -> None:
    languages = (Qualification("so", "D"), Qualification("ar", "A"), Qualification("en", "D"))
    register = ListedInterpreters((Interpreter("SAMPLE-X", "Selam", "Prøvesen", languages),))
    client = create_app(Settings(), small_services(shelf, register=register)).test_client()
    text = inspect(client.get("/en/interpreters/SAMPLE-X"), "/en/interpreters/SAMPLE-X").text
    places = [text.index(f"{name}: category") for name in ("Arabic", "Somali", "English")]
    assert places == sorted(places)


def test_a_card_that_is_no_longer_valid_is_said_to_have_expired(page: Visit) -> None:
    assert "Valid until 31 January 2027" in page("/en/interpreters/SAMPLE-AB").text
    assert "Expired on 31 January 2026" in page("/en/interpreters/SAMPLE-CD").text


def test_sample_data_are_marked_wherever_they_are_shown(page: Visit) -> None:
    urls = ("interpreters", "interpreters?spoken=ti", "interpreters/SAMPLE-AB", "about")
    for url in urls:
        assert SAMPLE in page(f"/en/{url}").text


def test_a_real_register_is_not_called_a_sample(shelf: Shelf) -> None:
    services = small_services(shelf, register=ListedInterpreters(PEOPLE, is_sample=False))
    client = create_app(Settings(), services).test_client()
    assert SAMPLE not in client.get("/en/interpreters?spoken=ti").get_data(as_text=True)


def test_results_are_leafed_through_with_the_search_kept(page: Visit) -> None:
    first = page("/en/interpreters?spoken=so&gender=")
    assert "/en/interpreters?spoken=so&page=2#found" in first.links()
    assert [a.text_content() for a in first.all("//nav[@class='page-links']//a")] == list("123")
    last = page("/en/interpreters?spoken=so&page=3")
    assert last.one("//nav//a[@aria-current='page']").text_content() == "3"
    assert len(last.all("//article")) == 5


def test_nobody_found_says_that_the_unlisted_may_be_qualified(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=pl")
    assert "Nobody in the register fits" in seen.text
    assert "Someone who is not listed may still be qualified." in seen.text


def test_a_number_checks_an_interpreter(page: Visit) -> None:
    assert "Selam Prøvesen" in page("/en/interpreters?number=SAMPLE-AB").text


def test_what_cannot_be_searched_is_said_beside_its_field(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=ti&place=Atlantis", status=422)
    assert seen.one("//*[@id='place-fault']").text_content() == (
        "This is no municipality or county in Norway."
    )
    assert seen.one("//*[@id='place']").get("value") == "Atlantis"
    assert seen.one("//*[@id='spoken']").get("value") == "ti"


def test_pages_with_people_are_not_kept_and_not_indexed(client: FlaskClient) -> None:
    for url in ("/nb/interpreters?spoken=ti", "/nb/interpreters/SAMPLE-AB"):
        response = client.get(url)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_without_a_register_the_search_says_so_and_the_rest_works(shelf: Shelf) -> None:
    class Missing(ListedInterpreters):
        def info(self) -> object:  # type: ignore[override]
            raise RegisterMissing("there is none")

    client = create_app(Settings(), small_services(shelf, register=Missing())).test_client()
    assert client.get("/en/interpreters").status_code == 503
    assert client.get("/api/v1/interpreters?spoken=ti").status_code == 503
    assert client.get("/en/about").status_code == 200
