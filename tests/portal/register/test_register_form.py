"""The form of the search: its fields, what it suggests, what it says of a fault."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from knowledge.languages import languages
from knowledge.register.spoken import find_spoken, spoken_languages
from portal.register.forms import read_query
from tests.portal.conftest import Visit
from tests.portal.register.conftest import asked_by, links_below


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


def test_what_no_list_offers_stands_nowhere_on_the_page(client: FlaskClient) -> None:
    asked = "&".join(f"{name}=Thurlow" for name in ("reach", "mode", "gender", "capacity"))
    told = client.get(f"/en/interpreters?spoken=prs&{asked}&min_category=Thurlow").text
    assert told.count("This is not possible here.") >= 5
    assert "Thurlow" not in told


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


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("sample ab", "SAMPLE-AB"),
        (" Sample–ab ", "SAMPLE-AB"),
        ("12 345", "12345"),
        ("\u06f1\u06f2 \u06f3\u06f4\u06f5", "12345"),  # in Persian digits
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed: str, number: str) -> None:
    query = read_query({"name": typed}, "en", date(2026, 11, 21))
    assert (query.number, query.name) == (number, None)


def test_a_number_written_where_a_name_is_asked_for_is_looked_up_as_one(page: Visit) -> None:
    query = read_query({"name": "SAMPLE-AB"}, "en", date(2026, 11, 21))
    assert (query.number, query.name) == ("SAMPLE-AB", None)
    assert read_query({"name": "Sample"}, "en", date(2026, 11, 21)).name == "Sample"


@pytest.mark.parametrize("field", ["name", "number"])
def test_a_national_identity_number_is_refused_and_stands_nowhere_on_the_page(
    page: Visit, field: str
) -> None:
    seen = page(f"/en/interpreters?spoken=prs&{field}=010150+10033", status=422)
    assert "This is a national identity number" in seen.one("//*[@id='name-fault']").text_content()
    assert "10033" not in seen.response.get_data(as_text=True)


@pytest.mark.parametrize("url", ["/en/interpreters", "/en/interpreters/verify"])
@pytest.mark.parametrize(
    ("typed", "is_sent"),
    [
        ("01015010033", False),
        ("010150 10033", False),
        (" 010150-100 33 ", False),
        ("0101501003", True),
        ("SAMPLE-GJ9739", True),
        ("Zahra Prøve", True),
        ("", True),
    ],
)
def test_no_browser_sends_the_digits_of_an_identity_number(
    page: Visit, url: str, typed: str, *, is_sent: bool
) -> None:
    field = page(url).one("//input[@pattern]")
    assert bool(re.fullmatch(field.get("pattern", ""), typed)) is is_sent
    assert "identity number" in field.get("title", "")


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
    links = links_below(seen, "//p[contains(@class,'meant')]//a")
    assert asked_by(links["Tigrinya"]) == {"spoken": "ti", "gender": "f"}


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
