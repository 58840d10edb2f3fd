"""What was shown is imported, once, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from knowledge.register import importing
from knowledge.register.writing import withdraw
from portal import create_app
from portal.office.staging import KEPT_FOR
from portal.services import Services
from portal.settings import Settings
from tests.portal.conftest import PEOPLE
from tests.portal.office.desk import KEYS, Clock, Desk, table


def test_what_was_shown_is_imported_and_the_file_is_deleted(desk: Desk) -> None:
    done = desk.imports(desk.looks_at(table(3)))
    assert "The file was imported." in done.text
    assert desk.count() == 3
    assert desk.waiting() == []
    assert "Version 1" in done.text


def test_a_second_file_tells_what_it_adds_changes_and_removes(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    seen = desk.looks_at(table(10, first=1, languages="ti B"))
    told = " ".join(seen.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 1 Changed 9 Removed 1 As they are 0"
    assert "Languages and qualifications: 9" in seen.text


def test_a_language_that_gains_or_loses_is_named_with_both_numbers(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    seen = desk.looks_at(table(12, languages="ti C | ar C | sq C"))
    rows = [" ".join(row.text_content().split()) for row in seen.all("//table//tbody/tr")]
    assert rows == ["Albanian012", "Arabic012", "Tigrinya1012"]


def test_the_same_page_imports_once(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    desk.imports(plan)
    again = desk.imports(plan, 410)
    assert "This file was imported already" in again.text


def test_a_file_is_forgotten_after_an_hour(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    desk.clock.now += KEPT_FOR
    desk.imports(plan, 410)
    assert desk.waiting() == []
    assert desk.count() == len(PEOPLE)


def test_opening_the_office_deletes_what_was_left_behind(desk: Desk) -> None:
    desk.looks_at(table(3))
    desk.clock.now += KEPT_FOR + timedelta(minutes=1)
    desk.opens()
    assert list((desk.data_dir / "register-waiting").iterdir()) == []


@pytest.mark.parametrize("token", ["", "../register", "x" * 32, "a" * 5_000, "\x00"])
def test_a_token_that_is_none_imports_nothing(desk: Desk, token: str) -> None:
    desk.posts("import", {"token": token, "digest": "0" * 64}, 410)
    assert desk.count() == len(PEOPLE)


def test_another_file_under_the_same_token_is_not_imported(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    next(path for path in desk.waiting() if path.suffix == ".file").write_bytes(table(5))
    desk.imports(plan, 410)
    assert desk.count() == len(PEOPLE)


def test_another_digest_than_the_one_shown_is_refused(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(3)), 410, digest="0" * 64)
    assert desk.count() == len(PEOPLE)


def test_an_import_in_between_shows_the_plan_anew(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(3)))
    first, second = desk.looks_at(table(4)), desk.looks_at(table(5))
    desk.imports(second)
    anew = desk.imports(first, confirm="yes")
    assert "The register has changed since." in anew.text
    assert desk.count() == 5
    desk.imports(anew, confirm="yes")
    assert desk.count() == 4


def test_a_great_loss_must_be_confirmed(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    plan = desk.looks_at(table(7))
    assert plan.one("//input[@name='confirm']").get("required") is not None
    refused = desk.imports(plan)
    assert "Tick that this is meant." in refused.text
    assert desk.count() == 10
    desk.imports(refused, confirm="yes")
    assert desk.count() == 7


def test_a_small_loss_needs_no_confirmation(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    plan = desk.looks_at(table(8))
    assert not plan.all("//input[@name='confirm']")
    desk.imports(plan)
    assert desk.count() == 8


def test_who_has_left_stays_out_and_is_counted(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    withdraw(desk.data_dir / "register.sqlite", "N-0", at=desk.clock())
    seen = desk.looks_at(table(10))
    assert "1 person of the file stays out" in seen.text
    desk.imports(seen)
    assert desk.count() == 9


def test_while_an_import_at_the_terminal_runs_nothing_is_changed(desk: Desk) -> None:
    plan = desk.looks_at(table(3))
    with (desk.data_dir / "register.sqlite.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        busy = desk.imports(plan)
    assert "Another import is running." in busy.text
    assert desk.count() == len(PEOPLE)
    desk.imports(busy)
    assert desk.count() == 3


def test_a_file_with_a_fault_shows_the_fault_again_if_it_is_imported_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = desk.looks_at(table(3))
    monkeypatch.setattr(importing, "MAX_FILE_BYTES", 5)
    assert "cannot be imported" in desk.imports(plan).text


def test_without_a_register_the_first_file_makes_one(
    the_services: Services, tmp_path: Path
) -> None:
    services = replace(the_services, keys=KEYS)
    desk = Desk(create_app(Settings(data_dir=tmp_path), services).test_client(), tmp_path, Clock())
    assert "There is no register yet." in desk.opens().text
    desk.imports(desk.looks_at(table(2)))
    assert desk.count() == 2
