"""Addresses that are given again: the same as Flask puts together, and nothing private kept."""

from typing import Any

import pytest
from flask import Flask, url_for

import portal.addresses
from portal.addresses import Portal
from portal.register.searching import Addresses


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


@pytest.mark.parametrize("values", [{}, {"lang": "so"}, {"_anchor": "found"}, {"spoken": "ti"}])
def test_an_address_asked_for_without_the_proxy_is_the_same(
    app: Flask, values: dict[str, Any]
) -> None:
    with app.test_request_context("/nb/about"):
        app.preprocess_request()
        ours = portal.addresses.url_for("register.search", **values)
        assert ours == url_for("register.search", **values)


def test_the_page_of_a_person_in_a_list_is_the_one_that_flask_names(app: Flask) -> None:
    with app.test_request_context("/nb/interpreters", environ_overrides={"SCRIPT_NAME": "/v"}):
        app.preprocess_request()
        urls = Addresses({}, is_table=False)
        for number in ("SAMPLE-AB", "a.1_2-", "-"):
            assert urls.person(number) == url_for("register.interpreter", number=number)


def test_templates_find_what_all_of_them_use_in_one_dictionary(app: Flask) -> None:
    found = app.jinja_env.get_template("base.html").globals
    assert type(found) is dict
    assert {"once", "url_for", "script", "gettext"} <= found.keys()
