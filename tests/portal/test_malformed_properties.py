"""Whatever is sent, the answer has the right shape and is never a fault of ours."""

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.test_contract import ASK, check

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=40)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["question", "lang", "collections", "history"])
# The client is made anew for no example: it keeps no state, as the portal keeps none.
shared_client = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def fits(response: object, *, schema: str = "Answer") -> None:
    """The response is the answer or an error in the one shape, and no 5xx."""
    status = response.status_code  # type: ignore[attr-defined]
    assert status in {200, 400, 404, 405, 413, 415, 422}, status
    check(response.get_json(), schema if status == 200 else "Error")  # type: ignore[attr-defined]


@shared_client
@given(body=st.dictionaries(NAMES | ANY_TEXT, ANY_JSON, max_size=5) | ANY_JSON)
def test_any_json_is_answered_in_a_known_shape(client: FlaskClient, body: object) -> None:
    fits(client.post(ASK, data=json.dumps(body), content_type="application/json"))


@shared_client
@given(data=st.binary(max_size=200))
def test_any_bytes_are_answered_in_a_known_shape(client: FlaskClient, data: bytes) -> None:
    fits(client.post(ASK, data=data, content_type="application/json"))


@shared_client
@given(question=ANY_TEXT, history=st.lists(ANY_TEXT, max_size=3))
def test_any_question_is_answered_on_the_page(
    client: FlaskClient, question: str, history: list[str]
) -> None:
    body = "&".join(
        f"{name}={quote(text.encode('utf-8', 'surrogatepass'))}"
        for name, text in [("question", question), *(("history", h) for h in history)]
    )
    form = "application/x-www-form-urlencoded"
    assert client.post("/nb/answer", data=body, content_type=form).status_code in {200, 422}


@shared_client
@given(
    data=st.binary(max_size=200),
    kind=st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "\x00",
        ]
    ),
)
def test_any_bytes_as_a_form_are_answered_by_a_page(
    client: FlaskClient, data: bytes, kind: str
) -> None:
    assert client.post("/nb/answer", data=data, content_type=kind).status_code in {200, 413, 422}


@shared_client
@given(
    arguments=st.dictionaries(
        st.sampled_from(
            [
                "spoken",
                "place",
                "county",
                "gender",
                "mode",
                "min_category",
                "name",
                "number",
                "page",
            ]
        ),
        ANY_TEXT,
        max_size=5,
    )
)
def test_any_search_is_answered_in_a_known_shape(
    client: FlaskClient, arguments: dict[str, str]
) -> None:
    query = "&".join(
        f"{name}={quote(text.encode('utf-8', 'surrogatepass'))}" for name, text in arguments.items()
    )
    fits(client.get(f"/api/v1/interpreters?{query}"), schema="InterpreterList")
    assert client.get(f"/ar/interpreters?{query}").status_code in {200, 422}


@shared_client
@given(parts=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_any_address_is_answered(client: FlaskClient, parts: list[str]) -> None:
    path = "/".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in parts)
    for prefix in ("/", "/nb/", "/nb/nora/", "/nb/interpreters/", "/api/v1/articles/", "/static/"):
        with client.get(prefix + path) as response:
            assert response.status_code in {200, 302, 304, 308, 404, 405, 422}, prefix + path


@pytest.mark.parametrize("char", ["\x00", "\u202e", "\u2066", "\ufeff", "\U000e0041", "\ud800"])
def test_characters_that_cannot_be_seen_never_come_back(client: FlaskClient, char: str) -> None:
    body = json.dumps({"question": f"skatt{char}ekort"})
    response = client.post(ASK, data=body, content_type="application/json")
    assert response.status_code in {200, 400}
    page = client.post("/nb/answer", data={"question": f"a{char}b".encode("utf-8", "replace")})
    assert char not in page.get_data(as_text=True)
