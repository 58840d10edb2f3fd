"""Short messages are sorted by a small model; its parts are checked against slow twins."""

import itertools
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.classifying import (
    BUCKETS,
    MAX_TOKENS,
    WINDOW,
    hash_message,
    read_classifier,
    windows,
)
from indexing.errors import ModelMissing
from indexing.normalising import fold
from indexing.training.classifying import Examples, fit_classifier
from indexing.training.slips import misspell, strip_accents

MASK = 0xFFFF_FFFF


def slow_buckets(text: str) -> list[int]:
    """Hash every word, pair and letter group one by one, as Fowler, Noll and Vo wrote it."""
    words = ["".join(c if c.isalnum() else " " for c in fold(text)).split()]
    words = [word[:24] for word in words[0][:120]]
    pieces = [f"={word}" for word in words] + [f"{a} {b}" for a, b in itertools.pairwise(words)]
    for word in words:
        framed = f"<{word}>"
        pieces += [framed[i : i + n] for n in (3, 4, 5) for i in range(len(framed) - n + 1)]
    found = []
    for piece in pieces:
        state = 0x811C9DC5
        for char in piece:
            state = ((state ^ ord(char)) * 0x01000193) & MASK
        found.append((((state ^ (state >> 15)) * 0x9E3779B1) & MASK) >> 17)
    return sorted(found)


@given(st.text(max_size=60))
def test_buckets_are_those_of_the_slow_twin(text: str) -> None:
    found = hash_message(text)
    assert sorted(found.tolist()) == slow_buckets(text)
    assert not len(found) or 0 <= found.min() <= found.max() < BUCKETS


def test_what_was_learnt_is_written_read_and_generalises(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    texts = [f"{['rain', 'snow', 'wind'][i % 3]} on day {i}" for i in range(150)]
    texts += [f"{['goal', 'match', 'team'][i % 3]} on day {i}" for i in range(150)]
    classes = np.repeat([0, 1], 150)
    vectors = rng.normal(size=(300, 8)).astype(np.float32)  # say nothing: words must decide
    examples = Examples(texts, vectors, classes, np.ones(300, np.float32), ("weather", "sport"))
    fit_classifier(examples, tmp_path / "model.npz")
    model = read_classifier(tmp_path / "model.npz")
    nothing = np.zeros(8, np.float32)
    assert model.labels == ("weather", "sport")
    assert model.chances(nothing, "winds and snowfall")["weather"] > 0.55
    assert model.chances(nothing, "the team scored a goal")["sport"] > 0.55
    assert sum(model.chances(nothing, "").values()) == pytest.approx(1.0)


def test_a_broken_file_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    with pytest.raises(ModelMissing, match="cannot be read"):
        read_classifier(path)
    path.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(ModelMissing, match="cannot be read"):
        read_classifier(path)


def test_slips_keep_the_words_and_accents_go_as_keyboards_lack_them() -> None:
    text = "jeg vet ikke hvor søsteren min sover i natt"
    slipped = misspell(text, random.Random(2))
    assert slipped != text
    assert len(slipped.split()) == len(text.split())
    assert strip_accents("Łódź, søster på ærend, şöför ığı") == "Lodz, soster pa arend, sofor igi"


def test_windows_hold_each_token_with_its_neighbours_and_nothing_outside() -> None:
    tokens = np.array([[1.0], [2.0], [3.0]], np.float32)
    seen = [[0, 0, 1], [0, 1, 2], [1, 2, 3], [2, 3, 0], [3, 0, 0]]
    assert windows(tokens).tolist() == seen
    assert not windows(np.zeros((0, 1), np.float32)).any()
    assert len(windows(np.ones((500, 1), np.float32))) == MAX_TOKENS + WINDOW - 1


def test_filters_learn_what_stands_before_what(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    table = chance.normal(size=(30, 8)).astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    classes = np.arange(4_000) % 2
    pairs = ([7, 9], [9, 7])  # the same tokens: only their order tells
    tokens = [[*chance.integers(0, 30, n % 6), *pairs[n % 2]] for n in range(len(classes))]
    examples = Examples(
        texts=["x"] * len(classes),
        vectors=np.zeros((len(classes), 8), np.float32),
        classes=classes,
        weights=np.ones(len(classes), np.float32),
        labels=("before", "behind"),
        tokens=tokens,
        token_vectors=lambda ids: table[ids],
    )
    fit_classifier(examples, tmp_path / "model.npz")
    model = read_classifier(tmp_path / "model.npz")
    nothing = np.zeros(8, np.float32)
    for kind, pair in zip(model.labels, pairs, strict=True):
        assert model.chances(nothing, "x", table[[3, *pair]])[kind] > 0.8
        assert model.chances(nothing, "x", table[[4, 4, 4, 4, 4, 4, 4, 4, *pair]])[kind] > 0.8
    assert model.chances(nothing, "x")["before"] == pytest.approx(0.5, abs=0.3)


def test_several_fits_are_written_as_one_that_says_what_they_say_on_average(
    tmp_path: Path,
) -> None:
    chance = np.random.default_rng(3)
    table = chance.normal(size=(9, 8)).astype(np.float32)
    classes = np.arange(600) % 3
    texts = [["rain", "goal", "vote"][one] for one in classes]
    examples = Examples(
        texts=texts,
        vectors=chance.normal(size=(600, 8)).astype(np.float32),
        classes=classes,
        weights=np.ones(600, np.float32),
        labels=("weather", "sport", "politics"),
        tokens=[[int(one), 4] for one in classes],
        token_vectors=lambda ids: table[ids],
    )
    told: list[tuple[int, int]] = []
    for name, seeds in {"1": (1,), "2": (2,), "both": (1, 2)}.items():
        fit_classifier(examples, tmp_path / name, seeds=seeds, tell=lambda *at: told.append(at))
    first, second, both = (
        np.log(
            list(read_classifier(tmp_path / name).chances(table[8], "rain at", table[2:6]).values())
        )
        for name in ("1.npz", "2.npz", "both.npz")
    )
    # 600 messages are three steps, ten times, for each seed.
    assert told[-60:] == [(step, 60) for step in range(1, 61)]
    assert not np.allclose(first, second, atol=0.05)
    mean = (first + second) / 2
    assert both - both.mean() == pytest.approx(mean - mean.mean(), abs=0.05)
