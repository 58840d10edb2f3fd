"""Train the language identifier of indexing.identifying, and measure it.

A softmax over hashed character n-grams, fitted on the corpora: each text whole, and cut to a
few words, because questions are short. German, French and Spanish form one class of their
own, so that they are not taken for one of ours. Word lists and names are left out: what they
hold is often not in the language that they are filed under.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import embedding_bag

from indexing.identifying import N_BUCKETS, OTHER, hash_ngrams
from indexing.training.corpora import HeldOut, corpus_files
from knowledge.languages import languages

_LEFT_OUT = {"omw-lexicon", "osm-tagging", "cldr-names", "tico19-terms"}
_CLASS_OF = {"prs": "fa", "de": OTHER, "fr": OTHER, "es": OTHER}
_TEXTS_PER_CLASS = 40_000
_CUTS_PER_TEXT = 2
_MOST_TIMES = 8
_BATCH = 512
_EPOCHS = 4
_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and the numbers of their classes."""

    texts: list[str]
    classes: NDArray[np.int64]
    labels: tuple[str, ...]


def gather_labelled(corpora_dir: Path, qa_dir: Path, seed: int) -> Labelled:
    """Return texts of every class, whole and cut, without those for measuring."""
    held_out = HeldOut(corpora_dir, qa_dir)
    by_class: dict[str, dict[str, None]] = {}
    for file in corpus_files(corpora_dir):
        if file.source in _LEFT_OUT:
            continue
        for row in file.rows():
            for lang, text in zip((file.left_lang, file.right_lang), row, strict=True):
                if text not in held_out:
                    by_class.setdefault(_CLASS_OF.get(lang, lang), {})[text] = None
    rng = np.random.default_rng(seed)
    labels = tuple(code for code in (*languages(), OTHER) if code in by_class)
    texts: list[str] = []
    classes: list[int] = []
    for number, label in enumerate(labels):
        whole = list(by_class[label])
        chosen = rng.permutation(len(whole))
        # A class with fewer texts gives more cuts of each, so that all weigh about the same.
        more = min(_MOST_TIMES, max(1, round(_TEXTS_PER_CLASS / len(whole))))
        for n in chosen[:_TEXTS_PER_CLASS]:
            words = whole[n].split()
            pieces = [whole[n][:200]]
            for _ in range(_CUTS_PER_TEXT * more):
                length = int(rng.integers(1, 10))
                start = int(rng.integers(0, max(1, len(words) - length + 1)))
                pieces.append(" ".join(words[start : start + length]))
            texts += pieces
            classes += [number] * len(pieces)
    return Labelled(texts, np.array(classes), labels)


class _Table:
    """The model while it is being fitted: one row of class scores for each bucket."""

    def __init__(self, n_classes: int) -> None:
        self.rows = torch.zeros((N_BUCKETS, n_classes))
        self.bias = torch.zeros(n_classes)
        self._squares = torch.full_like(self.rows, 1e-6)

    def step(self, buckets: list[NDArray[np.int64]], target: torch.Tensor, rate: float) -> None:
        """One step of Adagrad on the cross-entropy, on the rows of the batch."""
        lengths = np.array([len(b) for b in buckets])
        ids = torch.from_numpy(np.concatenate(buckets))
        starts = torch.from_numpy(np.cumsum(lengths) - lengths)
        roots = torch.from_numpy(np.sqrt(lengths).astype(np.float32))[:, None]
        scores = embedding_bag(ids, self.rows, starts, mode="sum") / roots + self.bias
        slope = scores.softmax(1)
        slope[torch.arange(len(target)), target] -= 1
        slope /= len(target)
        self.bias -= rate * slope.sum(0)
        rows, places = torch.unique(ids, return_inverse=True)
        text_of = torch.from_numpy(np.repeat(np.arange(len(buckets)), lengths))
        of_rows = torch.zeros((len(rows), self.rows.shape[1]))
        of_rows.index_add_(0, places, (slope / roots)[text_of])
        squares = self._squares.index_select(0, rows).addcmul_(of_rows, of_rows)
        self._squares.index_copy_(0, rows, squares)
        self.rows.index_add_(0, rows, of_rows / squares.sqrt(), alpha=-rate)


def train_identifier(data: Labelled, path: Path, seed: int) -> None:
    """Fit the model and write it, less than a megabyte, without pickled objects."""
    buckets = [hash_ngrams(text) for text in data.texts]
    table = _Table(len(data.labels))
    rng = np.random.default_rng(seed)
    n_batches = len(buckets) // _BATCH
    for epoch in range(_EPOCHS):
        order = rng.permutation(len(buckets))
        for step in range(n_batches):
            chosen = order[step * _BATCH : (step + 1) * _BATCH]
            rate = _RATE * (1 - (epoch * n_batches + step) / (_EPOCHS * n_batches))
            target = torch.from_numpy(data.classes[chosen])
            table.step([buckets[i] for i in chosen], target, rate)
    scales = table.rows.abs().amax(0).clamp(min=1e-6) / 127
    np.savez_compressed(
        path,
        labels=np.array(data.labels),
        rows=(table.rows / scales).round().to(torch.int8).numpy(),
        scales=scales.numpy(),
        bias=table.bias.numpy(),
    )
