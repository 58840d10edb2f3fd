"""The start page for public bodies, and the sheet of languages to point at."""

from pathlib import Path

from flask.testing import FlaskClient

from knowledge.languages import languages
from knowledge.register.endonyms import endonyms
from portal.shelf import Shelf
from portal.tolk.sheet import ALPHABETS
from tests.portal.conftest import Visit

SHEET = "/en/tolk/tools/point-to-your-language"


def test_the_start_page_searches_the_register_first(page: Visit) -> None:
    seen = page("/nb/tolk/")
    form = seen.one("//main//form")
    assert (form.get("method"), form.get("action")) == ("get", "/nb/interpreters")
    assert seen.one("//select[@name='spoken']/option[@value='ti']").text == "tigrinja"
    headings = [heading.get("id") for heading in seen.all("//h2")]
    assert headings[:3] == ["find", "duty", "tools"]


def test_the_start_page_leads_to_the_three_tools(page: Visit) -> None:
    links = page("/en/tolk/").links()
    for tool in ("duty", "guidelines", "point-to-your-language"):
        assert f"/en/tolk/tools/{tool}" in links


def test_the_start_page_says_the_duty_with_its_sections(page: Visit) -> None:
    seen = page("/en/tolk/")
    cited = [link.text_content() for link in seen.all("//a[@class='citation']")]
    assert cited == [f"tolkeloven {part}" for part in (
        "§ 6 første ledd", "§ 7 første ledd", "§ 7 femte ledd"
    )]  # fmt: skip
    assert "An interpreter must be used when another Act or regulation requires it" in seen.text


def test_the_start_page_has_all_the_guidance(whole_shelf: Shelf, real: FlaskClient) -> None:
    html = real.get("/nb/tolk/").get_data(as_text=True)
    topics = [topic.slug for topic in whole_shelf.topics if topic.collection == "tolk"]
    assert len(topics) == 31
    assert [slug for slug in topics if f'href="/nb/tolk/{slug}"' not in html] == []
    assert html.count('<section aria-labelledby="category-') == 6


def test_the_sheet_has_seventy_languages_that_lead_to_the_register(page: Visit) -> None:
    links = page(SHEET).all("//ul[@class='pointers']//a")
    assert len(links) == 70
    sent = [link.get("href") for link in links]
    assert sent.count("/en/interpreters?spoken=hbs") == 3
    assert "/en/interpreters?spoken=prs" in sent


def test_every_name_on_the_sheet_has_its_own_language_and_direction(page: Visit) -> None:
    names = page("/ar" + SHEET[3:]).all("//bdi[@class='own']")
    found = {name.get("lang"): (name.text_content(), name.get("dir")) for name in names}
    assert found["prs"] == ("دری", "rtl")
    assert found["sr-Latn"] == ("Srpski", "ltr")
    assert found["kmr-Arab"] == ("بادینی", "rtl")
    assert len(names) == 78


def test_the_caseworker_reads_the_name_in_norwegian_too(page: Visit) -> None:
    tigrinya = "//a[contains(@href, 'spoken=ti')]/span[@class='called']"
    assert page(SHEET).all(tigrinya)[0].text_content() == "Tigrinya · tigrinja"
    assert page("/nb" + SHEET[3:]).all(tigrinya)[0].text_content() == "tigrinja"
    assert page("/nn" + SHEET[3:]).all(tigrinya)[0].text_content() == "tigrinja"
    # No "Kirundi · kirundi": nobody needs the same name twice.
    kirundi = "//a[contains(@href, 'spoken=rn')]/span[@class='called']"
    assert page(SHEET).one(kirundi).text_content() == "Kirundi"


def test_the_sheet_invites_in_those_of_our_languages_that_stand_on_it(page: Visit) -> None:
    invited = page(SHEET).all("//ul[@class='invitations']/li")
    expected = [(entry.tag, entry.dir) for code, entry in languages().items()
                if code not in {"nb", "nn"}]  # fmt: skip
    assert [(item.get("lang"), item.get("dir")) for item in invited] == expected


def test_every_language_of_the_sheet_has_its_place_under_one_heading() -> None:
    scripts = [script for _name, own in ALPHABETS.values() for script in own]
    assert len(scripts) == len(set(scripts))
    assert {one.script for one in endonyms()} <= set(scripts)


def test_nothing_of_the_tools_is_loaded_where_it_is_not_needed(page: Visit) -> None:
    assert not page("/en/tolk/tools/duty").all("//script[contains(@src, 'tolk')]")
    assert page(SHEET).all("//script[contains(@src, 'tolk')]")


def test_the_script_is_small_and_keeps_nothing() -> None:
    script = Path("portal/static/js/tolk.js").read_text("utf-8")
    assert len(script.encode()) < 2_000
    for word in ("localStorage", "sessionStorage", "cookie", "fetch("):
        assert word not in script
