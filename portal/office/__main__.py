"""Do the work that was noted under a token: `python -m portal.office FOLDER TOKEN`.

Started by portal.office.working, which hands over the lock of the work.
"""

import os
import sys
from pathlib import Path

from portal.logs import configure_logging
from portal.office.job import do_work
from portal.settings import Settings


def main(folder: Path, token: str) -> None:
    """Do the work with this token in a data folder."""
    configure_logging()
    do_work(Settings(data_dir=folder), token)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
    # To give back a hundred thousand people one by one takes a second in which the lock is held.
    os._exit(0)
