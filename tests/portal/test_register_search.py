"""The search over a small register of invented people: narrowing, order, reasons, contacts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge.languages import languages
from knowledge.register.interpreters import Interpreter, Mode, Qualification
from knowledge.register.spoken import find_spoken, spoken_languages
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register, withdraw
from portal import create_app
from portal.limits import Refused
from portal.register.forms import read_query
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import CountedUses, small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

MANY = 130


def _person(
    number: str,
    spoken: str,
    category: str,
    *,
    place: str = "Oslo",
    county: str = "Oslo",
    gender: str = "f",
    modes: tuple[Mode, ...] = (),
    capacity: str | None = None,
    name: str = "Prøve",
) -> Interpreter:
    return Interpreter(
        number,
        name,
        f"Person{number[-1]}",
        (Qualification(spoken, category),),  # type: ignore[arg-type]  # a letter
        gender,  # type: ignore[arg-type]  # f or m
        place,
        county,
        capacity,  # type: ignore[arg-type]  # one of the three
        modes,
        phone=f"+47 000 {ord(number[-1])} {ord(number[-2])}9",
        email=f"{number.lower()}@example.org",
    )


PEOPLE = (
    _person("S-1A", "prs", "A", place="Bergen", county="Vestland", modes=("phone",)),
    _person("S-1B", "prs", "C", place="Bergen", county="Vestland", capacity="full_time"),
    _person("S-1C", "prs", "C", place="Voss", county="Vestland", gender="m", modes=("in_person",)),
    _person("S-1D", "prs", "E", place="Stavanger", county="Rogaland", modes=("in_person",)),
    _person("S-1E", "prs", "B", modes=("video",), name="Zahra"),
    _person("S-1F", "fa", "D"),
    _person("S-1G", "tig", "C", place="Tromsø", county="Troms", modes=("phone",)),
    _person("S-1H", "ti", "D"),
    *(_person(f"S-M{n:03d}", "so", "D", name=f"Nummer{n:03d}") for n in range(MANY)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "register.sqlite"
    imported = datetime(2026, 11, 20, 8, tzinfo=UTC)
    replace_register(file, PEOPLE, imported_at=imported, is_sample=True)
    return file


@pytest.fixture
def uses() -> CountedUses:
    return CountedUses()


@pytest.fixture
def app(shelf: Shelf, path: Path, uses: CountedUses) -> Flask:
    the_services = replace(small_services(shelf, limits=uses), register=RegisterStore.open(path))
    return create_app(Settings(), the_services)


def _names(seen: Seen) -> list[str]:
    return [h.text_content() for h in seen.all("//article//h3")]


def _asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def _links(seen: Seen, path: str) -> dict[str, str]:
    """Return where the links below an XPath lead, by their text without a number behind it."""
    return {" ".join(link.text_content().split()): link.get("href", "") for link in seen.all(path)}


def test_each_result_says_why_it_stands_there(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=dari&place=Bergen&reach=neighbours&mode=in_person")
    told = [" ".join(one.text_content().split()) for one in seen.all("//ul[@class='reasons']")]
    assert told == [
        "Category C in Dari Lives in Bergen Has not said how you can meet: ask Works full time",
        "Category C in Dari Lives in the same county, in Voss Meets you in the same room",
        "Category E in Dari Lives in a neighbouring county, in Stavanger "
        "Meets you in the same room",
    ]


def test_equals_are_said_to_change_places_every_day(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=so")
    assert "Equal to others: their order changes every day" in seen.text
    assert "Why this order?" in seen.text


def test_the_same_search_is_the_same_for_everybody_that_day(client: FlaskClient) -> None:
    url = "/en/interpreters?spoken=so&page=2"
    assert client.get(url).data == client.get(url).data


def test_what_was_chosen_stands_in_chips_that_take_it_away(page: Visit) -> None:
    seen = page(
        "/en/interpreters?spoken=prs&place=bergen&reach=country&min_category=e&gender=f&sort=name"
    )
    chips = {
        chip.get("aria-label", ""): _asked(chip.get("href", ""))
        for chip in seen.all("//a[@class='chip']")
    }
    everything = {
        "spoken": "prs",
        "place": "Bergen",
        "reach": "country",
        "min_category": "E",
        "gender": "f",
        "sort": "name",
    }

    def without(*names: str) -> dict[str, str]:
        return {name: text for name, text in everything.items() if name not in names}

    assert chips == {
        "Remove Language of the interpreter: Dari": without("spoken"),
        "Remove Municipality or county: Bergen": without("place", "reach"),
        "Remove How far away: The whole country": without("reach"),
        "Remove Lowest category: E or higher": without("min_category"),
        "Remove Gender: Woman": without("gender"),
    }
    assert seen.one("//a[@class='remove-all']").get("href") == "/en/interpreters"


def test_without_its_language_a_search_asks_for_one_and_keeps_the_rest(page: Visit) -> None:
    seen = page("/en/interpreters?place=Bergen&gender=f")
    assert "Choose a language, or write a name or a number." in seen.text
    assert seen.one("//*[@id='place']").get("value") == "Bergen"
    languages_of = _links(seen, "//ul[@class='all-languages']//a")
    assert _asked(languages_of["Dari"]) == {"spoken": "prs", "place": "Bergen", "gender": "f"}


def test_facets_count_what_each_choice_would_find_and_lead_there(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&gender=f")
    facets = _links(seen, "//details[@class='facets']//a")
    assert list(facets) == [
        "A 1",
        "B or higher 2",
        "C or higher 3",
        "D or higher 3",
        "In the same room 2",
        "By phone 2",
        "On screen 2",
        "By phone or on screen 3",
        "Full time 1",
        "Woman 4",
        "Man 1",
        "Oslo 1",
        "Rogaland 1",
        "Vestland 2",
    ]
    for label, url in facets.items():
        if label == "Woman 4":  # what is chosen leads back to all
            assert _asked(url) == {"spoken": "prs"}
            continue
        count = int(label.rsplit(" ", 1)[1])
        assert len(_names(page(url.partition("#")[0]))) == count, label


def test_the_order_and_the_view_are_links_that_keep_the_search(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&place=Voss&reach=country")
    links = _links(seen, "//nav[@class='segments']//a")
    assert list(links) == [
        "Best qualified first",
        "Nearest first",
        "By name",
        "As cards",
        "As a table",
    ]
    kept = {"spoken": "prs", "place": "Voss", "reach": "country"}
    assert _asked(links["Nearest first"]) == kept | {"sort": "nearest"}
    assert _names(seen)[0] == "Prøve PersonA"
    assert _names(page(links["Nearest first"].partition("#")[0]))[0] == "Prøve PersonC"
    assert _names(page(links["By name"].partition("#")[0]))[-1] == "Zahra PersonE"
    assert _asked(links["As a table"]) == kept | {"view": "table"}


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        ("best", "The best category in the language that you asked for comes first."),
        ("nearest", "Who lives nearest comes first, as you chose."),
        ("name", "You chose the order of the alphabet."),
    ],
)
def test_the_order_that_was_chosen_is_explained(page: Visit, sort: str, told: str) -> None:
    seen = page(f"/en/interpreters?spoken=prs&place=Bergen&sort={sort}")
    why = seen.one("//details[summary='Why this order?']").text_content()
    assert told in why
    assert ("change places every day" in why) == (sort != "name")


def test_nearest_is_no_order_without_a_place(page: Visit) -> None:
    assert "Nearest first" not in page("/en/interpreters?spoken=prs").text


def test_a_table_has_headers_and_the_same_people(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&view=table&place=Bergen")
    headers = [th.text_content() for th in seen.all("//table//thead//th[@scope='col']")]
    assert headers == [
        "Name",
        "Category",
        "Languages",
        "Lives in",
        "How you can meet",
        "Why here",
    ]
    assert len(seen.all("//table//tbody/tr/th[@scope='row']")) == 3
    # Whatever is chosen next is shown as a table too, and so is a search from the form.
    for link in seen.all("//details[@class='facets']//a|//a[@class='chip']"):
        assert "view=table" in link.get("href", "")
    assert seen.one("//form[@id='lookup']//input[@name='view']").get("value") == "table"


def test_five_pages_can_be_leafed_through_and_no_more(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=so&page=5")
    assert "130 interpreters found" in seen.text
    pages = _links(seen, "//nav[@class='page-links']//a")
    assert list(pages) == ["1", "2", "3", "4", "5"]
    assert _asked(pages["2"]) == {"spoken": "so", "page": "2"}
    assert "Only the first results are shown." in seen.text
    page("/en/interpreters?spoken=so&page=6", status=422)


def test_a_language_that_is_often_confused_is_told_apart(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=prs&place=Bergen")
    told = seen.one("//p[@class='apart']")
    assert " ".join(told.text_content().split()) == (
        "You searched for Dari. These are other languages: Persian, Pashto"
    )
    assert _asked(_links(seen, "//p[@class='apart']//a")["Persian"]) == {
        "spoken": "fa",
        "place": "Bergen",
    }
    assert not page("/en/interpreters?spoken=so").all("//p[@class='apart']")


def test_a_group_of_languages_offers_its_members(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=Kurdish")
    assert "This name covers several languages. Choose one:" in seen.text
    assert "/en/interpreters?spoken=ckb#found" in seen.links()


def test_nobody_found_is_an_answer(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=tig&place=Bergen&mode=in_person")
    assert "Nobody in the register fits" in seen.text
    assert "only that it could not be verified here" in seen.text
    wider = _links(seen, "//div[@class='nobody']//ul[@class='choices']//a")
    assert next(iter(wider)) == (
        "Take an interpreter by phone or on screen, from the whole country 1"
    )
    for url in wider.values():
        assert _names(page(url.partition("#")[0])) == ["Prøve PersonG"]
    assert "1 interpreter of Tigre is listed" in seen.text
    assert "when there are other strong reasons" in seen.text
    assert "tolkeloven § 7 andre ledd" in seen.text
    assert "/en/tolk/tools/duty" in seen.links()


def test_another_language_is_something_to_ask_about_and_no_replacement(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=tig&place=Bergen&mode=in_person")
    assert (
        "Ask whether the person also speaks Tigrinya. It is another language, and does not "
        "replace the one you searched for."
    ) in seen.text
    wider = _links(seen, "//div[@class='nobody']//ul[@class='choices']//a")
    assert all(_asked(url)["spoken"] == "tig" for url in wider.values())


def test_nobody_is_ever_called_unqualified_for_not_being_listed(page: Visit) -> None:
    urls = ("?spoken=rhg", "?number=9999", "?name=Ingen", "?spoken=tig&min_category=A")
    for url in urls:
        text = page(f"/en/interpreters{url}").text
        assert "Someone who is not listed may still be qualified." in text, url


@pytest.mark.parametrize(
    "url",
    [
        "/en/interpreters?spoken=prs",
        "/en/interpreters?spoken=prs&view=table",
        "/en/interpreters?name=Pr%C3%B8ve",
        "/en/interpreters?number=S-1A",
        *(f"/en/interpreters/{person.number}" for person in PEOPLE[:8]),
    ],
)
def test_no_way_to_get_in_touch_is_on_a_page_before_it_is_asked_for(
    client: FlaskClient, url: str
) -> None:
    html = client.get(url).get_data(as_text=True)
    assert "PersonA" in html or "Person" in html
    assert "example.org" not in html
    assert "+47" not in html and "tel:+" not in html and "mailto:" not in html
    assert not any((person.phone or "") in html for person in PEOPLE[:8])


def test_contacts_come_with_a_click_and_are_kept_nowhere(page: Visit, uses: CountedUses) -> None:
    before = page("/en/interpreters/S-1A")
    form = before.one("//section[@class='contact']//form[@method='post']")
    seen = page(form.get("action", "").partition("#")[0], post={})
    assert "tel:+4700065499" in seen.links()
    assert "mailto:s-1a@example.org" in seen.links()
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.response.headers["X-Robots-Tag"] == "noindex"
    assert [sorted(people) for people in uses.contacts.values()] == [["S-1A"]]


def test_contacts_are_not_given_to_a_form_of_another_site(client: FlaskClient) -> None:
    response = client.post(
        "/en/interpreters/S-1A/contact", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert "example.org" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("wait", "told"),
    [(59, "Try again in 1 minute."), (600, "Try again in 10 minutes."), (80_000, "tomorrow")],
)
def test_whoever_asks_too_much_is_told_when_to_try_again(
    client: FlaskClient, uses: CountedUses, wait: int, told: str
) -> None:
    uses.refusal = Refused(wait)
    for post in (True, False):
        url = "/en/interpreters/S-1A/contact" if post else "/en/interpreters/S-1A"
        response = client.post(url) if post else client.get(url)
        seen = inspect(response, url, status=429)
        assert response.headers["Retry-After"] == str(wait)
        assert told in seen.text
        assert "Ask for a key to the programming interface (API)." in seen.text
        assert "example.org" not in response.get_data(as_text=True)


def test_a_limit_that_cannot_be_counted_gives_no_contacts(
    client: FlaskClient, uses: CountedUses
) -> None:
    uses.refusal = Refused(60, is_broken=True)
    response = client.post("/en/interpreters/S-1A/contact")
    inspect(response, "/en/interpreters/S-1A/contact", status=503)
    assert "example.org" not in response.get_data(as_text=True)


def test_names_and_numbers_are_looked_up_no_faster_than_persons_pages(
    client: FlaskClient, uses: CountedUses
) -> None:
    uses.refusal = Refused(60)
    for url in ("?name=Zahra", "?number=S-1A", "?spoken=prs"):
        assert client.get(f"/en/interpreters{url}").status_code == 429


def test_whoever_is_withdrawn_is_gone_from_a_search_that_was_kept(page: Visit, path: Path) -> None:
    url = "/en/interpreters?spoken=prs"
    assert "Zahra PersonE" in page(url).text
    withdraw(path, "S-1E", at=datetime(2026, 11, 21, tzinfo=UTC))
    assert "Zahra PersonE" not in page(url).text


def test_a_search_by_name_is_kept_nowhere(app: Flask, client: FlaskClient) -> None:
    kept = app.extensions["veiviser-kept-by-name"]
    client.get("/en/interpreters?spoken=prs&name=Zahra")
    client.get("/en/interpreters?number=S-1A")
    assert len(kept) == 0
    client.get("/en/interpreters?spoken=prs")
    assert len(kept) == 1


def test_a_kept_search_is_made_anew_on_another_day(shelf: Shelf, path: Path) -> None:
    now = [datetime(2026, 11, 21, 12, tzinfo=UTC)]
    the_services = replace(
        small_services(shelf), register=RegisterStore.open(path), now=lambda: now[0]
    )
    client = create_app(Settings(), the_services).test_client()
    url = "/en/interpreters?spoken=so"
    first = client.get(url).get_data(as_text=True)
    now[0] = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert client.get(url).get_data(as_text=True) != first


def test_most_used_fields_come_first_and_the_rest_is_open_where_it_is_used(page: Visit) -> None:
    closed = page("/en/interpreters?spoken=prs")
    assert closed.one("//details[@class='more']").get("open") is None
    fields = [f.get("name") for f in closed.all("//form[@id='lookup']//*[@name]")]
    assert fields[:4] == ["spoken", "place", "reach", "mode"]
    opened = page("/en/interpreters?spoken=prs&gender=f")
    assert opened.one("//details[@class='more']").get("open") is not None


def test_every_fault_stands_beside_its_field_and_in_the_summary(page: Visit) -> None:
    url = "/en/interpreters?spoken=volapyk&place=Atlantis&gender=x&min_category=Q&page=0"
    seen = page(url, status=422)
    links = [a.get("href") for a in seen.all("//section[@id='error_summary']//a")]
    assert links == ["#spoken", "#place", "#gender", "#min_category"]
    for link in links:
        name = (link or "#")[1:]
        assert seen.one(f"//*[@id='{name}']").get("aria-invalid") == "true"
        assert seen.one(f"//*[@id='{name}-fault']").text_content().strip()
    assert seen.one("//*[@id='spoken']").get("value") == "volapyk"


@pytest.mark.parametrize(
    "query",
    [
        "spoken=%00&place=%00",
        "spoken=" + "a" * 20_000,
        "spoken=%F0%9F%A6%84&name=%E2%80%AE%22%3E%3Cscript%3E",
        "name=' OR 1=1 --&spoken=prs",
        "name=%25_*&spoken=prs",
        "number=%27%22%00",
        "page=-1&spoken=prs",
        "page=99999999999999999999&spoken=prs",
        "spoken=prs&spoken=so&view=evil&sort=evil&reach=evil",
        "county=%FF%FE&spoken=prs",
        "min_category=%E2%85%A0&spoken=prs",
    ],
)
def test_hostile_and_huge_input_is_answered(client: FlaskClient, query: str) -> None:
    response = client.get(f"/en/interpreters?{query}")
    assert response.status_code in {200, 422}
    assert "<script>" not in response.get_data(as_text=True)


def test_a_number_written_where_a_name_is_asked_for_is_looked_up_as_one(page: Visit) -> None:
    query = read_query({"name": "SAMPLE-AB"}, "en", date(2026, 11, 21))
    assert (query.number, query.name) == ("SAMPLE-AB", None)
    assert read_query({"name": "Sample"}, "en", date(2026, 11, 21)).name == "Sample"


@pytest.mark.parametrize("lang", languages())
def test_the_name_that_a_field_shows_is_understood_when_it_is_sent_again(lang: str) -> None:
    for code, spoken in spoken_languages().items():
        assert find_spoken(spoken.names[lang], lang) == code, spoken.names[lang]


@pytest.mark.parametrize(
    ("kind", "text", "label", "detail"),
    [
        ("spoken", "dar", "Dari", "Not the same as Persian and Pashto"),
        ("spoken", "farsi", "Persian", "Farsi · Not the same as Dari"),
        ("place", "berg", "Bergen", "Vestland"),
        ("place", "vestl", "Vestland", "The whole county"),
    ],
)
def test_who_types_is_offered_what_may_be_meant(
    client: FlaskClient, kind: str, text: str, label: str, detail: str
) -> None:
    url = f"/en/interpreters/suggest/{kind}"
    found = client.post(url, data={"text": text}).get_json()
    assert {"label": label, "detail": detail} in found["suggestions"]
    assert found["told"].startswith(str(len(found["suggestions"])))


def test_a_language_that_nobody_knows_is_met_with_those_that_may_be_meant(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=tigr&gender=f", status=422)
    links = _links(seen, "//p[contains(@class,'meant')]//a")
    assert _asked(links["Tigrinya"]) == {"spoken": "ti", "gender": "f"}


def test_the_form_works_as_it_stands_without_script(page: Visit) -> None:
    seen = page("/en/interpreters")
    form = seen.one("//form[@id='lookup']")
    assert form.get("method") == "get"
    assert [i.get("type") for i in seen.all("//form[@id='lookup']//input")] == ["text"] * 3
    names = [o.get("value") for o in seen.all("//datalist[@id='spoken-list']/option")]
    assert "Tigrinya" in names and "Dari" in names


def test_beside_a_search_and_a_person_stand_guidance_and_tools(page: Visit) -> None:
    for url in ("/en/interpreters", "/en/interpreters?spoken=prs", "/en/interpreters/S-1A"):
        links = page(url).links()
        for name in ("interpreters/verify", "interpreters/overview", "tolk/tools/duty"):
            assert f"/en/{name}" in links, (url, name)
    assert "/en/interpreters/verify?number=S-1A" in page("/en/interpreters/S-1A").links()


def test_the_language_menu_carries_the_search_along_but_no_name(page: Visit) -> None:
    seen = page("/en/interpreters?spoken=Dari&place=bergen&view=table")
    assert "/ar/interpreters?spoken=prs&place=Bergen&view=table" in seen.links()
    named = page("/en/interpreters?spoken=prs&name=Zahra")
    assert "/ar/interpreters?spoken=prs" in named.links()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", "suggest/evil", 404),
        ("post", "suggest/spoken", 200),
        ("get", "suggest/spoken", 405),
        ("get", "S-1A/contact", 405),
        ("post", "%00/contact", 404),
        ("post", "x" * 5_000 + "/contact", 404),
    ],
)
def test_a_wrong_address_is_no_fault_of_ours(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    data = {"text": "a" * 50_000}
    response = client.open(f"/en/interpreters/{address}", method=method, data=data)
    assert response.status_code == status
