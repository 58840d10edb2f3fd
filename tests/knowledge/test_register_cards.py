"""Cards of interpreters: read back from the PDF, code and all."""

import io
import re
from datetime import date

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader

from knowledge.register.cards import CardUnprintable, draw_cards
from knowledge.register.interpreters import Interpreter, Qualification
from knowledge.register.sample import make_sample

URL = "https://tolk.example.no/nb/interpreters/verify?number="
PERSON = Interpreter(
    "T-1",
    "Nguyễn Thị",
    "Łęcka-Čáhppe",
    (Qualification("vi", "C", "C"), Qualification("se", "A", "A")),
    phone="+47 000 11 222",
    email="someone@example.org",
    address="Prøvegata 1",
    address_consent=True,
    place="Bergen",
    card_valid_to=date(2030, 2, 1),
)
_DOTS = 4  # to a point of the PDF
# Where a card begins, or a square of its code: left, low, and of a square its two sides.
_DRAWN = re.compile(r"1 0 0 1 ([\d.]+) ([\d.]+) cm|([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re")


def draw(*people: Interpreter, is_sample: bool = False) -> PdfReader:
    into = io.BytesIO()
    draw_cards(people, into, verify_url=lambda number: URL + number, is_sample=is_sample)
    return PdfReader(into)


def text_of(*people: Interpreter, is_sample: bool = False) -> str:
    return "\n".join(page.extract_text() for page in draw(*people, is_sample=is_sample).pages)


def test_card_holds_name_number_languages_with_category_and_validity() -> None:
    text = text_of(PERSON)
    for told in ("Nguyễn Thị", "Łęcka-Čáhppe", "T-1", "vietnamesisk: C", "nordsamisk: A"):
        assert told in text
    assert "01.02.2030" in text
    assert text.index("nordsamisk") < text.index("vietnamesisk")


def test_card_holds_no_way_to_get_in_touch_and_no_place() -> None:
    text = text_of(PERSON)
    for secret in ("000 11", "example.org", "Prøvegata", "Bergen"):
        assert secret not in text


def test_cards_of_the_sample_say_that_nobody_is_behind_them() -> None:
    assert text_of(PERSON, PERSON, is_sample=True).count("OPPDIKTET / MADE UP") == 2
    assert "OPPDIKTET" not in text_of(PERSON)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2)])
def test_ten_cards_stand_on_a_page_of_a4(count: int, pages: int) -> None:
    drawn = draw(*make_sample(count))
    assert len(drawn.pages) == pages
    assert [round(float(side)) for side in drawn.pages[0].mediabox[2:]] == [595, 842]


def codes_of(reader: PdfReader) -> list[str]:
    """Return what a reader of QR codes finds on the first page."""
    content = reader.pages[0].get_contents()
    assert content is not None
    page = np.full((842 * _DOTS, 595 * _DOTS), 255, dtype=np.uint8)
    card = (0.0, 0.0)
    for one in _DRAWN.finditer(content.get_data().decode("latin-1")):
        if one[1]:
            card = (float(one[1]), float(one[2]))
            continue
        left, low = (float(one[3]) + card[0]) * _DOTS, (float(one[4]) + card[1]) * _DOTS
        right, top = left + float(one[5]) * _DOTS, low + float(one[6]) * _DOTS
        page[len(page) - round(top) : len(page) - round(low), round(left) : round(right)] = 0
    return sorted(code.text for code in zxingcpp.read_barcodes(page))


def test_code_of_a_card_is_read_as_the_address_where_its_number_is_verified() -> None:
    assert codes_of(draw(PERSON)) == [URL + "T-1"]


def test_each_card_of_a_page_has_the_code_of_its_own_number() -> None:
    people = make_sample(10)
    assert codes_of(draw(*people)) == sorted(URL + one.number for one in people)


@pytest.mark.parametrize("name", ["سلام", "ሰላም", "A\u030cx\u0323", "李"])
def test_letter_that_the_fonts_lack_is_refused_with_the_number_of_the_card(name: str) -> None:
    person = Interpreter("T-9", name + "x\u0308", "B", (Qualification("ti", "C"),))
    with pytest.raises(CardUnprintable, match=r"card T-9: the fonts have no letter U\+") as error:
        draw(person)
    assert name not in str(error.value)


def test_long_name_is_made_smaller_until_it_cannot_be_read() -> None:
    assert "Aaaaaaaaaa" * 4 in text_of(Interpreter("T-1", "Aaaaaaaaaa" * 4, "B", PERSON.languages))
    with pytest.raises(CardUnprintable, match="card T-1: a line is too long"):
        draw(Interpreter("T-1", "A" * 200, "B", PERSON.languages))


def test_many_languages_are_counted_where_there_is_no_room() -> None:
    codes = ("ar", "ti", "am", "so", "pl", "ru", "uk", "prs")
    text = text_of(Interpreter("T-1", "A", "B", tuple(Qualification(code, "E") for code in codes)))
    assert text.count(": E") == 5
    assert "+ 3" in text


def test_same_people_give_the_same_file() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for into in (first, second):
        draw_cards([PERSON], into, verify_url=lambda n: URL + n, is_sample=False)
    assert first.getvalue() == second.getvalue()
