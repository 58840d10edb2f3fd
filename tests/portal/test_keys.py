"""Keys of other systems: shown once, stored hashed, dead as soon as they are revoked."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.commands.group import main
from portal.keys import Key, KeyRefused, KeyRing, KeysUnavailable

DAY = date(2026, 11, 21)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys.json")


def test_a_key_is_found_by_its_secret_alone(ring: KeyRing) -> None:
    secret = ring.make("city", "api", 500, on=DAY)
    ring.make("county", "office", 2000, on=DAY)
    found = ring.find(secret)
    assert isinstance(found, Key)
    assert (found.name, found.purpose, found.limit, found.made) == ("city", "api", 500, DAY)
    assert ring.find(secret[:-1]) is None
    assert ring.find(found.digest) is None
    assert ring.find("") is None


def test_the_secret_is_random_and_stored_nowhere(ring: KeyRing, tmp_path: Path) -> None:
    secret, other = ring.make("a", "api", 1, on=DAY), ring.make("b", "api", 1, on=DAY)
    assert secret != other and len(secret) > 43
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_a_running_worker_knows_at_once_what_was_made_and_revoked(
    ring: KeyRing, tmp_path: Path
) -> None:
    worker = KeyRing(tmp_path / "keys.json")
    assert worker.all() == ()
    secret = ring.make("city", "api", 500, on=DAY)
    assert worker.find(secret) is not None
    ring.revoke("city")
    assert worker.find(secret) is None


def test_a_name_stands_for_one_key(ring: KeyRing) -> None:
    ring.make("city", "api", 500, on=DAY)
    with pytest.raises(KeyRefused, match="already"):
        ring.make("city", "office", 1, on=DAY)
    with pytest.raises(KeyRefused, match="letters"):
        ring.make("a city\n", "api", 1, on=DAY)
    with pytest.raises(KeyRefused, match="no key town"):
        ring.revoke("town")


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b'{"keys": [{"name": "a"}]}'])
def test_a_torn_file_is_no_open_door_and_is_not_written_over(
    ring: KeyRing, tmp_path: Path, torn: bytes
) -> None:
    (tmp_path / "keys.json").write_bytes(torn)
    with pytest.raises(KeysUnavailable, match="make the keys anew"):
        ring.find("anything")
    with pytest.raises(KeysUnavailable):
        ring.make("city", "api", 1, on=DAY)
    assert (tmp_path / "keys.json").read_bytes() == torn


def test_a_key_that_could_not_be_written_leaves_the_others(
    ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = ring.make("city", "api", 500, on=DAY)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KeysUnavailable, match="space"):
        ring.make("county", "api", 1, on=DAY)
    assert [key.name for key in ring.all()] == ["city"]
    assert ring.find(secret) is not None


def test_the_command_makes_lists_and_revokes(tmp_path: Path) -> None:
    runner, env = CliRunner(env={"VEIVISER_DATA_DIR": str(tmp_path)}), tmp_path / "keys.json"
    made = runner.invoke(main, ["keys", "make", "city", "--limit", "900", "--for", "office"])
    secret = made.stdout.strip()
    assert made.exit_code == 0 and secret.startswith("veiviser_")
    assert "cannot be shown again" in made.stderr
    listed = runner.invoke(main, ["keys", "list"]).output
    assert "city  office  900 a day" in listed and secret not in listed
    assert KeyRing(env).find(secret) is not None
    assert runner.invoke(main, ["keys", "revoke", "city"]).exit_code == 0
    assert KeyRing(env).find(secret) is None
    assert "There are no keys" in runner.invoke(main, ["keys", "list"]).output
    assert runner.invoke(main, ["keys", "revoke", "city"]).exit_code == 1
