"""Read a static embedding model with NumPy and `tokenizers`, memory-mapped.

A static model is a table with one vector per token; the vector of a text is the mean of its
tokens' rows, brought to length 1. The rows are kept as int8 with one float per row, in the
layout that sentence-transformers folds back by itself (tensors `embeddings` and `weights` in
`model.safetensors`), so that both roads read the same file and workers share its pages.

The table is never de-quantised as a whole: that would cost every worker 100 MB. A text
touches some tens of rows, and `weights[ids] @ embeddings[ids]` scales and adds them in one
product. How the table came to be is indexing.training's business.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexing.errors import ModelMissing

MANIFEST_FILE = "veiviser.json"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"

# Words are tokenised once and remembered: running text repeats itself, and a look-up costs a
# hundredth of the tokenizer. The bound keeps the memory of a worker's share of them near 3 MB.
_WORDS_REMEMBERED = 20_000
# Below this many texts the tokenizer alone is faster than cutting words and looking them up.
_BATCH_FROM = 16
_TEXTS_AT_A_TIME = 1_024


class StaticModel:
    """The bundled model, or another folder of the same kind."""

    def __init__(self, folder: Path) -> None:
        """
        :param folder: holds `model.safetensors`, `tokenizer.json` and `veiviser.json`.
        :raises ModelMissing: if a file is missing, torn or does not fit the others.
        """
        manifest = read_manifest(folder)
        self.name: str = manifest["name"]
        self.fingerprint: str = manifest["fingerprint"]
        tensors = _map_tensors(folder / WEIGHTS_FILE)
        try:
            self._rows: NDArray[np.int8] = tensors["embeddings"]
            # A few hundred kilobytes, read for every text: a private copy is worth it.
            self._scales = np.array(tensors["weights"], dtype=np.float32)
        except KeyError as error:
            raise ModelMissing(
                f"{folder / WEIGHTS_FILE}: tensor {error} is missing. Train the model again with "
                "`veiviser model train`, or restore the file."
            ) from None
        self._tokenizer = _read_tokenizer(folder / TOKENIZER_FILE)
        self._tokenizer.no_padding()
        truncation = self._tokenizer.truncation
        self.max_tokens: int | None = truncation["max_length"] if truncation else None
        self.dim = int(self._rows.shape[1])
        if not len(self._rows) == len(self._scales) == self._tokenizer.get_vocab_size():
            raise ModelMissing(
                f"{folder}: the tokenizer knows {self._tokenizer.get_vocab_size()} tokens, the "
                f"table has {len(self._rows)} rows and {len(self._scales)} scales. The files are "
                "not of one training: restore all of them, or run `veiviser model train`."
            )
        self._known_words: dict[str, list[int]] = {}

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) unit rows; no prefix is used."""
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) unit rows; a text beyond `max_tokens` is cut off there."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_A_TIME):
            part = texts[start : start + _TEXTS_AT_A_TIME]
            for row, ids in enumerate(self.token_ids(part), start):
                if ids:
                    vectors[row] = self._scales[ids] @ self._rows[ids].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        # A text of unknown tokens only has length 0 and stays zero.
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, cut off at `max_tokens`."""
        if len(texts) < _BATCH_FROM:
            encode = self._tokenizer.encode
            return [encode(text, add_special_tokens=False).ids for text in texts]
        # Nothing in the tokenizer looks across a space, so a text is the sum of its words.
        split_texts = [text.replace("\n", " ").split(" ") for text in texts]
        known = self._words_with_ids({word for words in split_texts for word in words})
        return [
            [token for word in words for token in known[word]][: self.max_tokens]
            for words in split_texts
        ]

    def token_vectors(
        self, ids: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the vectors of some tokens, (n, dim), brought to length 1 or 0, and the length
        that each had: how much it says, (n,)."""
        rows = self._rows[ids].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        np.divide(rows, lengths[:, None], out=rows, where=lengths[:, None] > 0)
        return rows, lengths * self._scales[ids]

    def _words_with_ids(self, wanted: set[str]) -> dict[str, list[int]]:
        known = self._known_words
        if len(known) + len(wanted) > _WORDS_REMEMBERED:
            # A new dict, so that a thread still reading the old one is left in peace.
            known = self._known_words = {}
        new = [word for word in wanted if word not in known]
        for word, encoding in zip(
            new, self._tokenizer.encode_batch_fast(new, add_special_tokens=False), strict=True
        ):
            known[word] = encoding.ids
        return known


def is_static_model(folder: Path) -> bool:
    """Is this a folder that StaticModel reads? Other folders are the library's."""
    return (folder / MANIFEST_FILE).is_file()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what the training wrote about the model: name, fingerprint, checksums and figures.

    :raises ModelMissing: if there is no such file or it cannot be read.
    """
    path = folder / MANIFEST_FILE
    try:
        manifest = json.loads(path.read_text("utf-8"))
        if not isinstance(manifest["name"], str) or not isinstance(manifest["fingerprint"], str):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelMissing(
            f"{path}: there is no embedding model here, or its description is damaged. Restore "
            "the folder, or train the model with `veiviser model train`."
        ) from None
    return dict(manifest)


def compute_fingerprint(folder: Path) -> str:
    """Return the sha256 over both files that decide the vectors."""
    digest = hashlib.sha256()
    for name in (TOKENIZER_FILE, WEIGHTS_FILE):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def verify_model(folder: Path) -> None:
    """Check that the files are those whose fingerprint the manifest holds (30 MB are read).

    :raises ModelMissing: if a file is missing or was altered.
    """
    expected = read_manifest(folder)["fingerprint"]
    try:
        found = compute_fingerprint(folder)
    except OSError as error:
        raise ModelMissing(f"{error.filename}: {error.strerror}. Restore the file.") from None
    if found != expected:
        raise ModelMissing(
            f"{folder}: {WEIGHTS_FILE} or {TOKENIZER_FILE} was altered since training (fingerprint "
            f"{found[:16]}, expected {expected[:16]}). Restore both files."
        )


_DTYPES: dict[str, type[np.generic]] = {"I8": np.int8, "F32": np.float32}


def _map_tensors(path: Path) -> dict[str, NDArray[Any]]:
    """Map the tensors of a safetensors file: 8 bytes length, a JSON header, then the data."""
    try:
        data = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        start = 8 + int.from_bytes(data[:8].tobytes(), "little")
        header: dict[str, Any] = json.loads(data[8:start].tobytes())
        tensors = {}
        for name, entry in header.items():
            if name == "__metadata__":
                continue
            begin, end = entry["data_offsets"]
            raw = data[start + begin : start + end]
            tensors[name] = raw.view(_DTYPES[entry["dtype"]]).reshape(entry["shape"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMissing(
            f"{path}: not a readable safetensors file ({error}). Restore the file, or train the "
            "model with `veiviser model train`."
        ) from None
    return tensors


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception for every fault
        raise ModelMissing(
            f"{path}: not a readable tokenizer ({error}). Restore the file, or train the model "
            "with `veiviser model train`."
        ) from None
