"""Parts of a page that are written once."""

from collections.abc import Callable

import pytest
from flask import Flask, g
from markupsafe import Markup

import portal.i18n
from portal.fragments import once
from portal.i18n import current_lang
from tests.portal.test_pseudo_language import Pseudo


@pytest.fixture
def macro() -> Callable[[str], Markup]:
    written: list[str] = []

    def write(word: str) -> Markup:
        written.append(word)
        return Markup("{} {} {}").format(word, current_lang(), len(written))

    return write


@pytest.fixture
def ask(app: Flask, macro: Callable[[str], Markup]) -> Callable[..., str]:
    def write(word: str, lang: str = "nb", mounted: str = "") -> str:
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": mounted}):
            g.lang = lang
            return str(once(macro, word))

    return write


def test_the_same_is_written_once(ask: Callable[..., str]) -> None:
    assert [ask("a"), ask("b"), ask("a")] == ["a nb 1", "b nb 2", "a nb 1"]


def test_another_language_is_written_anew(ask: Callable[..., str]) -> None:
    assert [ask("a"), ask("a", lang="so"), ask("a")] == ["a nb 1", "a so 2", "a nb 1"]


def test_another_place_of_the_portal_is_written_anew(ask: Callable[..., str]) -> None:
    assert [ask("a"), ask("a", mounted="/b"), ask("a")] == ["a nb 1", "a nb 2", "a nb 1"]


def test_other_words_of_the_interface_are_written_anew(
    ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("a") == "a nb 1"
    monkeypatch.setattr(portal.i18n, "catalogue", lambda _lang: Pseudo())
    assert ask("a") == "a nb 2"
    monkeypatch.undo()
    assert ask("a") == "a nb 1"
