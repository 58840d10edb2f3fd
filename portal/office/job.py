"""The work on a file that waits: find out what it would do, or import it, and say how it ended.

Done by whoever holds the lock of portal.office.working, most often in a process of its own.
Nothing of what the file holds is ever told.
"""

import logging
from dataclasses import replace
from datetime import datetime

from knowledge.register.errors import (
    RegisterBusy,
    RegisterFaulty,
    RegisterShrinks,
    RegisterUnwritten,
)
from knowledge.register.importing import RegisterFile, apply_register, read_register
from knowledge.register.planning import plan_import
from portal.office.plans import keep_plan
from portal.office.registered import register_version
from portal.office.staging import End, Staged, Staging, Work
from portal.settings import Settings

logger = logging.getLogger(__name__)


def do_work(settings: Settings, token: str, now: datetime, *, confirm_loss: bool = False) -> None:
    """Do what was asked for with a file, and say how it ended; an import changes all or nothing.

    :param now: the time to judge by whether the file has waited for too long.
    """
    staging = Staging(settings.data_dir)
    staged, work = staging.find(token, now), staging.work(token)
    if staged is None or work is None:
        return
    try:
        end = _do(settings, staged, work, confirm_loss=confirm_loss)
    except RegisterShrinks:
        end = "shrinks"
    except RegisterBusy:
        end = "busy"
    except (RegisterUnwritten, OSError):
        logger.exception("the work on a file could not be written")
        end = "unwritten"
    except Exception:
        # Whatever it is, whoever waits must be told; the log names the type and the places alone.
        logger.exception("the work on a file was broken off")
        end = "broken"
    if work.kind == "import" and end == "done":
        staging.drop(token)
    staging.tell(token, replace(work, end=end))


def _do(settings: Settings, staged: Staged, work: Work, *, confirm_loss: bool) -> End:
    staging = Staging(settings.data_dir)

    def tell(stage: str, done: int, total: int) -> None:
        if stage == "reading":
            staging.tell(staged.token, replace(work, done=done, total=total))

    read = read_register(staged.path, mapping=staged.mapping, tell=tell)
    if work.kind == "look":
        _plan(settings, staged, read)
        return "done"
    if staged.version != register_version(settings):
        _plan(settings, staged, read)
        return "changed"
    try:
        apply_register(
            settings.register_path,
            read,
            imported_at=datetime.fromisoformat(work.began),
            confirm_loss=confirm_loss,
        )
    except RegisterFaulty:
        _plan(settings, staged, read)  # there is no button for such a file: the page shows why
        return "faulty"
    return "done"


def _plan(settings: Settings, staged: Staged, read: RegisterFile) -> None:
    """Keep what the file would do, and to which register."""
    staging = Staging(settings.data_dir)
    version = register_version(settings)
    keep_plan(staging, staged.token, plan_import(settings.register_path, read))
    staging.note(replace(staged, version=version))
