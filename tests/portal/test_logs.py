"""What is logged, and that nothing of what people write ever is."""

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from portal import create_app
from portal.logs import FIELDS, JsonLines
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, small_services

MARK = "Zlatorog7731"


class Lines(logging.Handler):
    """Keeps the lines that production would write."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Lines]:
    handler = Lines()
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_request_is_one_line_with_route_language_status_and_duration(
    app: Flask, log: Lines
) -> None:
    app.test_client().get("/so/ny-i-norge/general-practitioner")
    (line,) = [json.loads(text) for text in log.lines]
    assert line.pop("time").endswith("+00:00")
    assert line.pop("duration_ms") > 0
    assert line == {
        "level": "info",
        "event": "request",
        "logger": "portal.logs",
        "route": "pages.article",
        "method": "GET",
        "lang": "so",
        "status": 200,
    }


def test_no_channel_leaves_what_a_visitor_wrote_in_the_log(shelf: Shelf, log: Lines) -> None:
    class Failing(KnownAnswers):
        def answer(self, question: object) -> None:  # type: ignore[override]
            raise RuntimeError(f"could not answer {question}")

    headers = {
        "User-Agent": MARK,
        "Referer": f"http://localhost/{MARK}",
        "X-Forwarded-For": MARK,
        "Accept-Language": MARK,
    }
    for road in (KnownAnswers(), Failing()):
        client = create_app(Settings(), small_services(shelf, road=road)).test_client()
        for body in (
            {"question": MARK},
            {"question": MARK, "lang": MARK},
            {"question": MARK, MARK: 1, "history": [MARK]},
        ):
            client.post("/api/v1/answers", json=body, headers=headers)
        client.post("/api/v1/answers", data=MARK, headers=headers)
        client.post("/nb/answer", data={"question": MARK, "history": MARK}, headers=headers)
        client.post("/nb/answer", data={"question": MARK * 100}, headers=headers)
        client.get(f"/nb/interpreters?name={MARK}&spoken={MARK}", headers=headers)
        client.get(f"/api/v1/interpreters?name={MARK}", headers=headers)
        client.get(f"/nb/interpreters/{MARK}", headers=headers)
        client.get(f"/nb/{MARK}?{MARK}={MARK}", headers=headers)
        client.open(f"/{MARK}", method=MARK.upper(), headers=headers)
    assert len(log.lines) >= 22
    whole = "\n".join(log.lines).lower()
    assert MARK.lower() not in whole
    assert "127.0.0.1" not in whole


def test_an_error_is_logged_by_its_type_and_places_without_its_message(log: Lines) -> None:
    try:
        raise ValueError(MARK)
    except ValueError:
        logging.getLogger("portal.test").exception("unexpected error", extra={"route": "x"})
    (line,) = [json.loads(text) for text in log.lines]
    assert (line["error"], line["route"], line["level"]) == ("ValueError", "x", "error")
    assert "test_logs.py" in line["places"][-1]
    assert MARK not in log.lines[0]


def test_values_of_a_message_and_fields_nobody_has_allowed_are_left_out(log: Lines) -> None:
    logging.getLogger("portal.test").info("asked %s", MARK, extra={"question": MARK})
    assert MARK not in log.lines[0]
    assert "question" not in FIELDS
