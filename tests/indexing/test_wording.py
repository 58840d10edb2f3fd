"""The wording of two texts is compared word by word, both ways; checked against a slow twin."""

from pathlib import Path

import numpy as np
import pytest

from indexing.embedding import BUNDLED_MODEL_DIR, StaticModel
from indexing.wording import Wordings, write_wordings

MODEL = StaticModel(BUNDLED_MODEL_DIR)
LISTED = [
    "hvordan får jeg fastlege",
    "",
    "kan jeg få barnehageplass nå",
    "🙂",
    "how do I find a GP",
]


@pytest.fixture(scope="module")
def wordings(tmp_path_factory: pytest.TempPathFactory) -> Wordings:
    folder: Path = tmp_path_factory.mktemp("wordings")
    write_wordings(folder, LISTED)
    return Wordings(folder, 100)


def slow(asked: str, listed: str) -> float:
    """Look for the nearest word of each word, one after the other."""
    ours, theirs = (MODEL.token_ids([text])[0] for text in (asked, listed))
    if not ours or not theirs:
        return 0.0
    (a, wa), (b, wb) = (MODEL.token_vectors(np.array(ids)) for ids in (ours, theirs))
    forward = sum(w * max(float(x @ y) for y in b) for x, w in zip(a, wa, strict=True))
    backward = sum(w * max(float(x @ y) for x in a) for y, w in zip(b, wb, strict=True))
    return forward / float(wa.sum()) + 0.5 * backward / max(float(wb.sum()), 1e-9)


@pytest.mark.parametrize("asked", ["fastlege", "hvordan får jeg barnehageplass", "xq zzz", "🙂"])
def test_likeness_is_that_of_the_slow_twin(wordings: Wordings, asked: str) -> None:
    entries = np.array([104, 100, 102, 101, 103])
    told = wordings.compare(asked, entries)
    assert told == pytest.approx([slow(asked, LISTED[i - 100]) for i in entries], abs=1e-4)


def test_the_same_words_are_as_like_as_can_be(wordings: Wordings) -> None:
    told = wordings.compare(LISTED[0], np.array([100, 102]))
    assert told[0] == pytest.approx(1.5, abs=1e-4)
    assert told[1] < 1.2


def test_nothing_asked_and_nothing_listed_are_like_nothing(wordings: Wordings) -> None:
    assert wordings.compare("", np.array([100, 102])).tolist() == [0.0, 0.0]
    assert wordings.compare("fastlege", np.empty(0, np.int64)).tolist() == []
