"""Draw bars: small SVG pictures that stand beside the numbers which they show.

Every part of a bar is told by its pattern as well as its place, so nothing depends on telling
colours apart; the colours are those of the style sheet, in both schemes. Lengths are percentages
of the width that the page gives, so that a bar fits a phone as well as a wall. What a bar shows
is also its name for screen readers. A page with bars shows `patterns` once.
"""

from collections.abc import Sequence

from markupsafe import Markup

from knowledge.register.interpreters import CATEGORIES

# What is drawn over the paper of a part, in a tile of 8 by 8; nothing for the last, all for the
# first.
_DRAWN = {
    "A": '<rect class="ink" width="8" height="8"/>',
    "B": '<path class="line" d="M-2 2 2-2M0 8 8 0M6 10 10 6"/>',
    "C": '<circle class="ink" cx="2" cy="2" r="1.5"/><circle class="ink" cx="6" cy="6" r="1.5"/>',
    "D": '<path class="line thin" d="M2 0v8M6 0v8"/>',
    "E": "",
}


def patterns() -> Markup:
    """Return what the parts are filled with, in a picture that shows nothing itself."""
    tiles = "".join(
        f'<pattern id="category-{letter}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="paper" width="8" height="8"/>{drawn}</pattern>'
        for letter, drawn in _DRAWN.items()
    )
    # Not hidden: a pattern in a picture that is not shown would fill nothing.
    return Markup(  # of our own constants alone
        f'<svg class="patterns" aria-hidden="true" focusable="false"><defs>{tiles}</defs></svg>'
    )


def swatch(letter: str) -> Markup:
    """Return a small square that shows the pattern of a category, for a legend."""
    return _picture("swatch", "", [_part(letter, 0, 100)])


def category_bar(counts: Sequence[int], most: int, *, is_rtl: bool) -> Markup:
    """Return a bar with one part for each category that has anybody.

    :param counts: how many have each category, A to E.
    :param most: the total of the longest bar beside it, which fills the width.
    :param is_rtl: begin at the right, where such a page begins.

    >>> str(category_bar((0, 2, 0, 0, 1), 6, is_rtl=False)).count("<rect")
    2
    """
    parts, start = [], 0.0
    for letter, count in zip(CATEGORIES, counts, strict=True):
        share = 100 * count / max(most, 1)
        if count:
            parts.append(_part(letter, 100 - start - share if is_rtl else start, share))
        start += share
    told = ", ".join(f"{c} {n}" for c, n in zip(CATEGORIES, counts, strict=True) if n)
    return _picture("count-bar", told, parts)


def plain_bar(count: int, most: int, *, is_rtl: bool) -> Markup:
    """Return a bar of one piece."""
    share = 100 * count / max(most, 1)
    return _picture("count-bar", str(count), [_part("A", 100 - share if is_rtl else 0, share)])


def _part(letter: str, start: float, share: float) -> str:
    return (
        f'<rect x="{start:.2f}%" width="{share:.2f}%" height="100%" '
        f'fill="url(#category-{letter})"/>'
    )


def _picture(name: str, told: str, parts: Sequence[str]) -> Markup:
    """Return a picture; without words it is decoration."""
    said = f'role="img" aria-label="{told}"' if told else 'aria-hidden="true"'
    return Markup(  # of numbers and our own constants alone
        f'<svg class="{name}" {said} focusable="false">{"".join(parts)}</svg>'
    )
