"""A second reader of messages: what a model has learnt of danger from examples in all languages.

The rules find what is said outright; this finds what is said in a roundabout way ("they weighed
my suitcase, nobody told me where we go"). The examples, and how it is fitted, are in
indexing.training.danger. Where the file is missing the rules stand alone: danger is looked for
before everything else, and must not fail.
"""

import logging
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from indexing.classifying import Classifier, read_classifier
from indexing.embedding import bundled_model
from indexing.embedding_static import StaticModel
from indexing.errors import ModelMissing
from indexing.normalising import clean_question
from indexing.values import DangerKind

logger = logging.getLogger(__name__)

LEARNT_FILE = Path(__file__).with_name("learnt.npz")
NONE = "none"
_MOST_SENTENCES = 8
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")  # "dieeee"
_SENTENCE_END = re.compile(r"[.!?;\n؟؛።፧]+")


@dataclass(frozen=True, slots=True)
class Learnt:
    """How likely a message tells of danger, 0 to 1; of what kind and level if it does."""

    danger: float
    kind: DangerKind
    level: Literal["red", "amber"]


def class_of(level: str, kind: str) -> str:
    """Return the name of a class of the model: `none`, or kind and level in one."""
    return NONE if level == NONE else f"{kind} {level}"


def read_message(text: str) -> Learnt | None:
    """Return what the model makes of a message; None where there is no model, or no word.

    A cry may stand beside a question about something else, so each sentence is read alone as
    well, and the gravest reading counts.

    :param text: as it was typed.
    """
    loaded = _load()
    text = _DRAWN_OUT.sub(r"\1", text)
    whole = clean_question(text)
    if loaded is None or not whole:
        return None
    parts = [part for part in map(clean_question, _SENTENCE_END.split(text)) if part]
    parts = [whole] if len(parts) == 1 else [whole, *parts[:_MOST_SENTENCES]]
    return max((_read(*loaded, part) for part in parts), key=lambda learnt: learnt.danger)


def _read(model: Classifier, embedder: StaticModel, text: str) -> Learnt:
    tokens, _ = embedder.token_vectors(np.array(embedder.token_ids([text])[0], np.int64))
    chances = dict(model.chances(embedder.embed_queries([text])[0], text, tokens))
    danger = 1.0 - chances.pop(NONE)
    kinds: dict[str, float] = {}
    levels = {"red": 0.0, "amber": 0.0}
    for name, chance in chances.items():
        kind, level = name.split(" ")
        kinds[kind] = kinds.get(kind, 0.0) + chance
        levels[level] += chance
    kind = max(kinds, key=kinds.__getitem__)
    gravest: Literal["red", "amber"] = "red" if levels["red"] > levels["amber"] else "amber"
    return Learnt(danger, kind, gravest)  # type: ignore[arg-type]  # its classes are our kinds


@cache
def _load() -> tuple[Classifier, StaticModel] | None:
    try:
        return read_classifier(LEARNT_FILE), bundled_model()
    except ModelMissing as error:
        logger.error("danger is looked for by rules alone: %s", error)
        return None
