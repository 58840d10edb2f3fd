"""The API of the register and its document, held against each other both ways."""

from dataclasses import replace
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from knowledge.register.queries import MODES_ASKED, REACHES, SORTS
from knowledge.register.sample import make_sample
from knowledge.register.verifying import OUTCOMES
from portal import create_app
from portal.api.register_shapes import GUIDANCE
from portal.keys import Key
from portal.limits import Refused
from portal.register.forms import FIELDS, LAST_PAGE
from portal.services import Services
from portal.settings import Settings
from portal.twins import CountedUses, KnownKeys, ListedInterpreters
from tests.portal.conftest import PEOPLE
from tests.portal.test_contract import DOCUMENT, SCHEMAS, check, check_error

SEARCH = "/api/v1/interpreters"
KEY = Key("city", "api", 2000, date(2026, 11, 20), "0" * 64)
OPERATIONS = {
    path: entry["get"]
    for path, entry in DOCUMENT["paths"].items()
    if "get" in entry and "Key" in str(entry["get"].get("security"))
}
EXAMPLES = [
    (f"{SEARCH}?spoken=ti", "InterpreterList"),
    (f"{SEARCH}?spoken=so&page=3&lang=so", "InterpreterList"),
    (f"{SEARCH}?spoken=tigrinja&place=Bergen&mode=remote&reach=neighbours", "InterpreterList"),
    (f"{SEARCH}?spoken=ti&gender=f&min_category=A&sort=nearest", "InterpreterList"),
    (f"{SEARCH}?name=selam", "InterpreterList"),
    (f"{SEARCH}?number=SAMPLE-CD", "InterpreterList"),
    (f"{SEARCH}/SAMPLE-AB", "Interpreter"),
    (f"{SEARCH}/SAMPLE-CD", "Interpreter"),
    (f"{SEARCH}/SAMPLE-AB/contact", "Contact"),
    (f"{SEARCH}/SAMPLE-CD/contact?lang=ar", "Contact"),
    (f"{SEARCH}/verify?number=SAMPLE-AB", "Verification"),
    (f"{SEARCH}/verify?number=SAMPLE-AB&spoken=TIR&on=2026-12-01&category=D", "Verification"),
    (f"{SEARCH}/verify?number=NOBODY&spoken=ti&lang=ar", "Verification"),
    (f"{SEARCH}/overview", "Overview"),
    (f"{SEARCH}/overview?lang=ti", "Overview"),
    ("/api/v1/spoken-languages", "SpokenLanguageList"),
    ("/api/v1/spoken-languages?q=xyzzy", "SpokenLanguageList"),
    ("/api/v1/places", "PlaceList"),
    ("/api/v1/places?q=vest", "PlaceList"),
]


def get(client: FlaskClient, url: str, schema: str) -> dict[str, Any]:
    """Return what is given, held against the document."""
    response = client.get(url)
    assert response.status_code == 200, response.get_data(as_text=True)
    body = cast("dict[str, Any]", response.get_json())
    check(body, schema)
    return body


@pytest.mark.parametrize(("url", "schema"), EXAMPLES)
def test_what_is_got_has_the_shape_of_the_document(
    client: FlaskClient, url: str, schema: str
) -> None:
    get(client, url, schema)


def example_url(path: str, operation: dict[str, Any]) -> str:
    """Return the address that the examples of the document make."""
    given = {p["name"]: p for p in operation["parameters"] if "example" in p}
    query = {name: p["example"] for name, p in given.items() if p["in"] == "query"}
    in_path = {name: p["example"] for name, p in given.items() if p["in"] == "path"}
    return f"{path.format(**in_path)}?{urlencode(query)}"


@pytest.mark.parametrize("path", OPERATIONS)
def test_the_examples_of_the_document_work_with_every_sample(
    the_services: Services, path: str
) -> None:
    known = replace(the_services, register=ListedInterpreters(tuple(make_sample(1))))
    client = create_app(Settings(), known).test_client()
    content = OPERATIONS[path]["responses"]["200"]["content"]["application/json"]
    schema = content["schema"]["$ref"].rpartition("/")[2]
    said = get(client, example_url(path, OPERATIONS[path]), schema)
    assert said.get("outcome") != "could_not_verify"


def test_every_argument_of_a_search_is_documented_and_the_other_way_round() -> None:
    written = {p["name"]: p["schema"] for p in OPERATIONS[SEARCH]["parameters"] if "name" in p}
    assert set(written) == set(FIELDS)
    assert written["mode"]["enum"] == list(MODES_ASKED)
    assert SCHEMAS["InterpreterSearch"]["properties"]["mode"]["enum"] == [*MODES_ASKED, None]
    assert written["sort"]["enum"] == list(SORTS)
    assert SCHEMAS["Reach"]["enum"] == list(REACHES)
    assert written["page"]["maximum"] == LAST_PAGE
    assert SCHEMAS["Outcome"]["enum"] == list(OUTCOMES)
    assert SCHEMAS["Guidance"]["properties"]["about"]["enum"] == [about for about, _ in GUIDANCE]


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_argument_that_is_not_documented_is_refused(client: FlaskClient, path: str) -> None:
    url = example_url(path, OPERATIONS[path])
    response = client.get(f"{url}{'' if url.endswith('?') else '&'}colour=blue")
    assert [
        (d["field"], d["code"]) for d in check_error(response, 422, "invalid_request")["details"]
    ]


