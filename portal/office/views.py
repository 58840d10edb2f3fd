"""Make the pages of the office from what knowledge.register tells."""

from collections.abc import Mapping
from datetime import datetime

from knowledge.helplines import OSLO
from knowledge.register.comparing import Change
from knowledge.register.importing import MAX_FAULTS, MAX_FILE_BYTES
from knowledge.register.mapping import IGNORE, list_mappings
from knowledge.register.planning import ImportPlan
from knowledge.register.spoken import spoken_name
from knowledge.register.versions import Version, VersionMissing, list_versions
from portal.formats import format_and_list
from portal.i18n import N_, translate
from portal.office.context import (
    HeadingView,
    LatestWork,
    LeavePage,
    PlanPage,
    RestorePage,
    SpokenChange,
    StartPage,
    Summary,
    VersionView,
    WorkPage,
)
from portal.office.faults import fault_views
from portal.office.headings import COLUMN_NAMES, column_name, column_views
from portal.office.registered import find_person, register_info
from portal.office.staging import Staged, Staging, Work
from portal.office.working import how_far
from portal.settings import Settings

SHOWN_FAULTS = 200
BROKEN_OFF = N_("The work was broken off. Nothing was changed.")
# To take somebody out is done in two steps, and whoever is out after the first may be so again.
LEAVE_BROKEN_OFF = N_("The work was broken off. Perhaps the disk is full. Try again.")
DONE: Mapping[str, str] = {
    "import": N_("The file was imported."),
    "go back": N_("The version was put back."),
    "leave": N_("The interpreter was taken out, and stays out of every later file."),
}
_STAGES = {
    "reading": N_("Checking the rows"),
    "comparing": N_("Comparing with the register"),
    "writing": N_("Writing the register"),
    "checking": N_("Checking what was written"),
}
_WORKED_ON = N_("The file is being worked on")
_VERSION_WORKED_ON = N_("Version %(number)s is being worked on")
_PLAN = N_("What the file would do")
_LEAVE = N_("Take an interpreter out")
_GO_BACK = N_("Go back to version %(number)s")
_AS_IT_SAYS = N_("What the heading says")
_LEFT_OUT = N_("Leave it out")
_NO_MAPPING = N_("No saved headings")


def start_page(settings: Settings, lang: str, *, fault: str = "", done: str = "") -> StartPage:
    """Return what the register holds, and the versions that can be gone back to."""
    info = register_info(settings)
    versions = list_versions(settings.register_path) if info else ()
    names = ((name, name) for name in list_mappings(settings.data_dir))
    return StartPage(
        count=info.count if info else None,
        is_sample=info.is_sample if info else False,
        imported=info.imported_at if info else None,
        versions=tuple(map(_version, versions)),
        mapping_options=(("", translate(lang, _NO_MAPPING)), *names),
        columns=column_views(lang),
        most_mb=MAX_FILE_BYTES // 1024**2,
        fault=fault,
        done=done,
        latest=None if fault or done else latest_work(settings, lang),
    )


def latest_work(settings: Settings, lang: str) -> LatestWork | None:
    """Return what became of the last work, None if there was none of late."""
    for token in Staging(settings.data_dir).tokens():
        work = how_far(settings, token)
        if work is not None:
            return LatestWork(token, _said(work, lang))
    return None


def work_page(token: str, work: Work, lang: str) -> WorkPage:
    """Return how far work is that goes on."""
    return WorkPage(
        token=token,
        title=_said(work, lang),
        stage=translate(lang, _STAGES[work.stage]) if work.stage else "",
        done=work.done,
        total=work.total if work.total > 1 else 0,
    )


def _said(work: Work, lang: str) -> str:
    is_broken = work.end == "broken"
    if work.end == "done" and work.kind in DONE:
        return translate(lang, DONE[work.kind])
    if work.kind == "leave":
        return translate(lang, LEAVE_BROKEN_OFF if is_broken else _LEAVE)
    if is_broken:
        return translate(lang, BROKEN_OFF)
    if work.number is not None:
        said = _GO_BACK if work.end else _VERSION_WORKED_ON
        return translate(lang, said, number=work.number)
    return translate(lang, _PLAN if work.end else _WORKED_ON)


def plan_page(staged: Staged, plan: ImportPlan, lang: str, *, notice: str = "") -> PlanPage:
    """Return what a file would do."""
    own = staged.mapping.by_key()
    chosen = dict(staged.mapping.columns)
    moved = [one for one in plan.change.spoken if one[1] != one[2]]
    spoken_changes = [SpokenChange(spoken_name(code, lang), *counts) for code, *counts in moved]
    columns = ((name, translate(lang, text)) for name, text in COLUMN_NAMES.items())
    faults, warnings = (
        tuple(fault_views(found[:SHOWN_FAULTS], plan.headings, lang))
        for found in (plan.faults, plan.warnings)
    )
    return PlanPage(
        token=staged.token,
        digest=staged.digest,
        count=plan.count,
        kept_out=plan.kept_out,
        summary=_summary(plan.change),
        columns=tuple((column_name(name, lang), total) for name, total in plan.change.columns),
        spoken_changes=tuple(sorted(spoken_changes, key=lambda one: one.name.casefold())),
        spoken_unchanged=len(plan.change.spoken) - len(moved),
        needs_confirmation=plan.needs_confirmation,
        replaces_sample=plan.replaces_sample,
        faults=faults,
        fault_total=len(plan.faults),
        has_more=len(plan.faults) > MAX_FAULTS,
        most_told=MAX_FAULTS,
        warnings=warnings,
        warning_total=len(plan.warnings),
        headings=tuple(
            HeadingView(place, text, chosen.get(text, ""))
            for place, (text, _column) in enumerate(plan.headings, 1)
            if text
        )
        if plan.faults or own
        else (),
        column_options=(
            ("", translate(lang, _AS_IT_SAYS)),
            (IGNORE, translate(lang, _LEFT_OUT)),
            *columns,
        ),
        notice=notice,
    )


def leave_page(
    settings: Settings, token: str, number: str, lang: str, *, notice: str = ""
) -> LeavePage:
    """Return who would be taken out of the register.

    :raises RegisterError: if the register cannot be read.
    """
    person = find_person(settings, [number])
    known = [spoken_name(one.spoken, lang) for one in person.languages] if person else []
    return LeavePage(
        token=token,
        number=number,
        name=f"{person.given_name} {person.family_name}" if person else "",
        languages=format_and_list(known),
        notice=notice,
    )


def restore_page(
    settings: Settings, token: str, number: int, plan: ImportPlan, *, notice: str = ""
) -> RestorePage:
    """Return what going back to a version would do, which is what importing its people would do.

    :raises VersionMissing: if there is none of that number any more.
    """
    versions = {one.number: one for one in list_versions(settings.register_path)}
    if number not in versions:
        raise VersionMissing(f"there is no version {number} any more")
    return RestorePage(
        token=token,
        number=number,
        made_at=in_norway(versions[number].made_at),
        count=versions[number].count,
        summary=_summary(plan.change),
        needs_confirmation=plan.needs_confirmation,
        notice=notice,
    )


def in_norway(moment: datetime) -> datetime:
    return moment.astimezone(OSLO)


def _version(one: Version) -> VersionView:
    return VersionView(
        number=one.number,
        made_at=in_norway(one.made_at),
        count=one.count,
        summary=_summary(one.change) if one.change else None,
        gone_back_to=one.gone_back_to,
        in_use=one.in_use,
    )


def _summary(change: Change) -> Summary:
    return Summary(change.added, change.changed, change.removed, change.unchanged)
