"""Recognise Norwegian national identity numbers, so that none is ever stored.

Birth numbers, D-numbers and the synthetic ones of test registers all have eleven digits: a day
and a month, raised by 40 or 80 for the other kinds, a year, three digits, and two check digits
modulo 11. They are found with any digits, with whatever signs between them, without the 0
that a spreadsheet takes away, and as it writes long numbers (1.819000049E9, 1819000049.0).
Source: forskrift om folkeregistrering § 2-2 and the Tax Administration's description of the
numbers (read 2026-11-20).
"""

import re
import unicodedata
from decimal import Decimal

_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_RUN = re.compile(r"\d(?:[\W_]*+\d){10,}")
_SPREADSHEET = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d{1,2}|\d+[.,]0+")
_DIGITS = 11
# Said so that a text is gone through once; most texts end here.
_ENOUGH_DIGITS = re.compile(rf"(?:\D*+\d){{{_DIGITS}}}")


def holds_national_id(text: str) -> bool:
    """Say whether an identity number stands anywhere in `text`.

    >>> holds_national_id("test 018190 00049"), holds_national_id("+47 000 12 345")
    (True, False)
    """
    if text.isalpha():  # as most names are; no letter becomes a digit below
        return False
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.strip()
    if text[:1].isdecimal() and _SPREADSHEET.fullmatch(text):
        text = f"{Decimal(text.replace(',', '.')):.0f}"
    if len(text) == _DIGITS - 1 and text.isdecimal():
        text = f"0{text}"
    if not _ENOUGH_DIGITS.match(text):
        return False
    for run in _RUN.finditer(text):
        digits = "".join(str(unicodedata.decimal(c)) for c in run.group() if c.isdecimal())
        windows = range(len(digits) - _DIGITS + 1)
        if any(is_national_id(digits[i : i + _DIGITS]) for i in windows):
            return True
    return False


def is_national_id(digits: str) -> bool:
    """Say whether eleven digits have a possible day and month, and both check digits right."""
    numbers = [int(c) for c in digits]
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    first = -sum(w * n for w, n in zip(_WEIGHTS_1, numbers, strict=False)) % 11
    second = -sum(w * n for w, n in zip(_WEIGHTS_2, numbers, strict=False)) % 11
    return first == numbers[9] and second == numbers[10]
