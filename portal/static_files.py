"""Our own files: style, scripts, pictures. Each has an address that changes with what it holds.

A browser may keep such an address for a year without asking. That is allowed only where the
address names the very content that is sent: while a new version is put in place, a worker of the
old one may be asked for a file of the new one.
"""

from base64 import b64encode
from hashlib import sha384
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from markupsafe import Markup
from werkzeug.security import safe_join

from portal.keeping import made_once
from portal.responses import allow_revalidation
from portal.stamps import Stamp, stamp

_hashes: dict[Path, tuple[Stamp | None, bytes]] = {}


def _hash(path: Path) -> bytes:
    """Return the SHA-384 of a file, of nothing where there is none."""
    now = stamp(path)
    known = _hashes.get(path)
    if known is None or known[0] != now:
        known = _hashes[path] = (now, sha384(path.read_bytes() if now else b"").digest())
    return known[1]


def fingerprint(path: Path) -> str:
    """Return some digits that change with what a file holds."""
    return _hash(path).hex()[:8]


def static_url(filename: str) -> str:
    """Return the address of a file of ours; it changes with the file, so it may be kept long."""
    return url_for("static", filename=filename, v=fingerprint(_folder() / filename))


def integrity(filename: str) -> str:
    """Return what a browser must find in a script before it runs it.

    The script is our own; but a page of one version shall not run the script of another.
    """
    return "sha384-" + b64encode(_hash(_folder() / filename)).decode()


def script(filename: str) -> Markup:
    """Return the element that loads a script of ours as a module."""
    return Markup('<script type="module" src="{}" integrity="{}"></script>').format(
        static_url(filename), integrity(filename)
    )


def _folder() -> Path:
    return Path(current_app.static_folder or "")


def _send_file(filename: str) -> Response:
    """Send one of our files, from memory where it is text: it is packed once, not at each visit."""
    path = Path(safe_join(str(_folder()), filename) or "")
    kind, _ = guess_type(filename)
    if kind is None or not (kind.startswith("text/") or kind.endswith(("+xml", "+json"))):
        return current_app.send_static_file(filename)
    if not stamp(path) or not path.is_file():
        return current_app.send_static_file(filename)  # it says what is wrong
    response = Response(path.read_bytes(), mimetype=kind)
    allow_revalidation(response)
    return response


def register_static_files(app: Flask) -> None:
    """Send our files with an address that may be kept, and let templates name them."""
    app.jinja_env.globals |= {"static_url": static_url, "integrity": integrity, "script": script}
    app.view_functions["static"] = made_once(_send_file, reads_query=False)

    @app.after_request
    def keep_long(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            asked = request.args.get("v", "")
            path = _folder() / str((request.view_args or {})["filename"])
            if asked and asked == fingerprint(path):
                response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
