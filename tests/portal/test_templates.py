"""Each page's context against what its template uses, and words that were not wrapped."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

import portal
from portal.about.context import AccessibilityPage
from portal.chat.context import (
    AskedPart,
    Card,
    ChatPage,
    ChoicesPart,
    FeedbackPart,
    FollowUpsPart,
    HelpPart,
    InterpretersPart,
    LanguagePart,
    QuotePart,
    SaidPart,
    ThanksPage,
    ToolsPart,
    TopicsPart,
)
from portal.nora.context import (
    ReadersPage,
    SafetyPage,
    StartPage,
    StoriesPage,
    WhoCanHelpPage,
)
from portal.office.context import LeavePage, LockedPage, PlanPage, RestorePage, WorkPage
from portal.office.context import StartPage as OfficePage
from portal.offline.context import ChoosePage, KeptPages
from portal.overview.context import OverviewPage
from portal.pages.context import (
    AboutPage,
    ArticlePage,
    BesidePage,
    ChecklistPage,
    CollectionPage,
    HomePage,
    WordsPage,
)
from portal.register.context import LimitPage, PersonPage, SearchPage
from portal.search.context import FindPage
from portal.styleguide.context import StyleGuidePage
from portal.tolk.context import (
    DutyPage,
    GuidelinesPage,
    GuidelinesResultPage,
    InterpretingPage,
    OutcomePage,
    SheetPage,
)
from portal.verify.context import VerifyPage

PAGES = [
    AboutPage,
    AccessibilityPage,
    ArticlePage,
    AskedPart,
    BesidePage,
    Card,
    ChatPage,
    ChecklistPage,
    ChoicesPart,
    ChoosePage,
    CollectionPage,
    FindPage,
    DutyPage,
    FeedbackPart,
    FollowUpsPart,
    GuidelinesPage,
    GuidelinesResultPage,
    HelpPart,
    HomePage,
    InterpretersPart,
    InterpretingPage,
    KeptPages,
    LanguagePart,
    LockedPage,
    OfficePage,
    OutcomePage,
    OverviewPage,
    LeavePage,
    LimitPage,
    PersonPage,
    PlanPage,
    QuotePart,
    ReadersPage,
    RestorePage,
    SafetyPage,
    SaidPart,
    SearchPage,
    SheetPage,
    StartPage,
    StoriesPage,
    StyleGuidePage,
    ThanksPage,
    ToolsPart,
    TopicsPart,
    VerifyPage,
    WhoCanHelpPage,
    WordsPage,
    WorkPage,
]
TEMPLATES = Path(portal.__file__).parent / "templates"
_TRANS = re.compile(r"\{% trans.*?endtrans %\}", re.S)
_CODE = re.compile(r"\{#.*?#\}|\{[{%].*?[}%]\}|<[^>]*>|&\w+;", re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_gives_its_template_what_it_uses_and_nothing_else(
    app: Flask, page: type[HomePage]
) -> None:
    source = (TEMPLATES / page.template).read_text("utf-8")
    tree = app.jinja_env.parse(source)
    names = [name for node in tree.find_all(nodes.FromImport) for name in node.names]
    macros = {name[1] if isinstance(name, tuple) else name for name in names}
    macros |= {node.name for node in tree.find_all(nodes.Macro)}
    used = meta.find_undeclared_variables(tree) - macros - set(app.jinja_env.globals)
    # `caller` is what a call block hands to a macro.
    assert used - {"shell", "_trans", "caller"} == {field.name for field in fields(page)}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_word_stands_in_a_template_outside_the_catalogues(path: Path) -> None:
    bare = _CODE.sub(" ", _TRANS.sub(" ", path.read_text("utf-8")))
    assert re.findall(r"[A-Za-z]{2,}", bare.replace("Veiviser", "")) == []


def test_no_template_builds_an_address_by_hand() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"""(href|src|action)=["']/""", text), path.name


SHEETS = sorted((TEMPLATES.parent / "static" / "css").glob("*.css"))


def test_all_that_can_be_opened_has_the_same_arrow() -> None:
    drawing = re.compile(r"summary::(?:after|before) \{\s*content:")
    drawn = {sheet.name: len(drawing.findall(sheet.read_text("utf-8"))) for sheet in SHEETS}
    assert {name: count for name, count in drawn.items() if count} == {"veiviser.css": 1}
    for path in TEMPLATES.rglob("*.html"):
        assert not re.search(r"icon\([^)]*\) \}\}\s*</summary>", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_uses_logical_properties_alone(path: Path) -> None:
    sheet = path.read_text("utf-8")
    physical = r"(margin|padding|border|inset)-(left|right|top|bottom)|text-align:\s*(left|right)"
    assert re.findall(physical, sheet) == []
    assert not re.search(r"[\s;{](left|right|top|bottom|width|height):", sheet)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_names_no_colour_but_those_of_the_tokens(path: Path) -> None:
    rules = re.sub(
        r"/\*.*?\*/|--[a-z0-9-]+:[^;]*;|rgb\(0 0 0 /[^)]*\)",
        "",
        path.read_text("utf-8"),
        flags=re.S,
    )
    printed = rules.split("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\b(?:rgb|hsl)\([^)]*\)", printed) == []
