"""What the templates of the office get, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from portal.register.context import Options


@dataclass(frozen=True, slots=True)
class LockedPage:
    """Asks for the key, and says how to come by one."""

    template: ClassVar[str] = "office/locked.html"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many a change adds, changes, removes, and leaves as they are."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class VersionView:
    """One state of the register that is kept; `made_at` is in Norwegian time."""

    number: int
    made_at: datetime
    count: int
    summary: Summary | None
    gone_back_to: int | None
    in_use: bool


@dataclass(frozen=True, slots=True)
class LatestWork:
    """What became of the last work; `said` is a finished sentence."""

    token: str
    said: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column that a file may have: its name, what stands above it, and a cell of it."""

    name: str
    heading: str
    example: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class StartPage:
    """What the register holds, and what can be done. `fault` and `done` are finished sentences.

    `count` is None where there is no register yet, `latest` where nothing was asked for of late.
    """

    template: ClassVar[str] = "office/start.html"
    count: int | None
    is_sample: bool
    imported: datetime | None
    versions: tuple[VersionView, ...]
    mapping_options: Options
    columns: tuple[ColumnView, ...]
    most_mb: int
    fault: str
    done: str
    latest: LatestWork | None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Work goes on: how much of a stage is done, of how much, 0 if nobody knows.

    `title` and `stage` are finished sentences; `stage` is empty until the first has begun.
    """

    template: ClassVar[str] = "office/work.html"
    token: str
    title: str
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FaultView:
    """One fault of a file. `row` 0 is the whole file; `heading` is where the file has the column,
    by letter and by what stands there, "" if nobody knows."""

    row: int
    column: str
    heading: str
    fault: Markup
    remedy: Markup


@dataclass(frozen=True, slots=True)
class SpokenChange:
    """How many interpret a language before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class HeadingView:
    """One heading of a file, by its place, and what was chosen for it."""

    place: int
    text: str
    chosen: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What a file would do. With faults nothing can be imported.

    `columns` says in which columns how many people change; `faults` and `warnings` are the first
    of `fault_total` and `warning_total`. `has_more`: there are more faults than `most_told`, and
    nobody knows how many. `notice` is a finished sentence.
    """

    template: ClassVar[str] = "office/plan.html"
    token: str
    digest: str
    count: int
    kept_out: int
    summary: Summary
    columns: tuple[tuple[str, int], ...]
    spoken_changes: tuple[SpokenChange, ...]
    spoken_unchanged: int
    needs_confirmation: bool
    replaces_sample: bool
    faults: tuple[FaultView, ...]
    fault_total: int
    has_more: bool
    most_told: int
    warnings: tuple[FaultView, ...]
    warning_total: int
    headings: tuple[HeadingView, ...]
    column_options: Options
    notice: str


@dataclass(frozen=True, slots=True)
class LeavePage:
    """Who would be taken out. `name` is "" if nobody in the register bears the number.

    `languages` and `notice` are finished texts.
    """

    template: ClassVar[str] = "office/leave.html"
    token: str
    number: str
    name: str
    languages: str
    notice: str


@dataclass(frozen=True, slots=True)
class RestorePage:
    """What going back to a version would do; `made_at` is in Norwegian time."""

    template: ClassVar[str] = "office/restore.html"
    token: str
    number: int
    made_at: datetime
    count: int
    summary: Summary
    needs_confirmation: bool
    notice: str
