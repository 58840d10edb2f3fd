"""Work on a large file: in a process of its own, told how far it is, and never half done."""

import io
import os
import signal
import stat
from dataclasses import replace

import orjson
import pytest

from knowledge.register.errors import RegisterUnwritten
from knowledge.register.progress import Stage
from portal.office import job, working
from portal.office.staging import Staging, Work
from portal.settings import Settings
from tests.portal.conftest import PEOPLE
from tests.portal.inspecting import Seen, inspect
from tests.portal.office.desk import OFFICE, OURS, Desk, basic, hidden, table


def _token(plan: Seen) -> str:
    return hidden(plan, "import")["token"]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for a large one."""
    monkeypatch.setattr(working, "QUICK_FILE_BYTES", 0)


@pytest.mark.usefixtures("slow")
def test_a_large_file_is_looked_at_and_imported_by_another_process(desk: Desk) -> None:
    seen = desk.looks_at(table(3))
    assert "The file is being worked on" in seen.text
    assert "You may close this page." in seen.text
    plan = desk.waits(seen)
    assert "The register would hold 3 interpreters." in plan.text
    begun = desk.imports(plan)
    assert "The file is being worked on" in begun.text
    assert "The file was imported." in desk.waits(begun).text
    assert desk.count() == 3
    assert desk.waiting() == []


@pytest.mark.usefixtures("slow")
def test_the_page_of_the_work_follows_it_by_script_and_that_of_its_end_does_not(
    desk: Desk,
) -> None:
    script, line = "//script[contains(@src, '/js/office.js')]", "//*[@id='stage'][@role='status']"
    seen = desk.looks_at(table(3))
    assert seen.all(script)
    assert seen.all(line)
    plan = desk.waits(seen)
    assert not plan.all(script)
    assert not plan.all(line)


@pytest.mark.usefixtures("slow")
def test_a_process_that_is_killed_is_known_to_have_changed_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = desk.waits(desk.looks_at(table(3)))
    begun = desk.imports(plan)
    process = working._started[-1]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert "The work was broken off. Nothing was changed." in desk.waits(begun).text
    assert desk.count() == len(PEOPLE)
    assert desk.opens().one("//main//a[contains(@href, '/work/')]").text == (
        "The work was broken off. Nothing was changed."
    )
    monkeypatch.setattr(working, "QUICK_FILE_BYTES", 10_000)
    desk.imports(plan)  # the file still waits, and what was shown of it still holds
    assert desk.count() == 3


@pytest.mark.parametrize(
    ("stage", "done", "total", "said"),
    [
        ("", 0, 0, ("", "")),
        ("reading", 4_000, 100_000, ("Checking the rows", "Done: 4,000 of 100,000")),
        ("comparing", 0, 1, ("Comparing with the register", "")),
        ("writing", 98_000, 100_000, ("Writing the register", "Done: 98,000 of 100,000")),
        ("checking", 0, 1, ("Checking what was written", "")),
    ],
)
def test_the_page_says_the_stage_and_how_much_of_it_is_done(
    desk: Desk, stage: Stage, done: int, total: int, said: tuple[str, str]
) -> None:
    token = _token(desk.looks_at(table(3)))
    work = Work("import", desk.clock().isoformat(), stage=stage, done=done, total=total)
    Staging(desk.data_dir).tell(token, work)
    url = f"{OFFICE}/work/{token}"
    with desk.somebody_works_on(token):
        seen = inspect(desk.client.get(url, headers=basic("right")), url)
        lines = [seen.one(f"//*[@id='{one}']").text_content() for one in ("stage", "how-far")]
        assert tuple(lines) == said
        # The numbers change every moment: they are not said aloud.
        assert not seen.all("//*[@id='how-far']/ancestor-or-self::*[@role='status' or @aria-live]")
        link = desk.opens().one("//main//a[contains(@href, '/work/')]")
    assert (link.text, link.get("href")) == ("The file is being worked on", url)


def test_one_file_is_worked_on_at_a_time(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    with desk.somebody_works_on("a" * 32):
        assert "Another import is running." in desk.imports(plan, 409).text
        kept = len(desk.waiting())
        assert "Another import is running." in desk.looks_at(table(4), 409).text
        assert len(desk.waiting()) == kept
    assert desk.count() == len(PEOPLE)
    desk.imports(plan)
    assert desk.count() == 3


def test_to_press_twice_leads_to_the_work_that_goes_on(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    Staging(desk.data_dir).tell(_token(plan), Work("import", desk.clock().isoformat()))
    with desk.somebody_works_on(_token(plan)):
        assert "The file is being worked on" in desk.imports(plan).text
    assert desk.count() == len(PEOPLE)


def test_work_that_ended_without_a_word_after_the_import_is_told_as_done(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    desk.imports(plan)
    staging = Staging(desk.data_dir)
    ended = staging.work(_token(plan))
    assert ended is not None and ended.end == "done"
    for end in ("", "broken", "unwritten"):
        staging.tell(_token(plan), replace(ended, end=end))
        far = working.how_far(Settings(data_dir=desk.data_dir), _token(plan))
        assert far is not None and far.end == "done"


@pytest.mark.parametrize("fault", [OSError(28, "No space"), RegisterUnwritten("no space")])
def test_a_full_disk_is_told_and_the_file_still_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise fault

    plan = desk.looks_at(table(3))
    with monkeypatch.context() as broken:
        broken.setattr(job, "apply_register", refuse)
        refused = desk.imports(plan)
    assert "The register could not be written. Perhaps the disk is full." in refused.text
    assert desk.count() == len(PEOPLE)
    desk.imports(refused)
    assert desk.count() == 3


def test_whatever_else_goes_wrong_is_told_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise MemoryError

    plan = desk.looks_at(table(3))
    monkeypatch.setattr(job, "apply_register", fail)
    assert "was broken off. Nothing was changed." in desk.imports(plan).text


def test_the_note_of_the_work_is_nobody_elses_and_names_nobody(desk: Desk) -> None:
    desk.looks_at(table(3))
    note = next((desk.data_dir / "register-waiting").glob("*.work"))
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    told = orjson.loads(note.read_bytes())
    assert set(told) == {
        *("kind", "began", "number", "held_to", "confirm_loss", "stage", "done", "total", "end")
    }
    assert b"Given" not in note.read_bytes() and b"N-1" not in note.read_bytes()


@pytest.mark.parametrize("token", ["x", "a" * 32, "..", "a" * 5_000, "%00"])
def test_work_that_nobody_knows_is_not_found(desk: Desk, token: str) -> None:
    response = desk.client.get(f"{OFFICE}/work/{token}", headers=basic("right"))
    assert response.status_code in {404, 410}


def test_the_page_of_the_work_needs_the_key_and_is_kept_nowhere(desk: Desk) -> None:
    data = {"file": (io.BytesIO(table(2)), "x")}
    sent = desk.client.post(f"{OFFICE}/look", data=data, headers=OURS | basic("right"))
    url = sent.headers["Location"]
    assert sent.headers["Cache-Control"] == "no-store"
    assert desk.client.get(url).status_code == 401
    opened = desk.client.get(url, headers=basic("right"))
    assert (opened.status_code, opened.headers["Cache-Control"]) == (200, "no-store")
