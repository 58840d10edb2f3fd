"""Feedback is counted, kept only as long and as much as was promised, and leaves no traces."""

import multiprocessing
import sqlite3
from datetime import date, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from knowledge import feedback as module
from knowledge.feedback import Feedback, FeedbackStore, FeedbackUnavailable

DAY = date(2026, 11, 20)
GP = Feedback("ny-i-norge/general-practitioner", "so", "hard")
MARK = "Zlatorog7731 spurte om legevakt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feedback.sqlite"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(path)


def bytes_of(path: Path) -> bytes:
    """Return everything that stands in the file and in what SQLite keeps beside it."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


def test_nothing_is_written_before_somebody_says_something(
    store: FeedbackStore, path: Path
) -> None:
    store.forget_old(DAY)
    assert (store.counts(DAY), store.kept(DAY)) == ((), ())
    assert not path.parent.exists()


def test_counts_are_told_from_ten_on(store: FeedbackStore) -> None:
    for _ in range(9):
        store.add(GP, DAY)
    (cell,) = store.counts(DAY)
    assert (cell.feedback, cell.count) == (GP, None)
    store.add(GP, DAY + timedelta(days=1))
    (cell,) = store.counts(DAY)
    assert cell.count == 10
    (later,) = store.counts(DAY + timedelta(days=1))
    assert later.count is None


def test_a_count_holds_topic_language_reason_and_day_and_nothing_else(
    store: FeedbackStore, path: Path
) -> None:
    assert not store.add(GP, DAY)
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT * FROM counts").fetchall()
    assert rows == [("2026-11-20", "ny-i-norge/general-practitioner", "so", "hard", 1)]
    assert store.kept(DAY) == ()


def test_a_question_is_kept_without_personal_data(store: FeedbackStore) -> None:
    assert store.add(GP, DAY, question="Ring meg på 912 34 567 om legen")
    (kept,) = store.kept(DAY)
    assert (kept.day, kept.feedback, kept.text) == (DAY, GP, "Ring meg på [number] om legen")


def test_a_question_that_cannot_be_cleaned_is_counted_only(store: FeedbackStore) -> None:
    assert not store.add(GP, DAY, question="0*1*8*1*9*0*0*0*0*4*9")
    assert len(store.counts(DAY)) == 1
    assert store.kept(DAY) == ()


def test_a_question_is_gone_after_thirty_days_from_the_file_as_well(
    store: FeedbackStore, path: Path
) -> None:
    store.add(GP, DAY, question=MARK)
    store.forget_old(DAY + timedelta(days=29))
    assert MARK.encode() in bytes_of(path)
    store.forget_old(DAY + timedelta(days=30))
    assert store.kept(DAY) == ()
    assert MARK.encode() not in bytes_of(path)
    assert len(store.counts(DAY)) == 1


def test_what_is_too_old_goes_with_the_next_thing_that_is_written(
    store: FeedbackStore, path: Path
) -> None:
    store.add(GP, DAY, question=MARK)
    store.add(GP, DAY + timedelta(days=800), question="En ny")
    assert [kept.text for kept in store.kept(DAY)] == ["En ny"]
    assert MARK.encode() not in bytes_of(path)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT COUNT(*) FROM counts").fetchone() == (1,)


def test_nobody_can_fill_the_disk(store: FeedbackStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KEPT_A_DAY", 2)
    assert [store.add(GP, DAY, question=text) for text in ("a", "b", "c")] == [True, True, False]
    assert store.add(GP, DAY + timedelta(days=1), question="d")
    assert len(store.kept(DAY)) == 3
    store.add(GP, DAY + timedelta(days=2), question="ord " * 1000)
    assert len(store.kept(DAY)[0].text) == 500


@pytest.mark.parametrize("fault", ["no folder can be made", "no database"])
def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "feedback.sqlite"
    if fault == "no database":
        path.write_bytes(b"something else " * 100)
    else:
        (tmp_path / "file").write_text("")
        path = tmp_path / "file" / "feedback.sqlite"
    with pytest.raises(FeedbackUnavailable, match=r"feedback\.sqlite: .*space on the disk"):
        FeedbackStore(path).add(GP, DAY, question=MARK)


def test_two_stores_add_to_the_same_count(path: Path) -> None:
    for store in (FeedbackStore(path), FeedbackStore(path)):
        for _ in range(5):
            store.add(GP, DAY)
    assert FeedbackStore(path).counts(DAY)[0].count == 10


def _say(path: Path, start: Barrier) -> None:
    start.wait()
    for _ in range(2):
        FeedbackStore(path).add(GP, DAY, question=MARK)


def test_the_first_words_of_many_workers_at_once_are_all_counted(path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    for turn in range(6):
        fresh = path.with_name(f"{turn}.sqlite")
        start = fork.Barrier(8)
        workers = [fork.Process(target=_say, args=(fresh, start)) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [worker.exitcode for worker in workers] == [0] * 8
        assert FeedbackStore(fresh).counts(DAY)[0].count == 16
        assert len(FeedbackStore(fresh).kept(DAY)) == 16


def test_an_error_half_way_leaves_nothing_of_what_was_begun(
    store: FeedbackStore, path: Path
) -> None:
    store.add(GP, DAY)
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE kept")
        db.execute("CREATE TABLE kept (day TEXT)")
    with pytest.raises(FeedbackUnavailable):
        store.add(GP, DAY, question=MARK)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count FROM counts").fetchall() == [(1,)]
