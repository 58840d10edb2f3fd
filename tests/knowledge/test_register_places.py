"""Counties and municipalities, found as people write them."""

import pytest

from knowledge.register.places import counties, find_county, find_place, municipalities


def test_there_are_fifteen_counties_and_357_municipalities() -> None:
    assert len(counties()) == 15
    assert len(municipalities()) == 357


def test_every_municipality_lies_in_the_county_of_its_number() -> None:
    numbers = {county.name: county.number for county in counties().values()}
    for place in municipalities().values():
        assert place.number[:2] == numbers[place.county]


@pytest.mark.parametrize(
    ("text", "place", "county"),
    [
        ("i Bergen", "Bergen", "Vestland"),
        ("BERGEN", "Bergen", "Vestland"),
        ("Tromso", "Tromsø", "Troms"),
        ("tromsoe", "Tromsø", "Troms"),
        ("Aalesund", "Ålesund", "Møre og Romsdal"),
        ("Mo i Rana", "Rana", "Nordland"),
        ("Sandvika", "Bærum", "Akershus"),
        ("Guovdageaidnu", "Kautokeino", "Finnmark"),
        ("Берген", "Bergen", "Vestland"),
        ("в Осло", "Oslo", "Oslo"),
        ("ببيرغن", "Bergen", "Vestland"),
        ("استاوانگر", "Stavanger", "Rogaland"),
        ("ኣብ በርገን", "Bergen", "Vestland"),
        ("Trodheim", "Trondheim", "Trøndelag"),
        ("Herøy", "Herøy (Møre og Romsdal)", "Møre og Romsdal"),
        ("Herøy (Nordland)", "Herøy (Nordland)", "Nordland"),
        ("Kristiansund", "Kristiansund", "Møre og Romsdal"),
        ("Kristiansand", "Kristiansand", "Agder"),
    ],
)
def test_place_is_found_as_it_is_written(text: str, place: str, county: str) -> None:
    found = find_place(text)
    assert found is not None
    assert (found.label, found.county) == (place, county)


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("Vestland fylke", "Vestland"),
        ("Hordaland", "Vestland"),
        ("møre og romsdal", "Møre og Romsdal"),
        ("Trondelag", "Trøndelag"),
        ("Oslo", "Oslo"),
    ],
)
def test_county_is_found_by_its_name_or_a_former_one(text: str, county: str) -> None:
    found = find_county(text)
    assert found is not None
    assert found.name == county


@pytest.mark.parametrize("text", ["", "København", "et sted", "123"])
def test_what_is_no_norwegian_place_finds_none(text: str) -> None:
    assert find_place(text) is None
    assert find_county(text) is None
