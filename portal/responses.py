"""The two ways in which a view answers: JSON for programs, a page for people."""

from collections.abc import Mapping, Sequence

import orjson
from flask import Response, request


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
    """Let the client keep a response, and answer 304 when it asks and nothing has changed."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
