"""Search in the register: who is found, in which order, and what a swap of the file does."""

import sqlite3
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.register.errors import (
    RegisterBusy,
    RegisterDamaged,
    RegisterMissing,
    RegisterOutdated,
    RegisterShrinks,
)
from knowledge.register.interpreters import Interpreter, Qualification, public_view
from knowledge.register.migrations import migrations
from knowledge.register.queries import InterpreterQuery, Tally
from knowledge.register.sample import make_sample
from knowledge.register.store import SCHEMA_VERSION, RegisterStore
from knowledge.register.writing import _lock, replace_register, upgrade_register, withdraw

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = date(2026, 11, 21)


def person(number: str, *spoken: tuple[str, str], **fields: object) -> Interpreter:
    languages = tuple(Qualification(code, category) for code, category in spoken)  # type: ignore[arg-type]
    known: dict[str, object] = {"given_name": "Selam", "family_name": f"Test{number[-1]}"}
    return Interpreter(number=number, languages=languages, **{**known, **fields})  # type: ignore[arg-type]


BERGEN = {"place": "Bergen", "county": "Vestland"}
VOSS = {"place": "Voss", "county": "Vestland"}
OSLO = {"place": "Oslo", "county": "Oslo"}
PEOPLE = [
    person("T1", ("ti", "E"), capacity="full_time", gender="f", **BERGEN),
    person("T2", ("ti", "B"), capacity="occasional", gender="m", **VOSS),
    person("T3", ("ti", "B"), ("am", "E"), capacity="occasional", gender="f", **BERGEN),
    person("T4", ("ti", "B"), capacity="part_time", gender="f", **BERGEN),
    person("T5", ("ti", "A"), capacity="part_time", gender="f", modes=("video",), **OSLO),
    person("T6", ("ckb", "C"), modes=("in_person",), **OSLO),
    person("T7", ("kmr", "D"), **OSLO),
    person("T8", ("so", "C"), given_name="Muhammad", family_name="Øvrebø-Abdullahi", **OSLO),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "register.sqlite"
    replace_register(file, PEOPLE, imported_at=NOW)
    return file


@pytest.fixture
def store(path: Path) -> RegisterStore:
    return RegisterStore.open(path)


def found(store: RegisterStore, **fields: object) -> list[str]:
    query = InterpreterQuery(on=DAY, **fields)  # type: ignore[arg-type]
    return [one.number for one in store.search(query).results]


def test_best_category_in_the_asked_language_comes_first(store: RegisterStore) -> None:
    assert found(store, spoken="ti")[0] == "T5"
    assert found(store, spoken="ti")[-1] == "T1"
    assert found(store, spoken="am") == ["T3"]


def test_near_the_place_comes_first_within_a_category_then_who_works_most(
    store: RegisterStore,
) -> None:
    assert found(store, spoken="ti", place="Bergen") == ["T4", "T3", "T2", "T1"]


def test_distance_is_no_hindrance_by_phone_or_video(store: RegisterStore) -> None:
    assert found(store, spoken="ti", place="Bergen", mode="remote") == [
        "T5",
        "T4",
        "T3",
        "T2",
        "T1",
    ]
    assert found(store, spoken="ti", place="Bergen", mode="in_person") == ["T4", "T3", "T2", "T1"]


def test_someone_who_has_not_told_how_they_work_is_kept(store: RegisterStore) -> None:
    assert found(store, spoken="ku", mode="phone") == ["T7"]
    assert found(store, spoken="ku", mode="in_person") == ["T6", "T7"]


def test_filters_narrow_the_search(store: RegisterStore) -> None:
    assert found(store, spoken="ti", gender="m") == ["T2"]
    assert found(store, spoken="ti", county="Oslo") == ["T5"]
    assert found(store, spoken="ti", min_category="A") == ["T5"]
    assert found(store, spoken="ti", capacity="full_time") == ["T1"]


def test_group_of_languages_finds_its_members_and_names_them(store: RegisterStore) -> None:
    page = store.search(InterpreterQuery(spoken="ku", on=DAY))
    assert [one.number for one in page.results] == ["T6", "T7"]
    assert page.members == ("kmr", "ckb")


def test_language_that_nobody_speaks_gives_nobody_and_names_those_confused_with_it(
    store: RegisterStore,
) -> None:
    page = store.search(InterpreterQuery(spoken="tig", on=DAY))
    assert (page.total, page.pages, page.results) == (0, 0, ())
    assert page.widened == ()
    assert page.close == (Tally("ti", 5),)
    assert {tally.total for tally in page.in_country} == {0}


def test_search_that_is_too_narrow_offers_wider_ones(store: RegisterStore) -> None:
    page = store.search(InterpreterQuery(spoken="am", gender="m", min_category="C", on=DAY))
    assert [(w.dropped, w.total) for w in page.widened] == [("all", 1)]
    page = store.search(InterpreterQuery(spoken="am", gender="m", on=DAY))
    assert [(w.dropped, w.total) for w in page.widened] == [("gender", 1)]


def test_search_without_language_name_or_number_finds_nobody(store: RegisterStore) -> None:
    assert found(store, county="Oslo") == []
    assert found(store, name="  ") == []


@pytest.mark.parametrize(
    "name",
    ["muhammad", "Mohamed", "muhammad abdul", "ovrebo", "øvrebø", "oevreboe", "abdulahi", "bdulla"],
)
def test_name_is_found_by_its_beginning_another_spelling_or_a_part(
    store: RegisterStore, name: str
) -> None:
    assert found(store, name=name) == ["T8"]


@pytest.mark.parametrize("name", ['"', "*", "a OR b", "name:", "(", "NEAR(a b)", "-", "''"])
def test_signs_that_mean_something_to_the_search_engine_are_harmless(
    store: RegisterStore, name: str
) -> None:
    assert found(store, name=name) in ([], ["T8"])


def test_name_and_language_together_narrow(store: RegisterStore) -> None:
    assert found(store, name="selam", spoken="ckb") == ["T6"]


def test_number_is_found_in_any_case_of_letters(store: RegisterStore) -> None:
    assert found(store, number=" t3 ") == ["T3"]
    assert store.get("t3") == PEOPLE[2]
    assert store.get("nobody") is None


def test_what_is_stored_is_read(tmp_path: Path) -> None:
    whole = Interpreter(
        number="N-1",
        given_name="Ådne",
        family_name="Prøve",
        languages=(Qualification("fa", "B", "B-ii", date(2021, 6, 1)),),
        gender="m",
        place="Hamar",
        county="Innlandet",
        capacity="part_time",
        modes=("phone", "video"),
        phone="+47 000 00 000",
        email="a@example.org",
        address="Prøvegata 1, 0000 Prøve",
        address_consent=True,
        card_issued=date(2025, 1, 1),
        card_valid_to=date(2030, 1, 1),
        listed_since=date(2021, 7, 1),
    )
    path = tmp_path / "r.sqlite"
    replace_register(path, [whole], imported_at=NOW)
    assert RegisterStore.open(path).get("N-1") == whole


def test_address_without_consent_is_neither_stored_nor_shown(tmp_path: Path) -> None:
    shy = person("S1", ("ti", "C"), address="Hemmeliggata 7")
    path = tmp_path / "r.sqlite"
    replace_register(path, [shy], imported_at=NOW)
    assert b"Hemmeliggata" not in path.read_bytes()
    assert public_view(shy).address is None


def test_public_view_of_a_list_leaves_out_how_to_reach_a_person() -> None:
    one = person("S1", ("ti", "C"), phone="+47 000", email="a@example.org")
    assert public_view(one).phone == "+47 000"
    bare = public_view(one, contact=False)
    assert (bare.phone, bare.email, bare.address) == (None, None, None)


def test_order_of_equals_is_the_same_all_day_and_gives_each_the_same_share_of_first_places(
    tmp_path: Path,
) -> None:
    path = tmp_path / "r.sqlite"
    replace_register(path, [person(f"E{n}", ("ti", "C")) for n in range(10)], imported_at=NOW)
    store, other = RegisterStore.open(path), RegisterStore.open(path)
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for day in range(60):
        on = date(2026, 11, 1) + timedelta(day)
        order = [one.number for one in store.search(InterpreterQuery(spoken="ti", on=on)).results]
        again = other.search(InterpreterQuery(spoken="ti", on=on))
        assert [one.number for one in again.results] == order
        assert len(set(order)) == 10
        firsts[order[0]] += 1
        seconds[order[1]] += 1
    assert set(firsts.values()) == {6}
    assert len(seconds) == 10 and max(seconds.values()) <= 12


def test_order_among_equals_does_not_follow_the_alphabet(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    replace_register(path, [person(f"E{n}", ("ti", "C")) for n in range(10)], imported_at=NOW)
    order = found(RegisterStore.open(path), spoken="ti")
    assert order not in (sorted(order), sorted(order, reverse=True))


def test_pages_follow_each_other_and_end_at_a_hundred(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    many = [person(f"M{n}", ("ar", "E")) for n in range(250)]
    replace_register(path, many, imported_at=NOW)
    store = RegisterStore.open(path)
    seen: list[str] = []
    for number in range(1, 6):
        page = store.search(InterpreterQuery(spoken="ar", page=number, per_page=500, on=DAY))
        assert (page.total, page.pages, page.page) == (250, 5, number)
        seen += [one.number for one in page.results]
    assert len(seen) == len(set(seen)) == 100
    last = store.search(InterpreterQuery(spoken="ar", page=99, on=DAY))
    assert last.page == 5


def test_running_store_sees_the_next_import_at_its_next_search(path: Path) -> None:
    store = RegisterStore.open(path)
    before = store.info()
    assert store.get("T1") is not None
    replace_register(path, PEOPLE[1:], imported_at=NOW)
    assert store.get("T1") is None
    assert store.info().count == 7
    assert store.info().version != before.version


def test_info_counts_speakers_of_each_language(store: RegisterStore) -> None:
    info = store.info()
    assert (info.count, info.is_sample, info.imported_at) == (8, False, NOW)
    assert dict(info.spoken_counts) == {"am": 1, "ckb": 1, "kmr": 1, "so": 1, "ti": 5}


def test_readers_in_other_threads_see_whole_imports_only(path: Path) -> None:
    store = RegisterStore.open(path)
    totals: set[int] = set()
    errors: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                totals.add(store.search(InterpreterQuery(spoken="ti", on=DAY)).total)
            except Exception as error:
                errors.append(error)
        store.close()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        people = PEOPLE if turn % 2 else PEOPLE[1:]
        replace_register(path, people, imported_at=NOW)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert totals <= {4, 5}


def test_import_that_loses_more_than_a_fifth_must_be_confirmed(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(RegisterShrinks, match="2 of 8"):
        replace_register(path, PEOPLE[2:], imported_at=NOW)
    assert path.read_bytes() == before
    assert replace_register(path, PEOPLE[2:], imported_at=NOW, confirm_loss=True).count == 6


def test_sample_may_be_replaced_by_a_small_register(path: Path) -> None:
    replace_register(path, PEOPLE, imported_at=NOW, is_sample=True)
    assert RegisterStore.open(path).info().is_sample
    assert replace_register(path, PEOPLE[:1], imported_at=NOW).is_sample is False


def test_withdrawn_person_stays_out_of_later_imports(path: Path) -> None:
    store = RegisterStore.open(path)
    assert withdraw(path, "t8", at=NOW)
    assert store.get("T8") is None
    assert found(store, name="muhammad") == []
    assert store.info().count == 7
    replace_register(path, PEOPLE, imported_at=NOW)
    assert store.get("T8") is None
    assert not withdraw(path, "T8", at=NOW)


def test_two_imports_at_once_are_refused(path: Path) -> None:
    with _lock(path), pytest.raises(RegisterBusy):
        replace_register(path, PEOPLE, imported_at=NOW)


def test_fault_while_writing_leaves_the_old_register_and_no_litter(path: Path) -> None:
    before = path.read_bytes()
    twice = [*PEOPLE, PEOPLE[0]]
    with pytest.raises(sqlite3.IntegrityError):
        replace_register(path, twice, imported_at=NOW)
    assert path.read_bytes() == before
    assert not path.with_name("register.sqlite.new").exists()


def test_missing_register_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissing, match="veiviser register"):
        RegisterStore.open(tmp_path / "none.sqlite")


def test_file_that_is_no_register_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"this is no database" * 200)
    with pytest.raises(RegisterDamaged, match="cannot be read"):
        RegisterStore.open(path)
    with pytest.raises(RegisterDamaged, match="move the file away"):
        replace_register(path, PEOPLE, imported_at=NOW)


def test_schema_version_counts_the_migrations(path: Path) -> None:
    with sqlite3.connect(path) as db:
        names = [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert len(names) == SCHEMA_VERSION
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    db.close()


@pytest.mark.parametrize("step", ["m002_names", "m004_blocks"])
def test_register_of_an_earlier_version_is_upgraded_with_all_its_people(
    tmp_path: Path, step: str
) -> None:
    path = tmp_path / "old.sqlite"
    db = Database(path)
    migrations.apply(db, stop_before=step)
    db.table("people").insert(
        {"id": 1, "number": "OLD-1", "given_name": "Selam", "family_name": "Gammel", "modes": "",
         "address_consent": 0, "languages": '[["ti","C",null,null,"spoken"]]'}
    )  # fmt: skip
    db.table("listings").insert(
        {"spoken": "ti", "category": "C", "county": "", "capacity": 3, "place": "", "gender": "",
         "modes": 7, "shuffle": 5, "person": 1}
    )  # fmt: skip
    db.close()
    with pytest.raises(RegisterOutdated, match="upgrade"):
        RegisterStore.open(path)
    upgrade_register(path)
    store = RegisterStore.open(path)
    assert found(store, spoken="ti") == ["OLD-1"]
    assert found(store, name="gammel") == ["OLD-1"]


def test_search_agrees_with_a_slow_and_obvious_one(tmp_path: Path) -> None:
    people = make_sample(2000)
    path = tmp_path / "r.sqlite"
    replace_register(path, people, imported_at=NOW, is_sample=True)
    store = RegisterStore.open(path)
    capacities = {"full_time": 0, "part_time": 1, "occasional": 2, None: 3}
    for spoken in ("ti", "ar", "uk", "prs"):
        query = InterpreterQuery(spoken=spoken, place="Bergen", gender="f", on=DAY)
        expected = sorted(
            (one.qualification(spoken).category, one.place != "Bergen", capacities[one.capacity])  # type: ignore[union-attr]
            for one in people
            if one.qualification(spoken) and one.gender == "f" and one.county == "Vestland"
        )
        page = store.search(query)
        assert page.total == len(expected)
        got = [
            (one.qualification(spoken).category, one.place != "Bergen", capacities[one.capacity])  # type: ignore[union-attr]
            for one in page.results
        ]
        assert got == expected[:20]
        assert set(page.results) <= set(people)
