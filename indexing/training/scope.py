"""Fit the model of indexing.scope on scope/<lang>.tsv and the questions of our articles.

Each line of scope/<lang>.tsv has a kind and a question: `answerable`, `elsewhere`, `own_case` or
`unanswerable`. The questions that articles list are answerable, and there are many more of them,
so each counts less. No question of indexing.evaluation is among the examples.

    python -m indexing.training.scope
"""

import csv
import random
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np

from indexing.embedding import load_embedder
from indexing.scope import ELSEWHERE, INSIDE, LABELS, OFF, OWN_CASE, SCOPE_FILE
from indexing.training.classifying import Examples, Tell, fit_classifier, tell_nobody
from indexing.training.slips import misspell
from knowledge.languages import languages
from knowledge.loading import load_knowledge

_CLASS_OF = {
    "answerable": INSIDE,
    "elsewhere": ELSEWHERE,
    "own_case": OWN_CASE,
    "unanswerable": OFF,
}
_LISTED_WEIGHT = 0.15  # of a question that an article lists
_SLIPPED_WEIGHT = 0.5  # of the same with slips of the finger


def read_examples(*, listed: bool = True) -> Iterator[tuple[str, str, float]]:
    """Yield every example: its class, its text, and how much it counts.

    :param listed: also the questions that articles list.
    """
    chance = random.Random(13)
    folder = resources.files(__package__) / "scope"
    for lang in languages():
        lines = (folder / f"{lang}.tsv").read_text("utf-8").splitlines()
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, text = _CLASS_OF[row["kind"]], row["question"]
            yield name, text, 1.0
            yield name, misspell(text, chance), _SLIPPED_WEIGHT
    if not listed:
        return
    for article in load_knowledge().articles.values():
        for question in article.questions:
            yield INSIDE, question, _LISTED_WEIGHT
            yield INSIDE, misspell(question, chance), _LISTED_WEIGHT * _SLIPPED_WEIGHT


def train_scope(path: Path = SCOPE_FILE, *, tell: Tell = tell_nobody) -> int:
    """Fit the model, write it, and return on how many examples."""
    classes, texts, weights = zip(*read_examples(), strict=True)
    examples = Examples(
        texts=texts,
        vectors=load_embedder().embed_queries(texts),
        classes=np.array([LABELS.index(name) for name in classes]),
        weights=np.array(weights, np.float32),
        labels=LABELS,
    )
    fit_classifier(examples, path, tell=tell)
    return len(texts)


if __name__ == "__main__":
    sys.stdout.write(f"{SCOPE_FILE}: fitted on {train_scope()} examples\n")
