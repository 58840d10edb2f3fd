"""Draw the cards of interpreters as a PDF: name, number, languages, and a code that verifies.

Ten cards of the size of a credit card (ISO/IEC 7810 ID-1: 85.6 x 53.98 mm) on a sheet of A4,
with marks to cut along. A card holds no way to get in touch and no address. The code (QR) leads
to the page that says whether the card holds today; where it leads is given by who calls.

The letters are those of Noto Sans for Latin, Greek and Cyrillic script (data/fonts, OFL 1.1),
set one by one: a script whose letters join, or a mark that must be moved onto its letter, would
come out wrong, so such a name is refused rather than printed wrongly.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from knowledge.register.errors import RegisterError
from knowledge.register.interpreters import Interpreter
from knowledge.register.spoken import spoken_name

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

CARDS_PER_PAGE = 10
_MM = 72 / 25.4  # points
_PAGE = (210 * _MM, 297 * _MM)
_CARD = (85.6 * _MM, 53.98 * _MM)
_COLUMNS, _ROWS = 2, 5
_MARGIN = ((_PAGE[0] - _COLUMNS * _CARD[0]) / 2, (_PAGE[1] - _ROWS * _CARD[1]) / 2)
_INSET = 5 * _MM
_CODE = 25 * _MM  # side of the code, with its quiet zone
_MARK = 4 * _MM
_SMALLEST = 5.0  # points; below, nobody can read it
_LINES = 6  # of languages
# Which of the eight patterns (ISO/IEC 18004) is laid over a code. To try all takes most of the
# time, and gains nothing: blurred and noisy, the best of eight was read 713 times of 750, this one
# 716 (ZXing, November 2026); by the standard's own score it is 2 % worse.
_MASK = 4
_DARK = re.compile(b"\x01+")
_FONTS = Path(__file__).with_name("data") / "fonts"
_REGULAR, _BOLD = "NotoSans-Regular", "NotoSans-Bold"


class CardUnprintable(RegisterError):
    """A card could not be printed rightly; none was."""


def draw_cards(
    people: Sequence[Interpreter],
    into: BinaryIO,
    *,
    verify_url: Callable[[str], str],
    is_sample: bool,
) -> int:
    """Write a PDF with a card for each of these people; return the number of its pages.

    The same people give the same bytes.

    :param verify_url: gives the address that the code leads to from an interpreter's number.
    :param is_sample: say on each card that nobody is behind it.
    :raises CardUnprintable: naming the card, if it cannot be set rightly; nothing is written.
    """
    # Loaded here: nothing but cards needs it.
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    _fonts()
    for person in people:
        _check_letters(person)
    canvas = Canvas(into, pagesize=_PAGE, invariant=1, lang="nb")
    canvas.setTitle("Tolkekort")
    for place, person in enumerate(people):
        if place and place % CARDS_PER_PAGE == 0:
            canvas.showPage()
        if place % CARDS_PER_PAGE == 0:
            _draw_marks(canvas)
        row, column = divmod(place % CARDS_PER_PAGE, _COLUMNS)
        left = _MARGIN[0] + column * _CARD[0]
        bottom = _PAGE[1] - _MARGIN[1] - (row + 1) * _CARD[1]
        canvas.saveState()
        canvas.translate(left, bottom)
        _draw_card(canvas, person, verify_url(person.number), is_sample)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return -(-len(people) // CARDS_PER_PAGE)


@cache
def _fonts() -> dict[str, Any]:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    fonts = {name: TTFont(name, str(_FONTS / f"{name}.ttf")) for name in (_REGULAR, _BOLD)}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


def _check_letters(person: Interpreter) -> None:
    known = _fonts()[_BOLD].face.charToGlyph
    for letter in unicodedata.normalize("NFC", person.name):
        if ord(letter) not in known:
            name = unicodedata.name(letter, "a letter without a name")
            raise CardUnprintable(
                f"card {person.number}: the fonts have no letter U+{ord(letter):04X} ({name}), so "
                f"no card was made. Write the name in Latin letters in the register, or leave "
                f"this card out."
            )


def _draw_marks(canvas: "Canvas") -> None:
    """Draw where to cut, outside the cards."""
    canvas.setLineWidth(0.25)
    for column in range(_COLUMNS + 1):
        across = _MARGIN[0] + column * _CARD[0]
        for start in (_MARGIN[1] - _MARK - 2, _PAGE[1] - _MARGIN[1] + 2):
            canvas.line(across, start, across, start + _MARK)
    for row in range(_ROWS + 1):
        up = _MARGIN[1] + row * _CARD[1]
        for start in (_MARGIN[0] - _MARK - 2, _PAGE[0] - _MARGIN[0] + 2):
            canvas.line(start, up, start + _MARK, up)


def _draw_card(canvas: "Canvas", person: Interpreter, url: str, is_sample: bool) -> None:
    width, height = _CARD
    wide, beside = width - 2 * _INSET, width - 2 * _INSET - _CODE
    top = height - _INSET - 7
    canvas.setFont(_REGULAR, 7)
    canvas.drawString(_INSET, top, "Tolk / Interpreter")
    if is_sample:
        canvas.setFont(_BOLD, 7)
        canvas.drawRightString(width - _INSET, top, "OPPDIKTET / MADE UP")
    for line, text in enumerate((person.given_name, person.family_name)):
        text = unicodedata.normalize("NFC", text)  # noqa: PLW2901 - as the letters were checked
        _draw_fitting(canvas, (_INSET, top - 17 - 14 * line), text, (_BOLD, 12, wide), person)
    _draw_code(canvas, url, width - _INSET - _CODE, _INSET - 4)
    lines = [f"Nr. / No. {person.number}"]
    if person.card_valid_to is not None:
        lines.append(f"Gyldig til / Valid to {person.card_valid_to:%d.%m.%Y}")
    told = sorted(person.languages, key=lambda q: (q.category, spoken_name(q.spoken, "nb")))
    shown = told if len(told) <= _LINES else told[: _LINES - 1]
    skills = [f"{spoken_name(q.spoken, 'nb')}: {q.category}" for q in shown]
    if len(told) > len(shown):
        skills.append(f"+ {len(told) - len(shown)}")
    for line, text in enumerate([*lines, *skills]):
        at = (_INSET, top - 45 - 10 * line)
        _draw_fitting(canvas, at, text, (_REGULAR, 8, beside), person)


def _draw_fitting(
    canvas: "Canvas",
    at: tuple[float, float],
    text: str,
    style: tuple[str, float, float],
    person: Interpreter,
) -> None:
    """Draw one line of text, as large as it fits its width.

    :param style: font, size in points, and width in points.
    """
    font, size, width = style
    size = min(size, size * width / max(canvas.stringWidth(text, font, size), 1))
    if size < _SMALLEST:
        raise CardUnprintable(
            f"card {person.number}: a line is too long to be read on a card, so no card was made. "
            f"Shorten the name in the register, or leave this card out."
        )
    canvas.setFont(font, size)
    canvas.drawString(*at, text)


def _draw_code(canvas: "Canvas", url: str, left: float, bottom: float) -> None:
    """Draw the code as strips of dark squares, the quiet zone of four within its side.

    A page has some five thousand of these: written in the words of PDF, since the paths of the
    library take ten times as long.
    """
    import segno  # noqa: PLC0415 - nothing but cards needs it

    matrix = segno.make_qr(url, error="m", mask=_MASK).matrix
    side = _CODE / (len(matrix) + 8)
    across = [f"{left + (column + 4) * side:.3f}" for column in range(len(matrix))]
    upwards = [f"{bottom + _CODE - (row + 5) * side:.3f}" for row in range(len(matrix))]
    sides = [f"{squares * side:.3f} {side:.3f}" for squares in range(len(matrix) + 1)]
    strips = [
        f"{across[dark.start()]} {up} {sides[len(dark[0])]} re"
        for up, modules in zip(upwards, matrix, strict=True)
        for dark in _DARK.finditer(modules)
    ]
    canvas.addLiteral("\n".join([*strips, "f"]))
