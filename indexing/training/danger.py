"""Fit the model of indexing.safety.learnt on danger/<lang>.tsv.

Each line has a level (`red`, `amber`, `none`), a kind and a message. Every message is also learnt
with slips of the finger, without accents, and in Latin letters where the language has others, as
frightened people type. Ordinary questions that
our articles list, on subjects far from danger, and those of scope/<lang>.tsv are `none`; there are
many, so each counts less. No message of indexing.evaluation is among the examples.

    python -m indexing.training.danger    # half an hour on one core
"""

import csv
import random
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np

from indexing.embedding import bundled_model
from indexing.romanising import tables
from indexing.safety.learnt import LEARNT_FILE, NONE, class_of
from indexing.training.classifying import Examples, Tell, fit_classifier, tell_nobody
from indexing.training.latin_typing import Typist
from indexing.training.scope import read_examples as read_scope
from indexing.training.slips import misspell, strip_accents
from knowledge.languages import languages
from knowledge.loading import load_knowledge

_SEEDS = (13, 14, 15)
_LISTED_WEIGHT, _SCOPE_WEIGHT, _SLIPPED_WEIGHT = 0.5, 0.5, 0.5
# What articles on these subjects list may well tell of danger.
_NEAR_DANGER = frozenset(
    {
        "emergencies",
        "emergency-medical-help",
        "emergency-numbers",
        "exploitation-at-work",
        "hate-crime-and-police",
        "mental-health",
        "violence-in-close-relationships",
        "reporting-to-the-police",
        "child-welfare-service",
        "interpreter-in-child-welfare",
        "pregnancy-and-birth",
        "female-genital-mutilation",
    }
)
_FAR_COLLECTIONS = frozenset({"ny-i-norge", "tolk"})


def read_examples() -> Iterator[tuple[str, str, float]]:
    """Yield every example: its class, its text, and how much it counts."""
    chance, typing = random.Random(13), np.random.default_rng(13)
    folder = resources.files(__package__) / "danger"
    for lang in languages():
        lines = (folder / f"{lang}.tsv").read_text("utf-8").splitlines()
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, text = class_of(row["level"], row["kind"]), row["message"]
            yield name, text, 1.0
            yield name, misspell(text, chance), _SLIPPED_WEIGHT
            if (plain := strip_accents(text)) != text:
                yield name, plain, _SLIPPED_WEIGHT
            if lang in tables() and (latin := Typist(lang, typing).type(text)) != text.lower():
                yield name, latin, _SLIPPED_WEIGHT
    for article in load_knowledge().articles.values():
        if article.collection in _FAR_COLLECTIONS and article.slug not in _NEAR_DANGER:
            for question in article.questions:
                yield NONE, question, _LISTED_WEIGHT
    for _, text, weight in read_scope(listed=False):
        yield NONE, text, weight * _SCOPE_WEIGHT


def train_danger(path: Path = LEARNT_FILE, *, tell: Tell = tell_nobody) -> int:
    """Fit the model, write it, and return on how many examples."""
    names, texts, weights = zip(*read_examples(), strict=True)
    labels = (NONE, *sorted(set(names) - {NONE}))
    model = bundled_model()
    examples = Examples(
        texts=texts,
        vectors=model.embed_queries(texts),
        classes=np.array([labels.index(name) for name in names]),
        weights=np.array(weights, np.float32),
        labels=labels,
        tokens=model.token_ids(texts),
        token_vectors=lambda ids: model.token_vectors(ids)[0],
    )
    fit_classifier(examples, path, seeds=_SEEDS, tell=tell)
    return len(texts)


if __name__ == "__main__":
    sys.stdout.write(f"{LEARNT_FILE}: fitted on {train_danger()} examples\n")
