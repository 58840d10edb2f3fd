"""The office of the register: who is let in, what a file would do, importing it, going back."""

import base64
import io
import logging
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from knowledge.languages import languages
from knowledge.register import importing
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register, withdraw
from portal import create_app
from portal.keys import Key
from portal.limits import Refused
from portal.office import receiving
from portal.office.staging import KEPT_FOR, Staging
from portal.services import Services
from portal.settings import Settings
from portal.twins import CountedUses, KnownKeys
from tests.portal.conftest import PEOPLE
from tests.portal.inspecting import Seen, inspect

OFFICE = "/en/register-office"
HEADING = "number,given_name,family_name,languages\n"
KEYS = KnownKeys(
    {
        "right": Key("office", "office", 2_000, date(2026, 11, 20), ""),
        "api-key": Key("other", "api", 2_000, date(2026, 11, 20), ""),
    }
)
OURS = {"Sec-Fetch-Site": "same-origin"}


def _basic(secret: str, user: str = "office") -> dict[str, str]:
    token = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def _csv(count: int, *, first: int = 0, languages_: str = "ti C") -> bytes:
    rows = (f"N-{n},Given,Family,{languages_}\n" for n in range(first, first + count))
    return (HEADING + "".join(rows)).encode()


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """An office worker at the browser."""

    def __init__(self, client: FlaskClient, data_dir: Path, clock: Clock) -> None:
        self.client = client
        self.data_dir = data_dir
        self.clock = clock

    def opens(self, status: int = 200) -> Seen:
        response = self.client.get(OFFICE, headers=_basic("right"))
        return inspect(response, OFFICE, status=status)

    def posts(self, path: str, data: Mapping[str, object], status: int = 200) -> Seen:
        url = f"{OFFICE}/{path}"
        response = self.client.post(url, data=dict(data), headers=OURS | _basic("right"))
        return inspect(response, url, status=status)

    def looks_at(self, content: bytes, status: int = 200, **fields: str) -> Seen:
        data = {"file": (io.BytesIO(content), "people.csv"), **fields}
        return self.posts("look", data, status)

    def imports(self, plan: Seen, status: int = 200, **fields: str) -> Seen:
        return self.posts("import", _hidden(plan, "import") | fields, status)

    def count(self) -> int:
        return RegisterStore(self.data_dir / "register.sqlite").info().count

    def waiting(self) -> list[Path]:
        return sorted((self.data_dir / "register-waiting").glob("*"))


def _hidden(seen: Seen, form: str) -> dict[str, str]:
    fields = seen.all(f"//form[contains(@action, '/{form}')]//input[@type='hidden']")
    return {field.get("name", ""): field.get("value", "") for field in fields}


@pytest.fixture
def desk(the_services: Services, tmp_path: Path) -> Iterator[Desk]:
    clock = Clock()
    replace_register(tmp_path / "register.sqlite", PEOPLE, imported_at=clock(), is_sample=True)
    services = replace(the_services, keys=KEYS, now=clock)
    client = create_app(Settings(data_dir=tmp_path), services).test_client()
    yield Desk(client, tmp_path, clock)


# ---------- who is let in ----------


@pytest.mark.parametrize("headers", [{}, _basic("wrong"), _basic("api-key"), _basic("")])
def test_without_an_office_key_nobody_comes_in(desk: Desk, headers: dict[str, str]) -> None:
    response = desk.client.get(OFFICE, headers=headers)
    assert response.headers["WWW-Authenticate"].startswith('Basic realm="Veiviser"')
    seen = inspect(response, OFFICE, status=401)
    assert "veiviser keys make NAME --for office" in seen.text
    assert "47 interpreters" not in seen.text


