"""The API and its document, held against each other both ways."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

import portal
from indexing.errors import IndexMissing
from knowledge.languages import languages
from portal import create_app
from portal.api.shapes import MAX_TOPICS
from portal.error_pages import MESSAGES
from portal.reading import FAULTS, MAX_HISTORY, MAX_QUESTION_CHARS
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, small_services
from tests.portal.conftest import ANSWERS

DOCUMENT = json.loads((Path(portal.__file__).parent / "api" / "openapi.json").read_text("utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
ASK = "/api/v1/answers"


def check(value: object, schema: str) -> None:
    """Hold a value against a schema of the document."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(value)


def check_error(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Hold a response against the one shape of errors."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.mimetype == "application/json"
    body = cast("dict[str, Any]", response.get_json())
    check(body, "Error")
    assert (body["status"], body["code"]) == (status, code)
    return body


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_every_route_is_in_the_document_and_the_other_way_round(app: Flask) -> None:
    served = {
        (
            rule.rule.replace("<slug:", "{")
            .replace("<lang:", "{")
            .replace("<", "{")
            .replace(">", "}"),
            method.lower(),
        )
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/") or rule.rule == "/healthz"
    }
    written = {(path, method) for path, entry in DOCUMENT["paths"].items() for method in entry}
    assert served == written


def test_limits_and_lists_in_the_document_are_those_of_the_code() -> None:
    question = SCHEMAS["QuestionBody"]["properties"]
    assert question["question"]["maxLength"] == MAX_QUESTION_CHARS
    assert question["history"]["maxItems"] == MAX_HISTORY
    assert SCHEMAS["Answer"]["properties"]["topics"]["maxItems"] == MAX_TOPICS
    assert SCHEMAS["Lang"]["enum"] == list(languages())
    error = SCHEMAS["Error"]["properties"]
    assert set(error["code"]["enum"]) == set(MESSAGES)
    assert set(error["details"]["items"]["properties"]["code"]["enum"]) == set(FAULTS)


@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_has_the_shape_of_the_document(client: FlaskClient, question: str) -> None:
    response = client.post(ASK, json={"question": question, "lang": "nb"})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    check(response.get_json(), "Answer")


def test_an_answer_says_what_the_road_said(client: FlaskClient) -> None:
    body = client.post(ASK, json={"question": "Hvordan får jeg lege?"}).get_json()
    assert body == {
        "kind": "answer",
        "lang": "nb",
        "lang_confidence": 0.98,
        "reply_lang": "nb",
        "danger": None,
        "quotes": [
            {
                "text": "Du velger en fastlege selv.\nDu kan bytte lege.",
                "collection": "ny-i-norge",
                "slug": "general-practitioner",
                "section": "Hvem har rett til fastlege?",
                "lang": "nb",
                "url": "/nb/ny-i-norge/general-practitioner#who",
                "checked": "2026-11-20",
                "translation": "source",
            }
        ],
        "topics": [
            {
                "collection": "ny-i-norge",
                "slug": "general-practitioner",
                "title": "Fastlege",
                "url": "/nb/ny-i-norge/general-practitioner",
                "score": 0.9,
            }
        ],
        "choices": [],
        "offices": [],
        "interpreter_search": None,
        "smalltalk": None,
        "leans_on": None,
        "searched": None,
    }


def ask(client: FlaskClient, question: str, **more: object) -> dict[str, Any]:
    """Return the answer, held against the document."""
    body = client.post(ASK, json={"question": question} | more).get_json()
    check(body, "Answer")
    return cast("dict[str, Any]", body)


def test_a_question_back_comes_with_the_topics_to_offer_in_order(client: FlaskClient) -> None:
    body = ask(client, "Hva må jeg ordne?")
    assert body["kind"] == "choose"
    assert [(choice["title"], choice["url"]) for choice in body["choices"]] == [
        ("Skattekort", "/nb/ny-i-norge/tax-deduction-card"),
        ("Fastlege", "/nb/ny-i-norge/general-practitioner"),
        ("Plikten til å bruke tolk", "/nb/tolk/interpreting-act"),
    ]


def test_an_own_case_comes_with_the_office_of_the_nearest_topic(client: FlaskClient) -> None:
    body = ask(client, "Får jeg ja på søknaden min?")
    assert (body["kind"], body["offices"]) == ("own_case", ["Skatteetaten"])


def test_no_answer_comes_with_whom_to_ask_but_not_in_danger(client: FlaskClient) -> None:
    assert ask(client, "Hvor mange?")["offices"] == ["Helsedirektoratet"]
    assert ask(client, "he has a knife, help")["offices"] == []


def test_small_talk_says_what_it_was(client: FlaskClient) -> None:
    assert ask(client, "Tusen takk")["smalltalk"] == "thanks"
    assert ask(client, "Hvor mange?")["smalltalk"] is None


def test_an_answer_names_the_earlier_question_that_it_leans_on(client: FlaskClient) -> None:
    history = ["Skatt?", "Hvordan får jeg lege?"]
    assert ask(client, "Hva koster det?", history=history)["leans_on"] == "Hvordan får jeg lege?"
    assert ask(client, "Hvor mange?", history=history)["leans_on"] is None


def test_an_answer_names_the_question_as_it_was_read_without_its_slips(
    client: FlaskClient,
) -> None:
    assert ask(client, "Hvordan fo jeg <lege>?")["searched"] == "Hvordan får jeg <lege>?"


def test_a_wanted_interpreter_comes_with_the_search_that_finds_one(client: FlaskClient) -> None:
    body = client.post(ASK, json={"question": "Tolk på tigrinja i Bergen"}).get_json()
    assert body["interpreter_search"] == {
        "spoken": "ti",
        "place": "Bergen",
        "county": "Vestland",
        "gender": None,
        "mode": "phone",
        "min_category": None,
        "url": "/nb/interpreters?spoken=ti&place=Bergen&mode=phone",
    }


def test_danger_comes_with_helplines_in_the_language_of_the_reply(client: FlaskClient) -> None:
    body = client.post(ASK, json={"question": "he has a knife, help", "lang": "en"}).get_json()
    check(body, "Answer")
    first = body["danger"]["helplines"][0]
    assert (first["id"], first["phone"], first["open_now"]) == ("police-112", "112", True)
    assert body["danger"]["level"] == "red"


def test_danger_is_told_even_when_there_is_no_index(shelf: Shelf) -> None:
    services = small_services(shelf, road=KnownAnswers(error=IndexMissing("there is no index")))
    client = create_app(Settings(), services).test_client()
    body = client.post(ASK, json={"question": "he has a knife, help", "lang": "en"}).get_json()
    check(body, "Answer")
    assert body["danger"]["helplines"][0]["phone"] == "112"
    check_error(client.post(ASK, json={"question": "tax card"}), 503, "unavailable")


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        ("/api/v1/articles", "ArticleList"),
        ("/api/v1/articles?collection=nora&lang=ar", "ArticleList"),
        ("/api/v1/articles/ny-i-norge/general-practitioner/nb", "Article"),
        ("/api/v1/articles/ny-i-norge/general-practitioner/ar", "Article"),
        ("/api/v1/articles/reports/yearly-report-2019/nb", "Article"),
        ("/api/v1/languages", "LanguageList"),
        ("/healthz", "Health"),
    ],
)
def test_what_is_got_has_the_shape_of_the_document(
    client: FlaskClient, url: str, schema: str
) -> None:
    response = client.get(url)
    assert response.status_code == 200
    check(response.get_json(), schema)


