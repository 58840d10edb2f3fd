"""The command line: what it does, and that it fails in one clear sentence."""

import json
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge.register.interpreters import Interpreter, Qualification
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register
from portal.commands import main
from portal.commands.building import RESERVED
from portal.commands.group import _MODULES
from portal.services import EXTENSION

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command with a data folder of its own."""

    def call(*arguments: str | Path, code: int = 0, **env: str) -> Result:
        environment = {"VEIVISER_DATA_DIR": str(tmp_path / "data")} | env
        result = CliRunner().invoke(main, [str(a) for a in arguments], env=environment)
        assert result.exit_code == code, result.output + str(result.exception)
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "register.sqlite"


@pytest.fixture
def own_content(tmp_path: Path, test_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Content of its own, so that a command may change it."""
    folder = tmp_path / "content"
    shutil.copytree(test_data / "content", folder)
    monkeypatch.setattr("knowledge.loading.CONTENT_DIR", folder)
    return folder


def test_help_lists_every_command_with_a_sentence(run: Run) -> None:
    lines = run("--help").output.splitlines()
    for name in _MODULES:
        (line,) = [line for line in lines if line.startswith(f"  {name} ")]
        assert len(line.split()) > 3
        run(name, "--help")


def test_wrong_settings_are_named_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    result = run("index", code=1, VEIVISER_PORT="x", VEIVISER_DEFAULT_LANG="xx")
    assert "VEIVISER_PORT='x'" in result.output
    assert "VEIVISER_DEFAULT_LANG='xx'" in result.output
    assert not (tmp_path / "data").exists()


def test_a_wrong_call_ends_with_code_two(run: Run) -> None:
    run("nothing", code=2)
    run("ask", code=2)
    run("ask", "", code=2)
    run("ask", "a" * 501, code=2)
    run("ask", "skatt", "--collection", "nowhere", code=2)
    run("ingest", "/does/not/exist", "--collection", "x", code=2)


def test_without_an_index_asking_says_what_to_do(run: Run) -> None:
    assert "veiviser index" in run("ask", "skattekort", code=1).output


def test_a_folder_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    result = run("register", "sample", code=1, VEIVISER_DATA_DIR=str(blocked / "data"))
    assert result.output.startswith("Error: ")
    assert len(result.output.splitlines()) == 1


def test_a_sample_register_is_made_once_and_said_to_be_made_up(
    run: Run, register_path: Path
) -> None:
    assert "holds 50 made-up interpreters" in run("register", "sample", "--count", "50").output
    before = register_path.read_bytes()
    assert "There is a register already" in run("register", "sample", "--if-missing").output
    assert register_path.read_bytes() == before
    assert "50 made-up interpreters (sample data)" in run("register", "info").output


def test_a_sample_never_replaces_a_real_register(run: Run, register_path: Path) -> None:
    register_path.parent.mkdir()
    person = Interpreter("17", "Ekte", "Person", (Qualification("ti", "C"),))
    replace_register(register_path, [person], imported_at=datetime.now(UTC))
    assert "is a real register" in run("register", "sample", code=1).output
    assert RegisterStore.open(register_path).info().count == 1


def test_a_register_with_faults_changes_nothing_and_names_row_and_column(
    run: Run, tmp_path: Path, register_path: Path
) -> None:
    file = tmp_path / "people.csv"
    head = "number,given_name,family_name,languages\n"
    file.write_text(head + "17,Selam,Prøvesen,ti C\n18,Yonas,Eksempel,ti Q\n")
    result = run("register", "import", file, code=1)
    assert "row 3, column languages" in result.output
    assert not register_path.exists()
    file.write_text(head + "17,Selam,Prøvesen,ti C\n")
    assert "no faults" in run("register", "import", file, "--dry-run").output
    assert not register_path.exists()
    assert "holds 1 interpreters" in run("register", "import", file).output
    assert RegisterStore.open(register_path).get("17") is not None
    assert "was taken out" in run("register", "withdraw", "17").output
    assert RegisterStore.open(register_path).get("17") is None


def test_without_a_register_its_commands_say_what_to_do(run: Run) -> None:
    assert "veiviser register" in run("register", "info", code=1).output


