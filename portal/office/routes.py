"""The pages of the office: look at a file before it is imported, import it, go back.

What is imported is what was shown: the same file, by its checksum, against the same register.
Nothing of a file, not even its name, stands in a log or an address.
"""

import csv
import io
from pathlib import Path

from flask import Blueprint, Response, current_app, request

from knowledge.register.errors import (
    RegisterBusy,
    RegisterError,
    RegisterFaulty,
    RegisterShrinks,
)
from knowledge.register.importing import RegisterFile, apply_register, read_register
from knowledge.register.mapping import ColumnMapping, MappingUnusable, load_mapping, save_mapping
from knowledge.register.planning import plan_import
from knowledge.register.versions import VersionMissing
from knowledge.register.writing import roll_back
from portal.errors import RequestRefused
from portal.i18n import N_, translate
from portal.office.access import let_in
from portal.office.headings import chosen_mapping, read_headings
from portal.office.receiving import receive
from portal.office.staging import Staged, Staging
from portal.office.views import plan_page, register_info, restore_page, start_page
from portal.overview.downloads import safe_cell
from portal.rendering import Page, render
from portal.services import services
from portal.settings import Settings

blueprint = Blueprint("office", __name__)
blueprint.before_request(let_in)

_NO_FILE = N_("Choose a file first.")
_NO_MAPPING = N_("These headings could not be used. Choose again.")
_GONE = N_("This file was imported already, or it has waited for more than an hour. Send it again.")
_CHANGED = N_("The register has changed since. This is what the file would do now.")
_BUSY = N_("Another import is running. Try again in a minute.")
_CONFIRM = N_("More than a fifth of the interpreters would vanish. Tick that this is meant.")
_IMPORTED = N_("The file was imported.")
_RESTORED = N_("The version was put back.")
_NO_VERSION = N_("This version is no longer kept.")


@blueprint.get("/<lang:lang>/register-office")
def start(lang: str) -> Response:
    """Show what the register holds, and what can be done."""
    _staging().sweep(services().now())
    return _start(lang)


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
    return _stage(path, mapping, lang)


@blueprint.post("/<lang:lang>/register-office/headings")
def headings(lang: str) -> Response:
    """Read the file again with what was chosen for its headings."""
    with _staging().taking(request.form.get("token", ""), services().now()) as staged:
        if staged is None:
            return _start(lang, 410, fault=_GONE)
        save_as = request.form.get("save_as", "").strip()
        try:
            mapping = chosen_mapping(read_headings(staged.path), request.form)
            if save_as:
                save_mapping(_settings().data_dir, save_as, mapping)
        except MappingUnusable:
            return _stage(staged.path, staged.mapping, lang, 422, notice=_NO_MAPPING)
        return _stage(staged.path, mapping, lang)


@blueprint.post("/<lang:lang>/register-office/faults")
def faults(lang: str) -> Response:
    """Give all faults and warnings of a file as a file."""
    staged = _staging().find(request.form.get("token", ""), services().now())
    if staged is None:
        return _start(lang, 410, fault=_GONE)
    read = _read(staged)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("kind", "row", "column", "fault", "remedy"))
    for kind, found in (("fault", read.faults), ("warning", read.warnings)):
        for one in found:
            cells = (kind, str(one.row or ""), one.column, one.fault, one.remedy)
            rows.writerow([safe_cell(cell) for cell in cells])
    response = Response(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return response


@blueprint.post("/<lang:lang>/register-office/import")
def apply(lang: str) -> Response:
    """Import a file that was looked at, or change nothing."""
    with _staging().taking(request.form.get("token", ""), services().now()) as staged:
        if staged is None or staged.digest != request.form.get("digest"):
            return _start(lang, 410, fault=_GONE)
        read = _read(staged)
        if staged.version != _version():
            return _stage(staged.path, staged.mapping, lang, 409, notice=_CHANGED)
        try:
            apply_register(
                _settings().register_path,
                read,
                imported_at=services().now(),
                confirm_loss=request.form.get("confirm") == "yes",
            )
        except RegisterFaulty:
            return _stage(staged.path, staged.mapping, lang, 422)
        except RegisterShrinks:
            return _stage(staged.path, staged.mapping, lang, 422, notice=_CONFIRM)
        except RegisterBusy:
            return _stage(staged.path, staged.mapping, lang, 409, notice=_BUSY)
        except RegisterError:
            raise RequestRefused(503, "unavailable") from None
    return _start(lang, done=_IMPORTED)


@blueprint.post("/<lang:lang>/register-office/restore")
def restore(lang: str) -> Response:
    """Show what going back to a version would do; do it if that was confirmed."""
    settings = _settings()
    text = request.form.get("version", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    confirm_loss = request.form.get("confirm") == "yes"
    try:
        if request.form.get("go") != "yes":
            return _render(restore_page(settings, number))
        roll_back(settings.register_path, number, at=services().now(), confirm_loss=confirm_loss)
    except VersionMissing:
        return _start(lang, 410, fault=_NO_VERSION)
    except RegisterShrinks:
        return _render(restore_page(settings, number, notice=translate(lang, _CONFIRM)), 422)
    except RegisterBusy:
        return _render(restore_page(settings, number, notice=translate(lang, _BUSY)), 409)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return _start(lang, done=_RESTORED)


def _stage(
    path: Path, mapping: ColumnMapping, lang: str, status: int = 200, *, notice: str = ""
) -> Response:
    """Let a file wait, and show what it would do to the register as it is now."""
    staged = _staging().keep(path, mapping, _version(), services().now())
    try:
        plan = plan_import(_settings().register_path, _read(staged))
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    said = translate(lang, notice) if notice else ""
    return _render(plan_page(staged, plan, lang, notice=said), status)


def _read(staged: Staged) -> RegisterFile:
    return read_register(staged.path, mapping=staged.mapping)


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


def _version() -> str:
    """Return the version of the register in use, "" where there is none."""
    try:
        info = register_info(_settings())
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    return info.version if info else ""


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _staging() -> Staging:
    return Staging(_settings().data_dir)