@pytest.mark.parametrize(
    ("arguments", "field", "code"),
    [
        ("", "number", "missing"),
        ("number=" + "1" * 200, "number", "too_long"),
        ("number=A&spoken=klingonsk", "spoken", "unknown_spoken"),
        ("number=A&on=tomorrow", "on", "not_day"),
        ("number=A&on=2026-02-30", "on", "not_day"),
        ("number=A&on=2026-W01-1", "on", "not_day"),
        ("number=A&category=Z", "category", "unknown_value"),
    ],
)
def test_a_wrong_argument_to_verify_is_refused_by_name(
    client: FlaskClient, arguments: str, field: str, code: str
) -> None:
    body = check_error(client.get(f"{SEARCH}/verify?{arguments}"), 422, "invalid_request")
    assert [(d["field"], d["code"]) for d in body["details"]] == [(field, code)]


@pytest.mark.parametrize("url", [u for u, schema in EXAMPLES if schema != "Contact"])
def test_ways_to_get_in_touch_are_given_by_contact_alone(client: FlaskClient, url: str) -> None:
    text = client.get(url).get_data(as_text=True)
    assert "+47" not in text and "example.org" not in text and "vei 1" not in text


def test_an_address_is_given_only_with_consent(client: FlaskClient) -> None:
    with_consent = get(client, f"{SEARCH}/SAMPLE-AB/contact", "Contact")
    assert with_consent["address"] == "Oppdiktet vei 1, 5003 Bergen"
    assert with_consent["phone"] == "+47 000 12345"
    assert get(client, f"{SEARCH}/SAMPLE-CD/contact", "Contact")["address"] is None


def test_a_person_says_where_their_contact_is(client: FlaskClient) -> None:
    url = get(client, f"{SEARCH}/SAMPLE-AB", "Interpreter")["contact_url"]
    assert url == f"{SEARCH}/SAMPLE-AB/contact"
    assert get(client, url, "Contact")["number"] == "SAMPLE-AB"


def test_a_search_says_how_it_was_understood_and_why_each_stands_there(
    client: FlaskClient,
) -> None:
    body = get(client, f"{SEARCH}?spoken=tigrinja&place=bergen&lang=nb", "InterpreterList")
    assert body["asked"] == {"spoken": "ti", "place": "Bergen"}
    first = body["interpreters"][0]["standing"]
    assert (first["spoken"], first["category"]) == ("ti", "A")


def test_guidance_stands_beside_a_search(client: FlaskClient) -> None:
    body = get(client, f"{SEARCH}?spoken=ti&lang=ar", "InterpreterList")
    urls = {entry["about"]: entry["url"] for entry in body["guidance"]}
    assert urls["before"] == "/ar/tolk/before-the-conversation"
    assert urls["right"] == "/ar/tolk/when-to-use-an-interpreter"


def test_the_overview_names_languages_in_the_language_asked_for(client: FlaskClient) -> None:
    body = get(client, f"{SEARCH}/overview?lang=en", "Overview")
    assert body["total"] == len(PEOPLE)
    assert (body["spoken"][0]["spoken"], body["spoken"][0]["name"]) == ("so", "Somali")
    assert "prs" in body["absent"]


def test_verifying_says_what_the_register_says(client: FlaskClient) -> None:
    said = get(client, f"{SEARCH}/verify?number=SAMPLE-AB&spoken=am&category=D", "Verification")
    assert (said["outcome"], said["qualification"]["category"]) == ("lower_category", "E")
    assert said["asked"]["on"] == "2026-11-20"
    assert said["interpreter"]["card_valid_to"] == "2027-01-31"
    expired = get(client, f"{SEARCH}/verify?number=SAMPLE-CD&spoken=ti", "Verification")
    assert expired["outcome"] == "expired"


def test_somebody_who_is_not_listed_is_not_called_unqualified(client: FlaskClient) -> None:
    said = get(client, f"{SEARCH}/verify?number=NOBODY&spoken=ti", "Verification")
    assert (said["outcomes"], said["interpreter"]) == (["could_not_verify"], None)


def test_languages_are_suggested_by_what_is_typed_and_told_apart(client: FlaskClient) -> None:
    body = get(client, "/api/v1/spoken-languages?q=tigr&lang=nb", "SpokenLanguageList")
    told = {one["spoken"]: (one["name"], one["close"]) for one in body["languages"]}
    assert told["ti"][0] == "tigrinja" and "tig" in told["ti"][1]
    whole = get(client, "/api/v1/spoken-languages?lang=nb", "SpokenLanguageList")["languages"]
    assert len(whole) > 70 and all(one["matched"] == "" for one in whole)


def test_places_are_suggested_by_what_is_typed(client: FlaskClient) -> None:
    found = get(client, "/api/v1/places?q=berg", "PlaceList")["places"]
    assert found[0]["label"] == "Bergen" and not found[0]["is_county"]
    assert len(get(client, "/api/v1/places", "PlaceList")["places"]) == 357 + 15


