"""The register at the terminal, as an office uses it: try, import, go back, print cards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from sqlite_utils import Database

from knowledge.register.errors import RegisterOutdated
from knowledge.register.migrations import migrations
from knowledge.register.store import RegisterStore
from portal.commands import main

Run = Callable[..., Result]
HEADING = "Nr,Fornavn,Etternavn,Språk,Kategori,Merknad"
ROWS = [f"T{n},Selam,Prøve,{('ti', 'ar')[n % 2]},C,x" for n in range(1, 9)]
MAPS = ("--map", "Nr=number", "--map", "Merknad=ignore")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command of the register with a data folder of its own."""

    def call(*arguments: str | Path, code: int = 0, **env: str) -> Result:
        environment = {"VEIVISER_DATA_DIR": str(tmp_path / "data")} | env
        told = ["register", *(str(a) for a in arguments)]
        result = CliRunner().invoke(main, told, env=environment)
        assert result.exit_code == code, result.output + str(result.exception)
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[[list[str]], Path]:
    def write(rows: list[str]) -> Path:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([HEADING, *rows]), "utf-8")
        return path

    return write


def test_office_maps_tries_imports_and_goes_back(
    run: Run, file: Callable[[list[str]], Path], tmp_path: Path
) -> None:
    first = file(ROWS)
    assert "Unknown heading" in run("import", first, code=1).output
    tried = run("import", first, *MAPS, "--save-mapping", "office", "--dry-run").output
    assert "8 interpreters, no faults" in tried
    assert "8 added, 0 changed, 0 removed, 0 unchanged" in tried
    assert "Nothing was changed" in tried
    assert "holds 8 interpreters" in run("import", first, "--mapping", "office").output

    second = file([*ROWS[1:7], ROWS[7].replace(",C,", ",B,"), "T99,Ny,Prøve,so,D,x"])
    tried = run("import", second, "--mapping", "office", "--dry-run").output
    assert "1 added, 1 changed, 1 removed, 6 unchanged" in tried
    assert "changed in languages 1" in tried
    assert "0 → 1      so   Somali" in tried
    assert "Selam" not in tried
    run("import", second, "--mapping", "office")

    listed = run("versions").output.splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert listed[0].endswith("in use")
    assert "1 added, 1 changed, 1 removed" in listed[0]
    run("withdraw", "T3")
    assert "holds 7 interpreters, as in version 1" in run("rollback", "1").output
    store = RegisterStore.open(tmp_path / "data" / "register.sqlite")
    assert store.get("T1") is not None
    assert store.get("T3") is None
    assert "(version 1 put back)  in use" in run("versions").output
    assert "no version 9" in run("rollback", "9", code=1).output


def test_great_loss_is_refused_and_can_be_confirmed(
    run: Run, file: Callable[[list[str]], Path]
) -> None:
    run("import", file(ROWS), *MAPS)
    few = file(ROWS[:3])
    assert "must be confirmed" in run("import", few, *MAPS, "--dry-run").output
    assert "5 of 8 interpreters would be removed" in run("import", few, *MAPS, code=1).output
    run("import", few, *MAPS, "--confirm-loss")
    assert "more than a fifth" not in run("rollback", "1").output


def test_starting_again_brings_an_older_register_to_the_form_of_today(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "data/register.sqlite"
    path.parent.mkdir()
    older = Database(path)
    migrations.apply(older, stop_before="m004_blocks")
    older.close()
    with pytest.raises(RegisterOutdated):
        RegisterStore.open(path)
    assert "a register already" in run("sample", "--if-missing").output
    assert RegisterStore.open(path).info().count == 0


def test_versions_of_a_register_without_any_say_so(run: Run) -> None:
    assert "No import is kept yet" in run("versions").output


def test_cards_need_an_address_that_their_codes_lead_to(run: Run, tmp_path: Path) -> None:
    run("sample", "--count", "30")
    out = tmp_path / "cards.pdf"
    assert "VEIVISER_PUBLIC_URL" in run("cards", "--out", out, code=1).output
    assert not out.exists()
    url = "https://tolk.example.no/"
    env = {"VEIVISER_PUBLIC_URL": url}
    assert "cards on 3 pages" in run("cards", "--out", out, **env).output
    run("cards", "--language", "tigrinja", "--out", out, **env)
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert text.count("Nr. / No.") == text.count("tigrinja:") == text.count("OPPDIKTET") > 0
    assert "not in the register: T1" in run("cards", "T1", "--out", out, code=1, **env).output
    assert "no language" in run("cards", "--language", "qqq", "--out", out, code=1, **env).output


def test_card_that_has_run_out_is_left_out_and_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "number,given_name,family_name,languages,card_valid_to\n"
        "T1,A,Prøve,ti C,2020-01-01\nT2,B,Prøve,ti C,\n",
        "utf-8",
    )
    run("import", path)
    out, env = tmp_path / "cards.pdf", {"VEIVISER_PUBLIC_URL": "https://tolk.example.no"}
    told = run("cards", "--out", out, **env).output
    assert "has run out: T1" in told
    assert "1 cards on 1 pages" in told
    assert "nobody to make a card for" in run("cards", "T1", "--out", out, code=1, **env).output
