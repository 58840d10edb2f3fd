"""Whoever wants to leave the register is taken out in the browser, and stays out."""

import logging
import os
import signal

import pytest

from knowledge.register.errors import RegisterUnwritten
from knowledge.register.present import read_everyone, read_present
from knowledge.register.versions import read_version
from portal.office import job, working
from portal.office.staging import KEPT_FOR
from tests.portal.inspecting import Seen
from tests.portal.office.desk import HEADING, OFFICE, Desk, basic, hidden, table


@pytest.fixture
def shown(desk: Desk) -> Seen:
    """Return the page that shows one of ten people."""
    desk.imports(desk.looks_at(table(10)))
    return desk.posts("leaving", {"number": "n-3"})


def _leaves(desk: Desk, shown: Seen, status: int = 200) -> Seen:
    return desk.posts("leave", hidden(shown, "leave"), status)


def _numbers(desk: Desk) -> set[str]:
    return set(read_everyone(desk.data_dir / "register.sqlite"))


def test_who_it_is_is_shown_before_anything_is_done(desk: Desk, shown: Seen) -> None:
    told = shown.one("//main//form").text_content().split()
    assert told[:4] == ["N-3", "Given", "Family", "Tigrinya"]
    assert "N-3" in _numbers(desk)


def test_whoever_leaves_is_out_of_the_register_its_versions_and_later_files(
    desk: Desk, shown: Seen
) -> None:
    assert "The interpreter was taken out" in _leaves(desk, shown).text
    path = desk.data_dir / "register.sqlite"
    assert _numbers(desk) == {f"N-{n}" for n in range(10)} - {"N-3"}
    assert "N-3" not in {one.number for one in read_version(path, 1)[0]}
    assert "1 person of the file stays out" in desk.looks_at(table(10)).text
    assert not [one for one in desk.waiting() if one.suffix == ".number"]


def test_a_large_register_is_worked_on_by_another_process(
    desk: Desk, shown: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "QUICK_REGISTER_BYTES", 0)
    begun = _leaves(desk, shown)
    assert begun.one("//h1").text == "Take an interpreter out"
    assert "You may close this page." in begun.text
    assert "The interpreter was taken out" in desk.waits(begun).text
    assert "N-3" not in _numbers(desk)


def test_work_that_is_killed_can_be_tried_again(
    desk: Desk, shown: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as large:
        large.setattr(working, "QUICK_REGISTER_BYTES", 0)
        begun = _leaves(desk, shown)
    process = working._started[-1]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    again = desk.waits(begun)
    assert "The work was broken off. Perhaps the disk is full. Try again." in again.text
    assert "The interpreter was taken out" in _leaves(desk, again).text
    assert "N-3" not in _numbers(desk)


def test_a_full_disk_is_told_and_it_can_be_tried_again(
    desk: Desk, shown: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise RegisterUnwritten("no space")

    with monkeypatch.context() as broken:
        broken.setattr(job, "withdraw", refuse)
        refused = _leaves(desk, shown)
    assert "Perhaps the disk is full. Try again." in refused.text
    assert "N-3" in _numbers(desk)
    _leaves(desk, refused)
    assert "N-3" not in _numbers(desk)


def test_while_somebody_else_is_at_work_nobody_is_taken_out(desk: Desk, shown: Seen) -> None:
    with desk.somebody_works_on("a" * 32):
        busy = _leaves(desk, shown, 409)
    assert "Another import is running." in busy.text
    assert "N-3" in _numbers(desk)
    _leaves(desk, busy)
    assert "N-3" not in _numbers(desk)


def test_to_press_again_says_that_it_is_done(desk: Desk, shown: Seen) -> None:
    _leaves(desk, shown)
    assert "The interpreter was taken out" in _leaves(desk, shown).text
    assert desk.count() == 9


def test_who_is_not_in_the_register_can_be_kept_out_all_the_same(desk: Desk, shown: Seen) -> None:
    nobody = desk.posts("leaving", {"number": " n-99 "})
    assert "Nobody in the register has this number." in nobody.text
    assert desk.count() == 10
    _leaves(desk, nobody)
    assert list(read_present(desk.data_dir / "register.sqlite").withdrawn) == ["N-99"]
    assert desk.count() == 10


@pytest.mark.parametrize("number", ["", "  ", "01015010033", "010150 10033", "a/b", "x" * 33])
def test_what_is_no_number_is_refused_and_kept_nowhere(desk: Desk, number: str) -> None:
    refused = desk.posts("leaving", {"number": number}, 422)
    assert "Write the interpreter's number." in refused.text
    assert desk.waiting() == []


@pytest.mark.parametrize("token", ["", "../register", "x" * 32, "\x00"])
def test_a_token_that_is_none_takes_nobody_out(desk: Desk, shown: Seen, token: str) -> None:
    desk.posts("leave", {"token": token}, 410)
    assert desk.count() == 10


def test_an_hour_later_the_number_is_asked_for_again(desk: Desk, shown: Seen) -> None:
    for one in desk.waiting():
        os.utime(one, (0, 0))
    desk.clock.now += KEPT_FOR
    desk.opens()
    _leaves(desk, shown, 410)
    assert desk.count() == 10


def test_nothing_of_whoever_leaves_stands_in_a_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.imports(desk.looks_at(HEADING.encode() + b"MARKED-1,Marked,Markedsen,ti C\n"))
    with caplog.at_level(logging.DEBUG):
        _leaves(desk, desk.posts("leaving", {"number": "marked-1"}))
    told = " ".join(str(record.__dict__) for record in caplog.records)
    assert "office.leave" in told
    assert "marked" not in told.casefold()


def test_where_there_is_no_register_nobody_can_leave_it(desk: Desk) -> None:
    (desk.data_dir / "register.sqlite").unlink()
    assert not desk.opens().all("//form[contains(@action, '/leaving')]")
    response = desk.client.post(
        f"{OFFICE}/leaving",
        data={"number": "N-1"},
        headers={"Sec-Fetch-Site": "same-origin"} | basic("right"),
    )
    assert response.status_code == 503
