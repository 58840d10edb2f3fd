"""Fit the token vectors so that texts which belong together lie together.

For a batch of n pairs, u_i and v_i being the unit means of the token vectors of both sides,
the loss is the mean of two softmax cross-entropies over the n x n cosines times a scale: find
v_i among all v, and u_i among all u (the symmetric form of "multiple negatives ranking").
Gradients are written out by hand: with a mean of rows as the whole model they are three
matrix products, and automatic differentiation would copy the table of vectors each step.

Plain Adagrad is applied to the rows that occur in the batch. A rare word keeps a large step
until it has been seen often; Adam's shared clock denies it that, and measured worse.

Sources: Henderson et al., "Efficient Natural Language Response Suggestion for Smart Reply",
2017 (the loss); Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 2011.
"""

import math
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import embedding_bag

from indexing.training.batching import Batch, Tokens, epoch_batches
from indexing.training.pairs import PairTable
from indexing.training.recipe import Recipe


class Trainer:
    """The table of vectors while it is being fitted."""

    def __init__(self, tokens: dict[bool, Tokens], parts: Tokens, recipe: Recipe) -> None:
        """
        :param tokens: the texts of the translations (False) and of the questions (True).
        :param parts: for each token, the smaller pieces that it is made of.
        """
        self._tokens, self._parts, self._recipe = tokens, parts, recipe
        generator = torch.Generator().manual_seed(recipe.seed)
        n_parts = int(parts.ids.max()) + 1
        shared = torch.randn((n_parts, recipe.dim), generator=generator)
        self._shared = _Adagrad(shared.mul_(recipe.shared_spread))
        own = torch.randn((recipe.vocabulary, recipe.dim), generator=generator)
        self._own = _Adagrad(own.mul_(recipe.own_spread))

    def fit(
        self,
        translations: PairTable,
        questions: PairTable,
        on_step: Callable[[int, int, float], None],
    ) -> None:
        """Run all epochs. `on_step` gets (steps done, steps in all, loss)."""
        rng = np.random.default_rng(self._recipe.seed)
        weight = self._recipe.question_weight
        epochs = [
            epoch_batches(translations, questions, rng, question_weight=weight)
            for _ in range(self._recipe.epochs)
        ]
        total = sum(map(len, epochs))
        columns = {
            is_questions: [
                np.asarray(column, dtype=np.int64)
                for column in (table.left, table.right, table.left_group, table.right_group)
            ]
            for is_questions, table in ((False, translations), (True, questions))
        }
        for done, batch in enumerate(batch for batches in epochs for batch in batches):
            sides = [column[batch.rows] for column in columns[batch.is_questions]]
            loss = self._step(batch, sides, self._rate(done / total))
            on_step(done + 1, total, loss)

    def _rate(self, progress: float) -> float:
        """Rise in a straight line, then fall along a cosine to a hundredth."""
        warm_up = self._recipe.warm_up
        if progress < warm_up:
            return self._recipe.learning_rate * (progress + 1e-3) / (warm_up + 1e-3)
        fall = 0.5 * (1 + math.cos(math.pi * (progress - warm_up) / (1 - warm_up)))
        return self._recipe.learning_rate * max(fall, 0.01)

    def _step(self, batch: Batch, sides: list[NDArray[np.int64]], rate: float) -> float:
        left, right, left_group, right_group = sides
        n = len(left)
        ids, lengths = self._tokens[batch.is_questions].take(np.concatenate((left, right)))
        rows, places = np.unique(ids, return_inverse=True)
        texts = _Bags(places, lengths, len(rows))
        parts, part_lengths = self._parts.take(rows.astype(np.int64))
        part_rows, part_places = np.unique(parts, return_inverse=True)
        pieces = _Bags(part_places, part_lengths, len(part_rows))

        vectors = self._own.rows(rows) + pieces.means(self._shared.rows(part_rows))
        means = texts.means(vectors)
        norms = means.norm(dim=1, keepdim=True).clamp_(min=1e-6)
        units = means / norms
        scale = (
            self._recipe.question_scale if batch.is_questions else self._recipe.translation_scale
        )
        loss, slope = _contrast(
            units[:n], units[n:], scale, _same_group(left_group) | _same_group(right_group)
        )

        # Back through the normalisation, the mean over tokens, the mean over pieces.
        slope = (slope - units * (units * slope).sum(1, keepdim=True)).div_(norms)
        of_vectors = texts.spread(slope)
        self._shared.step(part_rows, pieces.spread(of_vectors), rate)
        self._own.step(rows, of_vectors, rate)
        return loss

    def table(self) -> NDArray[np.float32]:
        """Return one vector a token: (vocabulary, dim)."""
        parts, lengths = self._parts.take(np.arange(self._recipe.vocabulary))
        shared = _Bags(parts, lengths, len(self._shared.table)).means(self._shared.table)
        return np.asarray((self._own.table + shared).numpy(), dtype=np.float32)


