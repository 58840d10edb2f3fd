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

from knowledge.register.sample import make_sample
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
WRITER = """
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


def test_kill_during_an_import_leaves_a_whole_register(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    replace_register(path, make_sample(600), imported_at=NOW)
    for turn in range(int(os.environ.get("VEIVISER_KILLS", "6"))):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.037 * (turn % 9))  # the moment of the kill, not a wait for a state
            writer.send_signal(signal.SIGKILL)
        assert RegisterStore.open(path).info().count in (600, 550)
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    replace_register(path, make_sample(600), imported_at=NOW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["register.sqlite", "register.sqlite.lock"]
