"""The pages of the office: look at a file before it is imported, import it, go back.

What is imported is what was shown: the same file, by its checksum, against the same register.
Nothing of a file, not even its name, stands in a log or an address.
"""

from flask import Blueprint, Response, current_app, request, url_for

from knowledge.register.errors import RegisterError
from knowledge.register.mapping import (
    ColumnMapping,
    MappingNameUnusable,
    MappingUnusable,
    load_mapping,
    save_mapping,
)
from knowledge.register.versions import VersionMissing
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.office.access import let_in
from portal.office.faults import as_csv
from portal.office.headings import chosen_mapping, sample_file
from portal.office.plans import read_plan
from portal.office.receiving import receive
from portal.office.registered import register_version
from portal.office.staging import Kind, Staging, Work, new_token
from portal.office.views import BROKEN_OFF, DONE, plan_page, restore_page, start_page, work_page
from portal.office.working import how_far, start_work
from portal.rendering import Page, render
from portal.services import services
from portal.settings import Settings

blueprint = Blueprint("office", __name__)
blueprint.before_request(let_in)

_NO_FILE = N_("Choose a file first.")
_NO_MAPPING = N_("These headings could not be used. Choose again.")
_NO_NAME = N_("Save the headings under small letters, digits and hyphens, at most 40.")
_GONE = N_("This file was imported already, or it has waited for more than an hour. Send it again.")
_CHANGED = N_("The register has changed since. This is what the file would do now.")
_CHANGED_BACK = N_("The register has changed since. This is what going back would do now.")
_BUSY = N_("Another import is running. Try again in a minute.")
_CONFIRM = N_("More than a fifth of the interpreters would vanish. Tick that this is meant.")
_UNWRITTEN = N_("The register could not be written. Perhaps the disk is full. Nothing was changed.")
_NO_VERSION = N_("This version is no longer kept.")
_NOTICES = {"changed": _CHANGED, "shrinks": _CONFIRM, "busy": _BUSY, "unwritten": _UNWRITTEN}
_NOTICES_BACK = _NOTICES | {"changed": _CHANGED_BACK}


@blueprint.get("/<lang:lang>/register-office")
def start(lang: str) -> Response:
    """Show what the register holds, and what can be done."""
    _staging().sweep(services().now())
    return _start(lang)


@blueprint.get("/<lang:lang>/register-office/sample-file")
def sample(lang: str) -> Response:
    """Give a file as it should be, to fill in."""
    return _table(sample_file(), "interpreters.csv")


@blueprint.post("/<lang:lang>/register-office/look")
def look(lang: str) -> Response:
    """Take in a file and show what it would do; nothing is changed."""
    staging, settings = _staging(), _settings()
    staging.sweep(services().now())
    path, form = receive(staging)
    if path is None:
        return _start(lang, 422, fault=_NO_FILE)
    name = form.get("mapping", "")
    try:
        mapping = load_mapping(settings.data_dir, name) if name else ColumnMapping()
    except MappingUnusable:
        path.unlink()
        return _start(lang, 422, fault=_NO_MAPPING)
    try:
        staged = staging.keep(path, mapping, register_version(settings), services().now())
    except RegisterError:
        path.unlink()
        raise RequestRefused(503, "unavailable") from None
    if _begin(staged.token, "look"):
        return _lead_to(staged.token)
    staging.drop(staged.token)
    return _start(lang, 409, fault=_BUSY)


@blueprint.get("/<lang:lang>/register-office/work/<token>")
def work(lang: str, token: str) -> Response:
    """Show how far work is; once it has ended, what came of it."""
    done = _how_far(token)
    if done is None:
        return _start(lang, 410, fault=_GONE)
    if not done.end:
        return _render(work_page(token, done, lang))
    if done.end == "broken":
        return _start(lang, fault=BROKEN_OFF)
    if done.end == "done" and done.kind in DONE:
        return _start(lang, done=DONE[done.kind])
    if done.number is None:
        return _show_plan(token, lang, notice=_NOTICES.get(done.end, ""))
    return _show_version(token, done.number, lang, notice=_NOTICES_BACK.get(done.end, ""))


