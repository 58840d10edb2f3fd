"""How likely each sentence of a page answers, checked against slow and obvious reckonings."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing import selecting
from indexing.embedding import HashEmbedder
from indexing.errors import IndexDamaged
from indexing.selecting import FEATURES, Page, Selector, measure_units, selector, share_of_terms

EMBEDDER = HashEmbedder()
QUESTION = "How much does a library card cost?"
UNITS = (
    "Library",
    "What it costs",
    "A library card is free for children.",
    "Adults need to bring:",
    "- 90 kroner",
    "- a passport",
    "Opening hours",
    "The library is open from 10:00 to 18:00.",
)


def measure(units: tuple[str, ...] = UNITS, **more: np.ndarray) -> np.ndarray:
    page = Page(units, EMBEDDER.embed_passages(units), "en", **more)
    return measure_units(QUESTION, page, EMBEDDER)


def column(name: str, features: np.ndarray) -> list[float]:
    return [float(value) for value in features[:, FEATURES.index(name)]]


def test_each_unit_has_all_features_once() -> None:
    assert measure().shape == (8, len(FEATURES))
    assert len(set(FEATURES)) == len(FEATURES)


def test_windows_are_means_of_neighbours() -> None:
    vectors = EMBEDDER.embed_passages(UNITS).astype(np.float64)
    asked = EMBEDDER.embed_queries([QUESTION])[0]

    def nearness(first: int, end: int) -> float:
        total = vectors[max(first, 0) : max(end, 0)].sum(axis=0)
        return float(total @ asked / np.linalg.norm(total)) if total.any() else 0.0

    features = measure()
    for name, first, end in (
        ("window_3", -1, 2),
        ("window_5", -2, 3),
        ("before", -4, 0),
        ("after", 1, 5),
    ):
        slow = [nearness(at + first, at + end) for at in range(8)]
        assert column(name, features) == pytest.approx(slow, abs=1e-5), name


def test_neighbours_are_told_in_their_order() -> None:
    features = measure()
    match = column("match", features)
    assert column("match_1_before", features) == [0.0, *match[:-1]]
    assert column("match_2_after", features) == [*match[2:], 0.0, 0.0]
    assert column("leads_before", features) == [0, 0, 0, 0, 1, 0, 0, 0]


def test_headings_are_guessed_from_their_looks_or_told() -> None:
    assert column("heading", measure()) == [1, 1, 0, 0, 1, 1, 1, 0]
    told = np.array([True, True, False, False, False, False, True, False])
    features = measure(headings=told)
    assert column("heading", features) == [1, 1, 0, 0, 0, 0, 1, 0]
    assert column("heading_distance", features) == [0, 0, 1, 2, 3, 4, 0, 1]


def test_items_know_the_line_that_announces_them() -> None:
    nearness = column("lead_nearness", measure())
    assert nearness == pytest.approx([0, 0, 0, 0, 1, 1 / 2, 1 / 3, 1 / 4])


def test_what_the_question_wants_is_seen_in_the_unit() -> None:
    features = measure()
    assert column("asks_amount", features) == [1.0] * 8
    assert column("amount_number", features) == [0, 0, 0, 0, 1, 0, 0, 1]
    assert column("time_number", features) == [0.0] * 8


def test_terms_that_many_texts_have_count_less() -> None:
    texts = ["the library is open", "the library card is free", "the café is open"]
    words, groups, terms = share_of_terms("library card", texts)
    assert words[1] == pytest.approx(1.0)
    assert words[2] == 0.0
    # "library" stands in two of three texts, "card" in one.
    assert words[0] == pytest.approx(np.log(4 / 2.5) / (np.log(4 / 2.5) + np.log(4 / 1.5)))
    assert groups.tolist() == [1.0, 1.0, 0.0]  # "card" is as short as its only group
    assert terms[1] == 1.0
    assert not any(share.any() for share in share_of_terms("?!", texts))


def test_a_unit_that_answers_is_likelier_than_one_that_does_not() -> None:
    odds = selector().judge(measure())
    assert odds[2] > odds[7]


def test_the_threshold_is_a_probability() -> None:
    one = np.ones(1)
    halves = Selector(0 * one, one, one, 0.0, threshold=0.5)
    assert halves.select(np.array([[0.1], [-0.1]])).tolist() == [True, False]
    strict = Selector(0 * one, one, one, 0.0, threshold=0.9)
    assert strict.select(np.array([[2.1], [2.3]])).tolist() == [False, True]


def test_a_model_of_other_features_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = json.loads(selecting.SELECTING_FILE.read_text("utf-8"))
    old["features"] = old["features"][:-1]
    (tmp_path / "selecting.json").write_text(json.dumps(old), "utf-8")
    monkeypatch.setattr(selecting, "SELECTING_FILE", tmp_path / "selecting.json")
    with pytest.raises(IndexDamaged, match=r"training\.selection"):
        selector.__wrapped__()


@given(st.lists(st.text(alphabet="ab .:?!\n0-", max_size=40), min_size=1, max_size=12), st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_gives_numbers(units: list[str], question: str) -> None:
    page = Page(units, EMBEDDER.embed_passages(units), "en")
    assert np.isfinite(measure_units(question, page, EMBEDDER)).all()
