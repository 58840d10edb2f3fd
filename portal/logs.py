"""One JSON line per event, and what must never stand in it.

People ask us about violence and residence permits. A line holds the time, the name of the
route, the language, the status and the duration: never a question, a name searched for, an
address, a query string or a browser's name. An exception is logged by its type and the places
it passed, without its message, since a message may quote what was typed.
"""

import logging
import sys
import time
import traceback
from datetime import UTC, datetime

import orjson
from flask import Flask, Response, g, request

from portal.i18n import current_lang

logger = logging.getLogger(__name__)

# The only fields that a line may carry beside time, level, event and place: an event with
# another field is a mistake in our code, and the field is left out.
FIELDS = ("route", "method", "lang", "status", "duration_ms", "passages", "part", "fault")


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; values given for the message's placeholders are not put in."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
            "logger": record.name,
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["places"] = [f"{f.filename}:{f.lineno} {f.name}" for f in frames[-8:]]
        return orjson.dumps(line, default=str).decode()


def configure_logging() -> None:
    """Send the log lines of this process to standard error as JSON, of libraries only warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("portal", "indexing", "knowledge"):
        logging.getLogger(ours).setLevel(logging.INFO)
    logging.captureWarnings(True)


def register_request_log(app: Flask) -> None:
    """Log one line a request, after it has been answered."""

    @app.before_request
    def start_clock() -> None:
        g.started_s = time.perf_counter()

    @app.after_request
    def log_request(response: Response) -> Response:
        started_s: float = g.get("started_s", time.perf_counter())
        logger.info(
            "request",
            extra={
                "route": request.endpoint or "none",
                "method": request.method if request.method in _METHODS else "other",
                "lang": current_lang(),
                "status": response.status_code,
                "duration_ms": round((time.perf_counter() - started_s) * 1000, 2),
            },
        )
        return response


_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"}
