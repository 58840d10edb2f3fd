"""Work on one file that waits: `python -m portal.office FOLDER TOKEN [confirm-loss]`.

Started by portal.office.working, which hands over the lock of the work.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from portal.logs import configure_logging
from portal.office.job import do_work
from portal.office.staging import Staging
from portal.settings import Settings


def main(folder: Path, token: str, *, confirm_loss: bool) -> None:
    """Work on the file with this token in a data folder, as it was asked for."""
    configure_logging()
    work = Staging(folder).work(token)
    if work is not None:
        began = datetime.fromisoformat(work.began)
        do_work(Settings(data_dir=folder), token, began, confirm_loss=confirm_loss)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], confirm_loss="confirm-loss" in sys.argv[3:])
    # To give back a hundred thousand people one by one takes a second in which the lock is held.
    os._exit(0)
