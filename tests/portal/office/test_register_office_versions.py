"""The office goes back to a version, and every page in every language."""

import io
from collections.abc import Mapping

import pytest

from knowledge.languages import languages
from tests.portal.inspecting import Seen, inspect
from tests.portal.office.desk import OURS, Desk, basic, hidden, table


def test_a_version_is_put_back_after_a_look_at_what_that_does(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(10)))
    desk.imports(desk.looks_at(table(11)))
    start = desk.opens()
    assert [f.get("value") for f in start.all("//input[@name='version']")] == ["1"]
    look = desk.posts("restore", {"version": "1"})
    told = " ".join(look.one("//dl[@class='summary']").text_content().split())
    assert told == "Added 0 Changed 0 Removed 1 As they are 10"
    assert desk.count() == 11
    done = desk.posts("restore", hidden(look, "restore"))
    assert "The version was put back." in done.text
    assert "Version 1 was put back." in done.text
    assert desk.count() == 10


def test_going_back_with_a_great_loss_must_be_confirmed(desk: Desk) -> None:
    desk.imports(desk.looks_at(table(5)))
    desk.imports(desk.looks_at(table(10)))
    look = desk.posts("restore", {"version": "1"})
    assert look.all("//input[@name='confirm']")
    refused = desk.posts("restore", hidden(look, "restore"))
    assert "Tick that this is meant." in refused.text
    assert refused.all("//input[@name='confirm']")
    assert desk.count() == 10
    desk.posts("restore", hidden(look, "restore") | {"confirm": "yes"})
    assert desk.count() == 5


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "1e3", "x", "²", "9" * 40])
def test_a_version_that_is_not_kept_cannot_be_gone_back_to(desk: Desk, version: str) -> None:
    assert "no longer kept" in desk.posts("restore", {"version": version}, 410).text


@pytest.mark.parametrize("lang", languages())
def test_the_pages_hold_what_all_pages_must_hold(desk: Desk, lang: str) -> None:
    def post(path: str, data: Mapping[str, object]) -> Seen:
        url = f"/{lang}/register-office/{path}"
        response = desk.client.post(url, data=dict(data), headers=OURS | basic("right"))
        if response.status_code == 303:
            url = response.headers["Location"]
            assert url.startswith(f"/{lang}/register-office/work/")
            response = desk.client.get(url, headers=basic("right"))
        return inspect(response, url)

    post("look", {"file": (io.BytesIO(b"Nr,Fornavn\n1,\n"), "x")})
    plan = post("look", {"file": (io.BytesIO(table(5)), "x")})
    post("import", hidden(plan, "import"))
    plan = post("look", {"file": (io.BytesIO(table(2)), "x")})
    post("import", hidden(plan, "import") | {"confirm": "yes"})
    post("restore", {"version": "1"})
    response = desk.client.get(f"/{lang}/register-office", headers=basic("right"))
    inspect(response, f"/{lang}/register-office")
