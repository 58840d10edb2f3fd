"""The pages of Nora: private all of them, help first, and nothing about the reader anywhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import portal
from knowledge.helplines import OSLO
from knowledge.languages import languages
from knowledge.loading import CONTENT_DIR
from knowledge.markdown import keys_in
from portal import create_app
from portal.helplines import say_opening
from portal.nora.lines import ABROAD, DEAF, EMERGENCY, LAW, PURPOSES, TALK, ages_of
from portal.nora.routes import EXCERPTS, NORA, READERS
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.inspecting import Seen, inspect

PAGES = (
    "nora/",
    "nora/help/now",
    "nora/help/safety",
    "nora/read/stories",
    "nora/for/friends",
    "nora/for/parents",
    "nora/for/staff",
    "nora/forced-marriage",
    "nora/story-engagement",
)
STATIC = Path(portal.__file__).parent / "static"
# Words that tell somebody in passing what is read about.
TELLING = re.compile(r"violen|marriage|honou?r|suicid|mutilat|abuse|threat|danger", re.IGNORECASE)
# Lines that articles name and the page leaves out: offices, and lines for others than the young.
LEFT_OUT = {"atv", "barnevernvakt", "familievern", "nav", "overgrepsmottak", "skatteetaten"}

Ask = Callable[..., Seen]


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO)  # type: ignore[misc, arg-type]


FRIDAY_NOON = moment(2026, 11, 20, 12)


def client_at(at: datetime, shelf: Shelf) -> FlaskClient:
    services = replace(small_services(shelf), now=lambda: at)
    return create_app(Settings(), services).test_client()


@pytest.fixture(scope="module")
def ask(whole_shelf: Shelf) -> Ask:
    """Open a page of Nora at an hour of Norway, a Friday at noon if none is named."""

    def visit(path: str, at: datetime = FRIDAY_NOON, lang: str = "en") -> Seen:
        url = f"/{lang}/{path}"
        response = client_at(at, whole_shelf).get(url)
        return inspect(response, url, title_is_neutral=True)

    return visit


def numbers(seen: Seen, path: str) -> list[str]:
    return [link.get("href", "") for link in seen.all(f"{path}//a[starts-with(@href,'tel:')]")]


def lines_in(seen: Seen, group: str) -> list[str]:
    """Return what each card of a group is reached by."""
    cards = seen.all(f"//section[@class='lines-{group}']//li[contains(@class,'helpline')]")
    return [str(card.xpath("string(.//a[@class='call'])")).strip() for card in cards]


# ---------- private, each and every page ----------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_nora_leaves_no_trace(ask: Ask, path: str) -> None:
    seen = ask(path)
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.response.headers["Referrer-Policy"] == "no-referrer"
    assert seen.response.headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in seen.response.headers
    assert seen.one("//head/title").text == "Veiviser"
    assert "/img/plain-icon.svg" in seen.one("//link[@rel='icon']").get("href", "")
    told = "//meta[starts-with(@property,'og:') or @name='theme-color' or @name='description']"
    assert not seen.all(f"//head{told}")
    assert not seen.all("//link[@rel='manifest']")
    assert not seen.all("//script[@type='application/ld+json']")


@pytest.mark.parametrize("path", PAGES)
def test_the_heading_stands_on_the_page_alone(ask: Ask, path: str) -> None:
    seen = ask(path)
    heading = " ".join(seen.one("//h1").text_content().split())
    head = seen.one("//head")
    told = " ".join([head.text_content(), *(str(value) for value in head.xpath(".//@content"))])
    assert heading != "Nora" or path == "nora/"
    assert heading == "Nora" or heading not in told


@pytest.mark.parametrize("path", PAGES)
def test_what_a_private_page_runs_stores_nothing(ask: Ask, path: str) -> None:
    scripts = {str(script.get("src")).split("?")[0] for script in ask(path).all("//script")}
    assert "/static/js/exit.js" in scripts
    for script in scripts:
        text = (STATIC / script.removeprefix("/static/")).read_text("utf-8")
        assert not re.search(r"sessionStorage|indexedDB|document\.cookie|serviceWorker", text)


@pytest.mark.parametrize("path", PAGES)
def test_the_way_out_is_the_first_link_and_works_before_anything_is_drawn(
    ask: Ask, path: str
) -> None:
    seen = ask(path)
    first = seen.all("//body//a|//body//button|//body//summary|//body//input")[0]
    assert (first.get("id"), first.get("href")) == ("page_exit", "https://www.yr.no/")
    assert "noreferrer" in first.get("rel", "")
    script = seen.one("//head/script[contains(@src,'js/exit.js')]")
    assert script.get("data-exit") == first.get("href")
    assert script.get("defer") is None and script.get("type") is None
    before = [element.tag for element in script.itersiblings(preceding=True)]
    assert "script" not in before
    assert not seen.all("//link[@rel='stylesheet'][following-sibling::script[@data-exit]]")


@pytest.mark.parametrize("lang", languages())
def test_help_is_one_tap_away_on_every_page(ask: Ask, lang: str) -> None:
    for path in PAGES:
        found = numbers(ask(path, lang=lang), "")
        assert {"tel:112", "tel:113", "tel:116111", "tel:116117"} <= set(found), path


def test_a_page_that_is_not_private_has_no_way_out(whole_shelf: Shelf) -> None:
    seen = inspect(client_at(FRIDAY_NOON, whole_shelf).get("/en/about"), "/en/about")
    assert not seen.all("//*[@id='page_exit']") and not seen.all("//script[@data-exit]")
    assert "/img/icon.svg" in seen.one("//link[@rel='icon']").get("href", "")


# ---------- who can help ----------


def test_emergency_stands_first_whatever_the_hour(ask: Ask) -> None:
    for at in (moment(2026, 12, 24, 3), FRIDAY_NOON):
        seen = ask("nora/help/now", at)
        first = numbers(seen, "//main")[:4]
        assert first == ["tel:112", "tel:113", "tel:116111", "tel:116117"]


def test_on_a_friday_at_noon_the_chat_for_the_young_is_open(ask: Ask) -> None:
    seen = ask("nora/help/now", FRIDAY_NOON)
    assert "In Norway it is now Friday, 12:00." in seen.text
    assert lines_in(seen, "open") == [
        "116 006",
        "Krisesentre",
        "116 123",
        "22 40 00 40",
        "Unge Relasjoner",
    ]
    assert lines_in(seen, "later") == ["800 33 321"]
    card = seen.one("//section[@class='lines-later']//li[contains(@class,'helpline')]")
    assert "Closed now. Next opening: today at 14:00." in " ".join(card.text_content().split())
    assert "Open now, until 15:00." in seen.text
    assert lines_in(seen, "try")[0] == "815 55 201"


def test_on_a_saturday_night_the_page_says_when_each_opens(ask: Ask) -> None:
    seen = ask("nora/help/now", moment(2026, 11, 21, 23, 50))
    assert lines_in(seen, "open") == ["116 006", "Krisesentre", "116 123", "22 40 00 40"]
    assert lines_in(seen, "later") == ["800 33 321", "Unge Relasjoner"]
    assert "Next opening: tomorrow at 14:00." in seen.text
    assert "Next opening: Tuesday at 12:00." in seen.text
    assert "Next opening: Monday at 17:00." in seen.text  # advice about the law
    alarm = seen.one("//section[@class='first-lines']//li[.//a[@href='tel:116111']]")
    assert "Closed now. Next opening: tomorrow at 16:15." in " ".join(alarm.text_content().split())


def test_a_line_whose_hours_nobody_has_confirmed_is_not_said_to_be_open(ask: Ask) -> None:
    card = ask("nora/help/now").one("//li[.//a[@href='tel:81555201']]")
    assert "Opening hours not confirmed." in card.text_content()
    assert "Open now" not in card.text_content() and "Next opening" not in card.text_content()


def test_a_public_holiday_is_said(ask: Ask) -> None:
    assert "Today is a public holiday." in ask("nora/help/now", moment(2026, 4, 3, 12)).text
    assert "Today is a public holiday." not in ask("nora/help/now", moment(2026, 4, 8, 12)).text


def test_norwegian_time_counts_wherever_the_server_stands(whole_shelf: Shelf) -> None:
    at = datetime.fromisoformat("2026-06-19T22:30:00+00:00")  # Saturday, half past midnight
    seen = inspect(
        client_at(at, whole_shelf).get("/en/nora/help/now"),
        "/en/nora/help/now",
        title_is_neutral=True,
    )
    assert "In Norway it is now Saturday, 00:30." in seen.text


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (moment(2026, 11, 20, 15), "Next opening: today at 15:00."),
        (moment(2026, 11, 21, 9), "Next opening: tomorrow at 09:00."),
        (moment(2026, 11, 23, 9), "Next opening: Monday at 09:00."),
        (moment(2026, 11, 26, 9), "Next opening: Thursday at 09:00."),
        (moment(2026, 11, 27, 9), "Next opening: 27 November at 09:00."),
    ],
)
def test_the_next_opening_is_named_by_its_day(opening: datetime, expected: str) -> None:
    assert say_opening("en", FRIDAY_NOON, opening) == expected


def test_nothing_about_the_reader_can_stand_in_the_address(ask: Ask) -> None:
    seen = ask("nora/help/now")
    choices = seen.all("//main//input")
    assert [choice.get("id") for choice in choices] == ["age_all", "age_under", "age_over"]
    assert not seen.all("//main//form") and not seen.all("//main//button[@type='submit']")
    assert all("?" not in link for link in seen.links() if link.startswith("/"))


def test_each_line_says_whom_it_is_for(ask: Ask) -> None:
    seen = ask("nora/help/now")
    ages = {
        str(card.xpath("string(.//a[@class='call'])")).strip(): card.get("data-ages")
        for card in seen.all("//section[@class='talk']//li[contains(@class,'helpline')]")
    }
    assert ages["800 33 321"] == "under"
    assert ages["478 09 050"] == "over"
    assert ages["116 006"] == "under over"
    assert ages_of("16-25") == ("under", "over")


def test_every_line_that_the_articles_name_is_shown_or_left_out_for_a_reason() -> None:
    named = {
        key.key.partition("|")[0]
        for path in (CONTENT_DIR / NORA).glob("*/nb.md")
        for key in keys_in(path.read_text("utf-8"))
        if key.kind == "helpline"
    }
    shown = {*EMERGENCY, *TALK, *LAW, *ABROAD, *DEAF}
    assert named - shown == LEFT_OUT
    assert shown == set(PURPOSES)


def test_from_abroad_the_long_numbers_are_shown(ask: Ask) -> None:
    found = numbers(ask("nora/help/now"), "//details")
    for number in ("+4723950000", "+4795411755", "+4747809050", "+4791116123"):
        assert f"tel:{number}" in found


# ---------- start, safety, stories, for others ----------


@pytest.mark.parametrize("path", ["nora/", "nora/help/now", "nora/help/safety"])
def test_no_heading_tells_somebody_in_passing_what_is_read_about(ask: Ask, path: str) -> None:
    headings = [h.text_content() for h in ask(path).all("//h1|//h2|//h3|//summary|//legend")]
    assert len(headings) > 3
    assert [heading for heading in headings if TELLING.search(heading)] == []


def test_the_start_page_leads_to_help_rights_and_stories_first(ask: Ask) -> None:
    links = [link.get("href") for link in ask("nora/").all("//main//a")][:3]
    assert links == ["/en/nora/help/now", "/en/nora/your-rights", "/en/nora/read/stories"]


def test_every_article_of_nora_is_reached_from_its_start(ask: Ask, whole_shelf: Shelf) -> None:
    pages = ("nora/", "nora/read/stories", "nora/for/staff", "nora/for/parents")
    reached = {link for path in pages for link in ask(path).links()}
    missing = [s for s in whole_shelf.slugs(NORA) if f"/en/nora/{s}" not in reached]
    assert missing == []


def test_topics_of_the_start_page_are_closed_until_somebody_opens_them(ask: Ask) -> None:
    seen = ask("nora/")
    assert seen.all("//details//a[@href='/en/nora/forced-marriage']")
    assert not seen.all("//main//details[@open]")


def test_a_crumb_of_an_article_leads_to_its_category(ask: Ask, whole_shelf: Shelf) -> None:
    seen = ask("nora/")
    ids = {element.get("id") for element in seen.all("//main//*[@id]")}
    for collection in whole_shelf.collections:
        if collection.id == NORA:
            assert {f"category-{category.id}" for category in collection.categories} <= ids


@pytest.mark.parametrize("lang", languages())
def test_the_safety_page_quotes_the_article_in_every_language(ask: Ask, lang: str) -> None:
    seen = ask("nora/help/safety", lang=lang)
    sections = seen.all("//main//section")
    assert len(sections) == 4 + len(EXCERPTS)
    assert not seen.all("//main//div[@lang]"), "an excerpt in another language"
    assert seen.all(f"//main//a[@href='/{lang}/nora/phone-and-social-media-control']")


def test_the_safety_page_says_what_the_way_out_cannot_do(ask: Ask) -> None:
    text = ask("nora/help/safety").text
    assert "does not erase the history of your browser" in text
    assert "It does not hide you from apps that watch you" in text
    assert "Incognito does not save the pages in the browser" in text
    assert "on some bills" in text


def test_every_story_is_listed_with_what_it_is_about(ask: Ask, whole_shelf: Shelf) -> None:
    seen = ask("nora/read/stories")
    told = [t.slug for t in whole_shelf.topics if (t.collection, t.category) == (NORA, "stories")]
    assert len(told) == 8
    for slug in told:
        card = seen.one(f"//li[.//a[@href='/en/nora/{slug}']]")
        assert len(card.xpath(".//ul[@class='subjects']/li")) == 2, slug
    assert "These stories are made up." in seen.text


def test_pages_for_others_name_articles_that_exist(whole_shelf: Shelf) -> None:
    for _heading, _words, slugs in READERS.values():
        assert set(slugs) <= set(whole_shelf.slugs(NORA))
        assert len(set(slugs)) == len(slugs)


def test_pages_work_where_there_is_no_guidance_yet() -> None:
    client = client_at(FRIDAY_NOON, Shelf(()))
    for path in PAGES[:7]:
        url = f"/en/{path}"
        inspect(client.get(url), url, title_is_neutral=True)


@pytest.mark.parametrize("lang", languages())
def test_a_story_leads_to_help_before_anything_else(ask: Ask, lang: str) -> None:
    seen = ask("nora/story-engagement", lang=lang)
    first = seen.all("//main//a")[0]
    assert first.get("href") == "#help"
    assert seen.one("//*[@id='help']").tag == "h2"


def test_an_article_that_begins_with_help_needs_no_way_to_it(ask: Ask) -> None:
    assert not ask("nora/helping-a-friend").all("//p[contains(@class,'jump')]")