@blueprint.post("/<lang:lang>/register-office/headings")
def headings(lang: str) -> Response:
    """Read the file again with what was chosen for its headings."""
    token = request.form.get("token", "")
    staged = _staging().find(token, services().now())
    plan = read_plan(_staging(), token)
    if staged is None or plan is None:
        return _start(lang, 410, fault=_GONE)
    save_as = request.form.get("save_as", "").strip()
    try:
        mapping = chosen_mapping(plan.headings, request.form)
        if save_as:
            save_mapping(_settings().data_dir, save_as, mapping)
    except MappingNameUnusable:
        return _show_plan(token, lang, 422, notice=_NO_NAME)
    except MappingUnusable:
        return _show_plan(token, lang, 422, notice=_NO_MAPPING)
    again = _staging().keep_again(staged, mapping)
    if _begin(again.token, "look"):
        return _lead_to(again.token)
    _staging().drop(again.token)
    return _show_plan(token, lang, 409, notice=_BUSY)


@blueprint.post("/<lang:lang>/register-office/faults")
def faults(lang: str) -> Response:
    """Give all faults and warnings of a file as a file."""
    plan = read_plan(_staging(), request.form.get("token", ""))
    if plan is None:
        return _start(lang, 410, fault=_GONE)
    return _table(as_csv(plan, lang), "faults.csv")


@blueprint.post("/<lang:lang>/register-office/import")
def apply(lang: str) -> Response:
    """Begin to import a file that was looked at."""
    token = request.form.get("token", "")
    going_on = _how_far(token)
    if going_on is not None and not going_on.end:
        return _lead_to(token)  # pressed twice
    staged = _staging().find(token, services().now())
    if staged is None or staged.digest != request.form.get("digest"):
        return _start(lang, 410, fault=_GONE)
    if _begin(token, "import", confirm_loss=request.form.get("confirm") == "yes"):
        return _lead_to(token)
    return _show_plan(token, lang, 409, notice=_BUSY)


@blueprint.post("/<lang:lang>/register-office/restore")
def restore(lang: str) -> Response:
    """Begin to find out what going back to a version would do, or to go back as was shown."""
    text = request.form.get("version", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    token = request.form.get("token", "")
    looked = _how_far(token)
    if looked is None or looked.number != number:  # not looked at, or more than an hour ago
        token, looked = new_token(), None
    elif not looked.end:
        return _lead_to(token)  # pressed twice
    try:
        begun = _begin(
            token,
            "go back" if looked else "look back",
            number=number,
            held_to=looked.held_to if looked else "",
            confirm_loss=request.form.get("confirm") == "yes",
        )
    except VersionMissing:
        return _start(lang, 410, fault=_NO_VERSION)
    if begun:
        return _lead_to(token)
    return _show_version(token, number, lang, 409, notice=_BUSY)


def _begin(
    token: str,
    kind: Kind,
    *,
    number: int | None = None,
    held_to: str = "",
    confirm_loss: bool = False,
) -> bool:
    began = services().now().isoformat()
    return start_work(_settings(), token, Work(kind, began, number, held_to, confirm_loss))


def _how_far(token: str) -> Work | None:
    try:
        return how_far(_settings(), token)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None


def _lead_to(token: str) -> Response:
    """Send on to the page that can be opened again and again while the work goes on."""
    return Response(status=303, headers={"Location": url_for("office.work", token=token)})


def _show_plan(token: str, lang: str, status: int = 200, *, notice: str = "") -> Response:
    staged = _staging().find(token, services().now())
    plan = read_plan(_staging(), token)
    if staged is None or plan is None:
        # What could not even be looked at has no plan, and its fault stands on the first page.
        return _start(lang, 200 if staged else 410, fault=notice if staged else _GONE)
    said = translate(lang, notice) if notice else ""
    return _render(plan_page(staged, plan, lang, notice=said), status)


def _show_version(
    token: str, number: int, lang: str, status: int = 200, *, notice: str = ""
) -> Response:
    plan = read_plan(_staging(), token)
    if plan is None:
        return _start(lang, status, fault=notice or _NO_VERSION)
    said = translate(lang, notice) if notice else ""
    try:
        page = restore_page(_settings(), token, number, plan, notice=said)
    except VersionMissing:
        return _start(lang, 410, fault=_NO_VERSION)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return _render(page, status)


def _start(lang: str, status: int = 200, *, fault: str = "", done: str = "") -> Response:
    try:
        page = start_page(
            _settings(),
            lang,
            fault=translate(lang, fault) if fault else "",
            done=translate(lang, done) if done else "",
        )
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return _render(page, status)


def _render(page: Page, status: int = 200) -> Response:
    return render(page, status=status, is_kept=False, is_indexed=False, tone="dense")


def _table(data: bytes, name: str) -> Response:
    response = Response(data, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _staging() -> Staging:
    return Staging(_settings().data_dir)
