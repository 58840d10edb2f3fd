"""`python -m indexing.training.selection CORPORA`: fit which sentences answer, on OMoS-QA.

The bundled embedding model has learnt from the very questions of the training part: their cosines
are better there than on anything new (0.72 instead of 0.60 of the pairs of an answering and
another sentence stand in the right order), and whoever fits on them trusts them too much. So two
models are trained without one half of the pages each, and each measures the half that it has never
seen. The served model then meets new pages as they did.

The regression is fitted by Newton's method with a ridge. Ridge and threshold are chosen by five
folds over the pages of the training part; the development part is only measured on.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder, StaticModel
from indexing.errors import IndexingError
from indexing.selecting import FEATURES, SELECTING_FILE, Page, Selector, measure_units
from indexing.training.corpora import QuestionPage, read_question_pages
from indexing.training.running import train_model

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

_HALVES = 2
_EPOCHS = 2  # as good for this as the six of the bundled model: 0.61 of the pairs in order
_FOLDS = 5
_RIDGES = (30.0, 100.0, 300.0, 1000.0, 3000.0)
_CLIP = 4.0
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Marked:
    """All units of some pages: features (n, len(FEATURES)), whether people marked each as an
    answer (n,), and the page that each stands on (n,)."""

    features: Floats
    answers: Floats
    pages: Ids


def measure_pages(questions: Sequence[QuestionPage], embedder: Embedder) -> Marked:
    """Return the units of some pages, measured for their questions with one model."""
    features, answers, pages = [], [], []
    for asked in questions:
        page = Page(asked.lines, embedder.embed_passages(asked.lines), asked.lang)
        features.append(measure_units(asked.question, page, embedder))
        marks = np.zeros(len(asked.lines))
        marks[list(asked.answers)] = 1.0
        answers.append(marks)
        pages.append(np.full(len(asked.lines), asked.page))
    return Marked(np.concatenate(features), np.concatenate(answers), np.concatenate(pages))


def fit_selector(marked: Marked, ridge: float, threshold: float = 0.5) -> Selector:
    """Return the regression that fits best, by Newton's method.

    :param ridge: penalty on the squared weights of the standardised features.
    """
    means, scales = marked.features.mean(axis=0), marked.features.std(axis=0)
    scales[scales < 1e-9] = 1.0
    standard = np.clip((marked.features - means) / scales, -_CLIP, _CLIP)
    x = np.column_stack([standard, np.ones(len(standard))])
    penalty = np.diag([ridge] * standard.shape[1] + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (chance - marked.answers) + penalty @ weights
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return Selector(means, scales, weights[:-1], float(weights[-1]), threshold)


def choose(marked: Marked) -> tuple[float, float, float]:
    """Return (ridge, threshold, F1) that did best on pages that were not fitted on."""
    found = []
    for ridge in _RIDGES:
        chance = cross_fit(marked, ridge)
        for threshold in np.arange(0.1, 0.6, 0.01):
            f1 = count(chance >= threshold, marked.answers > 0).f1
            found.append((f1, ridge, round(float(threshold), 2)))
    f1, ridge, threshold = max(found)
    return ridge, threshold, f1


def cross_fit(marked: Marked, ridge: float) -> Floats:
    """Return the chance of each unit, from a fit on the other folds of pages: (n,)."""
    fold_of = dict(
        zip(
            (pages := np.unique(marked.pages)).tolist(),
            np.random.default_rng(0).permutation(len(pages)) % _FOLDS,
            strict=True,
        )
    )
    folds = np.array([fold_of[page] for page in marked.pages.tolist()])
    chance = np.zeros(len(folds))
    for fold in range(_FOLDS):
        inside = folds != fold
        fitted = fit_selector(
            Marked(marked.features[inside], marked.answers[inside], marked.pages[inside]), ridge
        )
        chance[~inside] = 1 / (1 + np.exp(-fitted.judge(marked.features[~inside])))
    return chance


@dataclass(frozen=True, slots=True)
class Counts:
    """Precision, recall and F1 over all units together (micro), 0 to 1."""

    precision: float
    recall: float
    f1: float


def count(chosen: NDArray[np.bool_], right: NDArray[np.bool_]) -> Counts:
    """Return how well the chosen units agree with the right ones."""
    both = float((chosen & right).sum())
    precision, recall = both / max(chosen.sum(), 1), both / max(right.sum(), 1)
    return Counts(precision, recall, 2 * both / max(chosen.sum() + right.sum(), 1))


def write_selector(fitted: Selector, path: Path = SELECTING_FILE) -> None:
    """Write the coefficients where indexing.selecting reads them."""
    data = {
        "features": list(FEATURES),
        "means": [round(value, 5) for value in fitted.means.tolist()],
        "scales": [round(value, 5) for value in fitted.scales.tolist()],
        "weights": [round(value, 5) for value in fitted.weights.tolist()],
        "bias": round(fitted.bias, 5),
        "threshold": fitted.threshold,
        "fitted_on": fitted.fitted_on,
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def measure_unseen(qa_dir: Path, models: Sequence[Embedder]) -> Marked:
    """Return all of the training part, each half measured by the model that has not seen it."""
    parts = []
    questions = read_question_pages(qa_dir, "train")
    for lang in sorted(questions):
        for half, model in enumerate(models):
            own = [asked for asked in questions[lang] if asked.page % _HALVES == half]
            parts.append(measure_pages(own, model))
    return Marked(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.answers for part in parts]),
        np.concatenate([part.pages for part in parts]),
    )


def train_without(half: int, corpora_dir: Path, qa_dir: Path, folder: Path) -> Embedder:
    """Train an embedding model that has seen none of the pages of one half; some minutes."""
    own_qa = folder / "qa"
    leave_out(half, qa_dir, own_qa)
    train_model(corpora_dir, folder / "model", qa_dir=own_qa, epochs=_EPOCHS)
    return StaticModel(folder / "model")


def leave_out(half: int, qa_dir: Path, own_qa: Path) -> None:
    """Write a copy of the questions without one half of the pages of the training part."""
    (own_qa / "omos").mkdir(parents=True)
    for path in sorted((qa_dir / "omos").glob("*.jsonl.gz")):
        lines = list(_lines(path))
        if path.name.startswith("train"):
            lines = [line for line in lines if json.loads(line)["pageId"] % _HALVES != half]
        with gzip.open(own_qa / "omos" / path.name, "wt", encoding="utf-8") as file:
            file.writelines(lines)


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 if all went well."""
    parser = argparse.ArgumentParser(prog="python -m indexing.training.selection")
    parser.add_argument("corpora", type=Path, help="folder of aligned texts (*.tsv.gz)")
    parser.add_argument("--qa", type=Path, help="folder of questions; default: qa beside corpora")
    parser.add_argument(
        "--models", type=Path, nargs=_HALVES, help="models trained before, one without each half"
    )
    options = parser.parse_args(arguments)
    qa_dir = options.qa or options.corpora.parent / "qa"
    try:
        with TemporaryDirectory() as name:
            models: list[Embedder] = [
                StaticModel(options.models[half])
                if options.models
                else train_without(half, options.corpora, qa_dir, Path(name) / str(half))
                for half in range(_HALVES)
            ]
            marked = measure_unseen(qa_dir, models)
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    ridge, threshold, f1 = choose(marked)
    fitted = fit_selector(marked, ridge, threshold)
    told = (
        f"OMoS-QA, training part in five languages: {len(marked.answers)} units on "
        f"{len(np.unique(marked.pages))} pages; ridge {ridge:g}; "
        f"F1 {f1:.3f} over five folds of pages"
    )
    write_selector(
        Selector(fitted.means, fitted.scales, fitted.weights, fitted.bias, threshold, told)
    )
    sys.stdout.write(f"{told}; an answer from {threshold:.2f} on.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
