"""How much one client may ask for: counted for all workers, forgotten when the day is over."""

import itertools
import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.limits import RULES, Allowed, Client, Kind, Limiter, Refused
from portal.limits.gate import client_network
from portal.limits.ledger import SIZE_BYTES, Day, LedgerFull
from tests.pace import least_s, pace

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOMEBODY = Client("192.0.2.1")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(tmp_path: Path, clock: Clock) -> Limiter:
    return Limiter(tmp_path / "limits.bin", clock)


def ask_all_day(limiter: Limiter, clock: Clock, kind: Kind, client: Client = SOMEBODY) -> int:
    """Ask for ever more people, as often as one is let, for forty minutes; count them."""
    given = 0
    for minute in range(40):
        for n in range(400):
            told = limiter.allow(client, kind, f"{minute}-{n}")
            given += isinstance(told, Allowed)
            if isinstance(told, Refused):
                break
        clock.pass_on(minutes=1)
    return given


@pytest.mark.parametrize("kind", RULES)
def test_a_day_holds_no_more_than_its_limit(limiter: Limiter, clock: Clock, kind: Kind) -> None:
    assert ask_all_day(limiter, clock, kind) == RULES[kind].a_day
    told = limiter.allow(SOMEBODY, kind, "one more")
    assert isinstance(told, Refused) and not told.is_broken
    assert clock.now + timedelta(seconds=told.retry_after_s) == datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("kind", RULES)
def test_a_minute_holds_no_more_than_its_limit(limiter: Limiter, clock: Clock, kind: Kind) -> None:
    clock.pass_on(seconds=15)
    told = [limiter.allow(SOMEBODY, kind, str(n)) for n in range(RULES[kind].a_minute + 5)]
    assert sum(isinstance(one, Allowed) for one in told) == RULES[kind].a_minute
    assert told[-1] == Refused(45)
    clock.pass_on(seconds=45)
    assert isinstance(limiter.allow(SOMEBODY, kind, "again"), Allowed)


def test_the_same_person_counts_once_a_day(limiter: Limiter, clock: Clock) -> None:
    ask_all_day(limiter, clock, "contact")
    assert isinstance(limiter.allow(SOMEBODY, "contact", "0-0"), Allowed)
    assert isinstance(limiter.allow(SOMEBODY, "contact", "never seen"), Refused)


def test_one_client_does_not_use_up_what_another_may_ask(limiter: Limiter, clock: Clock) -> None:
    ask_all_day(limiter, clock, "contact")
    assert isinstance(limiter.allow(Client("192.0.2.2"), "contact", "AB"), Allowed)


def test_a_key_gives_what_it_was_made_for(limiter: Limiter, clock: Clock) -> None:
    assert ask_all_day(limiter, clock, "contact", Client("key a", 450)) == 450
    assert ask_all_day(limiter, clock, "contact", Client("key b", 3)) == 3
    assert Client("key a", 400).rule("search").a_day == 2 * RULES["search"].a_day
    assert Client("key b", 3).rule("search") == RULES["search"]


def test_a_restart_forgets_nothing_of_the_day(
    tmp_path: Path, limiter: Limiter, clock: Clock
) -> None:
    ask_all_day(limiter, clock, "contact")
    again = Limiter(tmp_path / "limits.bin", clock)
    assert isinstance(again.allow(SOMEBODY, "contact", "one more"), Refused)


def test_the_next_day_begins_anew_and_its_key_too(
    tmp_path: Path, limiter: Limiter, clock: Clock
) -> None:
    path = tmp_path / "limits.bin"
    ask_all_day(limiter, clock, "contact")
    key = path.read_bytes()[12:44]
    clock.pass_on(days=1)
    limiter.check()
    left = path.read_bytes()
    assert key not in left and left.count(0) > SIZE_BYTES - 50
    assert isinstance(limiter.allow(SOMEBODY, "contact", "one more"), Allowed)


def test_the_file_holds_no_address_and_never_grows(
    tmp_path: Path, limiter: Limiter, clock: Clock
) -> None:
    for n in range(3000):
        limiter.allow(Client(f"198.51.100.{n}"), "search")
    data = (tmp_path / "limits.bin").read_bytes()
    assert len(data) == SIZE_BYTES
    assert b"198.51" not in data and bytes([198, 51, 100]) not in data
    assert (tmp_path / "limits.bin").stat().st_mode & 0o077 == 0


