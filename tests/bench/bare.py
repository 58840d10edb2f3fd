"""What a page costs where there is nothing to it: Flask alone, to measure ours beside."""

from flask import Flask

application = Flask("bare")


@application.get("/")
def page() -> str:
    """Return the smallest page."""
    return "<!doctype html><title>Bare</title><p>Bare</p>"
