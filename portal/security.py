"""What every response tells the browser, and which requests are let in.

The portal sets no cookie and keeps no session, so there is nothing that a foreign page could
act with; forms are guarded all the same, so that whatever is added later starts out guarded.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from portal.errors import RequestRefused
from portal.settings import Settings

BODY_LIMIT_BYTES = 64 * 1024

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_ONE_YEAR_S = 31_536_000


def register_security(app: Flask, settings: Settings) -> None:
    """Put the headers on every response, bound what is read, and guard what is posted."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT_BYTES
    app.config["MAX_FORM_PARTS"] = 50
    headers = dict(HEADERS)
    if settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR_S}; includeSubDomains"

    @app.before_request
    def guard() -> None:
        if request.method not in {"GET", "HEAD", "OPTIONS"} and not _is_our_own(settings):
            raise RequestRefused(403, "forbidden")

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _is_our_own(settings: Settings) -> bool:
    """Tell whether a request that sends something comes from our own pages or from no page.

    Browsers say so in Sec-Fetch-Site. Older ones send Origin alone, and because of our own
    Referrer-Policy they send "null" for a form of ours: that is let through, since no form
    that is open to all changes anything. A program that is no browser sends neither.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return True
    ours = {request.host, urlsplit(settings.public_url).netloc}
    return urlsplit(origin).netloc in ours
