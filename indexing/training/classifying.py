"""Fit the models of indexing.classifying: cross-entropy, Adam, a few epochs.

Letter groups, words and tokens are dropped at random while fitting, so that no single spelling
decides, and so is the vector, so that no part leans on another alone.

Two fits that differ in nothing but chance disagree on one message of danger in twenty. Several can
be written as one: their units and filters side by side, so that its scores are the mean of theirs.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, dropout, embedding_bag

from indexing.classifying import BUCKETS, MAX_TOKENS, WINDOW, hash_message

_UNITS = 48
_FILTERS = 96
_BATCH = 256
_EPOCHS = 10
_RATE, _FILTERS_RATE = 0.01, 0.003  # filters learn badly in great steps
_DROPPED = 0.35  # of words and letter groups; half of it, of whole vectors
_FILTERS_DROPPED = 0.3
_TOKENS_DROPPED = 0.1
_LOUDER = 4.0  # times the length of a token while fitting, which sets how fast filters learn

Floats = NDArray[np.float32]
Tell = Callable[[int, int], None]  # how many steps are done, and of how many


@dataclass(frozen=True, slots=True)
class Examples:
    """Messages with their classes; `weights` says how much each counts.

    `vectors` is (n, dim), of the embedding model that will be asked when serving. `tokens` are
    the ids of each message's tokens, and `token_vectors` gives (n, dim) for n of them, each of
    length 1 or 0; without them the model has no filters.
    """

    texts: Sequence[str]
    vectors: Floats
    classes: NDArray[np.int64]
    weights: Floats
    labels: tuple[str, ...]
    tokens: Sequence[Sequence[int]] = ()
    token_vectors: Callable[[NDArray[np.int64]], Floats] | None = None


class _Model(torch.nn.Module):
    def __init__(self, dim: int, classes: int, *, has_filters: bool) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(dim, _UNITS)
        self.out = torch.nn.Linear(_UNITS, classes)
        self.rows = torch.nn.Parameter(torch.zeros(BUCKETS, classes))
        self.has_filters = has_filters
        self.filters = torch.nn.Linear(WINDOW * dim, _FILTERS)
        self.filters_out = torch.nn.Linear(_FILTERS, classes, bias=False)

    def forward(
        self,
        vectors: torch.Tensor,
        bags: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
        seen: torch.Tensor | None,
    ) -> torch.Tensor:
        ids, starts, roots = bags
        pooled = embedding_bag(ids, self.rows, starts, mode="sum") / roots
        scores: torch.Tensor = self.out(torch.relu(self.hidden(vectors))) + pooled
        if seen is not None:
            told = torch.relu(self.filters(seen).amax(1))
            scores = scores + self.filters_out(dropout(told, _FILTERS_DROPPED))
        return scores


def tell_nobody(_done: int, _total: int) -> None:
    """Work in silence."""


def fit_classifier(
    examples: Examples, path: Path, *, seeds: Sequence[int] = (13,), tell: Tell = tell_nobody
) -> None:
    """Fit a model for each seed, and write the file of them all, without pickled objects."""
    steps = _EPOCHS * -(-len(examples.texts) // _BATCH)
    done = itertools.count(1)
    models = [
        _fit(examples, seed, steps, lambda: tell(next(done), steps * len(seeds))) for seed in seeds
    ]
    _write(models, examples.labels, path)


def _fit(examples: Examples, seed: int, steps: int, tell_step: Callable[[], None]) -> _Model:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    has_filters = examples.token_vectors is not None
    dim, classes = examples.vectors.shape[1], len(examples.labels)
    model = _Model(dim, classes, has_filters=has_filters)
    buckets = [hash_message(text) for text in examples.texts]
    rates = [_FILTERS_RATE if "filters" in name else _RATE for name, _ in model.named_parameters()]
    groups = [
        {"params": [part], "lr": rate} for part, rate in zip(model.parameters(), rates, strict=True)
    ]
    fitter = torch.optim.Adam(groups)
    schedule = torch.optim.lr_scheduler.OneCycleLR(fitter, rates, total_steps=steps)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(buckets))
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            bags = [_drop(buckets[i], rng) for i in chosen]
            vectors = torch.from_numpy(examples.vectors[chosen])
            vectors[torch.from_numpy(rng.random(len(chosen)) < _DROPPED / 2)] = 0.0
            loss = cross_entropy(
                model(vectors, _as_bags(bags), _as_windows(examples, chosen, rng)),
                torch.from_numpy(examples.classes[chosen]),
                reduction="none",
                label_smoothing=0.02,
            )
            weighed = (loss * torch.from_numpy(examples.weights[chosen])).mean()
            fitter.zero_grad()
            weighed.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            fitter.step()
            schedule.step()
            tell_step()
    return model


def _as_windows(
    examples: Examples, chosen: NDArray[np.int64], rng: np.random.Generator
) -> torch.Tensor | None:
    """Return the windows of some messages, (n, windows, WINDOW * dim), some tokens left out."""
    if examples.token_vectors is None:
        return None
    tokens = [np.array(examples.tokens[i][:MAX_TOKENS], np.int64) for i in chosen]
    lengths = np.array([len(ids) for ids in tokens])
    found = examples.token_vectors(np.concatenate(tokens)) * (_LOUDER / (1.0 - _FILTERS_DROPPED))
    found[rng.random(found.shape, np.float32) < _FILTERS_DROPPED] = 0.0
    found[rng.random(len(found)) < _TOKENS_DROPPED] = 0.0
    # One place more than the longest needs, so that every message has a window onto nothing.
    around = np.zeros((len(tokens), WINDOW + lengths.max(), found.shape[1]), np.float32)
    for row, (length, end) in enumerate(zip(lengths, np.cumsum(lengths), strict=True)):
        around[row, WINDOW - 1 : WINDOW - 1 + length] = found[end - length : end]
    padded = np.pad(around, ((0, 0), (0, WINDOW - 1), (0, 0)))
    count = around.shape[1]
    seen = np.concatenate([padded[:, first : first + count] for first in range(WINDOW)], axis=2)
    return torch.from_numpy(seen)


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


def _write(models: Sequence[_Model], labels: tuple[str, ...], path: Path) -> None:
    share = 1.0 / len(models)
    filters = _FILTERS if models[0].has_filters else 0
    with torch.no_grad():
        rows = share * torch.stack([model.rows for model in models]).sum(0)
        scales = rows.abs().amax(0).clamp(min=1e-6) / 127
        np.savez_compressed(
            path,
            labels=np.array(labels),
            hidden=_beside([model.hidden.weight.T for model in models]).astype(np.float16),
            hidden_bias=_beside([model.hidden.bias for model in models]),
            out=_below([share * model.out.weight.T for model in models]),
            rows=(rows / scales).round().to(torch.int8).numpy(),
            scales=scales.numpy(),
            bias=_below([share * model.out.bias[None] for model in models]).sum(0),
            filters=_beside(
                [_LOUDER * model.filters.weight[:filters].T for model in models]
            ).astype(np.float16),
            filters_bias=_beside([model.filters.bias[:filters] for model in models]),
            filters_out=_below([share * model.filters_out.weight.T[:filters] for model in models]),
        )


def _beside(parts: Sequence[torch.Tensor]) -> Floats:
    return torch.cat(list(parts), dim=-1).numpy()


def _below(parts: Sequence[torch.Tensor]) -> Floats:
    return torch.cat(list(parts), dim=0).numpy()
