"""A misspelt word is taken for the published word nearest to it, and a real one for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.normalising import fold
from indexing.spelling import Spelling, distance, distance_to_start

WORDS = Spelling(
    [
        "Skattekortet og skattekort, fastlege, førerkort, oppholdstillatelse, barnehage.",
        "Du søker om barnehage. Barnehage er frivillig. Barnevernet hjelper, lån, lønn.",
        "طبيب الأسرة، مستشفى، مدرسة",
        "ሓኪም ሆስፒታል",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skatekort", "skattekort"),
        ("fasltege", "fastlege"),
        ("foererkrt", "førerkort"),
        ("oppholdstilatelse", "oppholdstillatelse"),
        ("barnhage", "barnehage"),
        ("مستشقى", "مستشفى"),
        ("ሆስፒተል", "ሆስፒታል"),
    ],
)
def test_one_or_two_slips_are_forgiven(typed: str, meant: str) -> None:
    assert WORDS.nearest(fold(typed))[0] == meant


@pytest.mark.parametrize("typed", ["pizza", "lan", "tankekort", "luqqe", "x", "", "fastlegen"])
def test_what_is_too_far_or_too_short_or_only_ends_differently_is_left_alone(typed: str) -> None:
    assert WORDS.nearest(typed) == ()


def test_a_first_letter_that_is_wrong_counts_twice() -> None:
    assert WORDS.nearest("barnchage") == WORDS.nearest("carnehage") == ("barnehage",)
    assert WORDS.nearest("carnchage") == ()


def test_of_words_as_near_the_ones_used_more_often_come_first() -> None:
    words = Spelling(["bolag bolig bolig bolig bolog bulog bulog"])
    assert words.nearest("boleg") == ("bolig", "bolag", "bolog")
    assert len(Spelling(["bolag bolig bolog boleng bolug"]).nearest("boleg")) == 3


def test_a_word_with_more_letters_wrong_is_not_meant_beside_a_nearer_one() -> None:
    words = Spelling(["barnehage barnebage barnehager"])
    assert words.nearest("barnehaqe") == ("barnehage",)


def test_no_words_no_correction() -> None:
    assert Spelling([]).nearest("skattekort") == ()


def slow_distance(a: str, b: str) -> int:
    """The definition: the cheapest way, letter by letter, no neighbour swapped twice."""
    if not a or not b:
        return len(a) + len(b)
    ways = [
        slow_distance(a[1:], b) + 1,
        slow_distance(a, b[1:]) + 1,
        slow_distance(a[1:], b[1:]) + (a[0] != b[0]),
    ]
    if a[:2] == b[:2][::-1] and len(a) > 1 and len(b) > 1:
        ways.append(slow_distance(a[2:], b[2:]) + 1)
    return min(ways)


@given(st.text("ab c", max_size=5), st.text("ab c", max_size=5))
def test_the_distance_is_that_of_the_definition(a: str, b: str) -> None:
    right = slow_distance(a, b)
    assert distance(a, b, 9) == right
    assert (distance(a, b, 1) > 1) == (right > 1)
    assert distance_to_start(a, b, 9) == min(slow_distance(a, b[:n]) for n in range(len(b) + 1))