def test_documents_are_added_indexed_and_quoted(
    run: Run, tmp_path: Path, own_content: Path
) -> None:
    document = tmp_path / "årsmelding.md"
    document.write_text(
        "# Årsmelding for Prøvedalen\n\n## Bosetting\n\nI 2019 ble 4 822 flyktninger bosatt i "
        "kommunene. Det var færre enn året før.\n\n## Økonomi\n\nRegnskapet gikk i balanse.\n",
        "utf-8",
    )
    added = run("ingest", document, "--collection", "reports")
    assert "reports/" in added.output
    assert "The index was built" in added.output
    again = run("index")
    assert "The index is up to date" in again.output
    question = "Hvor mange flyktninger ble bosatt i 2019?"
    answer = run("ask", "--collection", "reports", question)
    assert "4 822" in answer.output
    told = json.loads(run("ask", "--collection", "reports", "--json", question).output)
    assert told["quotes"][0]["collection"] == "reports"
    assert "4 822" in told["quotes"][0]["text"]
    assert run("explain", question).output.strip()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_added(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    (tmp_path / "note.txt").write_text("Kontoret er åpent fra klokka ni til klokka tre.\n" * 3)
    paths = (tmp_path / "torn.pdf", tmp_path / "note.txt")
    result = run("ingest", *paths, "--collection", "notes", "--no-index", code=1)
    assert "torn.pdf" in result.output
    assert "notes/note" in result.output
    assert "1 of 2 files could not be added" in result.output


@pytest.mark.parametrize("name", ["ny-i-norge", "Reports", "../x", "about", "interpreters", ""])
def test_a_collection_cannot_bear_a_name_that_is_taken(run: Run, tmp_path: Path, name: str) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Noe tekst som står her.\n")
    result = run("ingest", note, "--collection", name, code=2 if name in RESERVED else 1)
    assert name in result.output


def test_names_of_pages_are_no_names_of_collections(app: object) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules()]  # type: ignore[attr-defined]
    words = {rule.split("/")[2] for rule in rules if rule.startswith("/<lang:lang>/")}
    # Our own collections have pages of their own beside those of their articles.
    ours = {collection.id for collection in app.extensions[EXTENSION].library.collections}  # type: ignore[attr-defined]
    assert {word for word in words if word.isalpha()} - ours == RESERVED


def test_a_check_of_the_guidance_tells_every_fault_and_counts_them(
    run: Run, own_content: Path
) -> None:
    (own_content / "ny-i-norge/general-practitioner/nb.md").write_text("+++\ntitle = \n+++\n")
    told = run("content", "check", code=1).output.splitlines()
    assert any("general-practitioner/nb.md, line 2: not valid TOML" in line for line in told[:-1])
    shutil.rmtree(own_content)
    assert run("content", "check").output.splitlines()[-1].startswith("0 articles: 0 errors, ")


def test_a_report_counts_the_texts_of_each_collection(run: Run) -> None:
    assert "ny-i-norge" in run("content", "report").output


def test_no_interface_text_is_missing_in_any_language(run: Run) -> None:
    assert "nb" in run("translations", "gaps").output


def test_doctor_names_what_is_missing_and_the_remedy(run: Run) -> None:
    result = run("doctor", code=1)
    assert "knowledge: ok" in result.output
    assert "veiviser index" in result.output
    assert "veiviser register" in result.output


def test_serving_on_a_port_that_is_taken_says_so(run: Run) -> None:

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), code=1)
    assert f"cannot listen on 127.0.0.1 port {port}" in result.output


def test_a_review_is_marked_with_role_and_day(run: Run, own_content: Path) -> None:
    told = run(
        *("content", "review", "--lang", "ar", "--by", "interpreter", "--day", "2026-11-20"),
        "general-practitioner",
    )
    assert "1 translations were marked as reviewed." in told.output
    text = (own_content / "ny-i-norge/general-practitioner/ar.md").read_text("utf-8")
    assert 'state = "reviewed"' in text
    assert 'reviewer = "interpreter"' in text
    assert "reviewed = 2026-11-20" in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "", "general-practitioner"], "name a role"),
        (["--by", "kari@example.org", "general-practitioner"], "name a role"),
        (["--by", "edi\u202etor", "general-practitioner"], "name a role"),
        (["--by", "editor", "--day", "2999-01-01", "general-practitioner"], "lies in the future"),
        (["--by", "editor", "--day", "soon", "general-practitioner"], "does not match"),
        (["--by", "editor"], "Missing argument"),
    ],
)
def test_a_review_that_says_too_little_or_too_much_is_refused(
    run: Run, own_content: Path, options: list[str], said: str
) -> None:
    before = (own_content / "ny-i-norge/general-practitioner/ar.md").read_bytes()
    assert said in run("content", "review", "--lang", "ar", *options, code=2).output
    assert (own_content / "ny-i-norge/general-practitioner/ar.md").read_bytes() == before


def test_topics_that_could_not_be_marked_as_reviewed_are_named(run: Run, own_content: Path) -> None:
    told = run(
        *("content", "review", "--lang", "ar", "--by", "editor", "general-practitioner", "nothing"),
        code=1,
    )
    assert "Not marked: nothing." in told.output


def test_passages_are_drawn_without_their_source_unless_it_is_asked_for(run: Run) -> None:
    drawn = ("content", "sample", "--lang", "so", "--count", "2", "--seed", "5")
    blind, open_ = run(*drawn).output, run(*drawn, "--source").output
    assert blind.startswith("1. \n")
    assert "2. \n" in blind
    assert "#" in open_.splitlines()[0]  # where it stands
    assert len(open_) > 1.5 * len(blind)


def test_passages_where_only_one_side_says_no_are_counted(run: Run) -> None:
    assert (
        "passages to read." in run("content", "negations", "--lang", "nn").output.splitlines()[-1]
    )
