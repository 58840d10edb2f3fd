"""Say what an import would do, before anybody does it."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.register.collecting import paused_collection
from knowledge.register.comparing import Change, compare
from knowledge.register.faults import Headings, RowFault
from knowledge.register.importing import RegisterFile
from knowledge.register.present import read_present
from knowledge.register.progress import Tell, tell_nobody


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would change in the register.

    `count` is how many interpreters there would be; `kept_out` how many of the file stay out
    because they have withdrawn; `change` is counted against the register that is there (nobody
    where there is none, or a fictitious one). `needs_confirmation` is true where more than a
    fifth would vanish. With `faults` nothing can be imported, and the counts are those of the
    sound rows alone; `warnings` are to be looked at. `headings` are those of a table.
    """

    count: int
    kept_out: int
    change: Change
    needs_confirmation: bool
    replaces_sample: bool
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    headings: Headings


def plan_import(path: Path, file: RegisterFile, *, tell: Tell = tell_nobody) -> ImportPlan:
    """Return what the import of a file into the register at `path` would do. Nothing is changed.

    :param tell: told "comparing".
    :raises RegisterDamaged: if what is there is no register.
    """
    tell("comparing", 0, 1)
    with paused_collection():
        present = read_present(path)
        gone = present.withdrawn
        after = {i.number: i for i in file.rows if i.number not in gone}
        before = {number: i for number, i in present.people.items() if number not in gone}
        change = compare(before, after)
    tell("comparing", 1, 1)
    return ImportPlan(
        count=len(after),
        kept_out=len(file.rows) - len(after),
        change=change,
        needs_confirmation=change.is_great_loss,
        replaces_sample=bool(present.about) and not present.is_real,
        faults=file.faults,
        warnings=file.warnings,
        headings=file.headings,
    )