def test_an_article_in_a_missing_language_names_those_that_there_are(client: FlaskClient) -> None:
    url = "/api/v1/articles/ny-i-norge/general-practitioner/so"
    body = check_error(client.get(url), 404, "not_found")
    assert "nb, en, ar" in body["details"][0]["message"]


def test_a_client_that_has_the_list_is_told_that_nothing_changed(client: FlaskClient) -> None:
    first = client.get("/api/v1/articles")
    again = client.get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "question", "missing"),
        ({"question": ""}, "question", "empty"),
        ({"question": "\u200b\u202e\x00 "}, "question", "empty"),
        ({"question": 7}, "question", "not_text"),
        ({"question": ["a"]}, "question", "not_text"),
        ({"question": "a" * 501}, "question", "too_long"),
        ({"question": "a", "lang": "xx"}, "lang", "unknown_language"),
        ({"question": "a", "lang": ["nb"]}, "lang", "unknown_language"),
        ({"question": "a", "collections": ["nowhere"]}, "collections", "unknown_collection"),
        ({"question": "a", "collections": "nora"}, "collections", "not_list"),
        ({"question": "a", "history": [1]}, "history", "not_list"),
        ({"question": "a", "history": ["b"] * 11}, "history", "too_many"),
        ({"question": "a", "history": ["b" * 501]}, "history", "too_long"),
        ({"question": "a", "model": "x"}, "model", "unknown_field"),
    ],
)
def test_a_wrong_question_is_refused_field_by_field(
    client: FlaskClient, body: dict[str, Any], field: str, code: str
) -> None:
    answer = check_error(client.post(ASK, json=body), 422, "invalid_request")
    assert [(d["field"], d["code"]) for d in answer["details"]] == [(field, code)]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 400, "invalid_json"),
        (b"{", 400, "invalid_json"),
        (b"\xff\xfe\x00binary", 400, "invalid_json"),
        (b'{"question": "\\ud800"}', 400, "invalid_json"),
        (b"[" * 5000, 400, "invalid_json"),
        (b'["question"]', 422, "invalid_request"),
        (b"null", 422, "invalid_request"),
        (b'{"question": "' + b"a" * 70_000 + b'"}', 413, "too_large"),
        (b"a" * 10_000_000, 413, "too_large"),
    ],
)
def test_what_is_no_question_at_all_is_refused(
    client: FlaskClient, data: bytes, status: int, code: str
) -> None:
    check_error(client.post(ASK, data=data, content_type="application/json"), status, code)


