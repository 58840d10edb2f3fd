"""Train the language identifier of indexing.identifying.

A softmax over hashed character n-grams, fitted on the texts of indexing.training.labelling. The
script of a text is known before its language, so a text is only set against the classes of its
script: an Arabic word teaches nothing about Polish, and the rows of each script stay apart.

`python -m indexing.training.identification CORPORA MODEL_FILE` trains it alone.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # it publishes none

from indexing.identifying import N_BUCKETS, hash_ngrams, script_of_class
from indexing.training.labelling import Labelled, gather_labelled
from knowledge.loading import load_knowledge

Floats = NDArray[np.float32]
__all__ = ["Labelled", "gather_labelled", "train_identifier"]

_BATCH = 8192
_EPOCHS = 8
_RATE = 0.25
_LEVELS = 63  # of each sign: finer ones make the file larger, and change no answer


def train_identifier(data: Labelled, path: Path, seed: int) -> None:
    """Fit the model and write it, less than a megabyte, without pickled objects.

    Adagrad on the cross-entropy; each n-gram of a text counts one over the root of their
    number, as indexing.identifying reads them.
    """
    counts = _count_ngrams(data.texts)
    scripts = np.array([script_of_class(label) for label in data.labels])
    apart = scripts[:, None] != scripts[None, :]
    rows = np.zeros((N_BUCKETS, len(data.labels)), dtype=np.float32)
    bias = np.zeros(len(data.labels), dtype=np.float32)
    squares = np.full_like(rows, 1e-6)
    rng = np.random.default_rng(seed)
    n_batches = -(-len(data.texts) // _BATCH)
    for epoch in range(_EPOCHS):
        order = rng.permutation(len(data.texts))
        for step in range(n_batches):
            chosen = order[step * _BATCH : (step + 1) * _BATCH]
            rate = _RATE * (1 - (epoch * n_batches + step) / (_EPOCHS * n_batches))
            batch, target = counts[chosen], data.classes[chosen]
            slope = _softmax(np.where(apart[target], -np.inf, batch @ rows + bias))
            slope[np.arange(len(target)), target] -= 1
            slope /= len(target)
            of_rows = batch.T @ slope
            squares += of_rows * of_rows
            rows -= rate * of_rows / np.sqrt(squares)
            bias -= rate * slope.sum(0)
    _write(path, data.labels, rows, bias)


def _count_ngrams(texts: list[str]) -> csr_matrix:
    """Return (texts, N_BUCKETS): the n-grams of each text over the root of their number."""
    buckets = [hash_ngrams(text).astype(np.uint16) for text in texts]
    lengths = np.array([len(found) for found in buckets])
    weights = np.repeat((1 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32), lengths)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    ids = np.concatenate(buckets).astype(np.int32)
    return csr_matrix((weights, ids, ends), shape=(len(texts), N_BUCKETS))


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def _write(path: Path, labels: tuple[str, ...], rows: Floats, bias: Floats) -> None:
    scales = np.maximum(np.abs(rows).max(axis=0), 1e-6) / _LEVELS
    np.savez_compressed(
        path,
        labels=np.array(labels),
        rows=np.round(rows / scales).astype(np.int8),
        scales=scales,
        bias=bias,
    )


def main() -> None:
    """Train the identifier and nothing else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of aligned texts (*.tsv.gz)")
    parser.add_argument("out", type=Path, help="the file to write: …/identifying.npz")
    parser.add_argument("--qa", type=Path, help="folder of questions; default: qa beside corpora")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    qa_dir = options.qa or options.corpora.parent / "qa"
    data = gather_labelled(options.corpora, qa_dir, options.seed, load_knowledge())
    train_identifier(data, options.out, options.seed)


if __name__ == "__main__":
    main()