def test_with_the_key_as_the_password_any_user_comes_in(desk: Desk) -> None:
    assert "The register holds 47 interpreters." in desk.opens().text
    response = desk.client.get(OFFICE, headers=_basic("right", user="anybody"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["look", "headings", "faults", "import", "restore"])
def test_every_form_needs_the_key(desk: Desk, path: str) -> None:
    assert desk.client.post(f"{OFFICE}/{path}", headers=OURS).status_code == 401


@pytest.mark.parametrize("path", ["look", "headings", "faults", "import", "restore"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://["},
    ],
)
def test_a_form_that_does_not_come_from_our_page_is_refused(
    desk: Desk, path: str, headers: dict[str, str]
) -> None:
    url = f"{OFFICE}/{path}"
    assert desk.client.post(url, headers=headers | _basic("right")).status_code == 403


def test_an_older_browser_may_say_it_by_the_origin(desk: Desk) -> None:
    headers = {"Origin": "http://localhost"} | _basic("right")
    assert desk.client.post(f"{OFFICE}/look", headers=headers).status_code == 422


def test_too_many_wrong_keys_are_refused(the_services: Services, tmp_path: Path) -> None:
    limits = CountedUses(refusal=Refused(60))
    services = replace(the_services, keys=KEYS, limits=limits)
    client = create_app(Settings(data_dir=tmp_path), services).test_client()
    assert client.get(OFFICE, headers=_basic("wrong")).status_code == 429
    assert client.get(OFFICE).status_code == 401
    assert client.get(OFFICE, headers=_basic("right")).status_code == 200


# ---------- looking at a file ----------


def test_a_file_is_looked_at_without_changing_anything(desk: Desk) -> None:
    seen = desk.looks_at(_csv(3))
    assert "The register would hold 3 interpreters." in seen.text
    assert "The made-up sample data would be replaced." in seen.text
    assert desk.count() == len(PEOPLE)


def test_the_file_waits_where_nobody_else_can_read_it(desk: Desk) -> None:
    desk.looks_at(_csv(3))
    folder = desk.data_dir / "register-waiting"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = desk.waiting()
    assert [path.suffix for path in files] == [".file", ".json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_faults_are_told_by_row_and_column_and_nothing_can_be_imported(desk: Desk) -> None:
    seen = desk.looks_at(_csv(1) + b"N-9,Given,,xx C\n")
    assert "so it cannot be imported" in seen.text
    row = " ".join(seen.all("//table//tbody/tr")[0].text_content().split())
    assert row.startswith("Row 3 family_name empty")
    assert seen.all("//td[@lang='en']")
    assert not seen.all("//form[contains(@action, '/import')]")
    token = _hidden(seen, "headings")["token"]
    digest = {"token": token, "digest": ""}
    desk.posts("import", digest, 410)
    assert desk.count() == len(PEOPLE)


def test_many_faults_are_cut_on_the_page_and_whole_in_the_file(desk: Desk) -> None:
    rows = "".join(f"N-{n},Given,,ti C\n" for n in range(250))
    seen = desk.looks_at((HEADING + rows).encode())
    assert "The file has 250 faults" in seen.text
    assert len(seen.all("//table[contains(@class, 'faults')]//tbody/tr")) == 200
    response = desk.client.post(
        f"{OFFICE}/faults", data=_hidden(seen, "faults"), headers=OURS | _basic("right")
    )
    assert response.mimetype == "text/csv"
    assert len(response.get_data(as_text=True).splitlines()) == 251


def test_unknown_headings_can_be_named_and_saved(desk: Desk) -> None:
    content = b"Nr,Fornavn,Etternavn,Kan,Merknad\nN-1,Given,Family,ti C,x\n"
    seen = desk.looks_at(content)
    assert "unknown heading" in seen.text
    chosen = {"column-1": "number", "column-4": "languages", "column-5": "ignore"}
    mapped = desk.posts("headings", _hidden(seen, "headings") | chosen | {"save_as": "ours"})
    assert "The register would hold 1 interpreter." in mapped.text
    assert mapped.one("//select[@id='column-4']/option[@selected]").get("value") == "languages"
    again = desk.looks_at(content, mapping="ours")
    assert "The register would hold 1 interpreter." in again.text
    desk.imports(again)
    assert desk.count() == 1


@pytest.mark.parametrize(
    "fields", [{"column-1": "password"}, {"column-1": "number", "save_as": "../../etc/x"}]
)
def test_headings_that_cannot_be_used_are_refused(desk: Desk, fields: dict[str, str]) -> None:
    seen = desk.looks_at(b"Nr,Fornavn\nN-1,Given\n")
    refused = desk.posts("headings", _hidden(seen, "headings") | fields, 422)
    assert "These headings could not be used." in refused.text
    assert not (desk.data_dir / "register-mappings").exists()


def test_a_mapping_that_is_not_kept_is_refused_and_the_file_deleted(desk: Desk) -> None:
    desk.looks_at(_csv(1), 422, mapping="../x")
    assert desk.waiting() == []


def test_without_a_file_the_page_says_so_and_keeps_nothing(desk: Desk) -> None:
    assert "Choose a file first." in desk.looks_at(b"", 422).text
    assert "Choose a file first." in desk.posts("look", {}, 422).text
    assert desk.waiting() == []


# ---------- hostile files ----------


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
    response = desk.client.post(f"{OFFICE}/look", data=data, headers=OURS | _basic("right"))
    assert response.status_code == 413
    assert desk.waiting() == []


def test_a_file_larger_than_other_forms_is_taken_here(desk: Desk) -> None:
    content = _csv(20_000)
    assert len(content) > 4 * 64 * 1024
    assert "20,000 interpreters" in desk.looks_at(content).text


def test_a_torn_request_is_refused_and_leaves_nothing(desk: Desk) -> None:
    response = desk.client.post(
        f"{OFFICE}/look",
        data=b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        content_type="multipart/form-data; boundary=x",
        headers=OURS | _basic("right"),
    )
    assert response.status_code in {400, 422}
    assert desk.waiting() == []


# ---------- importing ----------


def test_what_was_shown_is_imported_and_the_file_is_deleted(desk: Desk) -> None:
    done = desk.imports(desk.looks_at(_csv(3)))
    assert "The file was imported." in done.text
    assert desk.count() == 3
    assert desk.waiting() == []
    assert "Version 1" in done.text


def test_a_second_file_tells_what_it_adds_changes_and_removes(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    seen = desk.looks_at(_csv(10, first=1, languages_="ti B"))
    told = " ".join(seen.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 1 Changed 9 Removed 1 As they are 0"
    assert "languages: 9" in seen.text


def test_a_language_that_gains_or_loses_is_named_with_both_numbers(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    seen = desk.looks_at(_csv(12))
    rows = [" ".join(row.text_content().split()) for row in seen.all("//table//tbody/tr")]
    assert rows == ["Tigrinya1012"]


def test_the_same_page_imports_once(desk: Desk) -> None:
    plan = desk.looks_at(_csv(3))
    desk.imports(plan)
    again = desk.imports(plan, 410)
    assert "This file was imported already" in again.text


def test_a_file_is_forgotten_after_an_hour(desk: Desk) -> None:
    plan = desk.looks_at(_csv(3))
    desk.clock.now += KEPT_FOR
    desk.imports(plan, 410)
    assert desk.waiting() == []
    assert desk.count() == len(PEOPLE)


def test_opening_the_office_deletes_what_was_left_behind(desk: Desk) -> None:
    desk.looks_at(_csv(3))
    desk.clock.now += KEPT_FOR + timedelta(minutes=1)
    desk.opens()
    assert desk.waiting() == []


@pytest.mark.parametrize("token", ["", "../register", "x" * 32, "a" * 5_000, "\x00"])
def test_a_token_that_is_none_imports_nothing(desk: Desk, token: str) -> None:
    desk.posts("import", {"token": token, "digest": "0" * 64}, 410)
    assert desk.count() == len(PEOPLE)


def test_another_file_under_the_same_token_is_not_imported(desk: Desk) -> None:
    plan = desk.looks_at(_csv(3))
    next(path for path in desk.waiting() if path.suffix == ".file").write_bytes(_csv(5))
    desk.imports(plan, 410)
    assert desk.count() == len(PEOPLE)


def test_another_digest_than_the_one_shown_is_refused(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(3)), 410, digest="0" * 64)
    assert desk.count() == len(PEOPLE)


def test_an_import_in_between_shows_the_plan_anew(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(3)))
    first, second = desk.looks_at(_csv(4)), desk.looks_at(_csv(5))
    desk.imports(second)
    anew = desk.imports(first, 409, confirm="yes")
    assert "The register has changed since." in anew.text
    assert desk.count() == 5
    desk.imports(anew, confirm="yes")
    assert desk.count() == 4


def test_a_great_loss_must_be_confirmed(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    plan = desk.looks_at(_csv(7))
    assert plan.one("//input[@name='confirm']").get("required") is not None
    refused = desk.imports(plan, 422)
    assert "Tick that this is meant." in refused.text
    assert desk.count() == 10
    desk.imports(refused, confirm="yes")
    assert desk.count() == 7


def test_a_small_loss_needs_no_confirmation(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    plan = desk.looks_at(_csv(8))
    assert not plan.all("//input[@name='confirm']")
    desk.imports(plan)
    assert desk.count() == 8


def test_who_has_left_stays_out_and_is_counted(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    withdraw(desk.data_dir / "register.sqlite", "N-0", at=desk.clock())
    seen = desk.looks_at(_csv(10))
    assert "1 person of the file stays out" in seen.text
    desk.imports(seen)
    assert desk.count() == 9


def test_while_another_import_runs_nothing_is_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fcntl import LOCK_EX, flock  # noqa: PLC0415

    plan = desk.looks_at(_csv(3))
    with (desk.data_dir / "register.sqlite.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        busy = desk.imports(plan, 409)
    assert "Another import is running." in busy.text
    assert desk.count() == len(PEOPLE)
    desk.imports(busy)
    assert desk.count() == 3


# ---------- going back ----------


def test_a_version_is_put_back_after_a_look_at_what_that_does(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(10)))
    desk.imports(desk.looks_at(_csv(11)))
    start = desk.opens()
    assert [f.get("value") for f in start.all("//input[@name='version']")] == ["1"]
    look = desk.posts("restore", {"version": "1"})
    told = " ".join(look.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 0 Changed 0 Removed 1 As they are 10"
    assert desk.count() == 11
    done = desk.posts("restore", _hidden(look, "restore"))
    assert "The version was put back." in done.text
    assert "Version 1 was put back." in done.text
    assert desk.count() == 10


def test_going_back_with_a_great_loss_must_be_confirmed(desk: Desk) -> None:
    desk.imports(desk.looks_at(_csv(5)))
    desk.imports(desk.looks_at(_csv(10)))
    look = desk.posts("restore", {"version": "1"})
    assert look.all("//input[@name='confirm']")
    desk.posts("restore", _hidden(look, "restore"), 422)
    assert desk.count() == 10
    desk.posts("restore", _hidden(look, "restore") | {"confirm": "yes"})
    assert desk.count() == 5


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "1e3", "x", "²", "9" * 40])
def test_a_version_that_is_not_kept_cannot_be_gone_back_to(desk: Desk, version: str) -> None:
    assert "no longer kept" in desk.posts("restore", {"version": version}, 410).text


# ---------- all of it ----------


def test_a_file_with_a_fault_shows_the_fault_again_if_it_is_imported_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = desk.looks_at(_csv(3))
    monkeypatch.setattr(importing, "MAX_FILE_BYTES", 5)
    assert "cannot be imported" in desk.imports(plan, 422).text


def test_nothing_of_a_file_stands_in_a_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    content = HEADING.encode() + b"MARKED-1,Marked,Markedsen,ti C\nMARKED-2,Marked,,ti C\n"
    with caplog.at_level(logging.DEBUG):
        data = {"file": (io.BytesIO(content), "marked-people.csv")}
        desk.client.post(f"{OFFICE}/look", data=data, headers=OURS | _basic("right"))
        desk.imports(desk.looks_at(content[: content.index(b"MARKED-2")]))
    told = " ".join(str(record.__dict__) for record in caplog.records)
    assert "office.look" in told
    assert not re.search("marked", told, re.IGNORECASE)


def test_without_a_register_the_first_file_makes_one(
    the_services: Services, tmp_path: Path
) -> None:
    services = replace(the_services, keys=KEYS)
    desk = Desk(create_app(Settings(data_dir=tmp_path), services).test_client(), tmp_path, Clock())
    assert "There is no register yet." in desk.opens().text
    desk.imports(desk.looks_at(_csv(2)))
    assert desk.count() == 2


def test_one_alone_takes_a_file_that_waits(tmp_path: Path) -> None:
    from knowledge.register.mapping import ColumnMapping  # noqa: PLC0415

    staging, now = Staging(tmp_path), datetime(2026, 11, 20, tzinfo=UTC)
    path, file = staging.new_file()
    file.close()
    token = staging.keep(path, ColumnMapping(), "1", now).token
    with staging.taking(token, now) as first, staging.taking(token, now) as second:
        assert first is not None
        assert second is None


@pytest.mark.parametrize("lang", languages())
def test_the_pages_hold_what_all_pages_must_hold(desk: Desk, lang: str) -> None:
    def post(path: str, data: Mapping[str, object]) -> Seen:
        url = f"/{lang}/register-office/{path}"
        response: TestResponse = desk.client.post(
            url, data=dict(data), headers=OURS | _basic("right")
        )
        return inspect(response, url)

    post("look", {"file": (io.BytesIO(b"Nr,Fornavn\n1,\n"), "x")})
    plan = post("look", {"file": (io.BytesIO(_csv(5)), "x")})
    post("import", _hidden(plan, "import"))
    plan = post("look", {"file": (io.BytesIO(_csv(2)), "x")})
    post("import", _hidden(plan, "import") | {"confirm": "yes"})
    post("restore", {"version": "1"})
    response = desk.client.get(f"/{lang}/register-office", headers=_basic("right"))
    inspect(response, f"/{lang}/register-office")