def test_a_question_that_is_not_sent_as_json_is_refused(client: FlaskClient) -> None:
    check_error(client.post(ASK, data={"question": "a"}), 415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("url", "field", "code"),
    [
        ("/api/v1/articles?collection=nowhere", "collection", "unknown_collection"),
        ("/api/v1/articles?lang=xx", "lang", "unknown_language"),
        ("/api/v1/interpreters", "spoken", "nothing_asked"),
        ("/api/v1/interpreters?spoken=klingonsk", "spoken", "unknown_spoken"),
        ("/api/v1/interpreters?spoken=ti&place=Atlantis", "place", "unknown_place"),
        ("/api/v1/interpreters?spoken=ti&gender=x", "gender", "unknown_value"),
        ("/api/v1/interpreters?spoken=ti&min_category=Z", "min_category", "unknown_value"),
        ("/api/v1/interpreters?spoken=ti&page=0", "page", "not_number"),
        ("/api/v1/interpreters?spoken=ti&page=99999999999999999999", "page", "not_number"),
        ("/api/v1/interpreters?spoken=ti&page=%D9%A3", "page", "not_number"),
        ("/api/v1/interpreters?spoken=" + "t" * 200, "spoken", "too_long"),
        ("/api/v1/interpreters?q=ti", "q", "unknown_field"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(
    client: FlaskClient, url: str, field: str, code: str
) -> None:
    answer = check_error(client.get(url), 422, "invalid_request")
    assert (field, code) in [(d["field"], d["code"]) for d in answer["details"]]


@pytest.mark.parametrize(
    ("url", "faults"),
    [
        ("/api/v1/interpreters?spoken=ti&q=x&gender=x", {"q", "gender"}),
        ("/api/v1/interpreters/verify?q=x&category=Z", {"q", "number", "category"}),
        ("/api/v1/places?x=y&q=" + "a" * 81, {"x", "q"}),
    ],
)
def test_unknown_and_wrong_arguments_are_told_together(
    client: FlaskClient, url: str, faults: set[str]
) -> None:
    answer = check_error(client.get(url), 422, "invalid_request")
    assert {d["field"] for d in answer["details"]} == faults


@pytest.mark.parametrize(
    ("method", "url", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("GET", "/api/v1/interpreters/NOBODY", 404, "not_found"),
        ("GET", "/api/v1/articles/ny-i-norge/general-practitioner/xx", 404, "not_found"),
        ("GET", "/api/v1/articles/..%2f..%2fetc/passwd/nb", 404, "not_found"),
        ("GET", "/api/v1/answers", 405, "method_not_allowed"),
        ("DELETE", "/api/v1/articles", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
    ],
)
def test_routes_that_are_not_there_answer_in_the_same_shape(
    client: FlaskClient, method: str, url: str, status: int, code: str
) -> None:
    check_error(client.open(url, method=method), status, code)


def test_errors_are_told_in_the_language_asked_for(client: FlaskClient) -> None:
    said = "Skriv et spørsmål først."
    in_body = client.post(ASK, json={"question": "", "lang": "nb"}).get_json()
    assert in_body["details"][0]["message"] == said
    in_url = client.post(ASK + "?lang=nb", json={"question": ""}).get_json()
    assert in_url["details"][0]["message"] == said
    header = {"Accept-Language": "no,en;q=0.5"}
    in_header = client.post(ASK, json={"question": ""}, headers=header).get_json()
    assert in_header["details"][0]["message"] == said
    in_english = client.get("/api/v1/nothing", headers={"Accept-Language": "en"}).get_json()
    assert in_english["message"] == "There is nothing at this address."


def test_an_unexpected_fault_is_told_without_what_caused_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("secret question")

    services = small_services(shelf)
    monkeypatch.setattr(KnownAnswers, "answer", fail)
    client = create_app(Settings(), services).test_client()
    response = client.post(ASK, json={"question": "a"})
    check_error(response, 500, "server_error")
    assert "secret" not in response.get_data(as_text=True)


def test_health_names_the_parts_that_cannot_do_their_work(shelf: Shelf) -> None:
    parts = {"knowledge": "", "index": "there is no index", "register": "there is none"}
    client = create_app(Settings(), small_services(shelf, parts=parts)).test_client()
    body = check_error(client.get("/healthz"), 503, "unavailable")
    assert [d["field"] for d in body["details"]] == ["index", "register"]
    assert "there is no index" not in str(body)


def test_health_is_good_without_a_register(shelf: Shelf) -> None:
    parts = {"knowledge": "", "index": "", "register": "there is none"}
    client = create_app(Settings(), small_services(shelf, parts=parts)).test_client()
    assert client.get("/healthz").get_json() == {
        "status": "ok",
        "parts": {"knowledge": "ok", "index": "ok", "register": "unavailable"},
    }


def test_addresses_are_whole_where_the_portal_knows_its_own(app: Flask, shelf: Shelf) -> None:
    settings = Settings(public_url="https://veiviser.example.org")
    services = small_services(shelf, road=KnownAnswers(ANSWERS))
    client = create_app(settings, services).test_client()
    body = client.post(ASK, json={"question": "Hvordan får jeg lege?"}).get_json()
    assert body["quotes"][0]["url"] == (
        "https://veiviser.example.org/nb/ny-i-norge/general-practitioner#who"
    )
