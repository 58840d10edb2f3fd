"""A file is looked at before it is imported."""

import stat

import pytest

from tests.portal.conftest import PEOPLE
from tests.portal.office.desk import HEADING, OFFICE, OURS, Desk, basic, hidden, table


def test_a_file_is_looked_at_without_changing_anything(desk: Desk) -> None:
    seen = desk.looks_at(table(3))
    assert "The register would hold 3 interpreters." in seen.text
    assert "The made-up sample data would be replaced." in seen.text
    assert desk.count() == len(PEOPLE)


def test_the_file_waits_where_nobody_else_can_read_it(desk: Desk) -> None:
    desk.looks_at(table(3))
    folder = desk.data_dir / "register-waiting"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [path.suffix for path in files] == [".file", ".json", ".plan", ".work"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_faults_are_told_by_row_and_column_and_nothing_can_be_imported(desk: Desk) -> None:
    seen = desk.looks_at(table(1) + b"N-9,Given,,xx C\n")
    assert "so it cannot be imported" in seen.text
    row = " ".join(seen.all("//table//tbody/tr")[0].text_content().split())
    assert row == "Row 3 Family nameC: family_name This is empty. Fill it in."
    assert not seen.all("//td[@lang]")
    assert not seen.all("//form[contains(@action, '/import')]")
    token = hidden(seen, "headings")["token"]
    digest = {"token": token, "digest": ""}
    desk.posts("import", digest, 410)
    assert desk.count() == len(PEOPLE)


def test_faults_stand_before_the_headings_unless_it_is_the_headings_that_are_wrong(
    desk: Desk,
) -> None:
    def headings(content: bytes) -> list[str]:
        return [one.get("id", "") for one in desk.looks_at(content).all("//main//h2")]

    assert headings(table(1) + b"N-9,Given,,xx C\n") == ["faults", "headings"]
    assert headings(b"Nr,Fornavn,Etternavn,Kan\nN-1,Given,Family,ti C\n") == ["headings", "faults"]


def test_many_faults_are_cut_on_the_page_and_whole_in_the_file(desk: Desk) -> None:
    rows = "".join(f"N-{n},Given,,ti C\n" for n in range(250))
    seen = desk.looks_at((HEADING + rows).encode())
    assert "The file has 250 faults" in seen.text
    assert len(seen.all("//table[contains(@class, 'faults')]//tbody/tr")) == 200
    response = desk.client.post(
        f"{OFFICE}/faults", data=hidden(seen, "faults"), headers=OURS | basic("right")
    )
    assert response.mimetype == "text/csv"
    assert len(response.get_data(as_text=True).splitlines()) == 251


def test_unknown_headings_can_be_named_and_saved(desk: Desk) -> None:
    content = b"Nr,Fornavn,Etternavn,Kan,Merknad\nN-1,Given,Family,ti C,x\n"
    seen = desk.looks_at(content)
    assert "Unknown heading." in seen.text
    chosen = {"column-1": "number", "column-4": "languages", "column-5": "ignore"}
    mapped = desk.posts("headings", hidden(seen, "headings") | chosen | {"save_as": "ours"})
    assert "The register would hold 1 interpreter." in mapped.text
    assert mapped.one("//select[@id='column-4']/option[@selected]").get("value") == "languages"
    again = desk.looks_at(content, mapping="ours")
    assert "The register would hold 1 interpreter." in again.text
    desk.imports(again)
    assert desk.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"column-1": "password"}, "These headings could not be used."),
        ({"column-1": "number", "save_as": "../../etc/x"}, "at most 40"),
    ],
)
def test_headings_that_cannot_be_used_are_refused(
    desk: Desk, fields: dict[str, str], said: str
) -> None:
    seen = desk.looks_at(b"Nr,Fornavn\nN-1,Given\n")
    refused = desk.posts("headings", hidden(seen, "headings") | fields, 422)
    assert said in refused.one("//main//*[@role='alert']").text_content()
    assert not (desk.data_dir / "register-mappings").exists()


def test_a_mapping_that_is_not_kept_is_refused_and_the_file_deleted(desk: Desk) -> None:
    desk.looks_at(table(1), 422, mapping="../x")
    assert desk.waiting() == []


def test_without_a_file_the_page_says_so_and_keeps_nothing(desk: Desk) -> None:
    assert "Choose a file first." in desk.looks_at(b"", 422).text
    assert "Choose a file first." in desk.posts("look", {}, 422).text
    assert desk.waiting() == []
