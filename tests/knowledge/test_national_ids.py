"""What the look for identity numbers passes over, and that it may."""

import sys
import unicodedata

import pytest

from knowledge.register.national_ids import holds_national_id


def test_no_letter_becomes_a_digit_so_letters_alone_hold_no_number() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalpha())
    digits = [c for c in letters if any(map(str.isdigit, unicodedata.normalize("NFKC", c)))]
    assert digits == []


@pytest.mark.parametrize(
    "cell", ["Anna01819000049", "01819000049Anna", "Ægir０１８１９００００４９"]
)
def test_a_number_between_letters_is_found(cell: str) -> None:
    assert holds_national_id(cell)
