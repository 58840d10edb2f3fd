"""The official figures of need: each has a source, and none is one that is in conflict."""

import re
from datetime import date

from knowledge.register.demand import WHATS, demand_figures
from knowledge.register.spoken import spoken_languages


def test_every_figure_says_when_what_and_who_says_so() -> None:
    assert demand_figures()
    for figure in demand_figures():
        assert re.fullmatch(r"\d{4}(-H[12]|-\d{2})?", figure.period), figure
        assert figure.what in WHATS, figure
        assert figure.source.startswith(("IMDi, ", "Stortinget, ")), figure
        assert date(2026, 11, 20) <= figure.checked, figure
        assert figure.upto is None or figure.upto > figure.value, figure


def test_sources_are_named_in_norwegian_as_pages_mark_them() -> None:
    for figure in demand_figures():
        assert not re.search(r"\b(and|of|the|January|June)\b", figure.source), figure


def test_figures_of_a_language_name_one_that_can_be_asked_for() -> None:
    named = {figure.spoken for figure in demand_figures() if figure.spoken}
    assert named <= spoken_languages().keys()


def test_nothing_is_said_twice() -> None:
    keys = [(figure.period, figure.what, figure.spoken) for figure in demand_figures()]
    assert len(keys) == len(set(keys))


def test_assignments_of_2024_stay_out_since_two_official_figures_contradict_each_other() -> None:
    periods = [figure.period for figure in demand_figures() if figure.what == "assignments"]
    assert periods == ["2017", "2019", "2021", "2022", "2023-H1"]


def test_figures_are_as_their_sources_give_them() -> None:
    figures = {(f.period, f.what, f.spoken): f for f in demand_figures()}
    assert figures["2023-08", "interpreters", None].value == 2194
    assert figures["2019", "assignments", None].is_about
    assert (
        figures["2024", "share_percent", "uk"].value,
        figures["2024", "share_percent", "uk"].upto,
    ) == (18, 19)


def test_percentages_lie_between_nothing_and_all() -> None:
    shares = [f for f in demand_figures() if f.what.endswith("_percent")]
    assert shares
    assert all(0 <= f.value <= (f.upto or f.value) <= 100 for f in shares)
