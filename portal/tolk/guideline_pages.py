"""The form on guidelines, the result of it, and the draft that is built from our own sentences."""

from collections.abc import Mapping

from flask import url_for

from portal.tolk.context import (
    DraftSection,
    GuidelinesPage,
    GuidelinesResultPage,
    PointField,
    PointGroup,
    PointView,
)
from portal.tolk.guidelines import NOT_MARKED, Kind, Mark, Point, in_place, points
from portal.tolk.saying import cite, reading_of, say
from portal.tolk.words import BLANKS, DRAFTS, MARKS, POINTS, RULES

_KINDS: tuple[Kind, ...] = ("must", "should", "advice")


def form_page(marks: Mapping[str, Mark]) -> GuidelinesPage:
    """Return the form, with the marks that were given before."""
    groups = tuple(
        PointGroup(
            kind,
            tuple(
                PointField(point.id, say(POINTS[point.id]), marks.get(point.id, ""))
                for point in points()
                if point.kind == kind
            ),
        )
        for kind in _KINDS
    )
    return GuidelinesPage(groups, tuple((mark, say(text)) for mark, text in MARKS.items()))


def result_page(marks: Mapping[str, Mark], written: str) -> GuidelinesResultPage:
    """Return what is lacking and what is there, what the law requires first, and the draft.

    :param written: the marks as they stand in the address.
    """
    views = [_point(point, marks[point.id]) for point in points()]
    return GuidelinesResultPage(
        open_points=tuple(view for view in views if view.mark != "y"),
        ready_points=tuple(view for view in views if view.mark == "y"),
        required=sum(point.kind == "must" for point in points()),
        required_ready=len(in_place("must", marks)),
        draft=tuple(_draft(point) for point in points()),
        form_url=(
            url_for("tolk.guidelines")
            if set(written) == {NOT_MARKED}
            else url_for("tolk.guidelines_again", marks=written)
        ),
    )


def _point(point: Point, mark: Mark) -> PointView:
    return PointView(
        title=say(POINTS[point.id]),
        kind=point.kind,
        mark=mark,
        mark_text=say(MARKS[mark]),
        citations=cite(point.sections),
        reading=reading_of(point.slug, point.anchor),
    )


def _draft(point: Point) -> DraftSection:
    return DraftSection(
        title=say(POINTS[point.id]),
        texts=tuple(say(DRAFTS.get(name) or RULES[name]) for name in point.draft),
        blanks=tuple(say(BLANKS[name]) for name in point.blanks),
        citations=cite(point.sections),
    )
