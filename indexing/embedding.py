"""Turn texts into vectors: the protocol, and which model answers to which name.

Every model here gives float32 rows of length 1, so that a dot product is the cosine; a text
without one known token gives a row of zeros, which is near to nothing, and never NaN.

The bundled model is read by indexing.embedding_static with NumPy alone. Any other model goes
through sentence-transformers, in indexing.embedding_library, which costs seconds and hundreds
of megabytes and is therefore imported only when such a model is asked for.
"""

import hashlib
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from indexing.embedding_static import StaticModel, is_static_model

__all__ = [
    "BUNDLED_MODEL_DIR",
    "Embedder",
    "HashEmbedder",
    "StaticModel",
    "Vectors",
    "load_embedder",
]

Vectors = NDArray[np.float32]

BUNDLED_MODEL_DIR = Path(__file__).with_name("models") / "veiviser-static"


@runtime_checkable
class Embedder(Protocol):
    """Whatever makes vectors. Queries and passages are told apart because some models want
    a different prefix before each; vectors of one embedder can be compared with one another
    and with no other's, which `fingerprint` tells."""

    @property
    def name(self) -> str:
        """What people call the model."""

    @property
    def dim(self) -> int:
        """Length of one vector."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another vector."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dim) unit rows for what people ask."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dim) unit rows for what can be found."""


class HashEmbedder:
    """The small twin of a real model, for tests: no file, no training, the same everywhere.

    Words and their character 4-grams are hashed to signed places of the vector, so texts that
    share words or stems are near each other and others are not. It knows no meaning and no
    translation.
    """

    def __init__(self, dim: int = 256) -> None:
        self.name = f"hash-{dim}"
        self.dim = dim
        self.fingerprint = hashlib.sha256(f"hash embedder 1, {dim}".encode()).hexdigest()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for feature in self._features(text):
                code = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
                row[(code >> 1) % self.dim] += 1.0 if code & 1 else -1.0
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    @staticmethod
    def _features(text: str) -> list[str]:
        words = ["".join(filter(str.isalnum, word)) for word in text.lower().split()]
        grams = [w[i : i + 4] for w in words for i in range(len(w) - 3)]
        return [f" {word} " for word in words if word] + grams


@cache
def bundled_model() -> StaticModel:
    """Return the bundled model, loaded once a process: its tokenizer alone takes 25 MB."""
    return StaticModel(BUNDLED_MODEL_DIR)


def load_embedder(
    name: str | None = None,
    *,
    query_prefix: str | None = None,
    passage_prefix: str | None = None,
) -> Embedder:
    """Return the model of this name.

    :param name: None for the bundled model; else a folder, or the name of any
        sentence-transformers model.
    :param query_prefix: put before every query, as some models want it ("query: "); None
        leaves the choice to the prompts that the model brings along.
    :param passage_prefix: the same before every passage.
    :raises ModelMissing: if there is no such model, or the library for it is not installed.
    """
    if name is None:
        return bundled_model()
    folder = Path(name)
    if is_static_model(folder) and not query_prefix and not passage_prefix:
        return StaticModel(folder)
    from indexing.embedding_library import LibraryModel  # noqa: PLC0415 - it may load torch

    return LibraryModel(name, query_prefix=query_prefix, passage_prefix=passage_prefix)
