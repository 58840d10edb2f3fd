"""The lexical index gives what a slow and obvious BM25 gives."""

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.errors import IndexingError
from indexing.lexical import GROUP_WEIGHT, K1, B, LexicalIndex, cut_query, write_lexical
from indexing.normalising import fold
from indexing.terms import cut_terms, is_word

TEXTS = [
    "Søknad om skattekort sendes til Skatteetaten. Søknad!",
    "Du trenger skattekort før du får lønn.",
    "Fastlegen er legen din.",
    "The tax card is sent to you.",
    "A doctor is a doctor is a doctor.",
    "ሓኪም ኣብ ቤት ሕክምና ኣሎ።",
]
SHARDS = [0, 0, 0, 1, 1, 2]
ALL = np.ones(256, np.bool_)


def slow_terms(text: str) -> list[str]:
    """Words, and the groups of letters inside them, as the module says they are cut."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    found = [f"word {word}" for word in words]
    for word in words:
        size = 3 if "ሀ" <= word[0] <= "፟" else 4
        if len(word) > size:
            found += [f"group {word[i : i + size]}" for i in range(len(word) - size + 1)]
    return found


def slow_scores(texts: list[str], shards: list[int], question: str) -> list[float]:
    """BM25 by its formula; how rare a term is and how long texts are is counted per shard."""
    scores = []
    for text, shard in zip(texts, shards, strict=True):
        beside = [slow_terms(t) for t, s in zip(texts, shards, strict=True) if s == shard]
        average = max(sum(map(len, beside)) / len(beside), 1)
        counts = Counter(slow_terms(text))
        length = sum(counts.values())
        score = 0.0
        for term in set(slow_terms(question)):
            having = sum(term in other for other in beside)
            rarity = math.log(1 + (len(beside) - having + 0.5) / (having + 0.5))
            repeats = counts[term]
            kept = repeats * (K1 + 1) / (repeats + K1 * (1 - B + B * length / average))
            score += rarity * kept * (GROUP_WEIGHT if term.startswith("group") else 1)
        scores.append(score)
    return scores


def build(folder: Path, texts: list[str], shards: list[int]) -> LexicalIndex:
    write_lexical(folder, texts, np.array(shards, np.uint8))
    return LexicalIndex(folder, len(texts))


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return build(tmp_path, TEXTS, SHARDS)


@pytest.mark.parametrize(
    "question",
    ["skattekort søknad", "hvem er legen min", "doctor", "tax card skattekort", "ሕክምና", "ingen"],
)
def test_scores_are_those_of_the_formula(tmp_path: Path, question: str) -> None:
    # No word here has ø or å in the texts, which would add its plain form.
    texts = [text.replace("ø", "o").replace("å", "a") for text in TEXTS]
    index = build(tmp_path, texts, SHARDS)
    found, _ = index.scores(cut_query(question).terms, ALL)
    expected = np.array(slow_scores(texts, SHARDS, question))
    assert (found > 0).tolist() == (expected > 0).tolist()
    if expected.any():
        np.testing.assert_allclose(
            found / found.max(), expected / expected.max(), atol=1e-4, rtol=1e-4
        )


@given(
    st.lists(st.text(alphabet="abc dé'", max_size=30), min_size=1, max_size=12),
    st.text(alphabet="abc dé", max_size=20),
)
def test_scores_are_those_of_the_formula_for_any_texts(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], question: str
) -> None:
    shards = [i * 3 // len(texts) for i in range(len(texts))]
    index = build(tmp_path_factory.mktemp("lexical"), texts, shards)
    found, _ = index.scores(cut_query(question).terms, ALL)
    expected = np.array(slow_scores(texts, shards, question))
    if not expected.any():
        assert not found.any()
    else:
        np.testing.assert_allclose(found / found.max(), expected / expected.max(), atol=1e-4)


def test_terms_are_words_and_the_groups_of_letters_inside_them() -> None:
    texts = ["legen hos", "ሕክምናን", "på", ""]
    cut = cut_terms([fold(text) for text in texts])
    per_text = [int((cut.texts == i).sum()) for i in range(len(texts))]
    assert per_text == [len(slow_terms(text)) for text in texts] == [4, 4, 1, 0]
    assert int(is_word(cut.hashes).sum()) == 4


def test_equal_terms_have_equal_numbers_wherever_they_stand() -> None:
    alone = set(cut_terms(["skattekort"]).hashes.tolist())
    among = set(cut_terms(["x", " om skattekort, ", "y"]).hashes.tolist())
    assert alone < among
    assert not alone & set(cut_terms(["skattetrekk"]).hashes[:1].tolist())


@pytest.mark.parametrize("typed", ["soeknad", "soknad", "SØKNAD", "søknaden"])
def test_a_word_with_strokes_is_found_however_it_is_typed(index: LexicalIndex, typed: str) -> None:
    scores, _ = index.scores(cut_query(typed).terms, ALL)
    assert int(scores.argmax()) == 0


def test_part_of_a_compound_finds_it(index: LexicalIndex) -> None:
    scores, _ = index.scores(cut_query("skattekortsøknader").terms, ALL)
    assert scores[0] > 0
    assert scores[1] > 0
    assert not scores[2:].any()


def test_only_the_shards_asked_for_are_searched(index: LexicalIndex) -> None:
    norwegian = np.zeros(256, np.bool_)
    norwegian[0] = True
    scores, highest = index.scores(cut_query("doctor skattekort er").terms, norwegian)
    assert not scores[3:].any()
    assert highest[0] > 0
    assert not highest[1:].any()


def test_no_score_is_above_the_highest_of_its_shard(index: LexicalIndex) -> None:
    scores, highest = index.scores(cut_query("Du trenger skattekort, the doctor").terms, ALL)
    assert (scores <= highest[SHARDS]).all()


def test_each_shard_knows_its_words(index: LexicalIndex) -> None:
    words = cut_query("doctor").words
    known = index.known(words)
    assert known[:3, 0].tolist() == [False, True, False]


def test_more_texts_than_fit_one_index_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match="more than one index on one machine can hold"):
        LexicalIndex(_written(tmp_path), 1 << 23)


def _written(folder: Path) -> Path:
    write_lexical(folder, TEXTS, np.array(SHARDS, np.uint8))
    return folder


def test_more_texts_than_are_counted_at_a_time_keep_their_numbers(tmp_path: Path) -> None:
    texts = [f"tekst nummer{i}x" for i in range(5_000)]
    index = build(tmp_path, texts, [0] * 2_500 + [1] * 2_500)
    for wanted in (0, 2_047, 2_048, 2_500, 4_999):
        scores, _ = index.scores(cut_query(f"nummer{wanted}x").terms, ALL)
        assert int(scores.argmax()) == wanted