def test_suggestions_may_be_kept_and_asked_for_again(client: FlaskClient) -> None:
    for url in ("/api/v1/spoken-languages", "/api/v1/places?q=berg"):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    check_error(client.get("/api/v1/places?q=" + "b" * 200), 422, "invalid_request")


TAGGED = [
    url
    for url, schema in EXAMPLES
    if url.startswith(SEARCH) and schema != "Contact" and "name=" not in url
]


@pytest.mark.parametrize("url", TAGGED)
def test_a_client_that_has_it_is_told_so_before_anything_is_looked_up(
    app: Flask, the_services: Services, url: str
) -> None:
    first = app.test_client().get(url)
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Accept-Language" in first.headers["Vary"]
    # Everybody is refused now: what is answered all the same was not counted.
    closed = replace(the_services, limits=CountedUses(refusal=Refused(60)))
    client = create_app(Settings(), closed).test_client()
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(url, headers={"If-None-Match": 'W/"other"'})
    assert other.status_code == (200 if "overview" in url else 429)


def test_a_tag_holds_for_one_language_and_one_day(app: Flask, the_services: Services) -> None:
    url = f"{SEARCH}?spoken=ti"
    client = app.test_client()
    tag = client.get(url, headers={"Accept-Language": "ar"}).headers["ETag"]
    in_polish = {"Accept-Language": "pl", "If-None-Match": tag}
    assert client.get(url, headers=in_polish).status_code == 200
    tomorrow = the_services.now().replace(day=21)
    later = create_app(Settings(), replace(the_services, now=lambda: tomorrow)).test_client()
    again = {"Accept-Language": "ar", "If-None-Match": tag}
    assert later.get(url, headers=again).status_code == 200
    assert client.get(url, headers=again).status_code == 304


@pytest.mark.parametrize("url", [f"{SEARCH}?name=selam", f"{SEARCH}/SAMPLE-AB/contact"])
def test_a_name_that_was_searched_for_and_contacts_are_kept_by_nobody(
    client: FlaskClient, url: str
) -> None:
    headers = client.get(url).headers
    assert headers["Cache-Control"] == "no-store" and "ETag" not in headers


def with_services(the_services: Services, **others: object) -> FlaskClient:
    """Return a client of a portal with other parts."""
    return create_app(Settings(), replace(the_services, **others)).test_client()  # type: ignore[arg-type]


def with_key(client: FlaskClient, url: str, secret: str, scheme: str = "Bearer") -> TestResponse:
    return client.get(url, headers={"Authorization": f"{scheme} {secret}"})


@pytest.mark.parametrize("path", [*OPERATIONS, "/api/v1/articles", "/api/v1/languages"])
def test_a_wrong_key_is_refused_wherever_it_is_sent(client: FlaskClient, path: str) -> None:
    response = with_key(client, path.format(number="SAMPLE-AB"), "wrong")
    check_error(response, 401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_is_not_asked_for_where_a_proxy_asks_for_a_password(client: FlaskClient) -> None:
    assert with_key(client, f"{SEARCH}?spoken=ti", "wrong", "Basic").status_code == 200
    assert with_key(client, "/healthz", "wrong").status_code == 200


def test_a_key_counts_for_itself_wherever_it_is_sent_from(the_services: Services) -> None:
    limits = CountedUses()
    client = with_services(the_services, limits=limits, keys=KnownKeys({"secret": KEY}))
    assert with_key(client, f"{SEARCH}/SAMPLE-AB/contact", "secret").status_code == 200
    client.get(f"{SEARCH}/SAMPLE-CD/contact")
    assert limits.contacts == {"key city": {"SAMPLE-AB"}, "127.0.0.1": {"SAMPLE-CD"}}


@pytest.mark.parametrize(
    "url",
    [
        f"{SEARCH}?spoken=ti",
        f"{SEARCH}/SAMPLE-AB",
        f"{SEARCH}/NOBODY",
        f"{SEARCH}/SAMPLE-AB/contact",
        f"{SEARCH}/verify?number=NOBODY",
    ],
)
def test_too_much_is_refused_with_the_seconds_to_wait(the_services: Services, url: str) -> None:
    client = with_services(the_services, limits=CountedUses(refusal=Refused(77)))
    response = client.get(url)
    check_error(response, 429, "too_many_requests")
    assert response.headers["Retry-After"] == "77"


def test_contacts_that_cannot_be_counted_are_refused_as_our_fault(the_services: Services) -> None:
    client = with_services(the_services, limits=CountedUses(refusal=Refused(60, is_broken=True)))
    response = client.get(f"{SEARCH}/SAMPLE-AB/contact")
    check_error(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "60"


def test_a_number_that_nobody_has_is_a_404_in_the_one_shape(
    the_services: Services,
) -> None:
    client = with_services(the_services, register=ListedInterpreters(()))
    check_error(client.get(f"{SEARCH}/SAMPLE-AB"), 404, "not_found")
    check_error(client.get(f"{SEARCH}/SAMPLE-AB/contact"), 404, "not_found")
