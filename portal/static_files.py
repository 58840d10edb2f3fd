"""Our own files: style, scripts, pictures. Each has an address that changes with what it holds.

They are read when the process begins, as its templates are, and sent as they were then: a page
never names a script or a style of another version than its own. A browser may keep a file for a
year without asking, but only under the address of what is really sent: while a new version is
put in place, a worker of the old one may be asked for a file of the new one.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha384
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, current_app, request
from markupsafe import Markup

from portal.addresses import url_for
from portal.keeping import made_once
from portal.responses import allow_revalidation

_KEY = "veiviser-static"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One of our files: what it holds, of which kind that is, and its SHA-384."""

    data: bytes
    kind: str
    digest: bytes

    @property
    def fingerprint(self) -> str:
        """Some digits that change with what it holds."""
        return self.digest.hex()[:8]


def read_static_files(folder: Path) -> dict[str, StaticFile]:
    """Return every file below a folder by its path in it, with strokes that lean forward."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data, kind = path.read_bytes(), guess_type(path.name)[0] or "application/octet-stream"
            name = path.relative_to(folder).as_posix()
            files[name] = StaticFile(data, kind, sha384(data).digest())
    return files


def _files() -> dict[str, StaticFile]:
    files: dict[str, StaticFile] = current_app.extensions[_KEY]
    return files


def static_url(filename: str) -> str:
    """Return the address of a file of ours; it changes with the file, so it may be kept long.

    :raises KeyError: if there is no such file.
    """
    return url_for("static", filename=filename, v=_files()[filename].fingerprint)


def integrity(filename: str) -> str:
    """Return what a browser must find in a script before it runs it.

    The script is our own; but a page of one version shall not run the script of another.
    """
    return "sha384-" + b64encode(_files()[filename].digest).decode()


def script(filename: str) -> Markup:
    """Return the element that loads a script of ours as a module."""
    return Markup('<script type="module" src="{}" integrity="{}"></script>').format(
        static_url(filename), integrity(filename)
    )


def _send_file(filename: str) -> Response:
    found = _files().get(filename)
    if found is None:
        abort(404)
    response = Response(found.data, mimetype=found.kind)
    allow_revalidation(response)
    return response


def register_static_files(app: Flask) -> None:
    """Send our files with an address that may be kept, and let templates name them."""
    app.extensions[_KEY] = read_static_files(Path(app.static_folder or ""))
    app.jinja_env.globals |= {"static_url": static_url, "integrity": integrity, "script": script}
    app.view_functions["static"] = made_once(_send_file, reads_query=False)

    @app.after_request
    def keep_long(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            found = _files().get(str((request.view_args or {})["filename"]))
            if found and request.args.get("v") == found.fingerprint:
                response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
