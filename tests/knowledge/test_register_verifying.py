"""What the register says of somebody on a day: each outcome, and what weighs most."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.register.interpreters import Category, Interpreter, Qualification
from knowledge.register.verifying import verify

LISTED = Interpreter(
    "SAMPLE-AB",
    "Selam",
    "Prøvesen",
    (Qualification("ti", "C"), Qualification("ckb", "E"), Qualification("ti", "D")),
    card_issued=date(2025, 1, 1),
    card_valid_to=date(2026, 12, 31),
)


@pytest.mark.parametrize(
    ("on", "spoken", "category", "outcomes"),
    [
        ("2026-11-20", "ti", "C", ("valid",)),
        ("2026-12-31", "ti", None, ("valid",)),
        ("2026-11-20", None, None, ("valid",)),
        ("2026-11-20", None, "C", ("valid",)),
        ("2026-11-20", "ku", "E", ("valid",)),  # Sorani will do for Kurdish
        ("2027-01-01", "ti", None, ("expired",)),
        ("2024-12-31", "ti", None, ("not_yet_valid",)),
        ("2026-11-20", "so", None, ("not_this_language",)),
        ("2026-11-20", "kmr", None, ("not_this_language",)),
        ("2026-11-20", "ti", "B", ("lower_category",)),
        ("2027-01-01", "ti", "A", ("lower_category", "expired")),
        ("2027-01-01", "so", "A", ("not_this_language", "expired")),
    ],
)
def test_what_is_asked_for_is_compared_with_what_the_register_says(
    on: str, spoken: str | None, category: Category | None, outcomes: tuple[str, ...]
) -> None:
    said = verify(LISTED, on=date.fromisoformat(on), spoken=spoken, category=category)
    assert said.outcomes == outcomes
    assert said.outcome == outcomes[0]
    assert said.interpreter is LISTED


def test_the_best_qualification_in_the_language_is_told() -> None:
    assert verify(LISTED, on=date(2026, 11, 20), spoken="ti").qualification == LISTED.languages[0]
    assert verify(LISTED, on=date(2026, 11, 20)).qualification is None


def test_a_card_without_a_date_is_neither_valid_nor_expired() -> None:
    undated = replace(LISTED, card_valid_to=None)
    assert verify(undated, on=date(2026, 11, 20), spoken="ti").outcomes == ("no_card_date",)


def test_who_is_not_found_could_not_be_verified() -> None:
    said = verify(None, on=date(2026, 11, 20), spoken="ti", category="A")
    assert (said.outcomes, said.interpreter, said.qualification) == (
        ("could_not_verify",),
        None,
        None,
    )
