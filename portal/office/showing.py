"""What the office answers: the page of what waits, of what it came to, or the first page."""

from flask import Response, current_app, url_for

from knowledge.register.errors import RegisterError
from knowledge.register.versions import VersionMissing
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.office.plans import read_plan
from portal.office.staging import Staging, Work
from portal.office.views import (
    BROKEN_OFF,
    LEAVE_BROKEN_OFF,
    leave_page,
    plan_page,
    restore_page,
    start_page,
)
from portal.rendering import Page, render
from portal.services import services
from portal.settings import Settings

GONE = N_("This file was imported already, or it has waited for more than an hour. Send it again.")
_CHANGED = N_("The register has changed since. This is what the file would do now.")
_CHANGED_BACK = N_("The register has changed since. This is what going back would do now.")
BUSY = N_("Another import is running. Try again in a minute.")
_CONFIRM = N_("More than a fifth of the interpreters would vanish. Tick that this is meant.")
_UNWRITTEN = N_("The register could not be written. Perhaps the disk is full. Nothing was changed.")
NO_NUMBER = N_("Write the interpreter's number.")
NO_VERSION = N_("This version is no longer kept.")
_NOTICES = {"changed": _CHANGED, "shrinks": _CONFIRM, "busy": BUSY, "unwritten": _UNWRITTEN}
_NOTICES_BACK = _NOTICES | {"changed": _CHANGED_BACK}


def show_end(token: str, work: Work, lang: str) -> Response:
    """Show what came of work that was to find something out, or did not change what it should."""
    if work.kind == "leave":
        notice = BUSY if work.end == "busy" else LEAVE_BROKEN_OFF
        return show_leave(token, lang, notice=notice)
    if work.end == "broken":
        return show_start(lang, fault=BROKEN_OFF)
    if work.number is None:
        return show_plan(token, lang, notice=_NOTICES.get(work.end, ""))
    return show_version(token, work.number, lang, notice=_NOTICES_BACK.get(work.end, ""))


def show_plan(token: str, lang: str, status: int = 200, *, notice: str = "") -> Response:
    """Show what a file would do; `notice` is a message, translated here, and so are the others."""
    staged = the_staging().find(token, services().now())
    plan = read_plan(the_staging(), token)
    if staged is None or plan is None:
        # What could not even be looked at has no plan, and its fault stands on the first page.
        return show_start(lang, 200 if staged else 410, fault=notice if staged else GONE)
    said = translate(lang, notice) if notice else ""
    return show(plan_page(staged, plan, lang, notice=said), status)


def show_version(
    token: str, number: int, lang: str, status: int = 200, *, notice: str = ""
) -> Response:
    """Show what going back to a version would do."""
    plan = read_plan(the_staging(), token)
    if plan is None:
        return show_start(lang, status, fault=notice or NO_VERSION)
    said = translate(lang, notice) if notice else ""
    try:
        page = restore_page(the_settings(), token, number, plan, notice=said)
    except VersionMissing:
        return show_start(lang, 410, fault=NO_VERSION)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return show(page, status)


def show_leave(token: str, lang: str, status: int = 200, *, notice: str = "") -> Response:
    """Show who would be taken out."""
    number = the_staging().read(token, "number")
    if number is None:
        return show_start(lang, 410, fault=NO_NUMBER)
    said = translate(lang, notice) if notice else ""
    try:
        page = leave_page(the_settings(), token, number.decode(), lang, notice=said)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return show(page, status)


def show_start(lang: str, status: int = 200, *, fault: str = "", done: str = "") -> Response:
    """Show the first page, with what could not be done or what was."""
    try:
        page = start_page(
            the_settings(),
            lang,
            fault=translate(lang, fault) if fault else "",
            done=translate(lang, done) if done else "",
        )
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return show(page, status)


def show(page: Page, status: int = 200) -> Response:
    """Show a page of the office, which nothing keeps and no search engine lists."""
    return render(page, status=status, is_kept=False, is_indexed=False, tone="dense")


def lead_to(token: str) -> Response:
    """Send on to the page that can be opened again and again while the work goes on."""
    return Response(status=303, headers={"Location": url_for("office.work", token=token)})


def the_settings() -> Settings:
    """Return the settings of the portal that answers."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def the_staging() -> Staging:
    """Return the folder of what waits."""
    return Staging(the_settings().data_dir)
