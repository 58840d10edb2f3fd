"""What an import would do, the versions that are kept, and that nobody comes back who has left."""

import gzip
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.register.comparing import Change
from knowledge.register.errors import RegisterDamaged, RegisterShrinks
from knowledge.register.importing import RegisterFile
from knowledge.register.interpreters import Interpreter, Qualification
from knowledge.register.planning import plan_import
from knowledge.register.sample import make_sample
from knowledge.register.store import RegisterStore
from knowledge.register.versions import (
    VersionMissing,
    came_into_use,
    list_versions,
    read_version,
    versions_folder,
)
from knowledge.register.writing import replace_register, roll_back, withdraw

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PEOPLE = make_sample(40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite"
    replace_register(path, PEOPLE, imported_at=NOW)
    return path


def changed() -> list[Interpreter]:
    """Return the people with two new, three changed and one removed."""
    new = [
        Interpreter(f"NEW-{n}", "Ny", "Prøve", (Qualification("rhg", "E", "E-i"),)) for n in (1, 2)
    ]
    moved = [replace(i, phone="+47 000 00 000", capacity=None) for i in PEOPLE[:3]]
    return [*moved, *PEOPLE[3:-1], *new]


def everything(folder: Path) -> bytes:
    """Return all that the register and its versions hold, unpacked."""
    files = sorted(folder.rglob("*"))
    return b"".join(
        gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes()
        for f in files
        if f.is_file()
    )


def test_plan_counts_what_would_be_added_changed_and_removed(path: Path) -> None:
    before = path.read_bytes()
    plan = plan_import(path, RegisterFile(tuple(changed()), ()))
    change = plan.change
    assert (change.added, change.changed, change.removed, change.unchanged) == (2, 3, 1, 36)
    assert dict(change.columns)["phone"] == 3
    assert ("rhg", 0, 2) in change.spoken
    assert (plan.count, plan.kept_out, plan.needs_confirmation) == (41, 0, False)
    assert path.read_bytes() == before


def test_same_file_again_changes_nobody(path: Path) -> None:
    change = plan_import(path, RegisterFile(tuple(PEOPLE), ())).change
    assert (change.added, change.changed, change.removed, change.unchanged) == (0, 0, 0, 40)


def test_plan_says_who_stays_out_and_what_must_be_confirmed(path: Path) -> None:
    withdraw(path, PEOPLE[0].number, at=NOW)
    plan = plan_import(path, RegisterFile(tuple(PEOPLE), ()))
    assert (plan.count, plan.kept_out, plan.change.removed) == (39, 1, 0)
    assert plan_import(path, RegisterFile(tuple(PEOPLE[:33]), ())).needs_confirmation is False
    assert plan_import(path, RegisterFile(tuple(PEOPLE[:30]), ())).needs_confirmation is True


def test_plan_against_a_sample_or_nothing_counts_everybody_as_new(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    file = RegisterFile(tuple(PEOPLE), ())
    assert plan_import(path, file).change.added == 40
    assert not path.exists()
    replace_register(path, make_sample(50), imported_at=NOW, is_sample=True)
    plan = plan_import(path, file)
    assert (plan.change.added, plan.change.removed, plan.replaces_sample) == (40, 0, True)


def test_register_tells_what_the_last_import_changed(path: Path) -> None:
    replace_register(path, changed(), imported_at=NOW)
    with closing(sqlite3.connect(path)) as db:
        (text,) = db.execute("SELECT value FROM about WHERE key = 'change'").fetchone()
    assert Change.from_json(text).added == json.loads(text)["added"] == 2
    assert not any(i.number in text or i.given_name in text for i in changed())
    with pytest.raises(ValueError, match="no summary"):
        Change.from_json("[]")


def test_every_import_is_kept_and_the_last_ten_stay(path: Path) -> None:
    for turn in range(11):
        replace_register(path, PEOPLE[: 40 - turn % 2], imported_at=NOW + timedelta(hours=turn))
    found = list_versions(path)
    assert [one.number for one in found] == list(range(12, 2, -1))
    assert [one.number for one in found if one.in_use] == [12]
    assert (found[0].count, found[1].count) == (40, 39)
    assert found[0].imported_at == NOW + timedelta(hours=10)
    assert found[0].change is not None
    assert found[0].change.added == 1


def test_sample_is_no_version(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    replace_register(path, PEOPLE, imported_at=NOW, is_sample=True)
    assert list_versions(path) == ()
    assert not versions_folder(path).exists()


def test_register_from_before_versions_is_kept_when_it_is_replaced(path: Path) -> None:
    for file in versions_folder(path).iterdir():
        file.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM about WHERE key IN ('import', 'made_at', 'change')")
        db.commit()
    replace_register(path, changed(), imported_at=NOW)
    assert [(one.number, one.count) for one in list_versions(path)] == [(1, 41), (0, 40)]


def test_going_back_gives_the_very_same_people_and_is_a_version(path: Path) -> None:
    before = RegisterStore.open(path).info()
    replace_register(path, changed(), imported_at=NOW + timedelta(days=1))
    info = roll_back(path, 1, at=NOW + timedelta(days=2))
    assert info == before
    store = RegisterStore.open(path)
    assert [store.get(i.number) for i in PEOPLE] == PEOPLE
    newest = list_versions(path)[0]
    assert (newest.number, newest.gone_back_to, newest.in_use) == (3, 1, True)
    assert newest.made_at == NOW + timedelta(days=2)
    assert newest.imported_at == NOW


def test_going_back_tells_how_far_it_is_and_when_the_register_came_into_use(path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    replace_register(path, changed(), imported_at=NOW)
    assert came_into_use(path) == NOW
    at = NOW + timedelta(days=2)
    roll_back(path, 1, at=at, tell=lambda *step: told.append(step))
    assert [step for step in told if step[1] == step[2]] == [
        ("reading", 40, 40),
        ("comparing", 1, 1),
        ("writing", 40, 40),
        ("checking", 1, 1),
    ]
    assert came_into_use(path) == at


def test_no_register_came_into_use_where_there_is_none(tmp_path: Path) -> None:
    assert came_into_use(tmp_path / "register.sqlite") is None


def test_going_back_asks_before_more_than_a_fifth_vanishes(path: Path) -> None:
    replace_register(path, make_sample(60), imported_at=NOW)
    with pytest.raises(RegisterShrinks, match="--confirm-loss"):
        roll_back(path, 1, at=NOW)
    assert roll_back(path, 1, at=NOW, confirm_loss=True).count == 40


def test_version_that_is_not_there_or_torn_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(VersionMissing, match=r"no version 7. Kept are: 1"):
        roll_back(path, 7, at=NOW)
    (file,) = versions_folder(path).iterdir()
    whole = file.read_bytes()
    for torn in (b"", b"x" * 50, whole[:30], whole[:-20]):
        file.write_bytes(torn)
        with pytest.raises(RegisterDamaged, match="delete it"):
            roll_back(path, 1, at=NOW)
    assert path.read_bytes() == before


def test_who_withdraws_is_nowhere_any_more_and_never_comes_back(path: Path) -> None:
    gone = next(i for i in PEOPLE if i.email)
    assert gone.email is not None
    replace_register(path, changed(), imported_at=NOW)
    replace_register(path, PEOPLE, imported_at=NOW)
    assert everything(path.parent).count(gone.email.encode()) >= 4
    withdraw(path, gone.number, at=NOW)
    assert gone.email.encode() not in everything(path.parent)
    for version in (1, 2, 3):
        people, _imported_at = read_version(path, version)
        assert gone.number not in {i.number for i in people}
        roll_back(path, version, at=NOW)
        assert RegisterStore.open(path).get(gone.number) is None
    replace_register(path, PEOPLE, imported_at=NOW)
    assert gone.email.encode() not in everything(path.parent)


def test_withdrawal_that_was_cut_off_before_the_versions_is_made_up_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = PEOPLE[5]
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.register.writing.purge_versions", lambda _path: 0)
        withdraw(path, gone.number, at=NOW)
    assert RegisterStore.open(path).get(gone.number) is None
    assert gone.number in {i.number for i in read_version(path, 1)[0]}
    roll_back(path, 1, at=NOW)
    assert RegisterStore.open(path).get(gone.number) is None
    assert gone.number not in {i.number for i in read_version(path, 1)[0]}


def test_torn_version_is_deleted_when_somebody_must_be_taken_out_of_it(path: Path) -> None:
    (file,) = versions_folder(path).iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    withdraw(path, PEOPLE[0].number, at=NOW)
    assert list_versions(path) == ()
