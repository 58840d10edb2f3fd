"""What is wrong in a file is told in the language of the page."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from gettext import NullTranslations
from pathlib import Path

import pytest

import knowledge.register
from knowledge.languages import languages
from knowledge.register import importing
from knowledge.register.columns import COLUMNS
from knowledge.register.faults import Headings, Message, RowFault
from knowledge.register.importing import RegisterFile, read_register
from knowledge.register.interpreters import Interpreter
from knowledge.register.planning import plan_import
from portal.catalogues import extract_messages
from portal.office import views
from portal.office.faults import fault_views, say
from portal.office.headings import COLUMN_NAMES, column_name
from portal.office.plans import keep_plan, read_plan
from portal.office.staging import Staging
from tests.portal.inspecting import Seen
from tests.portal.office.desk import HEADING, OFFICE, OURS, Desk, basic, hidden

MARK = "¤"
FAULTY = (
    "Tolkenummer;Fornavn;Etternavn;Språk;Kommune;Fylke;E-post;qualifications\n"
    "T-1;Given;;ti C | ti D;Bergn;;none;\n"
    "T-2;Given;Family;ti A;Bergen;Oslo;;statsautorisasjon\n"
    "T-3;Given;Family;tigrigna C;;;;sommerkurs\n"
)


class Marked(NullTranslations):
    """A language in which every message begins with a mark."""

    def gettext(self, message: str) -> str:
        return MARK + message


def written() -> Iterator[tuple[str, ast.Call]]:
    """Give every place in the register's modules where a message is written down."""
    for path in sorted(Path(knowledge.register.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                yield f"{path.name}:{node.lineno}", node


def read(tmp_path: Path, text: str) -> RegisterFile:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    return read_register(path)


def test_every_message_about_a_file_can_be_translated() -> None:
    known = {message.id for message in extract_messages()}
    found = list(written())
    assert len(found) > 40
    for place, call in found:
        assert isinstance(call.args[0], ast.Constant), f"{place}: not written down as a whole"
        assert call.args[0].value in known, f"{place}: not collected"


def test_every_message_about_a_file_has_its_values() -> None:
    for place, call in written():
        template = call.args[0]
        assert isinstance(template, ast.Constant)
        wanted = set(re.findall(r"%\((\w+)\)s", str(template.value)))
        values = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
        assert isinstance(values, ast.Dict), place
        given = {key.value for key in values.keys if isinstance(key, ast.Constant)}
        assert given == wanted, place


def test_every_column_has_a_name() -> None:
    assert list(COLUMN_NAMES) == list(COLUMNS)
    assert {field.name for field in fields(Interpreter)} <= set(COLUMN_NAMES)


def test_a_page_of_faults_is_in_one_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.i18n.catalogue", lambda _lang: Marked())
    seen = desk.looks_at(FAULTY.encode())
    rows = seen.all("//table[contains(@class, 'faults')]//tbody/tr")
    assert len(rows) == 7
    for row in rows:
        assert all(text.startswith(MARK) for text in map(_text, row)), _text(row)
    options = [_text(one) for one in seen.all("//select[@id='column-1']/option")]
    assert len(options) == len(COLUMNS) + 2
    assert all(text.startswith(MARK) for text in options)
    response = desk.client.post(
        f"{OFFICE}/faults", data=hidden(seen, "faults"), headers=OURS | basic("right")
    )
    heading, first, *_ = response.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert all(title.startswith(MARK) for title in heading.split(";")[:-1])
    kind, row_number, column, place, fault, remedy, name = first.split(";")
    assert all(text.startswith(MARK) for text in (kind, column, fault, remedy))
    assert (row_number, place, name) == ("2", "C: Etternavn", "family_name")


def _text(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def test_values_are_put_in_the_language_of_the_page_and_kept_apart(tmp_path: Path) -> None:
    told = {(one.row, one.column): one for one in read(tmp_path, FAULTY).faults}
    assert say(told[2, "place"].remedy, "en") == (
        "Did you mean <bdi>Bergen</bdi>, <bdi>Beiarn</bdi> or <bdi>Berlevåg</bdi>?"
    )
    assert say(told[2, "languages"].fault, "nb").endswith("<bdi>tigrinja</bdi>.")
    assert "<bdi>Family name</bdi>" in say(Message("%(column)s", {"column": "family_name"}), "en")
    assert say(Message("%(cell)s", {"cell": "<b>"}), "en") == "<bdi>&lt;b&gt;</bdi>"
    assert say(Message("%(most)s", {"most": 200_000}), "en") == "200,000"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("number", ("The interpreter's number", "A: Nr")),
        ("phone", ("Phone", "")),
        ("Merknad", ("Merknad", "B")),
        ("extra.note", ("extra.note", "")),
        ("gender", ("Gender", "AB")),
    ],
)
def test_a_column_is_told_in_words_and_where_the_file_has_it(
    column: str, told: tuple[str, str]
) -> None:
    others: Headings = (("", ""),) * 25
    headings = (("Nr", "number"), ("Merknad", "ignore"), *others, ("", "gender"))
    fault = RowFault(2, column, Message("a"), Message("b"))
    (one,) = fault_views([fault], headings, "en")
    assert (one.column, one.heading) == told


@pytest.mark.parametrize("lang", languages())
def test_no_two_columns_are_called_the_same(lang: str) -> None:
    assert len({column_name(one, lang) for one in COLUMN_NAMES}) == len(COLUMN_NAMES)


def _caption(seen: Seen) -> str:
    return _text(seen.one("//table[contains(@class, 'faults')]/caption"))


def test_faults_beyond_the_most_that_are_told_are_not_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (importing, views):
        monkeypatch.setattr(module, "MAX_FAULTS", 3)
    monkeypatch.setattr(views, "SHOWN_FAULTS", 2)
    seen = desk.looks_at((HEADING + "N-1,A,,ti C\n" * 9).encode())
    assert "The file has more than 3 faults, so it cannot be imported." in seen.text
    assert "The file to download has up to 3." in seen.text
    assert "4 faults" not in seen.text
    response = desk.client.post(
        f"{OFFICE}/faults", data=hidden(seen, "faults"), headers=OURS | basic("right")
    )
    rows = response.get_data(as_text=True).splitlines()
    assert len(rows) == 1 + 3 + 1
    assert "There are more than 3 faults." in rows[-1]
    exactly = desk.looks_at((HEADING + "N-1,A,,ti C\nN-2,A,,ti C\nN-3,A,,ti C\n").encode())
    assert "The file has 3 faults, so it cannot be imported." in exactly.text


def test_what_can_be_chosen_on_the_page_need_not_be_mended_in_the_file(desk: Desk) -> None:
    unknown = desk.looks_at(b"Nr,given_name,family_name,languages\nN-1,A,B,ti C\n")
    assert "Choose above what the headings stand for" in _caption(unknown)
    for content in (HEADING.encode() + b"N-1,A,,ti C\n", b"[1]"):
        assert _caption(desk.looks_at(content)) == "These must be mended in the file."


def test_a_plan_that_is_kept_is_the_one_that_is_shown(tmp_path: Path) -> None:
    plan = plan_import(tmp_path / "register.sqlite", read(tmp_path, FAULTY))
    assert plan.faults
    assert plan.headings[0] == ("Tolkenummer", "number")
    token = "t" * 32
    keep_plan(Staging(tmp_path), token, plan)
    assert read_plan(Staging(tmp_path), token) == plan