class _Adagrad:
    """A table of vectors, and the sum of the squares of all slopes each number has had."""

    def __init__(self, table: torch.Tensor) -> None:
        self.table = table
        self._squares = torch.zeros_like(table)

    def rows(self, rows: NDArray[np.integer]) -> torch.Tensor:
        return self.table.index_select(0, torch.from_numpy(rows.astype(np.int64)))

    def step(self, rows: NDArray[np.integer], slope: torch.Tensor, rate: float) -> None:
        index = torch.from_numpy(rows.astype(np.int64))
        squares = self._squares.index_select(0, index).addcmul_(slope, slope)
        self._squares.index_copy_(0, index, squares)
        self.table.index_add_(0, index, slope / squares.sqrt_().add_(1e-10), alpha=-rate)


class _Bags:
    """Which rows each mean is made of: bag i has lengths[i] of them, one after the other."""

    def __init__(self, rows: NDArray[np.integer], lengths: NDArray[np.int64], n_rows: int) -> None:
        self._rows, self._lengths, self._n_rows = rows, lengths, n_rows

    def means(self, vectors: torch.Tensor) -> torch.Tensor:
        starts = np.cumsum(self._lengths) - self._lengths
        return embedding_bag(
            torch.from_numpy(self._rows.astype(np.int64)), vectors, torch.from_numpy(starts)
        )

    def spread(self, slope: torch.Tensor) -> torch.Tensor:
        """Carry a slope on the means over to the rows: each gets its share of every bag."""
        order = np.argsort(self._rows, kind="stable")
        bags = np.repeat(np.arange(len(self._lengths)), self._lengths)[order]
        counts = np.bincount(self._rows, minlength=self._n_rows)
        share = slope / torch.from_numpy(self._lengths.astype(np.float32))[:, None]
        return embedding_bag(
            torch.from_numpy(bags), share, torch.from_numpy(np.cumsum(counts) - counts), mode="sum"
        )


def _same_group(groups: NDArray[np.int64]) -> torch.Tensor:
    column = torch.from_numpy(groups)
    return column[:, None] == column[None, :]


def _contrast(
    left: torch.Tensor, right: torch.Tensor, scale: float, same: torch.Tensor
) -> tuple[float, torch.Tensor]:
    """Return the loss and its gradient on (left, right) stacked.

    :param left: (n, dim) unit rows; right: the same.
    :param same: (n, n), true where a wrong answer would be a right one; the diagonal counts
        as right in any case.
    """
    n = len(left)
    same.fill_diagonal_(False)
    scores = (left @ right.T).mul_(scale).masked_fill_(same, -math.inf)
    by_row, by_column = scores.log_softmax(1), scores.log_softmax(0)
    loss = -0.5 * (by_row.diagonal().mean() + by_column.diagonal().mean())
    slope = by_row.exp_().add_(by_column.exp_())
    slope.diagonal().sub_(2.0)
    slope *= scale / (2 * n)
    return float(loss), torch.cat((slope @ right, slope.T @ left))
