"""The data files with the few facts that invented articles name: the whole take half a second."""

import re
import shutil
from pathlib import Path

import pytest

from knowledge.loading import DATA_DIR

NAMED = {"gp-fee-day", "basic-amount-g", "fastlege"}  # beside every helpline
_TABLE = re.compile(r'^\["?([^\]"]+)"?\]\n', re.MULTILINE)


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with all data files, the figures and words cut to those NAMED; not to be
    changed."""
    folder = tmp_path_factory.mktemp("data")
    for path in DATA_DIR.glob("*.t[os][mv]*"):
        shutil.copy(path, folder)
    for name in ("figures.toml", "glossary.toml"):
        head, *tables = _TABLE.split((DATA_DIR / name).read_text("utf-8"))
        kept = [
            f'["{key}"]\n{table}'
            for key, table in zip(tables[::2], tables[1::2], strict=True)
            if key in NAMED
        ]
        (folder / name).write_text(head + "".join(kept), "utf-8")
    return folder
