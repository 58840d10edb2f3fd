"""The measures, by hand."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexing.embedding import HashEmbedder
from indexing.training.measuring import (
    measure_hybrid_pages,
    measure_pages,
    score_pages,
    translation_accuracy,
    windows_of,
)


def test_translation_accuracy_is_the_mean_of_both_directions() -> None:
    cosines = np.array([[0.9, 0.1, 0.0], [0.8, 0.5, 0.1], [0.0, 0.0, 0.7]], dtype=np.float32)
    # Rows: 0 and 2 find their own, 1 finds 0. Columns: 0, 1 and 2 find their own.
    assert translation_accuracy(cosines) == pytest.approx((2 / 3 + 3 / 3) / 2)


def test_pages_are_scored_by_the_rank_of_the_wanted_one() -> None:
    scores = np.zeros((3, 12), dtype=np.float32)
    scores[0, 4] = 1.0  # first
    scores[1, :6], scores[1, 3] = 1.0, 0.5  # seventh wanted page: below five others
    scores[2] = np.arange(12)  # wanted page 0 is the last of twelve
    found = score_pages(scores, np.array([4, 3, 0]))
    assert found.mrr_at_10 == pytest.approx((1 + 1 / 6 + 0) / 3)
    assert found.recall_at_5 == pytest.approx(1 / 3)


def test_equal_scores_count_against_the_model() -> None:
    assert score_pages(np.zeros((1, 4), dtype=np.float32), np.array([0])).mrr_at_10 == 0.25


@pytest.mark.parametrize(
    ("lines", "windows"),
    [
        (["a", "b"], ["a b"]),
        (["a", "b", "c", "d"], ["a b c d", "a b c", "b c d"]),
    ],
)
def test_a_page_is_searched_whole_and_by_three_lines(lines: list[str], windows: list[str]) -> None:
    assert windows_of(lines) == windows


def write_part(folder: Path, name: str, pages: Sequence[tuple[int, str, list[str]]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, question, lines in pages:
            answers = [0] if question else []
            file.write(
                json.dumps(
                    {
                        "id": number,
                        "question": question,
                        "context": "\n".join(lines),
                        "answers": answers,
                        "pageId": number,
                    }
                )
                + "\n"
            )


def test_a_page_is_as_near_as_its_nearest_window(tmp_path: Path) -> None:
    long_page = ["filler words about the weather"] * 30 + ["library card costs nothing"]
    write_part(tmp_path / "omos", "dev.en", [(1, "what costs a library card", long_page)])
    write_part(tmp_path / "omos", "train.en", [(2, "", ["town hall opening hours"])])
    found = measure_pages(HashEmbedder(), tmp_path)
    assert found["en-en"].mrr_at_10 == 1.0
    assert measure_hybrid_pages(HashEmbedder(), tmp_path)["en-en"].mrr_at_10 == 1.0
