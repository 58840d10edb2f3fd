"""The sentence selector is fitted on marked pages, and never on the pages that it is tried on."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from indexing.embedding import HashEmbedder
from indexing.selecting import FEATURES, selector
from indexing.training.corpora import QuestionPage, read_question_pages
from indexing.training.selection import (
    Marked,
    choose,
    count,
    fit_selector,
    leave_out,
    measure_pages,
    write_selector,
)


def invented(units: int = 400) -> Marked:
    """Units whose first feature is higher where they answer; all others are noise."""
    rng = np.random.default_rng(3)
    answers = (rng.random(units) < 0.3).astype(float)
    features = rng.normal(size=(units, len(FEATURES)))
    features[:, 0] += 3 * answers
    return Marked(features, answers, np.arange(units) // 10)


def test_what_tells_answers_apart_gets_the_weight() -> None:
    fitted = fit_selector(invented(), ridge=10.0)
    assert int(np.abs(fitted.weights).argmax()) == 0
    assert fitted.weights[0] > 0


def test_ridge_and_threshold_are_chosen_on_pages_that_were_not_fitted_on() -> None:
    _, threshold, f1 = choose(invented())
    assert 0.1 <= threshold < 0.6
    assert f1 > 0.8
    noise = invented()
    shuffled = Marked(
        np.random.default_rng(1).normal(size=noise.features.shape), noise.answers, noise.pages
    )
    assert choose(shuffled)[2] < 0.55  # no better than to mark everything: 2 * 0.3 / 1.3 = 0.46


def test_precision_and_recall_are_counted_over_all_units() -> None:
    counted = count(np.array([True, True, True, False]), np.array([True, False, False, True]))
    assert (counted.precision, counted.recall) == (pytest.approx(1 / 3), 0.5)
    assert counted.f1 == pytest.approx(0.4)
    assert count(np.zeros(2, bool), np.zeros(2, bool)).f1 == 0.0


def test_pages_are_measured_line_by_line() -> None:
    page = QuestionPage(1, "en", "Who is it for?", 7, ("Title", "For all.", "Free."), (1,))
    marked = measure_pages([page, page], HashEmbedder())
    assert marked.features.shape == (6, len(FEATURES))
    assert marked.answers.tolist() == [0, 1, 0, 0, 1, 0]
    assert marked.pages.tolist() == [7] * 6


def test_one_half_of_the_pages_is_left_out_and_the_development_part_is_whole(
    tmp_path: Path,
) -> None:
    (tmp_path / "qa" / "omos").mkdir(parents=True)
    for part in ("train", "dev"):
        with gzip.open(tmp_path / "qa" / "omos" / f"{part}.en.jsonl.gz", "wt") as file:
            for page in range(4):
                entry = {"id": page, "question": "Who?", "context": "All", "answers": []}
                file.write(json.dumps({**entry, "pageId": page, "language": "en"}) + "\n")
    leave_out(1, tmp_path / "qa", tmp_path / "own")
    kept = {
        part: [entry.page for entry in read_question_pages(tmp_path / "own", part)["en"]]
        for part in ("train", "dev")
    }
    assert kept == {"train": [0, 2], "dev": [0, 1, 2, 3]}


def test_what_is_written_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = fit_selector(invented(), ridge=10.0, threshold=0.3)
    write_selector(fitted, tmp_path / "selecting.json")
    monkeypatch.setattr("indexing.selecting.SELECTING_FILE", tmp_path / "selecting.json")
    read = selector.__wrapped__()
    assert read.weights == pytest.approx(fitted.weights, abs=1e-5)
    assert read.threshold == 0.3
