"""Addresses that are given again: the same as Flask puts together, and nothing private kept."""

from typing import Any

import pytest
from flask import Flask, url_for

from portal.addresses import Portal


def _kept(app: Flask) -> int:
    assert isinstance(app, Portal)
    size: int = app._address.cache_info().currsize  # type: ignore[attr-defined]
    return size


def test_an_address_depends_on_the_language_being_spoken(app: Flask) -> None:
    for lang in ("so", "nb", "so"):
        with app.test_request_context(f"/{lang}/about"):
            app.preprocess_request()
            assert url_for("register.search") == f"/{lang}/interpreters"


def test_an_address_depends_on_where_the_portal_is_mounted(app: Flask) -> None:
    for mounted in ("", "/veiviser", ""):
        with app.test_request_context("/nb/about", environ_overrides={"SCRIPT_NAME": mounted}):
            app.preprocess_request()
            assert url_for("pages.home") == f"{mounted}/nb/"


def test_an_address_that_was_put_together_is_given_again(app: Flask) -> None:
    with app.test_request_context("/nb/about"):
        app.preprocess_request()
        first = url_for("register.interpreter", number="A-1")
        kept = _kept(app)
        assert url_for("register.interpreter", number="A-1") == first == "/nb/interpreters/A-1"
        assert _kept(app) == kept
        assert url_for("register.interpreter", number="A-2") == "/nb/interpreters/A-2"


@pytest.mark.parametrize("typed", ["name", "spoken"])
def test_what_may_have_been_typed_is_not_kept(app: Flask, typed: str) -> None:
    with app.test_request_context("/nb/about"):
        app.preprocess_request()
        kept = _kept(app)
        values: dict[str, Any] = {typed: "Marked"}
        assert url_for("register.search", **values).endswith("=Marked")
        assert _kept(app) == kept


def test_what_the_visitor_has_opened_is_not_kept(app: Flask) -> None:
    with app.test_request_context("/nb/interpreters/Marked"):
        app.preprocess_request()
        kept = _kept(app)
        url = url_for("register.interpreter", number="Marked", lang="so")
        assert url == "/so/interpreters/Marked"
        assert _kept(app) == kept
