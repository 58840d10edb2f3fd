"""A text beside its Norwegian original, for two people who read together."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

GP = "/ny-i-norge/general-practitioner"


def opened(client: FlaskClient, url: str) -> Seen:
    return inspect(client.get(url), url, title_is_neutral="/nora" in url)


def test_paragraphs_and_points_stand_beside_their_originals(page: Visit) -> None:
    seen = page(f"/ar{GP}/beside")
    pairs = [
        tuple(side.text_content().strip() for side in pair)
        for pair in seen.all("//main//section//div[@class='pair side-by-side']")
    ]
    assert ("يمكنك تغيير الطبيب.", "Du kan bytte lege.") in pairs
    assert len(seen.all("//main//section/ul/li")) == 2
    original = seen.one("//h2[@id='who']/following-sibling::*[1]")
    assert original.text_content() == "Hvem har rett til fastlege?"


def test_each_side_says_in_which_language_and_direction_it_is(page: Visit) -> None:
    seen = page(f"/ar{GP}/beside")
    pairs = seen.all("//main//div[contains(@class, 'pair ')]/div[2]")
    assert len(pairs) >= 4
    assert {(side.get("lang"), side.get("dir")) for side in pairs} == {("nb", "ltr")}
    ours = seen.all("//main//div[contains(@class, 'pair ')]/div[1]")
    assert {side.get("lang") for side in ours} == {None}  # that of the page


def test_text_of_a_third_language_is_marked_and_told_of(page: Visit) -> None:
    seen = page(f"/so{GP}/beside")
    ours = seen.all("//main//section//div[@class='pair side-by-side']/div[1]")
    assert {(side.get("lang"), side.get("dir")) for side in ours} == {("en", "ltr")}
    notices = [notice.text_content() for notice in seen.all("//div[@class='notice warning']")]
    assert any("English" in notice for notice in notices)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_who_reads_norwegian_is_sent_to_the_article(client: FlaskClient, lang: str) -> None:
    response = client.get(f"/{lang}{GP}/beside")
    assert (response.status_code, response.headers["Location"]) == (302, f"/{lang}{GP}")
    assert f"/{lang}{GP}/beside" not in client.get(f"/{lang}{GP}").get_data(as_text=True)


def test_text_that_is_norwegian_already_is_shown_alone(client: FlaskClient) -> None:
    url = "/so/nora/negative-social-control"
    response = client.get(f"{url}/beside")
    assert (response.status_code, response.headers["Location"]) == (302, url)


def test_text_without_an_original_is_shown_alone(tmp_path: Path, test_data: Path) -> None:
    english = (test_data / "content/ny-i-norge/general-practitioner/en.md").read_text("utf-8")
    path = tmp_path / "added/notes/note/en.md"
    path.parent.mkdir(parents=True)
    path.write_text(english, "utf-8")
    services = small_services(Shelf((tmp_path / "ours", tmp_path / "added")))
    client = create_app(Settings(), services).test_client()
    assert client.get("/pl/notes/note").status_code == 200
    assert client.get("/pl/notes/note/beside").headers["Location"] == "/pl/notes/note"


def test_article_links_to_the_page_beside_its_original_and_that_one_back(page: Visit) -> None:
    assert f"/en{GP}/beside" in page(f"/en{GP}").links()
    assert f"/en{GP}" in page(f"/en{GP}/beside").links()


def test_search_engines_are_sent_to_the_article_alone(client: FlaskClient) -> None:
    assert client.get(f"/en{GP}/beside").headers["X-Robots-Tag"] == "noindex"


def test_page_that_does_not_exist_has_nothing_beside_it(client: FlaskClient) -> None:
    assert client.get("/en/ny-i-norge/nothing/beside").status_code == 404


def test_private_page_stays_private_beside_its_original(real: FlaskClient) -> None:
    seen = opened(real, "/so/nora/your-rights/beside")
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.all("//*[@id='page_exit']")
    words = {link.removeprefix("#") for link in seen.links() if link.startswith("#page_word_")}
    assert words
    assert words <= {dt.get("id") for dt in seen.all("//dt")}


def test_outline_stands_beside_the_summary_and_the_nearest_text_beside_the_rest(
    real: FlaskClient,
) -> None:
    seen = opened(real, "/ti/ny-i-norge/weather-and-outdoor-life/beside")
    summary, *texts = seen.all("//main//div[@class='pair side-by-side']/div[1]")
    assert summary.get("lang") is None
    assert {text.get("lang") for text in texts} == {"en"}
    assert seen.all("//div[@class='notice warning']")


def test_steps_are_numbered_on_both_sides(real: FlaskClient) -> None:
    seen = opened(real, "/en/ny-i-norge/first-steps/beside")
    steps = seen.all("//main//ol")
    assert steps
    for listed in steps:
        sides = [one for one in listed.xpath("./li/div/div[2]") if one.text_content().strip()]
        shown = [one.xpath("./span[@aria-hidden='true']")[0].text for one in sides]
        first = int(listed.get("start", "1"))
        assert shown == [f"{first + place}." for place in range(len(sides))]


def test_nothing_of_an_article_is_lost(real: FlaskClient) -> None:
    alone = opened(real, "/en/ny-i-norge/first-steps").one("//div[@class='article-text']")
    beside = opened(real, "/en/ny-i-norge/first-steps/beside").one("//main")
    said = " ".join(beside.text_content().split())
    for element in alone.xpath(".//p[not(contains(@class, 'figures-note'))] | .//li"):
        assert " ".join(element.text_content().split()) in said
