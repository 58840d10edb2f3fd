"""What every response tells the browser, and which requests are let in: all of it, once.

The portal sets no cookie and keeps no session, so there is nothing that a foreign page could
act with; forms are guarded all the same, so that whatever is added later starts out guarded.

Whatever says nothing else of itself is kept nowhere and listed nowhere: a page that nobody
thought about errs on the safe side.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request

from portal.errors import RequestRefused
from portal.settings import Settings

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BODY_LIMIT_BYTES = 64 * 1024

# Nothing but our own files, nothing inside the page, nothing from a string: a script that wants
# to turn text into HTML must ask static/js/trusted.js, which has the only policy of that kind.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types veiviser",
    )
)

# What a browser could do for a page and ours never asks for: sensors, devices, other people's
# passwords, money, advertising. The names are those that Chromium knows; an unknown one would
# be a warning in its console. Copying a text and sharing it are the reader's own doing.
# fmt: off
_NOT_FOR_US = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "captured-surface-control",
    "clipboard-read", "compute-pressure", "cross-origin-isolated", "deferred-fetch",
    "deferred-fetch-minimal", "digital-credentials-create", "digital-credentials-get",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "identity-credentials-get", "idle-detection", "interest-cohort", "keyboard-map",
    "language-detector", "language-model", "local-fonts", "local-network", "local-network-access",
    "loopback-network", "magnetometer", "microphone", "midi", "on-device-speech-recognition",
    "otp-credentials", "payment", "picture-in-picture", "private-state-token-issuance",
    "private-state-token-redemption", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "speaker-selection", "storage-access", "summarizer", "sync-xhr",
    "translator", "unload", "usb", "window-management", "xr-spatial-tracking",
)
# fmt: on
PERMISSIONS_POLICY = ", ".join((*(f"{name}=()" for name in _NOT_FOR_US), "clipboard-write=(self)"))

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": PERMISSIONS_POLICY,
    # Not even the name of a page that is linked to is looked up before the reader opens it.
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
    # In place of the name of the program that serves, which granian puts where nothing stands.
    "Server": "Veiviser",
}
_TWO_YEARS_S = 63_072_000  # what the list of browsers asks for


def strict_transport(settings: Settings) -> str:
    """Return what browsers are told about https, "" where visitors come without it.

    The list of sites that browsers know beforehand (hstspreload.org) binds the whole domain and
    can hardly be left again, so asking to be on it is the owner's own decision.
    """
    if not settings.public_url.startswith("https://"):
        return ""
    preload = "; preload" if settings.hsts_preload else ""
    return f"max-age={_TWO_YEARS_S}; includeSubDomains{preload}"


def register_security(app: Flask, settings: Settings) -> None:
    """Put the headers on every response, bound what is read, and guard what is posted."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT_BYTES
    app.config["MAX_FORM_PARTS"] = 50
    headers = dict(HEADERS)
    if transport := strict_transport(settings):
        headers["Strict-Transport-Security"] = transport
    app.wsgi_app = _SayAlways(app.wsgi_app, headers)  # type: ignore[method-assign]

    @app.before_request
    def guard() -> None:
        if request.method not in {"GET", "HEAD", "OPTIONS"} and not _is_our_own(settings):
            raise RequestRefused(403, "forbidden")

    @app.after_request
    def say_how_to_treat_it(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        if not 300 <= response.status_code < 400:  # it is the page it leads to that counts
            response.headers.setdefault("X-Robots-Tag", "noindex")
        _stay_with_the_scheme(response)
        return response


class _SayAlways:
    """Put headers on everything that an application answers, whatever became of it inside.

    Around the application and not after its views: nothing can go past it, and it costs nothing.
    """

    def __init__(self, application: "WSGIApplication", headers: Mapping[str, str]) -> None:
        self._application = application
        self._headers = list(headers.items())

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        def start(
            status: str, headers: list[tuple[str, str]], failure: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            return start_response(status, headers + self._headers, failure)

        return self._application(environ, start)


def _stay_with_the_scheme(response: Response) -> None:
    """Let a redirect of the router name a path alone, as all others do.

    Behind a proxy with TLS it would name http, and the next request would travel in the clear.
    Its text would name the host that the visitor claims to have asked: no browser shows it.
    """
    to = response.headers.get("Location")
    if to is None:
        return
    path = to.removeprefix(request.host_url.removesuffix("/"))
    if path != to and path.startswith("/") and not path.startswith("//"):
        response.headers["Location"] = path
        response.set_data(b"")


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
    try:
        return urlsplit(origin).netloc in ours
    except ValueError:  # no address at all, such as http://[
        return False
