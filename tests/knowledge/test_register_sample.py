"""The fictitious register: big enough to try everything, and nobody in it can exist."""

from knowledge.register.interpreters import Interpreter
from knowledge.register.national_ids import holds_national_id
from knowledge.register.places import counties
from knowledge.register.sample import make_sample

PEOPLE = make_sample()
SPOKEN = {q.spoken for one in PEOPLE for q in one.languages}


def speakers(spoken: str) -> list[Interpreter]:
    return [one for one in PEOPLE if one.qualification(spoken)]


def test_same_seed_gives_the_same_people() -> None:
    assert make_sample(50) == make_sample(50)
    assert make_sample(50, seed=1) != make_sample(50)
    assert len(PEOPLE) == len({one.number for one in PEOPLE}) == 2000


def test_seventy_languages_every_county_and_every_category_are_there() -> None:
    assert len(SPOKEN) >= 70
    assert {one.county for one in PEOPLE} == set(counties())
    assert {q.category for one in PEOPLE for q in one.languages} == set("ABCDE")


def test_languages_without_any_interpreter_have_none_here() -> None:
    assert SPOKEN.isdisjoint({"rhg", "kar", "nus", "mfz"})


def test_most_asked_languages_have_the_most_interpreters() -> None:
    counts = sorted((-len(speakers(code)), code) for code in SPOKEN)
    assert {code for _count, code in counts[:8]} >= {"ar", "uk", "ru", "pl", "ti", "so"}


def test_tigrinya_in_bergen_finds_a_handful() -> None:
    assert len([one for one in speakers("ti") if one.place == "Bergen"]) >= 6


def test_nothing_leads_to_a_living_person() -> None:
    for one in PEOPLE:
        assert one.number.startswith("SAMPLE-")
        assert one.email is not None
        assert one.email.endswith("@example.org")
        assert one.phone is not None
        assert one.phone.startswith("+47 000 ")
        assert one.address is None
        assert not holds_national_id(f"{one.phone} {one.number}")
