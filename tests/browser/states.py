"""Every state of every page that the engines look at, reached as a visitor reaches it.

A page is looked at as it opens, and with everything open that can be opened. Each form is sent
empty, to see its faults, and filled in, page after page, to see what it leads to. Each kind of
answer is asked for.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask
from lxml import html
from playwright.sync_api import TimeoutError as NothingCame

from tests.browser.answers import KINDS, question
from tests.browser.searches import SEARCHES, searched_for, typed
from tests.browser.visitor import Visitor
from tests.browser.walking import Stop

_COLLECTIONS = ("ny-i-norge", "nora", "tolk")
_MOST_STEPS = 6  # of a form that leads to another form
_LITTLE_PATIENCE_MS = 4000  # a form that script answers leads to no other page
# The menus are the same on every page but for the colours of its tone.
_WITH_MENUS = ("pages.home", *(f"pages.collection of {name}" for name in _COLLECTIONS))
_OPEN_ALL = """() => {
  for (const details of document.querySelectorAll("main details, footer details")) {
    details.removeAttribute("name");
    details.open = true;
  }
}"""
_OPEN_MENU = """(isLanguages) => {
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.open = menu.classList.contains("menu-languages") === isLanguages;
  }
}"""
_SEND_EMPTY = """(n) => {
  const form = document.querySelectorAll("main form")[n];
  form.noValidate = true;
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else if (field.tagName === "TEXTAREA" || /text|search|email|tel/.test(field.type)) {
      field.value = "";
    }
  }
  form.requestSubmit();
}"""
_SEND_FILLED = """(n) => {
  const form = document.querySelectorAll("main form")[n];
  form.noValidate = true;
  const names = new Set();
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = true;
    if (field.type === "radio" && !names.has(field.name)) {
      names.add(field.name);
      field.checked = true;
    }
    if (field.tagName === "TEXTAREA" || /text|search/.test(field.type)) field.value = "Bergen";
    if (field.tagName === "SELECT") field.selectedIndex = Math.min(1, field.length - 1);
  }
  form.requestSubmit();
}"""


@dataclass(frozen=True, slots=True)
class State:
    """How a page stands there; `within` is what of it is looked at, a selector.

    An open menu lies over the page, which nobody reads then: only the menu is looked at.
    """

    name: str
    within: str = "html"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at in one go: a page with its forms, an answer, or results of a search."""

    name: str
    path: str
    forms: tuple[int, ...] = ()
    asks: str = ""
    searches: str = ""

    def in_language(self, lang: str) -> str:
        """Return its address in another language."""
        return Stop(self.name, self.path).in_language(lang)


def every_subject(app: Flask, stops: Sequence[Stop]) -> tuple[Subject, ...]:
    """Return all that the engines look at; a form that stands on many pages is sent from one."""
    client = app.test_client()
    sent: set[tuple[str, ...]] = set()
    subjects = []
    for stop in stops:
        text = client.get(stop.path).get_data(as_text=True)
        forms = []
        # What leads on to another page has no text, and no form of its own.
        for number, form in enumerate(html.document_fromstring(text or "-").xpath("//main//form")):
            names = form.xpath(".//@name")
            sign = (urlsplit(form.get("action") or stop.path).path, *sorted(set(names)))
            if sign not in sent:
                forms.append(number)
                sent.add(sign)
        subjects.append(Subject(stop.name, stop.path, tuple(forms)))
    answers = [Subject(f"an answer: {kind}", "/nb/chat", asks=kind) for kind in KINDS]
    finds = [Subject(f"a search: {kind}", "/nb/search", searches=kind) for kind in SEARCHES]
    return (*subjects, *answers, *finds)


def states(visitor: Visitor, subject: Subject, lang: str) -> Iterator[State]:
    """Bring the visitor into one state of the subject after the other, and yield what it is."""
    path = subject.in_language(lang)
    # What is wrong is looked at too: the browser says so in its console.
    visitor.forgives("the server responded with a status of 4")
    visitor.asks_to_keep()
    visitor.opens(path)
    if subject.asks:
        visitor.asks(question(subject.asks, lang))
    if subject.searches:
        visitor.page.locator("#text").fill(searched_for(subject.searches, lang))
        visitor.presses("Enter")
        visitor.page.locator("#found").wait_for()
    yield State("as it opens")
    if visitor.sees("main details, footer details"):
        visitor.measures(_OPEN_ALL)
        yield State("with all open")
    fields = visitor.sees("main form[data-suggest] input[type=text]")
    if fields and not subject.searches:
        visitor.is_offered("main form[data-suggest] input[type=text]", typed(lang))
        yield State("with suggestions open", "#find")
    if words := visitor.sees("main a.term[data-explained]"):
        words[0].click()
        visitor.page.locator("[role=dialog]").wait_for()
        yield State("with a word explained", "[role=dialog]")
        visitor.presses("Escape")
    if subject.name in _WITH_MENUS:
        for name, is_languages in (("languages", True), ("main menu", False)):
            visitor.page.evaluate(_OPEN_MENU, is_languages)
            yield State(f"with the {name} open", "header.top")
    for number in subject.forms:
        visitor.opens(path)
        _send(visitor, _SEND_EMPTY, number)
        yield State(f"form {number} sent empty")
        visitor.opens(path)
        yield from _fill_in(visitor, number)


def _fill_in(visitor: Visitor, number: int) -> Iterator[State]:
    """Fill in a form, and what it leads to, until nothing new comes."""
    seen = {visitor.measures("document.querySelector('main').innerText")}
    for step in range(1, _MOST_STEPS):
        if not visitor.sees("main form"):
            return
        _send(visitor, _SEND_FILLED, number if step == 1 else 0)
        text = visitor.measures("document.querySelector('main').innerText")
        if text in seen:
            return
        seen.add(text)
        yield State(f"form {number} filled in, step {step}")


def _send(visitor: Visitor, script: str, number: int) -> None:
    """Send a form, and wait for what comes of it: another page, or nothing for a while."""
    with (
        suppress(NothingCame),
        visitor.page.expect_navigation(timeout=_LITTLE_PATIENCE_MS),
    ):
        visitor.page.evaluate(script, number)
