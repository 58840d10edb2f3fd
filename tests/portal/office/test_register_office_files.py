"""Files that are hostile, torn or too large, and what becomes of what they hold."""

import io
import logging
import re

import pytest

from portal.office import receiving
from tests.portal.conftest import PEOPLE
from tests.portal.office.desk import HEADING, OFFICE, OURS, Desk, basic, table


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02",
        b"PK\x03\x04 no zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"[" * 5_000,
        b'"' * 1_001,
        b"<script>alert(1)</script>,x\n1,2\n",
        HEADING.encode() + b"N-1,<img src=x>,Family,ti C\n",
        HEADING.encode() + b"N-1,=cmd|'/c calc'!A1,Family,ti C\n",
    ],
)
def test_a_hostile_file_is_faulty_and_does_no_harm(desk: Desk, content: bytes) -> None:
    seen = desk.looks_at(content)
    assert "cannot be imported" in seen.text
    assert not seen.all("//main//script") and not seen.all("//main//img")
    assert desk.count() == len(PEOPLE)


def test_a_national_identity_number_is_refused_and_shown_nowhere(desk: Desk) -> None:
    seen = desk.looks_at(HEADING.encode() + b"01015010033,Given,Family,ti C\n")
    assert "holds a national identity number" in seen.text
    assert "01015010033" not in seen.response.get_data(as_text=True)
    heading = desk.looks_at(b"01015010033,given_name\nN-1,Given\n")
    assert "01015010033" not in heading.response.get_data(as_text=True)


def test_a_file_that_is_too_large_is_refused_and_deleted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MAX_FILE_BYTES", 10)
    big = b"x" * 200_000
    data = {"file": (io.BytesIO(big), "people.csv")}
    response = desk.client.post(f"{OFFICE}/look", data=data, headers=OURS | basic("right"))
    assert response.status_code == 413
    assert desk.waiting() == []


def test_a_file_larger_than_other_forms_is_taken_here(desk: Desk) -> None:
    content = table(20_000)
    assert len(content) > 4 * 64 * 1024
    assert "20,000 interpreters" in desk.waits(desk.looks_at(content)).text


def test_a_torn_request_is_refused_and_leaves_nothing(desk: Desk) -> None:
    response = desk.client.post(
        f"{OFFICE}/look",
        data=b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        content_type="multipart/form-data; boundary=x",
        headers=OURS | basic("right"),
    )
    assert response.status_code in {400, 422}
    assert desk.waiting() == []


def test_nothing_of_a_file_stands_in_a_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    content = HEADING.encode() + b"MARKED-1,Marked,Markedsen,ti C\nMARKED-2,Marked,,ti C\n"
    with caplog.at_level(logging.DEBUG):
        data = {"file": (io.BytesIO(content), "marked-people.csv")}
        desk.client.post(f"{OFFICE}/look", data=data, headers=OURS | basic("right"))
        desk.imports(desk.looks_at(content[: content.index(b"MARKED-2")]))
    told = " ".join(str(record.__dict__) for record in caplog.records)
    assert "office.look" in told
    assert not re.search("marked", told, re.IGNORECASE)
