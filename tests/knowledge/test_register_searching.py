"""What a search tells beside the people: counts, reasons, wider searches, the whole country.

Every count is compared with a slow and obvious one over a made-up register.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from knowledge.register.crossing import CrossCount
from knowledge.register.errors import RegisterDamaged
from knowledge.register.interpreters import CATEGORIES, Interpreter, Qualification
from knowledge.register.places import counties, county_neighbours, municipalities
from knowledge.register.queries import InterpreterQuery, Standing, Tally
from knowledge.register.sample import make_sample
from knowledge.register.spoken import spoken_languages, spoken_members
from knowledge.register.store import RegisterStore
from knowledge.register.writing import replace_register

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = date(2026, 11, 21)
BERGEN = {"place": "Bergen", "county": "Vestland"}
VOSS = {"place": "Voss", "county": "Vestland"}
STAVANGER = {"place": "Stavanger", "county": "Rogaland"}
OSLO = {"place": "Oslo", "county": "Oslo"}


def person(number: str, *spoken: tuple[str, str], **fields: object) -> Interpreter:
    languages = tuple(Qualification(code, category) for code, category in spoken)  # type: ignore[arg-type]
    known: dict[str, object] = {"given_name": "Selam", "family_name": f"Test{number[-1]}"}
    return Interpreter(number=number, languages=languages, **{**known, **fields})  # type: ignore[arg-type]


def open_register(folder: Path, *people: Interpreter) -> RegisterStore:
    replace_register(folder / "r.sqlite", people, imported_at=NOW)
    return RegisterStore.open(folder / "r.sqlite")


@pytest.fixture(scope="module")
def sample() -> list[Interpreter]:
    people = make_sample(1500)
    # Some of whom less is known than the sample makes up.
    return [replace(one, gender=None, county=None, place=None) for one in people[:60]] + people[60:]


@pytest.fixture(scope="module")
def store(sample: list[Interpreter], tmp_path_factory: pytest.TempPathFactory) -> RegisterStore:
    return open_register(tmp_path_factory.mktemp("register"), *sample)


def ask(**fields: object) -> InterpreterQuery:
    return InterpreterQuery(on=DAY, **fields)  # type: ignore[arg-type]


def fits(one: Interpreter, query: InterpreterQuery) -> bool:
    """Say whether somebody fits, condition by condition."""
    members = spoken_members(query.spoken or "")
    own = [q.category for q in one.languages if q.spoken in members]
    home = municipalities()[query.place].county if query.place else query.county
    reached = {"county": [home], "neighbours": [home, *county_neighbours().get(home or "", ())]}
    distance_matters = query.place is None or query.mode in (None, "in_person")
    wanted = {"remote": {"phone", "video"}}.get(query.mode or "", {query.mode})
    return (
        any(query.min_category is None or category <= query.min_category for category in own)
        and query.gender in (None, one.gender)
        and query.capacity in (None, one.capacity)
        and (query.mode is None or not one.modes or bool(wanted & set(one.modes)))
        and (
            home is None
            or query.reach == "country"
            or not distance_matters
            or one.county in reached[query.reach]
        )
    )


def queries() -> Iterator[InterpreterQuery]:
    places: tuple[dict[str, object], ...] = (
        {},
        {"place": "Bergen"},
        {"county": "Troms"},
        {"place": "Hamar", "reach": "neighbours"},
        {"county": "Oslo", "reach": "neighbours"},
        {"place": "Bodø", "reach": "country"},
    )
    rest: tuple[dict[str, object], ...] = (
        {},
        {"gender": "f"},
        {"mode": "phone", "capacity": "part_time"},
        {"mode": "remote", "min_category": "C"},
        {"mode": "in_person", "gender": "m", "min_category": "D", "capacity": "full_time"},
    )
    for spoken, place, other in product(("ar", "ku", "ti", "rhg"), places, rest):
        yield ask(spoken=spoken, **place, **other)


@pytest.mark.parametrize("query", list(queries()), ids=lambda _: "query")
def test_totals_facets_and_widenings_agree_with_a_slow_and_obvious_count(
    store: RegisterStore, sample: list[Interpreter], query: InterpreterQuery
) -> None:
    def total(wanted: InterpreterQuery) -> int:
        return sum(fits(one, wanted) for one in sample)

    page = store.search(query)
    assert page.total == total(query)
    for name, tallies in (
        ("min_category", page.facets.category),
        ("gender", page.facets.gender),
        ("mode", page.facets.mode),
        ("capacity", page.facets.capacity),
    ):
        for tally in tallies:
            assert tally.total == total(replace(query, **{name: tally.value})), (name, tally)  # type: ignore[arg-type]
    for tally in page.facets.county:
        alone = replace(query, place=None, county=tally.value, reach="county")
        assert tally.total == total(alone), tally
    assert all(widening.total == total(widening.query) > 0 for widening in page.widened)
    assert bool(page.widened) <= (page.total == 0)
    for category, tally in zip(CATEGORIES, page.in_country, strict=True):
        best = [
            min(q.category for q in own)
            for one in sample
            if (own := [q for q in one.languages if q.spoken in spoken_members(query.spoken or "")])
        ]
        assert tally == Tally(category, best.count(category))


@pytest.mark.parametrize("query", list(queries()), ids=lambda _: "query")
def test_order_agrees_with_the_reasons_that_are_given(
    store: RegisterStore, sample: list[Interpreter], query: InterpreterQuery
) -> None:
    nearness = ("same_place", "same_county", "neighbour", "elsewhere", None)
    page = store.search(query)
    assert len(page.standings) == len(page.results)
    assert all(fits(one, query) for one in page.results)

    def key(standing: Standing) -> tuple[object, ...]:
        near = min(nearness.index(standing.nearness), 3)
        capacity = ("full_time", "part_time", "occasional", None).index(standing.capacity)
        return standing.category, near, standing.mode == "unknown", capacity

    keys = [key(standing) for standing in page.standings]
    assert keys == sorted(keys)
    nearest = store.search(replace(query, sort="nearest"))
    moved = [(key(s)[1], key(s)[0], *key(s)[2:]) for s in nearest.standings]
    assert moved == sorted(moved)


def test_reasons_say_where_somebody_stands(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), capacity="part_time", modes=("phone",), **BERGEN),
        person("T2", ("ti", "C"), capacity="part_time", **BERGEN),
        person("T3", ("ti", "C"), **VOSS),
        person("T4", ("ti", "C"), **STAVANGER),
        person("T5", ("ti", "C"), **OSLO),
        person("T6", ("ti", "C")),
    )
    page = store.search(ask(spoken="ti", place="Bergen", mode="phone"))
    reasons = [(s.nearness, s.mode, s.capacity, s.is_drawn) for s in page.standings]
    assert reasons[:4] == [
        ("same_place", "stated", "part_time", False),
        ("same_place", "unknown", "part_time", False),
        ("same_county", "unknown", None, False),
        ("neighbour", "unknown", None, False),
    ]
    assert set(reasons[4:]) == {
        ("elsewhere", "unknown", None, True),
        (None, "unknown", None, True),
    }
    bare = store.search(ask(spoken="ti")).standings[0]
    assert (bare.nearness, bare.mode, bare.category, bare.spoken) == (None, None, "C", "ti")


def test_member_of_a_group_that_somebody_speaks_best_is_named(tmp_path: Path) -> None:
    store = open_register(tmp_path, person("K1", ("kmr", "D"), ("ckb", "B")))
    page = store.search(ask(spoken="ku"))
    assert (page.total, page.standings[0].spoken, page.standings[0].category) == (1, "ckb", "B")


def test_reach_goes_from_the_county_to_its_neighbours_to_the_country(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "E"), **VOSS),
        person("T2", ("ti", "A"), **STAVANGER),
        person("T3", ("ti", "A"), **OSLO),
    )
    in_reach = {
        reach: [one.number for one in store.search(ask(spoken="ti", **asked)).results]
        for reach in ("county", "neighbours", "country")
        for asked in ({"place": "Bergen", "reach": reach},)
    }
    assert in_reach == {"county": ["T1"], "neighbours": ["T2", "T1"], "country": ["T2", "T3", "T1"]}
    nearest = store.search(ask(spoken="ti", place="Bergen", reach="country", sort="nearest"))
    assert [one.number for one in nearest.results] == ["T1", "T2", "T3"]


def test_place_says_where_whatever_county_is_named_beside_it(tmp_path: Path) -> None:
    store = open_register(tmp_path, person("T1", ("ti", "E"), **OSLO))
    query = ask(spoken="ti", place="Bergen", county="Vestland", mode="phone")
    assert store.search(query).total == 1


def test_people_are_found_in_the_order_of_their_names_if_asked(store: RegisterStore) -> None:
    seen = [
        one.number
        for number in (1, 2, 3)
        for one in store.search(ask(spoken="ar", sort="name", page=number)).results
    ]
    everyone = [store.get(number) for number in seen]
    names = [one.given_name for one in everyone if one]
    assert names == sorted(names)
    assert len(set(seen)) == 60


def test_nobody_found_offers_what_would_help(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), gender="m", modes=("in_person",), **VOSS),
        person("T2", ("ti", "A"), gender="f", modes=("in_person",), **STAVANGER),
        person("T3", ("ti", "A"), gender="f", modes=("phone",), **OSLO),
        person("T4", ("tig", "E"), **OSLO),
    )
    page = store.search(
        ask(spoken="ti", place="Bergen", mode="in_person", min_category="A", gender="f")
    )
    assert page.total == 0
    assert [(w.dropped, w.total) for w in page.widened] == [
        ("remote", 1),
        ("neighbours", 1),
        ("country", 1),
        ("all", 3),
    ]
    page = store.search(ask(spoken="ti", place="Bergen", min_category="A", gender="m"))
    assert [(w.dropped, w.query.min_category, w.total) for w in page.widened] == [
        ("min_category", "C", 1),
        ("all", None, 3),
    ]
    assert page.in_country == tuple(map(Tally, CATEGORIES, (2, 0, 1, 0, 0)))
    assert page.close == (Tally("tig", 1), Tally("am", 0))


def test_language_without_anybody_gives_zero_everywhere(store: RegisterStore) -> None:
    page = store.search(ask(spoken="rhg", place="Bergen", mode="in_person"))
    assert (page.total, page.results, page.widened) == (0, (), ())
    assert {tally.total for tally in (*page.in_country, *page.facets.county)} == {0}


def test_search_by_name_has_facets_too(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), ("am", "A"), given_name="Hiwot", gender="f", **VOSS),
        person("T2", ("ti", "D"), given_name="Hiwot", gender="m", **OSLO),
        person("T3", ("ti", "D"), given_name="Senait", gender="m", **OSLO),
    )
    page = store.search(ask(name="hiwot"))
    assert page.facets.gender == (Tally("f", 1), Tally("m", 1))
    assert [(s.category, s.spoken, s.is_drawn) for s in page.standings] == [
        ("A", None, False),
        ("D", None, False),
    ]
    named = store.search(ask(name="hiwot", spoken="ti", gender="m", county="Vestland"))
    assert [(w.dropped, w.total) for w in named.widened] == [
        ("remote", 1),
        ("country", 1),
        ("gender", 1),
        ("all", 2),
    ]


def test_where_nobody_bears_all_names_each_is_looked_for_alone(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), given_name="Hiwot", family_name="Tesfay"),
        person("T2", ("ti", "C"), given_name="Senait", family_name="Tesfay"),
    )
    widened = store.search(ask(name="xyz Tesfay qqq")).widened
    assert [(w.dropped, w.query.name, w.total) for w in widened] == [("name", "Tesfay", 2)]
    assert store.search(ask(name="hiwot senait")).widened[0].query.name == "hiwot"
    assert store.search(ask(name="hiwot tesfay")).widened == ()


def test_looser_way_of_finding_a_name_is_tried_where_the_strict_one_finds_nobody_who_fits(
    tmp_path: Path,
) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), given_name="Mohamed", gender="m"),
        person("T2", ("ti", "C"), given_name="Muhammad", gender="f"),
    )
    assert [one.number for one in store.search(ask(name="mohamed")).results] == ["T1"]
    assert [one.number for one in store.search(ask(name="mohamed", gender="f")).results] == ["T2"]


def test_overview_counts_people_once_and_languages_by_the_best_category(tmp_path: Path) -> None:
    store = open_register(
        tmp_path,
        person("T1", ("ti", "C"), ("ti", "B"), ("am", "E"), **VOSS),
        person("T2", ("ti", "B")),
    )
    overview = store.overview()
    assert overview.total == 2
    assert overview.by_category == tuple(map(Tally, CATEGORIES, (0, 2, 0, 0, 0)))
    assert [tally for tally in overview.by_county if tally.total] == [
        Tally("Vestland", 1),
        Tally("", 1),
    ]
    assert [tally.value for tally in overview.by_county] == [*sorted(counties()), ""]
    assert [(one.code, one.total) for one in overview.spoken] == [("ti", 2), ("am", 1)]
    assert overview.spoken[0].by_category[1] == Tally("B", 2)
    assert {"rhg", "ar", "tig"} <= set(overview.absent)
    assert not {"ti", "am"} & set(overview.absent)
    assert store.cross_counts() == (
        CrossCount("am", "E", "Vestland", 1),
        CrossCount("ti", "B", "Vestland", 1),
        CrossCount("ti", "B", "", 1),
    )


def test_overview_follows_the_next_import(tmp_path: Path) -> None:
    store = open_register(tmp_path, person("T1", ("ti", "C")))
    assert store.overview().total == 1
    open_register(tmp_path, person("T1", ("ti", "C")), person("T2", ("am", "C")))
    assert store.overview().total == 2
    assert store.search(ask(spoken="am")).total == 1


def test_neighbours_are_so_on_both_sides_and_reach_the_whole_country() -> None:
    beside = county_neighbours()
    assert beside.keys() == counties().keys()
    for name, others in beside.items():
        assert name not in others and len(others) == len(set(others))
        assert all(name in beside[other] for other in others)
    reached, waiting = set[str](), ["Oslo"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += beside[name]
    assert reached == counties().keys()
    assert set(beside["Oslo"]) == {"Akershus", "Buskerud"}
    assert set(beside["Finnmark"]) == {"Troms"}
    assert "Vestfold" in beside["Østfold"]  # across the fjord by ferry


@pytest.mark.parametrize("torn", [b"", b"1", b"\xff\xff", b"1234", None])
def test_torn_listings_are_told_of_in_words(tmp_path: Path, torn: bytes | None) -> None:
    open_register(tmp_path, person("T1", ("ti", "C")))
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as db:
        db.execute("UPDATE blocks SET cells = ? WHERE spoken = 'ti'", (torn or "text",))
        db.commit()
    store = RegisterStore.open(tmp_path / "r.sqlite")
    with pytest.raises(RegisterDamaged, match="torn"):
        store.search(ask(spoken="ti"))


def test_nothing_is_kept_of_a_search_for_a_name(store: RegisterStore) -> None:
    store.search(ask(name="khan"))
    kept = store._blocks[1]._kept.keys()
    assert kept <= {"", *spoken_languages()}
    store.search(ask(spoken="khan"))
    assert "khan" not in store._blocks[1]._kept
