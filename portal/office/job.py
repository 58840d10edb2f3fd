"""The work on a file that waits, or on a version: find out what it would do, or do it.

Also to take one person out, who is known here by nothing but the number that waits.

Done by whoever holds the lock of portal.office.working, most often in a process of its own, and
said how it ended. Nothing of whom it is about is ever told.
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
from knowledge.register.progress import Stage, Tell
from knowledge.register.versions import VersionMissing, read_version
from knowledge.register.writing import roll_back, withdraw
from portal.office.plans import keep_plan
from portal.office.registered import register_version
from portal.office.staging import CHANGES, End, Staged, Staging, Work
from portal.settings import Settings

logger = logging.getLogger(__name__)
_ENDS: dict[type[Exception], End] = {
    RegisterShrinks: "shrinks",
    RegisterBusy: "busy",
    VersionMissing: "gone",
}


def do_work(settings: Settings, token: str) -> None:
    """Do what was asked for, and say how it ended; a change is done as a whole or not at all."""
    staging = Staging(settings.data_dir)
    work = staging.work(token)
    if work is None:
        return

    def tell(stage: Stage, done: int, total: int) -> None:
        staging.tell(token, replace(work, stage=stage, done=done, total=total))

    do = _do_file if work.number is None else _do_version
    if work.kind == "leave":
        do = _do_leave
    try:
        ended = do(settings, token, work, tell)
    except (RegisterShrinks, RegisterBusy, VersionMissing) as error:
        ended = replace(work, end=_ENDS[type(error)])
    except (RegisterUnwritten, OSError):
        logger.exception("the work of the office could not be written")
        ended = replace(work, end="unwritten")
    except Exception:
        # Whatever it is, whoever waits must be told; the log names the type and the places alone.
        logger.exception("the work of the office was broken off")
        ended = replace(work, end="broken")
    if ended.end == "done" and work.kind in CHANGES:
        staging.drop(token)
    staging.tell(token, ended)


def _do_file(settings: Settings, token: str, work: Work, tell: Tell) -> Work:
    staged = Staging(settings.data_dir).find(token, datetime.fromisoformat(work.began))
    if staged is None:
        return replace(work, end="broken")
    read = read_register(staged.path, mapping=staged.mapping, tell=tell)
    if work.kind == "look":
        _plan(settings, staged, read, tell)
        return replace(work, end="done")
    if staged.version != register_version(settings):
        _plan(settings, staged, read, tell)
        return replace(work, end="changed")
    try:
        apply_register(
            settings.register_path,
            read,
            imported_at=datetime.fromisoformat(work.began),
            confirm_loss=work.confirm_loss,
            tell=tell,
        )
    except RegisterFaulty:
        # There is no button for such a file: the page shows why.
        _plan(settings, staged, read, tell)
        return replace(work, end="faulty")
    return replace(work, end="done")


def _plan(settings: Settings, staged: Staged, read: RegisterFile, tell: Tell) -> None:
    """Keep what the file would do, and to which register."""
    staging = Staging(settings.data_dir)
    version = register_version(settings)
    keep_plan(staging, staged.token, plan_import(settings.register_path, read, tell=tell))
    staging.note(replace(staged, version=version))


def _do_leave(settings: Settings, token: str, work: Work, tell: Tell) -> Work:
    number = Staging(settings.data_dir).read(token, "number")
    if number is None:
        return replace(work, end="broken")
    tell("writing", 0, 1)
    withdraw(settings.register_path, number.decode(), at=datetime.fromisoformat(work.began))
    return replace(work, end="done")


def _do_version(settings: Settings, token: str, work: Work, tell: Tell) -> Work:
    path, number = settings.register_path, work.number
    assert number is not None
    in_use = register_version(settings)
    if work.kind == "go back" and work.held_to == in_use:
        at = datetime.fromisoformat(work.began)
        roll_back(path, number, at=at, confirm_loss=work.confirm_loss, tell=tell)
        return replace(work, end="done")
    # To go back is to import the people of the version, and is looked at as such.
    people, _imported_at = read_version(path, number, tell=tell)
    plan = plan_import(path, RegisterFile(tuple(people), ()), tell=tell)
    keep_plan(Staging(settings.data_dir), token, plan)
    return replace(work, held_to=in_use, end="done" if work.kind == "look back" else "changed")
