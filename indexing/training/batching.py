"""Cut the pairs of an epoch into batches.

Half of the translation batches hold one language pair, where the other answers in the batch
are the hardest to tell apart; the other half mix all of them, which ties the languages
together. Batches of questions stand on their own, since they are weighed differently.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexing.training.pairs import PairTable, draw_epoch

BATCH_SIZE = 1_024
# A smaller rest of a language pair goes into the mixed batches.
_SMALLEST_BATCH = 256


@dataclass(frozen=True, slots=True)
class Tokens:
    """All texts as token ids, one after the other: text i is ids[offsets[i]:offsets[i + 1]]."""

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return (ids, lengths) of some texts, one after the other."""
        starts, lengths = self.offsets[rows], np.diff(self.offsets)[rows]
        ends = np.cumsum(lengths)
        places = np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1])
        return self.ids[places], lengths


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers of pairs, and whether they are questions."""

    rows: NDArray[np.int64]
    is_questions: bool


def epoch_batches(
    translations: PairTable,
    questions: PairTable,
    rng: np.random.Generator,
    *,
    question_weight: float = 1.0,
) -> list[Batch]:
    """Return the batches of one epoch in random order."""
    batches = list(_translation_batches(translations, rng))
    order = draw_epoch(np.asarray(questions.weight) * question_weight, rng)
    batches += [Batch(rows, True) for rows in _chunks(order)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _translation_batches(table: PairTable, rng: np.random.Generator) -> Iterator[Batch]:
    order = draw_epoch(table.weight, rng)
    half = len(order) // 2
    kinds = _numbered(table.kind)[order[half:]]
    mixed = [order[:half]]
    for kind in np.unique(kinds):
        of_kind = order[half:][kinds == kind]
        whole = len(of_kind) // BATCH_SIZE * BATCH_SIZE
        if len(of_kind) - whole >= _SMALLEST_BATCH:
            whole = len(of_kind)
        yield from (Batch(rows, False) for rows in _chunks(of_kind[:whole]))
        mixed.append(of_kind[whole:])
    yield from (Batch(rows, False) for rows in _chunks(rng.permutation(np.concatenate(mixed))))


def _chunks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(rows), BATCH_SIZE):
        yield rows[start : start + BATCH_SIZE]


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(np.asarray(names), return_inverse=True)[1]
