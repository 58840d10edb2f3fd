"""Embed through sentence-transformers: any model it can load, by name or folder.

Only for owners who prefer a larger model. Importing the library takes about ten seconds and
400 MB a process, so it happens inside the constructor and nowhere else.
"""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexing.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class LibraryModel:
    """A sentence-transformers model behind our protocol."""

    def __init__(
        self,
        name: str,
        *,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
        batch_size: int = 32,
    ) -> None:
        """
        :param name: a folder, or a name on the model hub (fetched once, then kept by the library).
        :param query_prefix: put before every query; None uses the prompt the model brings along.
        :param passage_prefix: the same before every passage.
        :raises ModelMissing: if the library is not installed or does not find the model.
        """
        self._model = _load(name)
        self.name = name
        self._prefixes = {"query": query_prefix, "document": passage_prefix}
        self._batch_size = batch_size
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise ModelMissing(f'Model "{name}" does not make vectors of a fixed length.')
        self.dim = int(dim)
        self.fingerprint = self._compute_fingerprint()

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) unit rows, the query prefix before each text."""
        return self._embed(texts, "query")

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) unit rows, the passage prefix before each text."""
        return self._embed(texts, "document")

    def _embed(self, texts: Sequence[str], role: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        prefix = self._prefixes[role]
        options: dict[str, Any] = {"prompt": prefix}
        if prefix is None:
            options = {"prompt_name": role if role in self._model.prompts else None}
        vectors = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
            **options,
        )
        # Some models give NaN for an empty text; such a text is near to nothing.
        return np.nan_to_num(np.asarray(vectors, dtype=np.float32))

    def _compute_fingerprint(self) -> str:
        """Hash the weights themselves: a name says nothing about which version was fetched."""
        import torch  # noqa: PLC0415 - already loaded by the library

        digest = hashlib.sha256(repr((self.name, self._prefixes, self._model.prompts)).encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            raw = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8)
            digest.update(memoryview(raw.numpy()))
        return digest.hexdigest()


def _load(name: str) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - loads torch
    except ImportError:
        raise ModelMissing(
            f'The model "{name}" needs the package sentence-transformers. Install it with '
            "`pip install 'veiviser[models]'`, or unset VEIVISER_EMBEDDING_MODEL to use the "
            "bundled model."
        ) from None
    try:
        return SentenceTransformer(name)
    except Exception as error:  # the library lets through errors of many packages
        raise ModelMissing(
            f'The model "{name}" could not be loaded ({error}). Check the name in '
            "VEIVISER_EMBEDDING_MODEL, and that the model was fetched while there was a network."
        ) from error
