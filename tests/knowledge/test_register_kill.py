"""A kill at any moment of an import leaves a whole register: the old one or the new."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.register.sample import make_sample
from knowledge.register.store import RegisterStore
from knowledge.register.versions import list_versions, read_version, versions_folder
from knowledge.register.writing import replace_register, withdraw

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
IMPORTS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.register.sample import make_sample
from knowledge.register.writing import replace_register
people = make_sample(600)
now = datetime(2026, 11, 21, tzinfo=UTC)
print("ready", flush=True)
for count in (600, 550) * 20:
    replace_register(Path(sys.argv[1]), people[:count], imported_at=now)
"""
STEPS_BACK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.register.writing import roll_back
from knowledge.register.versions import list_versions
path, now = Path(sys.argv[1]), datetime(2026, 11, 21, tzinfo=UTC)
print("ready", flush=True)
for _turn in range(40):
    current = next(v for v in list_versions(path) if v.in_use)
    other = next(v for v in list_versions(path) if v.count != current.count)
    roll_back(path, other.number, at=now)
"""


@pytest.mark.parametrize("work", [IMPORTS, STEPS_BACK])
def test_kill_at_any_moment_leaves_a_whole_register_and_whole_versions(
    tmp_path: Path, work: str
) -> None:
    path = tmp_path / "register.sqlite"
    people = make_sample(601)
    for count in (600, 550, 601):
        replace_register(path, people[:count], imported_at=NOW)
    withdraw(path, people[600].number, at=NOW)
    for turn in range(int(os.environ.get("VEIVISER_KILLS", "6"))):
        with subprocess.Popen(
            [sys.executable, "-c", work, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.037 * (turn % 9))  # the moment of the kill, not a wait for a state
            writer.send_signal(signal.SIGKILL)
        assert RegisterStore.open(path).info().count in (600, 550)
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for version in list_versions(path):
            kept, _imported_at = read_version(path, version.number)
            assert len(kept) == version.count in (600, 550)
    replace_register(path, people, imported_at=NOW)
    assert RegisterStore.open(path).info().count == 600
    assert list_versions(path)[0].in_use
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "register-versions", "register.sqlite", "register.sqlite.lock"
    ]  # fmt: skip
    assert all(p.name.endswith(".jsonl.gz") for p in versions_folder(path).iterdir())
