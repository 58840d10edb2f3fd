"""What is too long to be answered is still looked through for danger, and help is shown first."""

import pytest
from flask.testing import FlaskClient

from portal.chat.answering import find_danger_in_refused
from portal.services import Services
from tests.pace import least_s, pace
from tests.portal.conftest import Visit
from tests.portal.test_chat import carried
from tests.portal.test_chat_stream import read
from tests.portal.test_contract import ASK, check_error

DANGER = "pappa har truet med å drepe meg"
CALM = "Hvordan får jeg skattekort? "
AT_EITHER_END = pytest.mark.parametrize(
    "text", [DANGER + ". " + CALM * 200, CALM * 200 + DANGER], ids=["beginning", "end"]
)


@AT_EITHER_END
def test_the_page_that_gives_a_question_back_shows_help_first_and_is_private(
    page: Visit, text: str
) -> None:
    seen = page("/nb/answer", post={"question": text}, status=422, title_is_neutral=True)
    assert seen.all("//section[starts-with(@class, 'danger ')]//a[@href='tel:112']")
    assert seen.all("//a[@id='page_exit']")
    assert ("private", "1") in carried(seen, "")
    assert "høyst 500 tegn" in seen.text
    first = seen.one("//main[@id='page_main']").text_content()
    assert first.index("Hjelp nå") < first.index("høyst 500 tegn")


@AT_EITHER_END
def test_the_stream_sends_help_and_leaves_the_rest_to_the_private_page(
    client: FlaskClient, text: str
) -> None:
    response = client.post("/nb/answer/stream", data={"question": text})
    ((name, html),) = read(response.get_data(as_text=True))
    assert (response.status_code, name) == (422, "private")
    assert "tel:112" in html


@AT_EITHER_END
def test_a_search_that_is_too_long_shows_help_too(page: Visit, text: str) -> None:
    seen = page("/nb/search", post={"text": text}, status=422, title_is_neutral=True)
    assert seen.all("//section[starts-with(@class, 'danger ')]//a[@href='tel:112']")
    assert seen.all("//a[@id='page_exit']")


@AT_EITHER_END
def test_a_program_is_given_the_helplines_with_the_refusal(client: FlaskClient, text: str) -> None:
    response = client.post(ASK, json={"question": text, "lang": "en"})
    body = check_error(response, 422, "invalid_request")
    assert body["danger"]["level"] == "red"
    assert body["danger"]["helplines"][0]["phone"] == "112"
    assert [one["code"] for one in body["details"]] == ["too_long"]


def test_an_earlier_message_keeps_help_in_sight(page: Visit) -> None:
    post: dict[str, str | list[str]] = {"question": CALM * 30, "history": [DANGER]}
    seen = page("/nb/answer", post=post, status=422, title_is_neutral=True)
    assert seen.all("//section[starts-with(@class, 'danger ')]")


def test_a_long_text_without_danger_is_given_back_as_before(
    page: Visit, client: FlaskClient
) -> None:
    seen = page("/nb/answer", post={"question": CALM * 30}, status=422)
    assert not seen.all("//section[starts-with(@class, 'danger ')]")
    assert not seen.all("//a[@id='page_exit']")
    body = check_error(client.post(ASK, json={"question": CALM * 30}), 422, "invalid_request")
    assert "danger" not in body
    assert "danger" not in check_error(
        client.post(ASK, json={"question": 7}), 422, "invalid_request"
    )


def test_the_more_urgent_end_wins(the_services: Services) -> None:
    amber = "broren min slo meg i fjor"
    only = find_danger_in_refused(the_services, amber + ". " + CALM * 200)
    assert only is not None
    assert only.level == "amber"
    found = find_danger_in_refused(the_services, amber + ". " + CALM * 200 + DANGER)
    assert found is not None
    assert found.level == "red"


def test_a_hundred_thousand_characters_are_looked_through_in_a_moment(
    the_services: Services,
) -> None:
    text = CALM * 4000
    assert find_danger_in_refused(the_services, text) is None
    assert least_s(lambda: find_danger_in_refused(the_services, text)) < 1 * pace()


@pytest.mark.parametrize(
    "text", ["\0" * 600, "\u202e\ud7ff\U000e0041" * 300, "ß́" * 5000, "(" * 9000]
)
def test_no_long_text_is_too_much(client: FlaskClient, text: str) -> None:
    assert client.post("/nb/answer", data={"question": text}).status_code == 422
    assert client.post("/nb/search", data={"text": text}).status_code == 422
    assert client.post(ASK, json={"question": text}).status_code == 422
