"""The gradients written by hand, against slow and obvious ones."""

import numpy as np
import pytest

pytestmark = pytest.mark.models
torch = pytest.importorskip("torch")

from indexing.training.batching import Batch, Tokens  # noqa: E402
from indexing.training.fitting import Trainer, _Bags, _contrast  # noqa: E402
from indexing.training.recipe import Recipe  # noqa: E402


def test_the_slope_of_the_loss_is_that_of_automatic_differentiation() -> None:
    generator = torch.Generator().manual_seed(1)
    both = torch.randn((12, 5), generator=generator, dtype=torch.float64, requires_grad=True)
    left, right = both[:6], both[6:]
    same = torch.zeros((6, 6), dtype=torch.bool)
    same[0, 3] = same[3, 0] = True
    scores = (7.0 * left @ right.T).masked_fill(same, -torch.inf)
    target = torch.arange(6)
    loss = (
        torch.nn.functional.cross_entropy(scores, target)
        + torch.nn.functional.cross_entropy(scores.T, target)
    ) / 2
    (expected,) = torch.autograd.grad(loss, both)
    found_loss, found = _contrast(left.detach(), right.detach(), 7.0, same.clone())
    assert found_loss == pytest.approx(loss.item())
    torch.testing.assert_close(found, expected)


def test_a_batch_where_every_pair_is_of_one_group_has_nothing_to_learn() -> None:
    units = torch.nn.functional.normalize(torch.randn((4, 3)), dim=1)
    loss, slope = _contrast(units, units, 12.0, torch.ones((4, 4), dtype=torch.bool))
    assert loss == 0.0
    assert not slope.any()


def test_means_and_their_spread_are_those_of_a_written_out_matrix() -> None:
    rows, lengths = np.array([2, 0, 0, 1, 2, 2]), np.array([2, 1, 3])
    matrix = np.array([[1 / 2, 0, 1 / 2], [1, 0, 0], [0, 1 / 3, 2 / 3]])
    bags = _Bags(rows, lengths, 3)
    vectors = np.arange(12, dtype=np.float32).reshape(3, 4)
    np.testing.assert_allclose(bags.means(torch.from_numpy(vectors)), matrix @ vectors, rtol=1e-6)
    np.testing.assert_allclose(
        bags.spread(torch.from_numpy(vectors)), matrix.T @ vectors, rtol=1e-6
    )


def test_one_step_brings_the_right_answers_nearer_and_the_wrong_ones_further() -> None:
    tokens = Tokens(np.array([1, 2, 3, 4], dtype=np.int32), np.arange(5))
    parts = Tokens(np.zeros(6, dtype=np.int32), np.arange(7))
    recipe = Recipe(vocabulary=6, dim=8, learning_rate=0.01, own_spread=1.0)
    trainer = Trainer({False: tokens, True: tokens}, parts, recipe)

    def cosines() -> np.ndarray:
        table = trainer.table()
        units = table / np.linalg.norm(table, axis=1, keepdims=True)
        return units[[1, 2]] @ units[[3, 4]].T

    before = cosines()
    batch = Batch(np.array([0, 1]), is_questions=False)
    sides = [np.array(column) for column in ([0, 1], [2, 3], [0, 1], [2, 3])]
    for _ in range(20):
        trainer._step(batch, sides, 0.01)
    after = cosines()
    assert np.all(np.diag(after) > np.diag(before))
    assert after[0, 1] + after[1, 0] < np.diag(after).sum()
