"""Which sections of an article answer a question."""

import json
from pathlib import Path

import numpy as np
import pytest

from indexing import sections
from indexing.errors import IndexDamaged
from indexing.sections import FEATURES, SectionWeights, measure_sections, section_weights
from indexing.values import Hit, Passage


def hit(
    anchor: str, text: str = "You get a card.", score: float = 5.0, lexical: float = 0.5
) -> Hit:
    found = Passage(
        0,
        "guide",
        "library",
        "en",
        "Library",
        "Heading",
        anchor,
        ("Library",),
        text,
        None,
        "source",
    )
    return Hit(found, score, 0.5, lexical)


def column(name: str, features: np.ndarray) -> list[float]:
    return [float(value) for value in features[:, FEATURES.index(name)]]


def test_sections_are_described_as_written() -> None:
    hits = [hit("how", score=5.0), hit("cost", "It costs 90 kroner.", 4.5, 0.7)]
    features = measure_sections("How much is it?", hits, np.array([0.1, 0.3]))
    assert column("score", features) == [0.0, -0.5]
    assert column("lexical", features) == pytest.approx([-0.2, 0.0])
    assert column("heading", features) == [0.1, 0.3]
    assert column("number", features) == [0.0, 1.0]
    assert column("suits", features) == [0.0, 1.0]
    assert column("number_wanted", features) == [0.0, 1.0]
    assert column("is_cost", features) == [0.0, 1.0]
    assert column("is_how", features) == [1.0, 0.0]


def test_chances_are_of_one_answer_among_all() -> None:
    hits = [hit("how"), hit("cost"), hit("words"), hit("")]
    features = measure_sections("How much is it?", hits, np.zeros(4))
    chances = section_weights().chances(features)
    assert chances.sum() == pytest.approx(1.0)
    assert int(chances.argmax()) == 1
    assert section_weights().chances(features[:1]) == pytest.approx([1.0])


def test_greater_worth_is_a_greater_chance() -> None:
    only_score = np.zeros(len(FEATURES))
    only_score[0] = 2.0
    weights = SectionWeights(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), only_score)
    features = np.zeros((2, len(FEATURES)))
    features[1, 0] = -0.5
    # Half a point less, twice: e to the power of -1 as likely.
    assert weights.chances(features) == pytest.approx([0.7311, 0.2689], abs=1e-4)


def test_weights_of_other_features_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = json.loads(sections.SECTIONS_FILE.read_text("utf-8"))
    old["features"] = old["features"][:-1]
    (tmp_path / "sections.json").write_text(json.dumps(old), "utf-8")
    monkeypatch.setattr(sections, "SECTIONS_FILE", tmp_path / "sections.json")
    with pytest.raises(IndexDamaged, match="quoting fit"):
        section_weights.__wrapped__()
