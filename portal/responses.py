"""The two ways in which a view answers: JSON for programs, a page for people; and how both travel.

Text is packed with gzip for whoever takes it, which every browser does: a page then needs a
quarter of the bytes. That is safe here because no answer holds a secret beside what somebody else
could have typed (BREACH): there is no session and no token. Brotli would save a tenth more and
needs a package of its own.
"""

import gzip
from collections.abc import Mapping, Sequence
from functools import lru_cache

import orjson
from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

# Below this, headers and packing cost more than they save: it fits into one packet anyway.
_LEAST_BYTES = 600
# A level more costs a third more time and saves two bytes in a hundred.
_LEVEL = 4
_LONGEST_HEADER_CHARS = 200
_TEXT = frozenset({"application/json", "application/xml"})


def json_response(
    body: Mapping[str, object] | Sequence[object], *, status: int = 200, revalidate: bool = False
) -> Response:
    """Return a value as JSON.

    :param revalidate: let a client keep the answer and ask with its ETag whether it still
        holds; otherwise nobody on the way may keep it.
    """
    response = Response(orjson.dumps(body), status=status, content_type="application/json")
    if revalidate:
        allow_revalidation(response)
    return response


def allow_revalidation(response: Response) -> None:
    """Let the client keep a response, and ask with its ETag whether it still holds.

    The tag is a weak one: packed and plain, it is the same page.
    """
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)


def is_text(response: Response) -> bool:
    """Tell whether a response is worth packing: pictures and archives are packed already."""
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind in _TEXT or kind.endswith(("+json", "+xml"))


def pack(data: bytes) -> bytes:
    """Return data packed with gzip, the same bytes on every day."""
    return gzip.compress(data, _LEVEL, mtime=0)


def register_responses(app: Flask) -> None:
    """Answer 304 where the client has it already, and pack text for those who take it packed."""

    @app.after_request
    def send(response: Response) -> Response:
        if response.is_streamed or response.direct_passthrough:
            return response
        if "HTTP_IF_NONE_MATCH" in request.environ and "ETag" in response.headers:
            response.make_conditional(request)
        if is_text(response):
            others = response.headers.get("Vary")
            response.headers["Vary"] = f"{others}, Accept-Encoding" if others else "Accept-Encoding"
            if response.status_code != 304:
                _pack_or_unpack(response)
        return response


@lru_cache(maxsize=64)  # browsers say the same few things over and over
def _takes_packed(accept_encoding: str) -> bool:
    accepted = parse_accept_header(accept_encoding[:_LONGEST_HEADER_CHARS])
    return accepted.quality("gzip") > 0


def _pack_or_unpack(response: Response) -> None:
    is_packed = response.headers.get("Content-Encoding") == "gzip"
    takes_packed = _takes_packed(request.headers.get("Accept-Encoding", ""))
    if is_packed and not takes_packed:
        response.set_data(gzip.decompress(response.get_data()))
        del response.headers["Content-Encoding"]
    elif takes_packed and not is_packed and len(response.get_data()) >= _LEAST_BYTES:
        response.set_data(pack(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
