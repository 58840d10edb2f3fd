"""Take in a file that is sent: written to the disk as it comes, never held as a whole.

Elsewhere the portal takes small forms alone; the limit is lifted here, for whoever has shown a
key. What the file is called where it comes from is not looked at.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, BinaryIO

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from knowledge.register.importing import MAX_FILE_BYTES
from portal.errors import RequestRefused
from portal.office.staging import Staging
from portal.security import BODY_LIMIT_BYTES

_MAX_PARTS = 10
_MEMORY_BYTES = 1024 * 1024  # holds what was read and not yet written, beside the other fields
_FIELD = "file"


def receive(staging: Staging) -> tuple[Path | None, Mapping[str, str]]:
    """Return where the file was written, None if none was chosen, and the other fields.

    :raises RequestRefused: 413 if it is too large, 400 if the request is torn.
    """
    written: list[tuple[Path, BinaryIO]] = []

    def open_file(*_told: object, **_named: object) -> IO[bytes]:
        written.append(staging.new_file())
        return written[-1][1]

    parser = FormDataParser(
        stream_factory=open_file,
        max_form_memory_size=_MEMORY_BYTES,
        max_content_length=MAX_FILE_BYTES + BODY_LIMIT_BYTES,
        silent=False,
        max_form_parts=_MAX_PARTS,
    )
    kept: Path | None = None
    try:
        _, form, files = parser.parse_from_environ(request.environ)
        chosen = files[_FIELD].stream if _FIELD in files else None
        for path, file in written:
            file.close()
            if file is chosen and path.stat().st_size:
                kept = path
        return kept, form.to_dict()
    except RequestEntityTooLarge:
        raise RequestRefused(413, "too_large") from None
    except ValueError:
        raise RequestRefused(400, "bad_request") from None
    finally:
        for path, file in written:
            file.close()
            if path != kept:
                path.unlink(missing_ok=True)