def _harvest(path: str, worker: int) -> int:
    limiter = Limiter(Path(path), lambda: NOON)
    asked = (limiter.allow(SOMEBODY, "search") for _ in range(RULES["search"].a_minute))
    del worker
    return sum(isinstance(told, Allowed) for told in asked)


def test_workers_that_ask_at_the_same_time_get_no_more_together(tmp_path: Path) -> None:
    path = str(tmp_path / "limits.bin")
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        given = pool.starmap(_harvest, [(path, worker) for worker in range(3)])
    assert sum(given) == RULES["search"].a_minute


def _ask_for_ever(path: str) -> None:
    limiter, n = Limiter(Path(path), lambda: NOON), 0
    while True:
        limiter.allow(Client(f"killed {n % 50}"), "contact", str(n))
        n += 1


def test_a_killed_worker_holds_up_nobody_and_forgets_nothing(
    tmp_path: Path, limiter: Limiter, clock: Clock
) -> None:
    ask_all_day(limiter, clock, "contact")
    for pause_s in (0.01, 0.03, 0.05):
        child = multiprocessing.get_context("fork").Process(
            target=_ask_for_ever, args=(str(tmp_path / "limits.bin"),), daemon=True
        )
        child.start()
        time.sleep(pause_s)
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        assert isinstance(limiter.allow(SOMEBODY, "contact", "one more"), Refused)
        assert isinstance(limiter.allow(Client("another"), "contact", str(pause_s)), Allowed)


def test_a_day_that_was_begun_by_half_is_begun_again(
    tmp_path: Path, limiter: Limiter, clock: Clock
) -> None:
    (tmp_path / "limits.bin").write_bytes(bytes(100))
    assert ask_all_day(limiter, clock, "contact") == RULES["contact"].a_day


def break_file(path: Path) -> None:
    """Put a folder where the file should be: nothing can be counted there."""
    path.unlink(missing_ok=True)
    path.mkdir()


def test_where_nothing_can_be_counted_contacts_are_refused_and_searches_go_on(
    tmp_path: Path, limiter: Limiter, caplog: pytest.LogCaptureFixture
) -> None:
    break_file(tmp_path / "limits.bin")
    told = limiter.allow(SOMEBODY, "contact", "AB")
    assert isinstance(told, Refused) and told.is_broken
    assert isinstance(limiter.allow(SOMEBODY, "search"), Allowed)
    assert isinstance(limiter.allow(SOMEBODY, "lookup"), Allowed)
    assert [record.message for record in caplog.records] == ["limits unavailable"]


def test_contacts_are_refused_when_there_is_no_room_left(
    limiter: Limiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LedgerFull("full")

    monkeypatch.setattr(Day, "find", full)
    told = limiter.allow(SOMEBODY, "contact", "AB")
    assert isinstance(told, Refused) and told.is_broken


def test_counting_takes_less_than_a_tenth_of_a_millisecond(limiter: Limiter, clock: Clock) -> None:
    numbers = itertools.count()

    def count_some() -> None:
        for n in itertools.islice(numbers, 150):
            limiter.allow(Client(f"client {n % 40}"), "contact", str(n))

    assert least_s(count_some) / 150 < 0.1e-3 * pace()


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "network"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 0, "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", 1, "198.51.100.7"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.7", 1, "198.51.100.7"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.7, 192.0.2.9", 2, "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7", 2, "127.0.0.1"),
        ("127.0.0.1", "nonsense", 1, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7:4711", 1, "198.51.100.7"),
        ("127.0.0.1", "[2001:db8::1]:4711", 1, "2001:db8::/64"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "", 0, "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "", 0, "fe80::/64"),
        ("", "", 0, "unknown"),
        ("127.0.0.1", "1," * 5000 + "198.51.100.7", 1, "198.51.100.7"),
    ],
)
def test_a_client_is_told_by_what_a_proxy_of_ours_wrote(
    remote: str, forwarded: str, proxies: int, network: str
) -> None:
    assert client_network(remote, forwarded, proxies) == network
