"""The office goes back to a version, and every page in every language."""

import io
import os
import signal
from collections.abc import Mapping
from dataclasses import replace
from fcntl import LOCK_EX, flock

import pytest

from knowledge.languages import languages
from knowledge.register.errors import RegisterUnwritten
from knowledge.register.versions import versions_folder
from portal.office import job, working
from portal.office.staging import Staging, Work
from portal.settings import Settings
from tests.portal.inspecting import Seen, inspect
from tests.portal.office.desk import OFFICE, OURS, Desk, basic, hidden, table


@pytest.fixture
def look(desk: Desk) -> Seen:
    """Return what going back from eleven people to ten would do."""
    desk.imports(desk.looks_at(table(10)))
    desk.imports(desk.looks_at(table(11)))
    return desk.posts("restore", {"version": "1"})


def _goes_back(desk: Desk, look: Seen, status: int = 200) -> Seen:
    return desk.posts("restore", hidden(look, "restore"), status)


def test_a_version_is_put_back_after_a_look_at_what_that_does(desk: Desk, look: Seen) -> None:
    start = desk.opens()
    assert [f.get("value") for f in start.all("//input[@name='version']")] == ["1"]
    assert start.one("//main//a[contains(@href, '/work/')]").text == "Go back to version 1"
    told = " ".join(look.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 0 Changed 0 Removed 1 As they are 10"
    assert desk.count() == 11
    done = _goes_back(desk, look)
    assert "The version was put back." in done.text
    assert "Version 1 was put back." in done.text
    assert desk.count() == 10
    assert [path for path in desk.waiting() if path.stem == hidden(look, "restore")["token"]] == []


def test_a_large_version_is_looked_at_and_put_back_by_another_process(
    desk: Desk, look: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "QUICK_FILE_BYTES", 0)
    seen = desk.posts("restore", {"version": "1"})
    assert seen.one("//h1").text == "Version 1 is being worked on"
    assert seen.all("//main//p[@role='status'][@id='stage']")
    begun = _goes_back(desk, desk.waits(seen))
    assert "You may close this page." in begun.text
    assert "The version was put back." in desk.waits(begun).text
    assert desk.count() == 10


def test_going_back_that_is_killed_has_changed_nothing_and_can_be_tried_again(
    desk: Desk, look: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as large:
        large.setattr(working, "QUICK_FILE_BYTES", 0)
        begun = _goes_back(desk, look)
    process = working._started[-1]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert "The work was broken off. Nothing was changed." in desk.waits(begun).text
    assert desk.count() == 11
    _goes_back(desk, look)
    assert desk.count() == 10


def test_going_back_that_ended_without_a_word_is_told_as_done(desk: Desk, look: Seen) -> None:
    _goes_back(desk, look)
    staging, token = Staging(desk.data_dir), hidden(look, "restore")["token"]
    ended = staging.work(token)
    assert ended is not None and ended.end == "done"
    staging.tell(token, replace(ended, end=""))
    far = working.how_far(Settings(data_dir=desk.data_dir), token)
    assert far is not None and far.end == "done"


def test_to_press_twice_leads_to_the_going_back_that_goes_on(desk: Desk, look: Seen) -> None:
    token = hidden(look, "restore")["token"]
    Staging(desk.data_dir).tell(token, Work("go back", desk.clock().isoformat(), 1))
    with desk.somebody_works_on(token):
        seen = _goes_back(desk, look)
        assert seen.one("//main//a[@class='button']").get("href") == f"{OFFICE}/work/{token}"
        said = desk.opens().one("//main//a[contains(@href, '/work/')]").text
    assert said == "Version 1 is being worked on"
    assert desk.count() == 11


def test_to_press_again_afterwards_shows_that_nothing_is_left_to_do(desk: Desk, look: Seen) -> None:
    _goes_back(desk, look)
    again = _goes_back(desk, look)
    assert "The register has changed since. This is what going back would do now." in again.text
    told = " ".join(again.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 0 Changed 0 Removed 0 As they are 10"


def test_an_import_in_between_shows_anew_what_going_back_would_do(desk: Desk, look: Seen) -> None:
    desk.imports(desk.looks_at(table(12)))
    anew = _goes_back(desk, look)
    assert "The register has changed since. This is what going back would do now." in anew.text
    assert desk.count() == 12
    _goes_back(desk, anew)
    assert desk.count() == 10


def test_an_hour_later_it_is_looked_at_again_before_anything_is_done(
    desk: Desk, look: Seen
) -> None:
    Staging(desk.data_dir).path(hidden(look, "restore")["token"], "work").unlink()
    again = _goes_back(desk, look)
    assert desk.count() == 11
    _goes_back(desk, again)
    assert desk.count() == 10


def test_while_somebody_else_is_at_work_no_version_is_put_back(desk: Desk, look: Seen) -> None:
    with desk.somebody_works_on("a" * 32):
        busy = desk.posts("restore", {"version": "1"}, 409)
        assert "Another import is running." in busy.text
        busy = _goes_back(desk, look, 409)
        assert "Another import is running." in busy.text
    with (desk.data_dir / "register.sqlite.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        assert "Another import is running." in _goes_back(desk, busy).text
    assert desk.count() == 11
    _goes_back(desk, busy)
    assert desk.count() == 10


def test_a_full_disk_is_told_and_going_back_can_be_tried_again(
    desk: Desk, look: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise RegisterUnwritten("no space")

    with monkeypatch.context() as broken:
        broken.setattr(job, "roll_back", refuse)
        refused = _goes_back(desk, look)
    assert "The register could not be written. Perhaps the disk is full." in refused.text
    _goes_back(desk, refused)
    assert desk.count() == 10


def test_a_version_that_goes_after_the_look_is_told_as_gone(
    desk: Desk, look: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = versions_folder(desk.data_dir / "register.sqlite") / "000001.jsonl.gz"
    # It goes as the work begins, then before.
    with monkeypatch.context() as late:
        late.setattr(working, "_is_quick", lambda *_given: file.unlink() or True)
        assert "no longer kept" in _goes_back(desk, look, 410).text
    assert "no longer kept" in _goes_back(desk, look, 410).text
    assert desk.count() == 11


def test_a_version_that_is_torn_is_told_and_changes_nothing(desk: Desk, look: Seen) -> None:
    file = versions_folder(desk.data_dir / "register.sqlite") / "000001.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-20])
    assert "The work was broken off. Nothing was changed." in _goes_back(desk, look).text
    assert desk.count() == 11


def test_going_back_with_a_great_loss_must_be_confirmed(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(5)))
    desk.imports(desk.looks_at(table(10)))
    look = desk.posts("restore", {"version": "1"})
    assert look.all("//input[@name='confirm']")
    refused = desk.posts("restore", hidden(look, "restore"))
    assert "Tick that this is meant." in refused.text
    assert refused.all("//input[@name='confirm']")
    assert desk.count() == 10
    desk.posts("restore", hidden(look, "restore") | {"confirm": "yes"})
    assert desk.count() == 5


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "1e3", "x", "²", "9" * 40])
def test_a_version_that_is_not_kept_cannot_be_gone_back_to(desk: Desk, version: str) -> None:
    assert "no longer kept" in desk.posts("restore", {"version": version}, 410).text


@pytest.mark.parametrize("lang", languages())
def test_the_pages_hold_what_all_pages_must_hold(desk: Desk, lang: str) -> None:
    def post(path: str, data: Mapping[str, object]) -> Seen:
        url = f"/{lang}/register-office/{path}"
        response = desk.client.post(url, data=dict(data), headers=OURS | basic("right"))
        if response.status_code == 303:
            url = response.headers["Location"]
            assert url.startswith(f"/{lang}/register-office/work/")
            response = desk.client.get(url, headers=basic("right"))
        return inspect(response, url)

    post("look", {"file": (io.BytesIO(b"Nr,Fornavn\n1,\n"), "x")})
    plan = post("look", {"file": (io.BytesIO(table(5)), "x")})
    post("import", hidden(plan, "import"))
    plan = post("look", {"file": (io.BytesIO(table(2)), "x")})
    post("import", hidden(plan, "import") | {"confirm": "yes"})
    post("restore", {"version": "1"})
    post("leave", hidden(post("leaving", {"number": "N-1"}), "leave"))
    response = desk.client.get(f"/{lang}/register-office", headers=basic("right"))
    inspect(response, f"/{lang}/register-office")
