"""A finished page is given again as it was made, and is made anew when anything in it changes."""

import gzip
import json
import logging
import os
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

import portal.pages.routes
from portal import create_app
from portal.keeping import Kept, Memory, made_once, register_keeping
from portal.logs import JsonLines
from portal.responses import register_responses
from portal.services import Services, services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.stamps import Notes, Stamp, noting, say_it_passes, stamp
from portal.static_files import register_static_files, static_url
from portal.twins import small_services
from tests.portal.test_every_page import page_urls

GP = "/nb/ny-i-norge/general-practitioner"


@pytest.fixture
def content(test_data: Path, tmp_path: Path) -> Path:
    """A copy of the invented articles, which a test may change."""
    folder = tmp_path / "content"
    shutil.copytree(test_data / "content", folder)
    return folder


@pytest.fixture
def own(content: Path, tmp_path: Path) -> Flask:
    return create_app(Settings(), small_services(Shelf((content, tmp_path / "added"))))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def text_of(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def forbid_making(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the page was made anew")

    monkeypatch.setattr(portal.pages.routes, "render", fail)


@pytest.mark.parametrize("accepted", ["", "br, gzip;q=0.5"])
def test_every_page_is_the_same_at_the_second_visit(app: Flask, accepted: str) -> None:
    client, compared = app.test_client(), 0
    for _endpoint, url in page_urls(app):
        first = client.get(url, headers={"Accept-Encoding": accepted})
        second = client.get(url, headers={"Accept-Encoding": accepted})
        assert first.data == second.data, url
        headers = [sorted(p for p in r.headers if p[0] != "Date") for r in (first, second)]
        assert headers[0] == headers[1], url
        compared += 1
    assert compared >= 12


def test_room_is_counted_for_each_file_that_a_page_was_made_from() -> None:
    files: dict[str, Stamp | None] = {f"content/{n}.md": (1, 2, 3) for n in range(10)}
    alone, many = Kept((), b"page", Notes()), Kept((), b"page", Notes(files))
    assert alone.size > len(b"page")
    assert many.size - alone.size >= sum(map(len, files))


def test_an_article_is_made_once(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = own.test_client()
    before = text_of(client, GP)
    forbid_making(monkeypatch)
    assert text_of(client, GP) == before


def test_another_language_is_another_page(own: Flask) -> None:
    client = own.test_client()
    assert 'lang="nb"' in text_of(client, GP)
    assert '<html lang="ar"' in text_of(client, GP.replace("/nb/", "/ar/"))


def test_a_correction_shows_at_once(own: Flask, content: Path) -> None:
    client = own.test_client()
    assert "Du kan bytte lege." in text_of(client, GP)
    path = content / "ny-i-norge/general-practitioner/nb.md"
    change(path, "Du kan bytte lege.", "Du kan bytte lege to ganger i året.")
    assert "Du kan bytte lege to ganger i året." in text_of(client, GP)


def test_a_correction_of_equal_length_within_one_tick_of_the_clock_shows_too(
    own: Flask, content: Path, tmp_path: Path
) -> None:
    client = own.test_client()
    path = content / "ny-i-norge/general-practitioner/nb.md"
    was = path.stat()
    assert "Du kan få tolk." in text_of(client, GP)
    replacement = tmp_path / "nb.md"
    replacement.write_text(path.read_text("utf-8").replace("få tolk", "be tolk"), "utf-8")
    os.utime(replacement, ns=(was.st_atime_ns, was.st_mtime_ns))
    replacement.replace(path)
    assert "Du kan be tolk." in text_of(client, GP)


def test_a_new_title_of_a_related_article_shows_at_once(own: Flask, content: Path) -> None:
    client = own.test_client()
    assert "Skattekort" in text_of(client, GP)
    folder = content / "ny-i-norge/tax-deduction-card"
    change(folder / "nb.md", 'title = "Skattekort"', 'title = "Nytt"')
    assert "Skattekort" not in text_of(client, GP)
    shutil.rmtree(folder)
    assert "Nytt" not in text_of(client, GP)


def test_a_translation_that_arrives_takes_the_place_of_the_nearest_language(
    own: Flask, content: Path
) -> None:
    client = own.test_client()
    url = GP.replace("/nb/", "/pl/")
    assert "Your general practitioner" not in text_of(client, url)
    folder = content / "ny-i-norge/general-practitioner"
    shutil.copy(folder / "en.md", folder / "pl.md")
    change(folder / "pl.md", 'title = "', 'title = "Lekarz: ')
    assert "Lekarz: " in text_of(client, url)


def test_a_changed_source_marks_its_translation_as_behind_at_once(
    own: Flask, content: Path
) -> None:
    client = own.test_client()
    url = GP.replace("/nb/", "/ar/")
    before = text_of(client, url)
    change(content / "ny-i-norge/general-practitioner/nb.md", "Du kan bytte lege.", "Nei.")
    assert text_of(client, url) != before


def test_an_article_that_is_taken_away_is_gone_at_once(own: Flask, content: Path) -> None:
    client = own.test_client()
    text_of(client, GP)
    shutil.rmtree(content / "ny-i-norge/general-practitioner")
    assert client.get(GP).status_code == 404


def test_a_new_article_and_a_new_collection_are_listed_at_once(
    own: Flask, content: Path, tmp_path: Path
) -> None:
    client = own.test_client()
    assert "Ekstra" not in text_of(client, "/nb/ny-i-norge/")
    assert "Rapporter" not in text_of(client, "/nb/")
    folder = tmp_path / "added" / "rapporter" / "extra"
    folder.mkdir(parents=True)
    shutil.copytree(content / "ny-i-norge/tax-deduction-card", content / "ny-i-norge/extra-article")
    change(content / "ny-i-norge/extra-article/nb.md", 'title = "Skattekort"', 'title = "Ekstra"')
    assert "Ekstra" in text_of(client, "/nb/ny-i-norge/")
    assert "Rapporter" in text_of(client, "/nb/")


def test_a_private_page_comes_from_the_servers_memory_and_stays_in_no_other(
    own: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = own.test_client()
    url = "/nb/nora/negative-social-control"
    before = text_of(client, url)
    forbid_making(monkeypatch)
    again = client.get(url)
    assert again.get_data(as_text=True) == before
    assert again.headers["Cache-Control"] == "no-store"
    assert again.headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in again.headers


def test_a_page_from_memory_is_logged_and_has_every_header(
    own: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = own.test_client()
    text_of(client, GP)
    with caplog.at_level(logging.INFO, "portal.logs"):
        response = client.get(GP)
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["route"], line["lang"], line["status"]) == ("pages.article", "nb", 200)
    assert response.headers["Content-Security-Policy"]


def test_who_has_the_page_already_is_told_so(own: Flask, content: Path) -> None:
    client = own.test_client()
    tag = client.get(GP).headers["ETag"]
    for accepted in ("gzip", ""):
        headers = {"If-None-Match": tag, "Accept-Encoding": accepted}
        again = client.get(GP, headers=headers)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Vary"] == "Accept-Encoding"
    change(content / "ny-i-norge/general-practitioner/nb.md", "Du kan bytte lege.", "Nei.")
    assert client.get(GP, headers={"If-None-Match": tag}).status_code == 200


def test_a_first_visit_that_needs_no_page_is_no_reason_to_keep_an_empty_one(own: Flask) -> None:
    client = own.test_client()
    tag = client.get(GP).headers["ETag"]
    other = create_app(Settings(), services(own)).test_client()
    assert other.get(GP, headers={"If-None-Match": tag}).status_code == 304
    assert other.head(GP).status_code == 200
    assert "Du kan bytte lege." in text_of(other, GP)


def test_a_page_asked_for_with_a_query_is_not_kept(own: Flask) -> None:
    client = own.test_client()
    memory: Memory = own.extensions["veiviser-kept"]
    for number in range(5):
        text_of(client, f"{GP}?n={number}")
    assert len(memory) == 0
    text_of(client, GP)
    assert len(memory) == 1


# What a page may use and be kept all the same; all else has no stamp by which to tell it changed.
MAY_BE_USED = {"library", "find_danger"}


@pytest.mark.parametrize("part", [field.name for field in fields(Services)])
def test_a_page_that_uses_what_has_no_stamp_is_made_anew(own: Flask, part: str) -> None:
    times = iter(range(9))

    @made_once
    def view() -> Response:
        used = getattr(services(), part)
        if part in {"now", "check_parts"}:
            used()
        elif part == "find_danger":
            used("Hei")
        else:  # looking for any method of it is enough
            next(
                getattr(used, name) for name in dir(getattr(used, "_part", used)) if name[0] != "_"
            )
        return Response(str(next(times)))

    own.add_url_rule("/hour", view_func=view)
    client = own.test_client()
    made = [client.get("/hour").data for _ in range(3)]
    assert made == ([b"0", b"0", b"0"] if part in MAY_BE_USED else [b"0", b"1", b"2"])


def test_memory_is_bounded_and_what_was_not_asked_for_longest_goes_first() -> None:
    memory = Memory(limit_bytes=20_000)
    page = Kept((), bytes(5_000), Notes())
    for name in "abc":
        memory.put(("", name), page)
    assert memory.get(("", "a")) is page
    memory.put(("", "d"), page)
    assert [name for name in "abcd" if memory.get(("", name))] == ["a", "c", "d"]
    memory.put(("", "e"), Kept((), bytes(40_000), Notes()))
    assert len(memory) == 0


def test_the_first_look_at_a_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "note"
    with noting() as notes:
        assert stamp(path) is None
        path.write_text("now it is there")
        assert stamp(path) is not None
    assert not notes.still_hold()


def test_nothing_is_noted_where_nothing_is_made(tmp_path: Path) -> None:
    say_it_passes()
    with noting() as notes:
        pass
    stamp(tmp_path)
    assert notes == Notes()


def test_text_is_packed_for_those_who_take_it_packed(own: Flask) -> None:
    client = own.test_client()
    for url in (GP, "/nb/interpreters", "/static/css/veiviser.css", "/nb/no/page", "/nothing"):
        plain = client.get(url)
        packed = client.get(url, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip", url
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) * 0.6
        assert packed.headers["Content-Length"] == str(len(packed.data))


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip, deflate, br", True),
        ("*", True),
        ("gzip;q=0.1", True),
        ("gzip;q=0", False),
        ("br", False),
        ("", False),
        ("x" * 10_000 + ", gzip", False),
    ],
)
def test_only_who_takes_packed_text_gets_it(own: Flask, accepted: str, is_packed: bool) -> None:
    for _ in range(2):
        response = own.test_client().get(GP, headers={"Accept-Encoding": accepted})
        assert (response.headers.get("Content-Encoding") == "gzip") == is_packed


def test_what_is_small_or_packed_already_is_sent_as_it_is(own: Flask) -> None:
    client = own.test_client()
    for url in ("/", "/healthz"):
        assert (
            "Content-Encoding" not in client.get(url, headers={"Accept-Encoding": "gzip"}).headers
        )


def test_a_file_of_ours_is_kept_long_only_under_the_address_of_what_it_holds(own: Flask) -> None:
    client = own.test_client()
    sheet = "/static/css/veiviser.css"
    with own.test_request_context("/nb/"):
        named = portal.rendering.static_url("css/veiviser.css")
    assert named.startswith(f"{sheet}?v=")
    long = "public, max-age=31536000, immutable"
    assert client.get(named).headers["Cache-Control"] == long
    assert client.get(sheet).headers["Cache-Control"] == "no-cache"
    assert client.get(f"{sheet}?v=00000000").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/css/nothing.css?v=").status_code == 404
    assert client.get("/static/css/").status_code == 404
    assert client.get("/static/../wsgi.py").status_code == 404


def test_a_picture_is_sent_as_it_is_and_not_again_to_who_has_it(own: Flask) -> None:
    client = own.test_client()
    picture = "/static/img/icon-512.png"
    for accepted in ("gzip", ""):
        first = client.get(picture, headers={"Accept-Encoding": accepted})
        assert first.mimetype == "image/png"
        assert first.data.startswith(b"\x89PNG") and "Content-Encoding" not in first.headers
        again = client.get(picture, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_files_of_ours_are_those_of_the_version_that_runs(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    sheet = tmp_path / "css" / "a.css"
    sheet.write_text("old")
    app = Flask("small", static_folder=str(tmp_path))
    register_responses(app)
    register_keeping(app)
    register_static_files(app)
    with app.test_request_context():
        before = static_url("css/a.css")
    sheet.write_text("new")
    (tmp_path / "b.css").write_text("later")
    client = app.test_client()
    with app.test_request_context():
        assert static_url("css/a.css") == before
        with pytest.raises(KeyError):
            static_url("b.css")
    assert [client.get(before).text for _ in range(2)] == ["old", "old"]
    assert client.get("/static/b.css").status_code == 404
