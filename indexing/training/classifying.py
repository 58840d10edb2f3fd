"""Fit the models of indexing.classifying: cross-entropy, Adam, a few epochs, seconds in all.

Letter groups and words are dropped at random while fitting, so that no single spelling decides,
and so is the vector, so that neither half leans on the other alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag

from indexing.classifying import BUCKETS, hash_message

_UNITS = 48
_EPOCHS = 14
_BATCH = 256
_RATE = 0.01
_DROPPED = 0.35  # of words and letter groups, and of whole vectors


@dataclass(frozen=True, slots=True)
class Examples:
    """Messages with their classes; `weights` says how much each counts.

    `vectors` is (n, dim), of the embedding model that will be asked when serving.
    """

    texts: Sequence[str]
    vectors: NDArray[np.float32]
    classes: NDArray[np.int64]
    weights: NDArray[np.float32]
    labels: tuple[str, ...]


class _Model(torch.nn.Module):
    def __init__(self, dim: int, classes: int) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(dim, _UNITS)
        self.out = torch.nn.Linear(_UNITS, classes)
        self.rows = torch.nn.Parameter(torch.zeros(BUCKETS, classes))

    def forward(
        self, vectors: torch.Tensor, ids: torch.Tensor, starts: torch.Tensor, roots: torch.Tensor
    ) -> torch.Tensor:
        pooled = embedding_bag(ids, self.rows, starts, mode="sum") / roots
        scores: torch.Tensor = self.out(torch.relu(self.hidden(vectors))) + pooled
        return scores


def fit_classifier(examples: Examples, path: Path, *, seed: int = 13) -> None:
    """Fit a model and write its file, without pickled objects."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = _Model(examples.vectors.shape[1], len(examples.labels))
    buckets = [hash_message(text) for text in examples.texts]
    steps = _EPOCHS * -(-len(buckets) // _BATCH)
    fitter = torch.optim.Adam(model.parameters(), lr=_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(fitter, _RATE, total_steps=steps)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(buckets))
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            bags = [_drop(buckets[i], rng) for i in chosen]
            vectors = torch.from_numpy(examples.vectors[chosen])
            vectors[torch.from_numpy(rng.random(len(chosen)) < _DROPPED / 2)] = 0.0
            loss = cross_entropy(
                model(vectors, *_as_bags(bags)),
                torch.from_numpy(examples.classes[chosen]),
                reduction="none",
                label_smoothing=0.02,
            )
            weighed = (loss * torch.from_numpy(examples.weights[chosen])).mean()
            fitter.zero_grad()
            weighed.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            fitter.step()
            schedule.step()
    _write(model, examples.labels, path)


def _drop(bag: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    return bag[rng.random(len(bag)) >= _DROPPED]


def _as_bags(bags: Sequence[NDArray[np.int64]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    lengths = np.array([len(bag) for bag in bags])
    ids = np.concatenate([*bags, np.empty(0, np.int64)])
    roots = np.sqrt(np.maximum(lengths, 1)).astype(np.float32)[:, None]
    return (
        torch.from_numpy(ids),
        torch.from_numpy(np.cumsum(lengths) - lengths),
        torch.from_numpy(roots),
    )


def _write(model: _Model, labels: tuple[str, ...], path: Path) -> None:
    with torch.no_grad():
        scales = model.rows.abs().amax(0).clamp(min=1e-6) / 127
        np.savez_compressed(
            path,
            labels=np.array(labels),
            hidden=model.hidden.weight.T.numpy().astype(np.float16),
            hidden_bias=model.hidden.bias.numpy(),
            out=model.out.weight.T.numpy(),
            rows=(model.rows / scales).round().to(torch.int8).numpy(),
            scales=scales.numpy(),
            bias=model.out.bias.numpy(),
        )
