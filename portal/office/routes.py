"""The pages of the office: look at a file before it is imported, import it, go back.

What is imported is what was shown: the same file, by its checksum, against the same register.
Nothing of a file, not even its name, stands in a log or an address.
"""

from flask import Blueprint, Response, request

from knowledge.register.errors import RegisterError, UnusableNumber
from knowledge.register.mapping import (
    ColumnMapping,
    MappingNameUnusable,
    MappingUnusable,
    load_mapping,
    save_mapping,
)
from knowledge.register.versions import VersionMissing
from knowledge.register.writing import checked_number
from portal.errors import RequestRefused
from portal.i18n import N_
from portal.office.access import let_in
from portal.office.faults import as_csv
from portal.office.headings import chosen_mapping, sample_file
from portal.office.plans import read_plan
from portal.office.receiving import receive
from portal.office.registered import find_person, register_version
from portal.office.showing import (
    BUSY,
    GONE,
    NO_NUMBER,
    NO_VERSION,
    lead_to,
    show,
    show_end,
    show_leave,
    show_plan,
    show_start,
    show_version,
    the_settings,
    the_staging,
)
from portal.office.staging import Kind, Work, new_token
from portal.office.views import DONE, work_page
from portal.office.working import how_far, start_work
from portal.reading import read_numbers
from portal.services import services

blueprint = Blueprint("office", __name__)
blueprint.before_request(let_in)

_NO_FILE = N_("Choose a file first.")
_NO_MAPPING = N_("These headings could not be used. Choose again.")
_NO_NAME = N_("Save the headings under small letters, digits and hyphens, at most 40.")


@blueprint.get("/<lang:lang>/register-office")
def start(lang: str) -> Response:
    """Show what the register holds, and what can be done."""
    the_staging().sweep(services().now())
    return show_start(lang)


@blueprint.get("/<lang:lang>/register-office/sample-file")
def sample(lang: str) -> Response:
    """Give a file as it should be, to fill in."""
    return _table(sample_file(), "interpreters.csv")


@blueprint.post("/<lang:lang>/register-office/look")
def look(lang: str) -> Response:
    """Take in a file and show what it would do; nothing is changed."""
    staging, settings = the_staging(), the_settings()
    staging.sweep(services().now())
    path, form = receive(staging)
    if path is None:
        return show_start(lang, 422, fault=_NO_FILE)
    name = form.get("mapping", "")
    try:
        mapping = load_mapping(settings.data_dir, name) if name else ColumnMapping()
    except MappingUnusable:
        path.unlink()
        return show_start(lang, 422, fault=_NO_MAPPING)
    try:
        staged = staging.keep(path, mapping, register_version(settings), services().now())
    except RegisterError:
        path.unlink()
        raise RequestRefused(503, "unavailable") from None
    if _begin(staged.token, "look"):
        return lead_to(staged.token)
    staging.drop(staged.token)
    return show_start(lang, 409, fault=BUSY)


@blueprint.get("/<lang:lang>/register-office/work/<token>")
def work(lang: str, token: str) -> Response:
    """Show how far work is; once it has ended, what came of it."""
    done = _how_far(token)
    if done is None:
        return show_start(lang, 410, fault=GONE)
    if not done.end:
        return show(work_page(token, done, lang))
    said = DONE.get(done.kind) if done.end == "done" else None
    return show_start(lang, done=said) if said else show_end(token, done, lang)


@blueprint.post("/<lang:lang>/register-office/headings")
def headings(lang: str) -> Response:
    """Read the file again with what was chosen for its headings."""
    token = request.form.get("token", "")
    staged = the_staging().find(token, services().now())
    plan = read_plan(the_staging(), token)
    if staged is None or plan is None:
        return show_start(lang, 410, fault=GONE)
    save_as = request.form.get("save_as", "").strip()
    try:
        mapping = chosen_mapping(plan.headings, request.form)
        if save_as:
            save_mapping(the_settings().data_dir, save_as, mapping)
    except MappingNameUnusable:
        return show_plan(token, lang, 422, notice=_NO_NAME)
    except MappingUnusable:
        return show_plan(token, lang, 422, notice=_NO_MAPPING)
    again = the_staging().keep_again(staged, mapping)
    if _begin(again.token, "look"):
        return lead_to(again.token)
    the_staging().drop(again.token)
    return show_plan(token, lang, 409, notice=BUSY)


@blueprint.post("/<lang:lang>/register-office/faults")
def faults(lang: str) -> Response:
    """Give all faults and warnings of a file as a file."""
    plan = read_plan(the_staging(), request.form.get("token", ""))
    if plan is None:
        return show_start(lang, 410, fault=GONE)
    return _table(as_csv(plan, lang), "faults.csv")


@blueprint.post("/<lang:lang>/register-office/import")
def apply(lang: str) -> Response:
    """Begin to import a file that was looked at."""
    token = request.form.get("token", "")
    going_on = _how_far(token)
    if going_on is not None and not going_on.end:
        return lead_to(token)  # pressed twice
    staged = the_staging().find(token, services().now())
    if staged is None or staged.digest != request.form.get("digest"):
        return show_start(lang, 410, fault=GONE)
    if _begin(token, "import", confirm_loss=request.form.get("confirm") == "yes"):
        return lead_to(token)
    return show_plan(token, lang, 409, notice=BUSY)


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
        return lead_to(token)  # pressed twice
    try:
        begun = _begin(
            token,
            "go back" if looked else "look back",
            number=number,
            held_to=looked.held_to if looked else "",
            confirm_loss=request.form.get("confirm") == "yes",
        )
    except VersionMissing:
        return show_start(lang, 410, fault=NO_VERSION)
    if begun:
        return lead_to(token)
    return show_version(token, number, lang, 409, notice=BUSY)


@blueprint.post("/<lang:lang>/register-office/leaving")
def leaving(lang: str) -> Response:
    """Show who bears a number and would be taken out; nothing is changed."""
    numbers = read_numbers(request.form.get("number", ""))
    if not numbers:
        return show_start(lang, 422, fault=NO_NUMBER)
    try:
        found = find_person(the_settings(), numbers)
        number = found.number if found else checked_number(numbers[0])
    except UnusableNumber:
        return show_start(lang, 422, fault=NO_NUMBER)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
    token = new_token()
    the_staging().write(token, "number", number.encode())
    return show_leave(token, lang)


@blueprint.post("/<lang:lang>/register-office/leave")
def leave(lang: str) -> Response:
    """Begin to take out who was shown."""
    token = request.form.get("token", "")
    going_on = _how_far(token)
    if going_on is not None and going_on.end in {"", "done"}:
        return lead_to(token)  # pressed twice
    if the_staging().read(token, "number") is None:
        return show_start(lang, 410, fault=NO_NUMBER)
    if _begin(token, "leave"):
        return lead_to(token)
    return show_leave(token, lang, 409, notice=BUSY)


def _table(data: bytes, name: str) -> Response:
    response = Response(data, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _begin(
    token: str,
    kind: Kind,
    *,
    number: int | None = None,
    held_to: str = "",
    confirm_loss: bool = False,
) -> bool:
    began = services().now().isoformat()
    return start_work(the_settings(), token, Work(kind, began, number, held_to, confirm_loss))


def _how_far(token: str) -> Work | None:
    try:
        return how_far(the_settings(), token)
    except RegisterError:
        raise RequestRefused(503, "unavailable") from None
